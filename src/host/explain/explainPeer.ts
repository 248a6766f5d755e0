import { EXPLAIN_EVENTS, EXPLAIN_HOST_EVENTS, EXPLAIN_REQUESTS } from '../../protocol/explainMessages.ts';
import { Peer, RequestError, type PeerOptions, type RequestHandlers } from '../../protocol/peer.ts';
import type { ExplainTalk } from './explainTalk.ts';

/** The host's end of the wire to the explain page. */
export type ExplainPeer = Peer<
  Record<never, never>,
  typeof EXPLAIN_EVENTS,
  typeof EXPLAIN_REQUESTS,
  typeof EXPLAIN_HOST_EVENTS
>;

/** What a page is connected to. */
export interface ExplainSide {
  /** the present question */
  readonly talk: () => ExplainTalk | undefined;
  /** the question whose place that one took */
  readonly earlier: () => ExplainTalk | undefined;
  /** grows with every snapshot of all pages of this host */
  readonly nextRevision: () => number;
  /** an answer was taken down */
  readonly answered: (talk: ExplainTalk) => void;
  /** the person closes the page */
  readonly close: () => void;
  /** the keyboard is in the page, or has left it */
  readonly focus: (isHere: boolean) => void;
  readonly fault: (words: string) => void;
  /** lets the page have the words of an error that are meant for people, as a `RequestError` */
  readonly inWords: <T>(work: Promise<T>) => Promise<T>;
}

type Wire = Pick<PeerOptions<never, never, never, never>, 'post' | 'after' | 'report'>;

/** Connects a page to the present question. Of an earlier one it counts for nothing what the page says, but for a draft. */
export function explainPeer(wire: Wire, side: ExplainSide): ExplainPeer {
  const talkOf = (ask: number): ExplainTalk | undefined => {
    const talk = side.talk();
    return talk?.number === ask ? talk : undefined;
  };
  return new Peer({
    ...wire,
    ...{ asks: {}, tells: EXPLAIN_EVENTS, answers: EXPLAIN_REQUESTS, hears: EXPLAIN_HOST_EVENTS },
    onRequest: handlers(side, talkOf),
    onEvent: {
      'explain.keep': ({ ask, draft }) => {
        [side.talk(), side.earlier()].find((talk) => talk?.number === ask)?.keep(draft);
      },
      'explain.close': ({ ask, draft }) => {
        const talk = talkOf(ask);
        if (talk === undefined) return;
        talk.keep(draft);
        side.close();
      },
      'explain.focus': ({ isHere }) => {
        side.focus(isHere);
      },
      'explain.fault': ({ message, stack }) => {
        side.fault(`${message} ${stack}`);
      },
    },
  });
}

function handlers(
  side: ExplainSide,
  talkOf: (ask: number) => ExplainTalk | undefined,
): RequestHandlers<typeof EXPLAIN_REQUESTS> {
  const current = (): ExplainTalk => {
    const talk = side.talk();
    if (talk === undefined) throw new RequestError('refused', 'Nothing is asked any more.');
    return talk;
  };
  const asked = (ask: number): ExplainTalk => {
    const talk = talkOf(ask);
    if (talk === undefined) throw new RequestError('refused', 'Something else is asked by now.');
    return talk;
  };
  return {
    'explain.ready': () => current().snapshot(side.nextRevision()),
    'explain.answer': async ({ ask, answer }) => {
      const talk = asked(ask);
      const problem = await side.inWords(talk.answer(answer));
      if (problem === '') side.answered(talk);
      return { problem: problem.slice(0, 1_000) };
    },
    'explain.changeClass': async ({ ask, place, to }) => {
      const talk = asked(ask);
      await side.inWords(talk.changeClass(place, to));
      return talk.snapshot(side.nextRevision());
    },
    'explain.openDiff': async ({ ask, place }) => {
      await side.inWords(asked(ask).openDiff(place));
      return {};
    },
  };
}

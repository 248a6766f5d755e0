import assert from 'node:assert/strict';
import { explainPeer } from '../../../src/host/explain/explainPeer.ts';
import { ExplainTalk } from '../../../src/host/explain/explainTalk.ts';
import { EMPTY_DRAFT, type ExplainAsked } from '../../../src/ports/explainPage.ts';
import { envelope, type Envelope } from '../../../src/protocol/envelope.ts';
import { settled } from '../../support/explainedRepository.ts';

/** A page that was asked about `first.ts`, and is asked about `second.ts` by now: the place has the same id in both. */
function setUp() {
  const done: string[] = [];
  const posted: Envelope[] = [];
  const talkAbout = (number: number, path: string): ExplainTalk => {
    const asked: ExplainAsked = {
      purpose: 'queue',
      places: [{ id: '0', path, area: 'other', class: 'core', how: 'agent', lines: 1, shown: [], more: 1 }],
      ...{ lines: 1, others: 0, question: '', plan: '', draft: EMPTY_DRAFT },
    };
    return new ExplainTalk(number, asked, {
      answer: async () => (done.push(`${path} answered`), ''),
      keep: ({ text }) => void done.push(`${path} kept ${text}`),
      changeClass: async (_, to) => (done.push(`${path} ${to}`), asked),
      openDiff: async () => void done.push(`${path} opened`),
    });
  };
  const [first, second] = [talkAbout(1, 'first.ts'), talkAbout(2, 'second.ts')];
  let revision = 0;
  const wire = {
    post: (message: Envelope) => posted.push(message),
    after: () => () => undefined,
    report: (problem: string) => void done.push(problem),
  };
  const peer = explainPeer(wire, {
    ...{ talk: () => second, earlier: () => first, nextRevision: () => ++revision },
    ...{
      answered: () => undefined,
      close: () => undefined,
      focus: () => undefined,
      fault: (words) => void done.push(words),
    },
    inWords: (work) => work,
  });
  const ask = async (tag: string, body: object): Promise<string> => {
    peer.receive(envelope({ kind: 'request', id: 1, tag, body }));
    await settled();
    const message = posted.pop();
    return message?.kind === 'error' ? message.message : (message?.kind ?? 'nothing');
  };
  const tell = (tag: string, body: object): void => {
    peer.receive(envelope({ kind: 'event', tag, body }));
  };
  return { done, first, second, ask, tell };
}

describe('the wire to the explain page', () => {
  it('takes nothing that is meant for an earlier question for the present one', async () => {
    const { done, first, ask } = setUp();
    first.close();
    const answer = { kind: 'later', draft: EMPTY_DRAFT };
    assert.equal(
      await ask('explain.changeClass', { ask: 1, place: '0', to: 'transient' }),
      'Something else is asked by now.',
    );
    assert.equal(await ask('explain.openDiff', { ask: 1, place: '0' }), 'Something else is asked by now.');
    assert.equal(await ask('explain.answer', { ask: 1, answer }), 'Something else is asked by now.');
    assert.deepEqual(done, []);
    assert.equal(await ask('explain.changeClass', { ask: 2, place: '0', to: 'transient' }), 'reply');
    assert.equal(await ask('explain.openDiff', { ask: 2, place: '0' }), 'reply');
    assert.deepEqual(done, ['second.ts transient', 'second.ts opened']);
  });

  it('keeps what was written last of an earlier question, unless that was answered', async () => {
    const { done, first, second, ask, tell } = setUp();
    first.close();
    tell('explain.keep', { ask: 1, draft: { ...EMPTY_DRAFT, text: 'the last words' } });
    tell('explain.keep', { ask: 7, draft: EMPTY_DRAFT });
    assert.deepEqual(done, ['first.ts kept the last words']);
    await ask('explain.answer', { ask: 2, answer: { kind: 'later', draft: EMPTY_DRAFT } });
    second.keep({ ...EMPTY_DRAFT, text: 'too late' });
    assert.deepEqual(done.slice(1), ['second.ts answered']);
  });
});

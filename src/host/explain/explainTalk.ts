import type { OwnershipClass } from '../../domain/ownership/area.ts';
import type { ExplainActs, ExplainAnswer, ExplainAsked, ExplainDraft } from '../../ports/explainPage.ts';
import type { ExplainSnapshot } from '../../protocol/explainMessages.ts';
import { RequestError } from '../../protocol/peer.ts';
import { explainSnapshot } from './explainSnapshot.ts';

/** How a question ended. */
export type ExplainOutcome = ExplainAnswer['kind'] | 'closed';

/** One question, from its asking to its end. Whatever the page does, it ends once. */
export class ExplainTalk {
  /** which question it is, for the page */
  readonly number: number;
  /** settles when it has ended; never rejects */
  readonly outcome: Promise<ExplainOutcome>;
  readonly #acts: ExplainActs;
  readonly #end: (outcome: ExplainOutcome) => void;
  #asked: ExplainAsked;
  #draft: ExplainDraft;
  #isDone = false;
  /** whether it ended by an answer, after which nothing of a draft is kept */
  #isAnswered = false;
  /** an answer that is being taken down */
  #answering: Promise<string> | undefined;

  constructor(number: number, asked: ExplainAsked, acts: ExplainActs) {
    this.number = number;
    this.#asked = asked;
    this.#draft = asked.draft;
    this.#acts = acts;
    let end: (outcome: ExplainOutcome) => void = () => undefined;
    this.outcome = new Promise((resolve) => {
      end = resolve;
    });
    this.#end = end;
  }

  /** Calls back where a commit waited for the answer and went on without it: it is asked for the queue from then on. */
  onWentOn(listener: () => void): void {
    void this.#acts.wentOn?.then((asked) => {
      if (this.#isDone) return;
      this.#asked = asked;
      listener();
    });
  }

  /** What the page shows now. @param revision see the protocol */
  snapshot(revision: number): ExplainSnapshot {
    const state = this.#isDone ? 'done' : 'asking';
    return explainSnapshot(this.#asked, { revision, ask: this.number, state, draft: this.#draft });
  }

  /** Also where something else was asked instead meanwhile: what was written last is told only then. */
  keep(draft: ExplainDraft): void {
    if (this.#isAnswered) return;
    this.#draft = draft;
    this.#acts.keep(draft);
  }

  /** Gives what is wrong, in words, or an empty text once the answer is taken down. A second one meanwhile is taken for the first. */
  answer(answer: ExplainAnswer): Promise<string> {
    if (this.#isDone) return Promise.resolve('');
    this.#draft = answer.draft;
    this.#answering ??= this.#takeDown(answer).finally(() => {
      this.#answering = undefined;
    });
    return this.#answering;
  }

  async changeClass(place: string, to: OwnershipClass): Promise<void> {
    this.#ensureShown(place);
    this.#asked = await this.#acts.changeClass(place, to);
  }

  async openDiff(place: string): Promise<void> {
    this.#ensureShown(place);
    await this.#acts.openDiff(place);
  }

  /** Ends it without an answer; one that is being taken down still counts. */
  close(): void {
    const close = (): void => {
      this.#isDone = true;
      this.#end('closed');
    };
    if (this.#answering === undefined) close();
    else void this.#answering.then(close, close);
  }

  async #takeDown(answer: ExplainAnswer): Promise<string> {
    const problem = await this.#acts.answer(answer);
    if (problem === '') {
      this.#isDone = true;
      this.#isAnswered = true;
      this.#end(answer.kind);
    }
    return problem;
  }

  #ensureShown(place: string): void {
    if (!this.#isDone && this.#asked.places.some(({ id }) => id === place)) return;
    throw new RequestError('refused', 'This place is not asked about any more.');
  }
}

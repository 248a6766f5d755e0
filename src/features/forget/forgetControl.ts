import { FORGET_BEGUN, FORGOTTEN, type ForgottenPayload } from '../../domain/events/forgotten.ts';
import { eventOrder } from '../../domain/events/journalEvent.ts';
import { tracesOf, type ForgetScope } from '../../domain/privacy/forgetScope.ts';
import type { Declined, FoundRecords, Job, JobProgress, PurgeResult } from '../../ports/dataJob.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { PausableJournal } from '../../ports/journal.ts';
import type { ForgettingFact, Ledger } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { inTime } from '../inTime.ts';

export interface ForgetParts {
  readonly journal: PausableJournal;
  readonly ledger: Ledger;
  readonly timers: Timers;
  readonly log: Logger;
  /** settles when it is known whether this window records */
  readonly known: Promise<void>;
  readonly isPaused: () => boolean;
  /** records what is known of all that is followed, and follows it no more */
  readonly letGo: () => Promise<void>;
  /** follows it no more, and records nothing of it */
  readonly drop: () => Promise<void>;
  /** lets go of what was read from the journals, in which it may not stand any more, without recording any of it */
  readonly forgot: () => void;
}

export type Forgotten = Omit<FoundRecords, 'ids'> & PurgeResult;

/** `untold` when the journal could not be written: nothing is forgotten then, unless the disk takes it later. */
export type ForgetOutcome = Forgotten | Declined | 'untold';

/**
 * Forgets, and hears when another window does. Whoever forgets tells so first: every window then writes what it holds and
 * lets go of its file, so that all there is to forget lies in journals that nobody writes to any more. A window that
 * hears of it too late drops what it holds instead, since it can not know what it is about.
 */
export class ForgetControl implements Disposable {
  readonly #parts: ForgetParts;
  readonly #listener: Disposable;
  #heard: ForgettingFact | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: ForgetParts) {
    this.#parts = parts;
    this.#listener = parts.ledger.onDidAnswer(({ forgetting }) => {
      this.#notice(forgetting);
    });
  }

  /** Tells what is recorded of something; changes nothing. */
  preview(scope: ForgetScope, progress: (progress: JobProgress) => void): Job<FoundRecords | Declined> {
    return this.#parts.ledger.find({ scope, settled: false }, progress);
  }

  /**
   * Forgets all that is recorded of something until now. It can be called off until it is told what is forgotten; what is
   * left of the work then is done by whichever window comes to it. Rejects with the error of the disk.
   */
  forget(scope: ForgetScope, progress: (progress: JobProgress) => void): Job<ForgetOutcome> {
    const current: { job: Job<unknown> | undefined; isOff: boolean } = { job: undefined, isOff: false };
    const run = <T>(job: Job<T>): Promise<T> => {
      current.job = job;
      if (current.isOff) job.cancel();
      return job.done;
    };
    return {
      done: this.#forget(scope, progress, run),
      cancel: () => {
        current.isOff = true;
        current.job?.cancel();
      },
    };
  }

  dispose(): void {
    this.#listener.dispose();
  }

  async #forget(
    scope: ForgetScope,
    progress: (progress: JobProgress) => void,
    run: <T>(job: Job<T>) => Promise<T>,
  ): Promise<ForgetOutcome> {
    const { journal, ledger, letGo, known, isPaused } = this.#parts;
    await known;
    await letGo();
    await inTime(this.#parts.timers, journal.rest());
    try {
      if (!(await this.#tell(FORGET_BEGUN, {}))) return 'untold';
      const found = await run(ledger.find({ scope, settled: true }, progress));
      if ('declined' in found) return found;
      const { ids, ...counts } = found;
      if (counts.records === 0) return { ...counts, purged: 0, left: 0 };
      if (!(await this.#tell(FORGOTTEN, { ids } satisfies ForgottenPayload))) return 'untold';
      this.#parts.forgot();
      // From here on nobody can call it off: what is told is so.
      return { ...counts, ...(await ledger.purge(tracesOf(scope), progress).done) };
    } finally {
      // A paused window has no file open.
      if (isPaused()) void journal.rest();
    }
  }

  #notice({ begun, done }: ForgettingFact): void {
    const before = this.#heard;
    this.#heard = { begun: laterOf(begun, before?.begun), done: laterOf(done, before?.done) };
    // A window that starts has nothing yet that is older.
    if (before === undefined || (begun <= before.begun && done <= before.done)) return;
    if (done > before.done) this.#parts.forgot();
    const isLate = begun > before.begun && done > before.done;
    this.#turn = this.#turn.then(() => this.#letGo(isLate));
  }

  async #letGo(isLate: boolean): Promise<void> {
    const { journal, letGo, drop, log } = this.#parts;
    try {
      await (isLate ? drop() : letGo());
      await inTime(this.#parts.timers, journal.rest());
    } catch (error) {
      log.error('What another window forgets could not be let go.', error);
    }
  }

  /** Writes an event for all windows; `false` when the disk does not take it now. */
  async #tell(kind: typeof FORGET_BEGUN | typeof FORGOTTEN, payload: object): Promise<boolean> {
    const { event, written } = this.#parts.journal.append(kind, { ...payload }, 'at once');
    // This window has done already what the others do when they hear of it.
    const order = eventOrder(event);
    const { begun = '', done = '' } = this.#heard ?? {};
    this.#heard = kind === FORGET_BEGUN ? { begun: order, done } : { begun, done: order };
    return inTime(this.#parts.timers, written);
  }
}

function laterOf(one: string, other = ''): string {
  return one > other ? one : other;
}

import { eventOrder } from '../../domain/events/journalEvent.ts';
import { PAUSE, RESUME, type PauseFact, type PausePayload } from '../../domain/events/pauseSet.ts';
import { timeLeft, type Pause, type PauseScope } from '../../domain/privacy/pause.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { PausableJournal } from '../../ports/journal.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import { inTime } from '../inTime.ts';

/** A pause is looked at this often, in milliseconds: a machine that slept has timers that are late. */
const LOOK_EVERY = 10_000;
/** A ledger that has not told of a pause by then counts as one that can not be read, in milliseconds. */
const PATIENCE = 60_000;

/** The pause that keeps this window from recording; of two the one that lasts longer. */
export interface CurrentPause extends Pause {
  readonly scope: PauseScope;
}

/** What became of a request: `untold` when the journal could not be written yet, so that no other window knows of it. */
export type PauseOutcome = 'done' | 'untold' | 'no pause';

export interface PauseParts {
  readonly journal: PausableJournal;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  /** records what is known of all that is followed, and follows it no more */
  readonly letGo: () => Promise<void>;
}

interface Running {
  readonly pause: Pause;
  /** milliseconds; runs down whatever happens to the clock */
  left: number;
}

/**
 * Whether this window records. A pause of this window lives here alone; one of all windows is an event of the journal,
 * of which the ledger tells. Until it has told, the journal and the ledger write nothing.
 */
export class PauseControl implements Disposable {
  readonly #parts: PauseParts;
  readonly #listeners: Disposable[];
  readonly #changed: Emitter<undefined>;
  readonly onDidChange: Emitter<undefined>['listen'];
  /** settles when it is known for the first time whether this window records */
  readonly known: Promise<void>;
  readonly #isKnown: { settle: () => void } = { settle: () => undefined };
  readonly #running = new Map<PauseScope, Running>();
  #order = '';
  #isPrepared: 'paused' | 'recording' | undefined;
  #turns: Promise<void> = Promise.resolve();
  #timer: Disposable | undefined;
  #isOver = false;

  constructor(parts: PauseParts) {
    this.#parts = parts;
    this.#changed = new Emitter((error) => {
      parts.log.error('A listener for pauses failed.', error);
    });
    this.onDidChange = this.#changed.listen;
    this.known = new Promise((resolve) => (this.#isKnown.settle = resolve));
    const ask = (): void => void this.#ask();
    this.#listeners = [
      parts.ledger.onDidAnswer(({ pause }) => {
        this.#notice(pause);
      }),
      parts.ledger.onDidChange(ask),
      parts.timers.after(PATIENCE, () => {
        this.#notice(undefined);
      }),
      // The first question starts the ledger's thread, which the start of the window need not wait for.
      parts.timers.after(0, ask),
    ];
  }

  /** Asked at every edit, so that a pause ends at its minute also after the machine slept. */
  get isPaused(): boolean {
    return this.current !== undefined;
  }

  get current(): CurrentPause | undefined {
    if (this.#running.size === 0) return undefined;
    const all = this.#left('all');
    const window = this.#left('window');
    if (all <= 0 && window <= 0) return undefined;
    const scope = all >= window ? 'all' : 'window';
    return { scope, ...(this.#running.get(scope)?.pause ?? { begun: 0 }) };
  }

  /**
   * Records nothing from now on, and settles when what was recorded before is on the disk and, for all windows, the pause
   * itself is.
   * @param until wall time in milliseconds at which it ends by itself
   */
  async pause(scope: PauseScope, until?: number): Promise<PauseOutcome> {
    await this.known;
    const pause = { begun: this.#parts.clock.now(), until };
    // From here on no edit is taken.
    this.#running.set(scope, { pause, left: timeLeft(pause, pause.begun) });
    let isTold = true;
    if (scope === 'all') {
      // What was recorded until now comes before the pause.
      await this.#parts.letGo();
      isTold = await this.#tell(PAUSE, until === undefined ? {} : { until });
    }
    this.#look(0);
    await this.#turns;
    // Where this window was paused already, the event itself has begun a file.
    if (isTold && this.isPaused) await inTime(this.#parts.timers, this.#parts.journal.rest());
    return isTold ? 'done' : 'untold';
  }

  /** Ends every pause that keeps this window from recording; that of all windows ends for all. */
  async resume(): Promise<PauseOutcome> {
    await this.known;
    if (!this.isPaused) return 'no pause';
    const wasAll = this.#left('all') > 0;
    this.#running.clear();
    const isTold = wasAll ? this.#tell(RESUME, {}) : Promise.resolve(true);
    this.#look(0);
    await this.#turns;
    return (await isTold) ? 'done' : 'untold';
  }

  dispose(): void {
    this.#isOver = true;
    this.#timer?.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }

  #left(scope: PauseScope): number {
    const running = this.#running.get(scope);
    return running === undefined ? 0 : Math.min(running.left, timeLeft(running.pause, this.#parts.clock.now()));
  }

  async #ask(): Promise<void> {
    try {
      // Its answer comes by `onDidAnswer`, as those do that others ask for.
      await this.#parts.ledger.acceptances({ since: Infinity });
    } catch (error) {
      if (this.#isOver) return;
      this.#parts.log.warn(`It is not known whether all windows are paused: ${String(error)}`);
      this.#notice(undefined);
    }
  }

  #notice(fact: PauseFact | undefined): void {
    if (this.#isOver) return;
    const isNews = fact !== undefined && fact.order > this.#order;
    if (isNews) {
      this.#order = fact.order;
      if (fact.paused) this.#running.set('all', { pause: fact, left: timeLeft(fact, this.#parts.clock.now()) });
      else this.#running.delete('all');
    }
    if (isNews || this.#isPrepared === undefined) this.#look(0);
  }

  /** Lets time pass, in milliseconds, and does what follows from it. */
  #look(passed: number): void {
    for (const running of this.#running.values()) running.left -= passed;
    for (const scope of [...this.#running.keys()]) if (this.#left(scope) <= 0) this.#running.delete(scope);
    this.#timer?.dispose();
    const wait = Math.min(LOOK_EVERY, this.#left('all') || LOOK_EVERY, this.#left('window') || LOOK_EVERY);
    this.#timer =
      this.#running.size === 0
        ? undefined
        : this.#parts.timers.after(wait, () => {
            this.#look(wait);
          });
    this.#turns = this.#turns.then(() => this.#prepare());
    if (passed === 0 || this.#running.size === 0) this.#changed.fire(undefined);
  }

  /** Brings what writes in line with whether this window is paused. One call after the other. */
  async #prepare(): Promise<void> {
    const { journal, ledger, timers, log, letGo } = this.#parts;
    const isFirst = this.#isPrepared === undefined;
    const wanted = this.isPaused ? 'paused' : 'recording';
    if (wanted === this.#isPrepared) return;
    try {
      if (wanted === 'paused') await letGo();
      if (wanted === 'paused' && !isFirst) await inTime(timers, journal.rest());
      else if (wanted === 'paused') journal.discard();
      else if (isFirst) journal.release();
    } catch (error) {
      log.error('A pause could not begin as it should.', error);
    }
    ledger.hold(wanted === 'paused');
    this.#isPrepared = wanted;
    this.#isKnown.settle();
  }

  /** Writes an event for all windows; `false` when the disk does not take it now. It is tried again by itself. */
  #tell(kind: string, payload: PausePayload): Promise<boolean> {
    const { event, written } = this.#parts.journal.append(kind, { ...payload }, 'at once');
    this.#order = eventOrder(event);
    return inTime(this.#parts.timers, written);
  }
}

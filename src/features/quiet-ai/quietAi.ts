import {
  isQuietOver,
  LONGEST_QUIET,
  readQuietRecord,
  type QuietEntry,
  type QuietRecord,
} from '../../domain/blocks/quietRecord.ts';
import { isSameValue } from '../../domain/settings/settingValue.ts';
import type { Claims } from '../../ports/claims.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import type { UserSettings } from '../../ports/userSettings.ts';
import { quietOutcomes, type QuietOutcome } from './quietOutcomes.ts';
import { planBack, planQuiet, recordAfter, writeBack, type QuietPlan, type QuietWrite } from './quietPlan.ts';

/** Where the record stands, a setting of Grasp. */
const QUIET_RECORD = 'grasp.quietAi.undo';

const MINUTE = 60_000;
/** While there is a record the clock is looked at this often, in milliseconds: a machine that slept has timers that are late. */
const LOOK_EVERY = 30_000;
/** What could not be written is tried once more after so long, in milliseconds: another window may just have written. */
const TRY_AGAIN = 250;

const UNREADABLE = `The setting "${QUIET_RECORD}" can not be read, so nothing was changed. What it says of "prior" is how your settings were: put that back by hand, then remove it.`;
const NOT_TAKEN = 'VS Code did not take it.';
const ENDED_MEANWHILE = 'It was ended meanwhile.';

export interface QuietAiParts {
  readonly settings: UserSettings;
  readonly claims: Pick<Claims, 'claim'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly log: Logger;
  readonly pausing: {
    /** settles when it is known whether this window is paused */
    readonly known: Promise<void>;
    /** whether nothing may be written to the data folder */
    readonly isPaused: boolean;
  };
  /** told of an end that nobody asked for here, where something could not be put back */
  readonly tell: (ended: QuietEnded) => void;
}

/** What became of quieting: `elsewhere` where another window does it, `nothing` where all is off anyway. */
export type QuietBegun =
  | { readonly state: 'quiet'; readonly until: number }
  | { readonly state: 'elsewhere' }
  | { readonly state: 'nothing' }
  | { readonly state: 'failed'; readonly why: string };

/** What became of putting back; settings by their keys. */
export interface QuietEnded {
  /** whether there was anything to end */
  readonly ended: boolean;
  /** what the person has changed since, and so stays as it is */
  readonly left: readonly string[];
  /** what is put back once its extension is there again */
  readonly waiting: readonly string[];
  /** what could not be put back yet, and why; it is tried again */
  readonly failed: readonly { readonly key: string; readonly why: string }[];
}

const NOTHING_ENDED: QuietEnded = { ended: false, left: [], waiting: [], failed: [] };

/**
 * Keeps assistants quiet by the user's own settings, and puts these back as they were: at the end, which any window brings
 * about, or at the next start of one.
 */
export class QuietAi implements Disposable {
  readonly #parts: QuietAiParts;
  readonly #failures = new Map<string, string>();
  #turns: Promise<unknown> = Promise.resolve();
  #timer: Disposable | undefined;
  #toldOf = '';
  #isOver = false;

  constructor(parts: QuietAiParts) {
    this.#parts = parts;
  }

  /** Until when AI is quieted, in milliseconds since 1970 UTC; `undefined` where it is not. */
  get until(): number | undefined {
    const record = this.#record;
    if (record === undefined || record === 'unreadable') return undefined;
    return isQuietOver(record, this.#parts.clock.now()) ? undefined : record.until;
  }

  /** What came of every switch that this VS Code knows, as it is in this window now; none while AI is not quieted. */
  get outcomes(): readonly QuietOutcome[] {
    const record = this.#record;
    if (this.until === undefined || record === undefined || record === 'unreadable') return [];
    return quietOutcomes((name) => this.#parts.settings.look(name), record.entries, this.#failures);
  }

  /**
   * Quiets AI, in one window of those that ask. Where it is quieted already the later end holds.
   *
   * @param until in milliseconds since 1970 UTC; at most eight hours from now count
   */
  begin(until: number): Promise<QuietBegun> {
    return this.#inTurn(() => this.#begin(until));
  }

  /** Puts all back that the person has not changed since. */
  end(): Promise<QuietEnded> {
    return this.#inTurn(async () => {
      const record = this.#record;
      if (record === undefined) return NOTHING_ENDED;
      if (record === 'unreadable') return { ...NOTHING_ENDED, failed: [{ key: QUIET_RECORD, why: UNREADABLE }] };
      return this.#putBack(record);
    });
  }

  /**
   * Ends it in one window of those that ask, where it is quiet until exactly this moment: what was quieted for something that is
   * over early, and not what the person has quieted for longer. What could not be put back is told of.
   *
   * @param until in milliseconds since 1970 UTC
   */
  endOf(until: number): Promise<void> {
    return this.#inTurn(async () => {
      const record = this.#record;
      if (record === undefined || record === 'unreadable' || record.until !== until) return;
      await this.#finish(record);
    });
  }

  /** Looks whether it is over, and goes on looking for as long as there is a record. To be called at the start and when that changes. */
  look(): void {
    void this.#inTurn(() => this.#look()).catch((error: unknown) => {
      this.#parts.log.error('Looking whether AI is quieted failed.', error);
    });
  }

  dispose(): void {
    this.#isOver = true;
    this.#timer?.dispose();
  }

  get #record(): QuietRecord | 'unreadable' | undefined {
    return readQuietRecord(this.#parts.settings.look({ key: QUIET_RECORD }).own);
  }

  /** One after the other: the next one begins with what this one has written. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }

  async #begin(wanted: number): Promise<QuietBegun> {
    const now = this.#parts.clock.now();
    const until = Math.min(wanted, now + LONGEST_QUIET);
    if (!(until > now)) return { state: 'failed', why: 'That time has passed.' };
    const record = await this.#recordToGoOnWith(now);
    if (record === 'unreadable') return { state: 'failed', why: UNREADABLE };
    const runsUntil = this.until;
    if (runsUntil !== undefined && runsUntil >= until) return { state: 'quiet', until: runsUntil };
    if (!(await this.#claim('begin', until))) return { state: 'elsewhere' };
    // Another window may have begun meanwhile, and what it has switched off is to be undone by its record.
    const latest = this.#record;
    if (latest === 'unreadable') return { state: 'failed', why: UNREADABLE };
    return this.#carryOut(planQuiet((name) => this.#parts.settings.look(name), { now, until }, latest));
  }

  /** One that was slept through is put back before anything is taken for what the person had. */
  async #recordToGoOnWith(now: number): Promise<QuietRecord | 'unreadable' | undefined> {
    const record = this.#record;
    if (record === undefined || record === 'unreadable' || !isQuietOver(record, now)) return record;
    await this.#putBack(record);
    return this.#record;
  }

  async #carryOut({ record, writes }: QuietPlan): Promise<QuietBegun> {
    if (record.entries.length === 0) return { state: 'nothing' };
    this.#failures.clear();
    for (const write of writes) {
      if (write.to !== 'record') {
        await this.#switchOff(write.to);
        if (this.until !== undefined) continue;
        // Another window has ended it, and could put back only what was written by then.
        await this.#putBack(record);
        return { state: 'failed', why: ENDED_MEANWHILE };
      }
      const why = await this.#write(write);
      if (why !== '') return { state: 'failed', why };
      if (!isSameValue(this.#record, record)) return { state: 'failed', why: NOT_TAKEN };
    }
    return { state: 'quiet', until: record.until };
  }

  async #switchOff(entry: QuietEntry): Promise<void> {
    let why = await this.#write({ to: entry, value: entry.wrote });
    if (why === '' && !isSameValue(this.#parts.settings.look(entry).own, entry.wrote)) {
      // It went where this window does not look, so this window could not put it back later.
      await this.#write(writeBack(entry));
      why = NOT_TAKEN;
    }
    if (why !== '') this.#failures.set(entry.key, why);
  }

  async #putBack(record: QuietRecord): Promise<QuietEnded> {
    const { settings, clock } = this.#parts;
    const now = clock.now();
    const { writes, left, waiting } = planBack((name) => settings.look(name), record, now);
    const failed: { readonly entry: QuietEntry; readonly why: string }[] = [];
    for (const write of writes.slice(0, -1)) {
      const why = await this.#write(write);
      if (why !== '' && write.to !== 'record') failed.push({ entry: write.to, why });
    }
    const last = writes.at(-1);
    const kept = [...waiting, ...failed.map(({ entry }) => entry)];
    const why = last === undefined ? '' : await this.#write(recordAfter(record, kept, now));
    if (why !== '') this.#parts.log.warn(`The record of what was quieted could not be written: ${why}`);
    return {
      ended: true,
      left: keysOf(left),
      waiting: keysOf(waiting),
      failed: failed.map((one) => ({ key: one.entry.key, why: one.why })),
    };
  }

  async #look(): Promise<void> {
    this.#timer?.dispose();
    this.#timer = undefined;
    const record = this.#record;
    if (this.#isOver || record === undefined || record === 'unreadable') return;
    const now = this.#parts.clock.now();
    if (isQuietOver(record, now)) await this.#finish(record);
    const left = isQuietOver(record, now) ? LOOK_EVERY : Math.min(record.until - now, LOOK_EVERY);
    this.#timer = this.#parts.timers.after(left, () => {
      this.look();
    });
  }

  async #finish(record: QuietRecord): Promise<void> {
    const { settings, clock, tell } = this.#parts;
    const { writes } = planBack((name) => settings.look(name), record, clock.now());
    if (writes.length === 0 || !(await this.#claim('end', record.until))) return;
    // Another window may have put it back meanwhile, or gone on with it for longer.
    if (!isSameValue(this.#record, record)) return;
    const ended = await this.#putBack(record);
    const { left, waiting, failed } = ended;
    const words = JSON.stringify([left, waiting, failed]);
    if (left.length + waiting.length + failed.length === 0 || words === this.#toldOf) return;
    this.#toldOf = words;
    tell(ended);
  }

  /**
   * Whether this window does it. A name holds for a minute: a window that dies with its claim keeps nobody from putting things
   * back after that. Where nothing can be claimed it acts, since every write asks first what stands there.
   */
  async #claim(act: 'begin' | 'end', until: number): Promise<boolean> {
    const { claims, clock, pausing, log } = this.#parts;
    await pausing.known;
    if (pausing.isPaused) return true;
    try {
      return await claims.claim(`quiet.${act}.${String(until)}.${String(Math.floor(clock.now() / MINUTE))}`);
    } catch (error) {
      log.warn(`Quieting AI could not be claimed: ${String(error)}`);
      return true;
    }
  }

  /** Gives what VS Code said where it could not be written, else an empty text. */
  async #write({ to, value }: QuietWrite): Promise<string> {
    const { settings, timers, log } = this.#parts;
    const name = to === 'record' ? { key: QUIET_RECORD } : { key: to.key, language: to.language };
    try {
      await settings.write(name, value);
    } catch {
      await new Promise<void>((resolve) => timers.after(TRY_AGAIN, resolve));
      try {
        await settings.write(name, value);
      } catch (error) {
        log.warn(`The setting "${name.key}" could not be written: ${String(error)}`);
        return error instanceof Error ? error.message : String(error);
      }
    }
    return '';
  }
}

function keysOf(entries: readonly QuietEntry[]): readonly string[] {
  return [...new Set(entries.map(({ key }) => key))];
}

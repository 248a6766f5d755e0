import {
  blockRuns,
  isRunOf,
  runLeft,
  runningBlock,
  type BlockFact,
  type BlockRun,
} from '../../domain/blocks/blockRuns.ts';
import type { PlannedBlock } from '../../domain/blocks/plannedBlocks.ts';
import { lookedUpAgain, type LookUp } from '../../domain/blocks/lookUps.ts';
import {
  BLOCK_RUN,
  LONGEST_LOOK_UP,
  type BlockRunSaid,
  type BlockTask,
  type Debrief,
} from '../../domain/events/blockRun.ts';
import { eventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { withLikelySecretsMasked } from '../../domain/privacy/likelySecrets.ts';
import { timeOfDay } from '../../domain/velocity/dateWords.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Explanations } from '../../ports/explanations.ts';
import { Emitter } from '../emitter.ts';
import type { AiQuiet } from './aiQuiet.ts';
import { takeDown, type TakeDownParts } from '../takeDown.ts';
import { BLOCK_WORDS } from './blockSaid.ts';

const MINUTE = 60_000;
/** A block is looked at so often, in milliseconds: a long timer knows nothing of sleep, nor of a clock that is set. */
const LOOK_EVERY = 30_000;
/** So much longer a block would run by a clock that is taken to have been set back, in milliseconds. */
const SET_BACK = 60_000;
/** What was said longer ago than this is of no block that still runs, in milliseconds. */
const LONGEST = 86_400_000;

export interface BlockRunnerParts extends TakeDownParts {
  readonly explanations: Pick<Explanations, 'blockRuns'>;
  readonly clock: Clock;
  readonly quiet: Pick<AiQuiet, 'hold' | 'release'>;
}

/** A block that runs now. */
export interface RunningBlock extends BlockRun {
  /** in milliseconds */
  readonly left: number;
}

/** A look-up as it is to be noted, with the file and line for which it was needed. */
export type LookUpNoted = Omit<BlockRunSaid & { readonly change: 'looked-up' }, 'change' | 'of'>;

/** What is shown where there never was a block. */
const NOTHING = JSON.stringify([undefined, undefined]);

const NONE = 'No block without AI runs now.';

export function runsAlready({ until }: Pick<BlockRun, 'until'>): string {
  return `A block without AI runs already, until ${timeOfDay(until)}.`;
}

/**
 * The block that runs, in all windows: what begins and ends it are events of the journal, of which the ledger tells. So one goes on
 * after a window was killed, for what remains of it. Its planned end writes nothing.
 */
export class BlockRunner implements Disposable {
  readonly #parts: BlockRunnerParts;
  readonly #changed: Emitter<undefined>;
  /** fires when a block begins or ends, is paused or goes on, with each minute of it, and when it was looked back at */
  readonly onDidChange: Emitter<undefined>['listen'];
  readonly #begun: Emitter<BlockRun>;
  /** fires with a block that is begun in this window, and in no other one */
  readonly onDidBegin: Emitter<BlockRun>['listen'];
  /** what the ledger tells */
  #known: readonly BlockFact[] = [];
  /** what was said here a moment ago, and comes after all that the ledger has told of so far */
  #unread: readonly BlockFact[] = [];
  #runs: readonly BlockRun[] = [];
  /** runs down whatever happens to the clock; in milliseconds */
  #countdown: { readonly id: string; left: number } | undefined;
  /** looks again at one block, after so many milliseconds, which are time of that block alone */
  #timer: (Disposable & { readonly id: string; readonly wait: number }) | undefined;
  #shown = NOTHING;

  constructor(parts: BlockRunnerParts) {
    this.#parts = parts;
    this.#changed = new Emitter((error) => {
      parts.log.error('A listener for a running block failed.', error);
    });
    this.onDidChange = this.#changed.listen;
    this.#begun = new Emitter((error) => {
      parts.log.error('A listener for the beginning of a block failed.', error);
    });
    this.onDidBegin = this.#begun.listen;
  }

  get current(): RunningBlock | undefined {
    const last = this.#last;
    return last !== undefined && last.left > 0 ? last : undefined;
  }

  /** The block of the last day that was begun last, also where it is over. */
  get latest(): BlockRun | undefined {
    return this.#runs.at(-1);
  }

  /** What was looked up in the block that runs. */
  get lookUps(): readonly LookUp[] {
    return this.current?.lookUps ?? [];
  }

  /**
   * The scheduled block as it was begun last, also where it is over; `undefined` where it was not, or not since it was moved to a
   * later time.
   */
  runOf(block: Pick<PlannedBlock, 'id' | 'start' | 'state'>): BlockRun | undefined {
    return this.#runs.findLast((run) => isRunOf(run, block));
  }

  /** Reads what was said of blocks. What can not be read leaves all as it was known. Never rejects. */
  async read(): Promise<void> {
    const { explanations, clock, log } = this.#parts;
    try {
      const since = clock.now() - LONGEST;
      this.#known = await explanations.blockRuns(since);
      const ids = new Set(this.#known.map(({ id }) => id));
      // Of a block of last week the ledger does not tell any more either: left here, it would be taken for the latest one.
      this.#unread = this.#unread.filter(({ id, time }) => !ids.has(id) && time >= since);
      this.#take();
    } catch (error) {
      log.warn(`What was said of running blocks can not be read: ${String(error)}`);
    }
  }

  /** Begins a block. Gives an empty text once that is on the disk, or what is wrong, for people. Never rejects. */
  async begin(plan: { readonly until: number; readonly block?: string } & BlockTask): Promise<string> {
    await this.read();
    const running = this.current;
    if (running !== undefined) return runsAlready(running);
    return this.#say({ change: 'begun', ...withoutSecrets(plan, ['title', 'done']) });
  }

  /** Ends the block that runs, before its planned end. As `begin`. */
  async stop(): Promise<string> {
    await this.read();
    return this.current === undefined ? NONE : this.#say({ change: 'stopped', of: this.current.id });
  }

  /** Counts no more until the person goes on. Its planned end stays. As `begin`. */
  async pause(): Promise<string> {
    await this.read();
    const { current } = this;
    if (current === undefined) return NONE;
    if (current.pausedSince !== undefined) return 'The block is paused already.';
    return this.#say({ change: 'paused', of: current.id });
  }

  /** As `begin`. */
  async resume(): Promise<string> {
    await this.read();
    const { current } = this;
    if (current === undefined) return NONE;
    return current.pausedSince === undefined
      ? 'The block is not paused.'
      : this.#say({ change: 'resumed', of: current.id });
  }

  /**
   * Notes what the person looked up, with likely secrets masked. As `begin`.
   *
   * @param of the block in which they began to say it, which may be over by now; without it the one that runs
   */
  async noteLookUp(lookUp: LookUpNoted, of = this.current?.id): Promise<string> {
    if (of === undefined) return NONE;
    const said = { change: 'looked-up', of, ...lookUp } as const;
    return this.#say(withoutSecrets(said, ['what', 'why', 'found']));
  }

  /** Takes down how a block went, with likely secrets masked. As `begin`. */
  debrief(of: string, debrief: Debrief): Promise<string> {
    return this.#say(withoutSecrets({ change: 'debriefed', of, ...debrief }, ['gone']));
  }

  /** What was looked up more than once in the blocks of some weeks, the most frequent first. Rejects when that can not be read. */
  async lookedUpAgain(weeks: number): Promise<readonly string[]> {
    const { explanations, clock } = this.#parts;
    const runs = blockRuns(await explanations.blockRuns(clock.now() - weeks * 7 * LONGEST));
    return lookedUpAgain(runs.flatMap(({ lookUps }) => lookUps));
  }

  /** Nobody was there in a block for some time, in milliseconds since 1970 UTC. As `begin`. */
  noteAway(of: string, { from, to }: { readonly from: number; readonly to: number }): Promise<string> {
    return this.#say({ change: 'away', of, from, to });
  }

  /** That is to be counted all the same. As `begin`. */
  countAway(of: string, from: number): Promise<string> {
    return this.#say({ change: 'counted', of, from });
  }

  /** Forgets what it knows, as when the person wants something forgotten, and reads what is left. */
  forget(): Promise<void> {
    [this.#known, this.#unread] = [[], []];
    return this.read();
  }

  /** Does what follows from the time that it is now. Never throws. */
  look(): void {
    this.#pass(0);
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  /** The block that runs by the clock, with what is left of it by that and by the countdown. */
  get #last(): RunningBlock | undefined {
    const now = this.#parts.clock.now();
    const run = runningBlock(this.#runs, now);
    if (run === undefined) return undefined;
    const left = runLeft(run, now);
    const counted = this.#countdown?.id === run.id ? Math.max(this.#countdown.left, 0) : left;
    return { ...run, left: left - counted < SET_BACK ? left : counted };
  }

  #say(said: BlockRunSaid): Promise<string> {
    // First what the times are to be understood by.
    if (said.change !== 'clock-set') this.#noticeClock();
    return takeDown(this.#parts, { kind: BLOCK_RUN, payload: said, words: BLOCK_WORDS }, (event) => {
      this.#unread = [...this.#unread, factOf(event, said)];
      this.#take();
      const { current } = this;
      if (said.change === 'begun' && current !== undefined) this.#begun.fire(current);
    });
  }

  #take(): void {
    this.#runs = blockRuns([...this.#known, ...this.#unread]);
    this.look();
  }

  /** Lets time pass, in milliseconds. */
  #pass(passed: number): void {
    this.#dropTimerOfAnother();
    this.#countDown(passed);
    this.#noticeClock();
    const { current } = this;
    void (current === undefined ? this.#parts.quiet.release() : this.#parts.quiet.hold(current.left));
    if (current !== undefined && this.#timer === undefined) this.#lookAgain(current);
    const running = current && [current.id, Math.ceil(current.left / MINUTE), current.pausedSince];
    const shown = JSON.stringify([running, this.latest?.debrief]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#changed.fire(undefined);
  }

  #dropTimerOfAnother(): void {
    if (this.#timer === undefined || this.#timer.id === this.current?.id) return;
    this.#timer.dispose();
    this.#timer = undefined;
  }

  #countDown(passed: number): void {
    const now = this.#parts.clock.now();
    const run = runningBlock(this.#runs, now);
    const before = this.#countdown?.id === run?.id ? this.#countdown : undefined;
    const counted = before === undefined ? Infinity : before.left - passed;
    const wait = this.#timer?.wait ?? 0;
    // In a look between, the timer has yet to take off its whole wait. Also where nothing is left: by a clock that was set back the
    // block would run once more.
    this.#countdown = run && { id: run.id, left: Math.min(runLeft(run, now) + wait, counted) };
  }

  /** Takes down when the block ends by a clock that was set back, for what is told of it later, and for windows that come later. */
  #noticeClock(): void {
    const last = this.#last;
    const now = this.#parts.clock.now();
    if (last === undefined || runLeft(last, now) - last.left < SET_BACK) return;
    // Where it can not be taken down, the countdown holds, and the next look tries again.
    void this.#say({ change: 'clock-set', of: last.id, until: now + last.left });
  }

  /** At the next full minute of what is left, at the latest. */
  #lookAgain({ id, left }: RunningBlock): void {
    const wait = Math.min(LOOK_EVERY, left % MINUTE || MINUTE);
    const timer = this.#parts.timers.after(wait, () => {
      this.#timer = undefined;
      this.#pass(wait);
    });
    this.#timer = {
      id,
      wait,
      dispose: () => {
        timer.dispose();
      },
    };
  }
}

function factOf(event: JournalEvent, said: BlockRunSaid): BlockFact {
  return { ...said, id: eventId(event), time: event.t, offset: event.o };
}

/** With likely secrets masked in some of its texts, and these no longer than they may be. */
function withoutSecrets<T extends object>(said: T, texts: readonly (keyof T)[]): T {
  const mask = (text: string): string => withLikelySecretsMasked(text).slice(0, LONGEST_LOOK_UP);
  const all = texts.flatMap((key) => {
    const text = said[key];
    return typeof text === 'string' ? [[key, mask(text)]] : [];
  });
  return { ...said, ...(Object.fromEntries(all) as Partial<T>) };
}

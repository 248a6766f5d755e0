import { nameOfOccurrence, NUDGE_AHEAD, phaseAt, type BlockPhase } from '../../domain/blocks/blockOccurrence.ts';
import type { PlannedBlock } from '../../domain/blocks/plannedBlocks.ts';
import { quietUntil, type QuietRange } from '../../domain/prompts/quietHours.ts';
import type { Claims } from '../../ports/claims.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import type { PauseControl } from '../pause/pauseControl.ts';
import type { PromptBudget } from '../prompts/promptBudget.ts';
import { presenceIn, type BlockPlanner } from './blockPlanner.ts';

/** The clock is looked at so often, in milliseconds: a long timer knows nothing of sleep, nor of a clock that is set. */
const LOOK_EVERY = 30_000;
/** No two looks are nearer than this, in milliseconds. */
const LOOK_AGAIN = 1_000;
/** A window that has not the focus lets the one that has it be first, for so long, in milliseconds. */
const FOCUSED_FIRST = 20_000;

export interface BlockNudgeParts {
  readonly planner: Pick<BlockPlanner, 'current' | 'read'>;
  readonly claims: Claims;
  readonly budget: Pick<PromptBudget, 'record'>;
  readonly pausing: Pick<PauseControl, 'known' | 'isPaused'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  readonly quietHours: () => readonly QuietRange[];
  readonly isFocused: () => boolean;
  /** whether a block runs, be it this one that was begun early or another one */
  readonly isRunning: () => boolean;
  /** tells of a block that begins soon; settles with whether the person took it up, if ever */
  readonly tell: (block: PlannedBlock) => Promise<boolean>;
  /** called when a block has another phase, or another block is the one that matters */
  readonly phaseChanged: () => void;
}

/**
 * Looks at the clock, and tells of a block ten minutes ahead in one window of many. The person has asked for that by scheduling
 * it, so it takes nothing of the budget of prompts; quiet hours hold. What was slept through is not told of, nor what comes while a block
 * runs.
 */
export class BlockNudge implements Disposable {
  readonly #parts: BlockNudgeParts;
  #look: Disposable | undefined;
  #wait: { readonly name: string; readonly timer: Disposable } | undefined;
  #shown = '';
  #zone: string;
  /** blocks about which nothing is left to do here, by what it was */
  readonly #done = new Set<string>();

  constructor(parts: BlockNudgeParts) {
    this.#parts = parts;
    this.#zone = parts.clock.zone();
  }

  /** Looks now, and from then on again and again. Never throws. */
  look(): void {
    this.#look?.dispose();
    try {
      this.#lookNow();
    } catch (error) {
      this.#parts.log.error('It can not be told when the next block is.', error);
    }
    this.#look = this.#parts.timers.after(this.#untilNextLook(), () => {
      this.look();
    });
  }

  dispose(): void {
    this.#look?.dispose();
    this.#wait?.timer.dispose();
  }

  #lookNow(): void {
    const { planner, clock, log, phaseChanged } = this.#parts;
    const zone = clock.zone();
    if (zone !== this.#zone) log.info(`The time zone is now ${zone}; blocks are at the same time by its clocks.`);
    this.#zone = zone;
    const block = planner.current;
    const phase = block && this.#phaseOf(block);
    const shown = block === undefined ? '' : `${nameOfOccurrence(block)} ${String(block.start)} ${phase ?? ''}`;
    if (shown !== this.#shown) phaseChanged();
    this.#shown = shown;
    if (block === undefined) return;
    if (phase === 'nudge') this.#nudgeInTurn(block);
    if (phase === 'running') void this.#bePresentIn(block);
  }

  #nudgeInTurn(block: PlannedBlock): void {
    const name = nudgeOf(block);
    if (this.#done.has(name)) return;
    if (this.#parts.isFocused()) {
      void this.#nudge(name);
      return;
    }
    if (this.#wait?.name === name) return;
    this.#wait?.timer.dispose();
    const timer = this.#parts.timers.after(FOCUSED_FIRST, () => void this.#nudge(name));
    this.#wait = { name, timer };
  }

  /** Tells of the block that is ahead by then, if nobody has. */
  async #nudge(name: string): Promise<void> {
    const { planner, claims, budget, pausing, tell, log } = this.#parts;
    try {
      await pausing.known;
      // Another window may have moved or skipped it a moment ago.
      await planner.read();
      const block = planner.current;
      if (block === undefined || nudgeOf(block) !== name || this.#phaseOf(block) !== 'nudge') return;
      if (this.#isHeldBack() || this.#done.has(name)) return;
      this.#done.add(name);
      if (!(await claims.claim(name))) return;
      budget.record('block', { asked: true, outcome: 'shown', seconds: 0 });
      const isTakenUp = await tell(block);
      budget.record('block', { asked: true, outcome: isTakenUp ? 'answered' : 'ignored', seconds: 0 });
    } catch (error) {
      log.error('It could not be told that a block begins soon.', error);
    } finally {
      if (this.#wait?.name === name) this.#wait = undefined;
    }
  }

  /** So that a block in which somebody was there is known from one that was slept through. */
  async #bePresentIn(block: PlannedBlock): Promise<void> {
    const { claims, pausing, log } = this.#parts;
    const name = presenceIn(block);
    try {
      await pausing.known;
      if (pausing.isPaused || this.#done.has(name)) return;
      this.#done.add(name);
      await claims.claim(name);
    } catch (error) {
      log.error('It could not be kept that somebody is there in a block.', error);
    }
  }

  #isHeldBack(): boolean {
    const { clock, pausing, quietHours, isRunning } = this.#parts;
    const now = clock.now();
    if (pausing.isPaused || isRunning()) return true;
    return quietUntil(quietHours(), now, clock.offsetMinutes(now)) !== undefined;
  }

  #phaseOf(block: PlannedBlock): BlockPhase {
    return phaseAt(block, this.#parts.clock.now(), true);
  }

  /** Up to the next edge, if that is sooner: then the window that has the focus really is the first to know. */
  #untilNextLook(): number {
    const { planner, clock } = this.#parts;
    const now = clock.now();
    const { start = Infinity, end = Infinity } = planner.current ?? {};
    const ahead = [start - NUDGE_AHEAD, start, end].map((edge) => edge - now).filter((one) => one > 0);
    return Math.max(Math.min(...ahead, LOOK_EVERY), LOOK_AGAIN);
  }
}

function nudgeOf(block: PlannedBlock): string {
  return `nudge.${nameOfOccurrence(block)}`;
}

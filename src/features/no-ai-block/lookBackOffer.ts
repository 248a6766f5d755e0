import type { BlockRun } from '../../domain/blocks/blockRuns.ts';
import type { Claims } from '../../ports/claims.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { PauseControl } from '../pause/pauseControl.ts';
import type { BlockRunner } from './blockRunner.ts';

/** Longer ago nobody wants to look back at a block, in milliseconds. */
const LATE = 30 * 60_000;

export interface LookBackParts {
  readonly runner: Pick<BlockRunner, 'current' | 'latest'>;
  readonly claims: Claims;
  readonly pausing: Pick<PauseControl, 'known' | 'isPaused'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** whether this window has the focus and somebody does something in it */
  readonly isActive: () => boolean;
  /** says that a block is over, and offers to look back at it */
  readonly offer: (run: BlockRun) => void;
}

/**
 * Offers to look back at a block at its planned end: once, in the window in which somebody is there then, or is first to be there. Only
 * then it is known for how long nobody was, which is not in the length that is said.
 */
export class LookBackOffer {
  readonly #parts: LookBackParts;
  readonly #done = new Set<string>();

  constructor(parts: LookBackParts) {
    this.#parts = parts;
  }

  /** To be called again and again. Never rejects. */
  async look(): Promise<void> {
    const { runner, claims, pausing, clock, log, isActive, offer } = this.#parts;
    await pausing.known;
    // A paused window writes nothing, and so can neither claim it nor take down an answer.
    if (pausing.isPaused) return;
    const run = runner.latest;
    if (run === undefined || this.#done.has(run.id) || !isActive()) return;
    const isLate = clock.now() - run.until > LATE;
    // Who stops a block early is asked right then.
    if (runner.current !== undefined || isLate || run.stopped !== undefined || run.debrief !== undefined) return;
    this.#done.add(run.id);
    try {
      if (await claims.claim(`over.${run.id.replace(':', '.')}`)) offer(run);
    } catch (error) {
      log.warn(`It could not be said that a block is over: ${String(error)}`);
    }
  }
}

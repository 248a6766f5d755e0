import type { BlockRun } from '../../domain/blocks/blockRuns.ts';
import type { Claims } from '../../ports/claims.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { BlockRunner } from './blockRunner.ts';

/** Longer ago nobody wants to look back at a block, in milliseconds. */
const LATE = 30 * 60_000;

export interface LookBackParts {
  readonly runner: Pick<BlockRunner, 'latest'>;
  readonly claims: Claims;
  readonly clock: Clock;
  readonly log: Logger;
  readonly isFocused: () => boolean;
  /** says that a block is over, and offers to look back at it */
  readonly offer: (run: BlockRun) => void;
}

/** Offers to look back at a block at its planned end: once, in the window that has the focus then or is the first to have it. */
export class LookBackOffer {
  readonly #parts: LookBackParts;
  readonly #done = new Set<string>();

  constructor(parts: LookBackParts) {
    this.#parts = parts;
  }

  /** To be called again and again. Never rejects. */
  async look(): Promise<void> {
    const { runner, claims, clock, log, isFocused, offer } = this.#parts;
    const run = runner.latest;
    if (run === undefined || this.#done.has(run.id) || !isFocused()) return;
    const over = clock.now() - run.until;
    // Who stops a block early is asked right then.
    if (over < 0 || over > LATE || run.stopped !== undefined || run.debrief !== undefined) return;
    this.#done.add(run.id);
    try {
      if (await claims.claim(`over.${run.id.replace(':', '.')}`)) offer(run);
    } catch (error) {
      log.warn(`It could not be said that a block is over: ${String(error)}`);
    }
  }
}

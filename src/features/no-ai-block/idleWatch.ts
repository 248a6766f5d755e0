import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Presence } from '../../ports/presence.ts';
import type { PauseControl } from '../pause/pauseControl.ts';
import type { BlockRunner } from './blockRunner.ts';

/** So long is away and no thought, in milliseconds. */
const AWAY = 10 * 60_000;

export interface IdleWatchParts {
  readonly runner: Pick<BlockRunner, 'latest' | 'noteAway' | 'countAway'>;
  readonly presence: Presence;
  readonly pausing: Pick<PauseControl, 'known' | 'isPaused'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** whether this window has the focus and somebody does something in it */
  readonly isActive: () => boolean;
  /** asks whether some minutes without anybody are to count; settles with that, if ever */
  readonly ask: (minutes: number) => Promise<boolean>;
}

/**
 * Notices in a block that nobody was in any window for ten minutes, and asks about it when the person is back. What they do not
 * answer is not counted.
 */
export class IdleWatch {
  readonly #parts: IdleWatchParts;
  #looking: Promise<void> | undefined;
  /** the block after whose end it has been looked */
  #done = '';
  /** when somebody was seen in a pause of Grasp, in which nothing may be written; in milliseconds */
  #seenInPause = -Infinity;

  constructor(parts: IdleWatchParts) {
    this.#parts = parts;
  }

  /** To be called again and again. Settles once it has been looked, also where that was begun before. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookNow(): Promise<void> {
    const { runner, pausing, clock, isActive, log } = this.#parts;
    await pausing.known;
    const run = runner.latest;
    if (run === undefined || run.id === this.#done || !isActive()) return;
    if (pausing.isPaused) {
      this.#seenInPause = clock.now();
      return;
    }
    try {
      await this.#lookAt(run);
    } catch (error) {
      log.warn(`Whether somebody was there in a block can not be told: ${String(error)}`);
    }
  }

  async #lookAt(run: NonNullable<BlockRunner['latest']>): Promise<void> {
    const { runner, presence, clock, ask, log } = this.#parts;
    const now = clock.now();
    const end = run.stopped ?? run.until;
    const from = Math.max(run.begun, this.#seenInPause, (await presence.latest()) ?? -Infinity);
    const to = Math.min(now, end);
    if (now >= end) this.#done = run.id;
    await presence.touch();
    this.#seenInPause = -Infinity;
    if (to - from < AWAY || run.pausedSince !== undefined) return;
    const problem = await runner.noteAway(run.id, { from, to });
    if (problem !== '') {
      log.warn(problem);
      return;
    }
    // The answer may never come, and nothing waits for it.
    void ask(Math.round((to - from) / 60_000)).then(async (counts) => {
      if (counts) await runner.countAway(run.id, from);
    });
  }
}

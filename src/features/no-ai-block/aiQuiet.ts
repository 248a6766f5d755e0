import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';

const MINUTE = 60_000;

/** How an editor keeps completions from showing by themselves. Both reject where it can not. */
export interface Snooze {
  /** for so many minutes from now, whatever was asked before; then it ends by itself */
  for(minutes: number): Promise<void>;
  end(): Promise<void>;
}

/**
 * Keeps completions quiet in this window while a block runs. It is asked for again and again, for what remains: so a window that
 * comes later, or was reloaded, is quiet too, and nothing is left behind by one that was killed.
 */
export class AiQuiet {
  readonly #snooze: Snooze;
  readonly #clock: Clock;
  readonly #log: Logger;
  #until = -Infinity;
  #canNot = false;

  constructor({ snooze, clock, log }: { snooze: Snooze; clock: Clock; log: Logger }) {
    this.#snooze = snooze;
    this.#clock = clock;
    this.#log = log;
  }

  /** Whether the editor has refused. That it has obeyed it does not tell. */
  get canNot(): boolean {
    return this.#canNot;
  }

  /** @param left how long, in milliseconds; more than 0 */
  async hold(left: number): Promise<void> {
    this.#until = this.#clock.now() + left;
    try {
      await this.#snooze.for(left / MINUTE);
      this.#canNot = false;
    } catch (error) {
      if (!this.#canNot) this.#log.warn(`This editor can not keep completions quiet: ${String(error)}`);
      this.#canNot = true;
    }
  }

  /** Lets completions show again, where a block has kept them from it and would do so for longer. */
  async release(): Promise<void> {
    const isEarly = this.#until > this.#clock.now();
    this.#until = -Infinity;
    if (!isEarly || this.#canNot) return;
    try {
      await this.#snooze.end();
    } catch (error) {
      this.#log.warn(`Completions stay quiet until the planned end of the block: ${String(error)}`);
    }
  }
}

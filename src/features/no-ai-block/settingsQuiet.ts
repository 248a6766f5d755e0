import type { BlockRun } from '../../domain/blocks/blockRuns.ts';
import type { Logger } from '../../ports/logger.ts';
import type { QuietAi } from '../quiet-ai/quietAi.ts';
import type { BlockRunner } from './blockRunner.ts';

export interface SettingsQuietParts {
  readonly runner: Pick<BlockRunner, 'current' | 'latest'>;
  readonly quiet: Pick<QuietAi, 'begin' | 'endOf'>;
  readonly log: Logger;
  /** whether the person has chosen it */
  readonly isOn: () => boolean;
  /** told once a block where AI could not be quieted, and why */
  readonly tell: (why: string) => void;
}

/**
 * Quiets AI by the user's settings for a block, where the person has chosen it, and ends that where the block is over early. At its
 * planned end there is nothing to do: what is quieted ends by its own record, which is also how it is known as the block's.
 */
export class SettingsQuiet {
  readonly #parts: SettingsQuietParts;
  /** when the block ends by plan that was last seen running; in milliseconds since 1970 UTC */
  #seen: number | undefined;

  constructor(parts: SettingsQuietParts) {
    this.#parts = parts;
  }

  /** A block was begun in this window, which alone quiets AI for it. Never rejects: the block runs in any case. */
  async begin({ id, until }: Pick<BlockRun, 'id' | 'until'>): Promise<void> {
    const { runner, quiet, log, isOn, tell } = this.#parts;
    if (!isOn()) return;
    try {
      const begun = await quiet.begin(until);
      // A block that is over by now needs no quiet.
      if (begun.state === 'failed' && runner.current?.id === id) tell(begun.why);
    } catch (error) {
      log.error('AI could not be quieted by settings for a block.', error);
      tell(error instanceof Error ? error.message : String(error));
    }
  }

  /** Ends what is quieted for a block that was stopped, or whose beginning is forgotten. To be called again and again. Never throws. */
  look(): void {
    const { runner, quiet, log } = this.#parts;
    const { current, latest } = runner;
    const [seen, stopped] = [this.#seen, latest?.stopped === undefined ? undefined : latest.planned];
    // The record keeps the end that was said when the block was begun, also where the clock was set back since.
    this.#seen = current?.planned;
    if (current !== undefined) return;
    for (const until of new Set([seen, stopped])) {
      if (until === undefined) continue;
      void quiet.endOf(until).catch((error: unknown) => {
        log.error('What was quieted by settings for a block could not be ended.', error);
      });
    }
  }
}

import type { Acceptance } from '../../domain/attribution/acceptance.ts';
import { corrected, correctionFor, type Answer } from '../../domain/attribution/correction.ts';
import { ACCEPTANCE_CORRECTED } from '../../domain/events/acceptanceRecorded.ts';
import { isWaiting } from '../../domain/velocity/acceptedByFile.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import { inTime } from '../inTime.ts';
import type { PauseControl } from '../pause/pauseControl.ts';

/** How far back somebody is asked about an acceptance without having named it, in milliseconds: two weeks. */
const RECENT = 14 * 86_400_000;
/** Most guesses, and most others, that are offered at once. */
const MOST_OFFERED = 100;

/** What became of an answer. `waiting` when the disk does not take it now; it is tried again by itself. */
export type CorrectionOutcome =
  | { readonly kind: 'done' | 'no change' | 'waiting'; readonly acceptance: Acceptance }
  | { readonly kind: 'not found' | 'paused' | 'newer' };

export interface CorrectionParts {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly pausing: Pick<PauseControl, 'known' | 'isPaused'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

/** Takes down what the engineer says of an acceptance. */
export class Corrections {
  readonly #parts: CorrectionParts;
  readonly #corrected: Emitter<string>;
  /** fires with the id of the acceptance, after the correction has been written to the disk */
  readonly onDidCorrect: Emitter<string>['listen'];

  constructor(parts: CorrectionParts) {
    this.#parts = parts;
    this.#corrected = new Emitter((error) => {
      parts.log.error('A listener for corrections failed.', error);
    });
    this.onDidCorrect = this.#corrected.listen;
  }

  /** Settles when the answer is on the disk. Rejects when the ledger can not be read. */
  async correct(id: string, answer: Answer): Promise<CorrectionOutcome> {
    const { journal, pausing, timers, log } = this.#parts;
    await pausing.known;
    const before = await this.find(id);
    // Asked last: the pause may have begun meanwhile, and a paused window writes nothing.
    if (pausing.isPaused) return { kind: 'paused' };
    if (typeof before === 'string') return { kind: before };
    const origin = correctionFor(answer, before);
    const acceptance = corrected(before, origin);
    if (isSame(before, acceptance)) return { kind: 'no change', acceptance };
    const { written } = journal.append(ACCEPTANCE_CORRECTED, { of: id, origin }, 'at once');
    written.then(
      () => {
        this.#corrected.fire(id);
      },
      (error: unknown) => {
        log.error('A correction could not be written.', error);
      },
    );
    return { kind: (await inTime(timers, written)) ? 'done' : 'waiting', acceptance };
  }

  /** One acceptance, or why there is none to ask about. Rejects when the ledger can not be read. */
  async find(id: string): Promise<Acceptance | 'not found' | 'newer'> {
    const { acceptances, newer } = await this.#parts.ledger.acceptances({ id });
    return acceptances[0] ?? (newer ? 'newer' : 'not found');
  }

  /** Acceptances of the last two weeks: guesses that wait for an answer first, then the others, each newest first. */
  async recent(): Promise<readonly Acceptance[] | 'newer'> {
    const { ledger, clock } = this.#parts;
    const { acceptances, newer } = await ledger.acceptances({ since: clock.now() - RECENT });
    if (newer && acceptances.length === 0) return 'newer';
    const newestFirst = acceptances.filter(({ state }) => state !== 'reverted').reverse();
    const guesses = newestFirst.filter(isWaiting).slice(0, MOST_OFFERED);
    return [...guesses, ...newestFirst.filter((one) => !isWaiting(one)).slice(0, MOST_OFFERED)];
  }
}

function isSame(a: Acceptance, b: Acceptance): boolean {
  return a.origin === b.origin && (a.recorded === undefined) === (b.recorded === undefined);
}

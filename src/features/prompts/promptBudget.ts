import type { PromptNow } from '../../domain/debt/lot.ts';
import { PROMPTED, type PromptKind, type PromptOutcome } from '../../domain/events/prompted.ts';
import { frictionBudget, type FrictionBudget, type FrictionVerdict } from '../../domain/prompts/frictionBudget.ts';
import { isOffIn, type PromptSettings } from '../../domain/prompts/promptSettings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import type { PauseControl } from '../pause/pauseControl.ts';

/** What was asked longer ago decides nothing any more, in milliseconds: 90 days. */
const REMEMBERED = 90 * 86_400_000;
/** A ledger that has not answered by then counts as one that can not be read, in milliseconds. */
const PATIENCE = 5_000;
/** Who may ask and has not done so by then does not any more, in milliseconds. */
const TAKEN_FOR = 60_000;
/** Prompts of this window that are kept until the ledger tells of them. */
const MOST_OWN = 200;

export interface PromptBudgetParts {
  readonly journal: Pick<Journal, 'append'>;
  readonly explanations: Pick<Explanations, 'prompts'>;
  readonly pausing: Pick<PauseControl, 'known' | 'isPaused'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  readonly settings: () => PromptSettings;
}

export type PromptVerdict =
  | FrictionVerdict
  /** nothing may be recorded now, or nobody can tell what was asked before */
  | { readonly may: false; readonly reason: 'paused' | 'unreadable'; readonly from: undefined };

/** What is recorded of a prompt. */
export interface PromptMade {
  /** whether the person asked for it, as by committing through Grasp: such a prompt need not ask for leave */
  readonly asked: boolean;
  readonly outcome: PromptOutcome;
  /** that the person spent on it */
  readonly seconds: number;
}

/** The one budget of all that Grasp asks without being asked, in all windows. Nothing of it ever throws or rejects. */
export class PromptBudget {
  readonly #parts: PromptBudgetParts;
  readonly #halved: Emitter<undefined>;
  /** fires once when three prompts in a row went by: from now on less is asked, and somebody should say so */
  readonly onDidHalve: Emitter<undefined>['listen'];
  /** prompts of this window of which the ledger has not told yet */
  #own: PromptNow[] = [];
  /** those that may be made, and are not yet */
  readonly #taken = new Set<PromptNow>();
  #isTrouble = false;

  constructor(parts: PromptBudgetParts) {
    this.#parts = parts;
    this.#halved = new Emitter((error) => {
      parts.log.error('A listener for prompts failed.', error);
    });
    this.onDidHalve = this.#halved.listen;
  }

  /**
   * Whether a prompt may be made that nobody asked for. Whoever may is taken to make it within a minute, and nobody else
   * may meanwhile.
   * @param repository absolute path of its top folder
   */
  async mayPrompt(kind: PromptKind, repository: string): Promise<PromptVerdict> {
    const { pausing, log } = this.#parts;
    try {
      await pausing.known;
      const told = pausing.isPaused ? undefined : await this.#told();
      // Asked last: the pause may have begun meanwhile.
      if (pausing.isPaused) return { may: false, reason: 'paused', from: undefined };
      if (told === undefined) return { may: false, reason: 'unreadable', from: undefined };
      const { verdict } = this.#budget(told, repository);
      if (verdict.may) this.#take(kind);
      return verdict;
    } catch (error) {
      log.error('It can not be told whether something may be asked.', error);
      return { may: false, reason: 'unreadable', from: undefined };
    }
  }

  /**
   * Takes down that somebody was asked. A prompt that goes on for a while is recorded twice: as `shown` when it begins, so
   * that other windows know, and with what came of it.
   */
  record(kind: PromptKind, made: PromptMade): void {
    try {
      this.#append(kind, made);
      if (made.asked) return;
      for (const one of this.#taken) if (one.kind === kind) this.#taken.delete(one);
      if (made.outcome === 'skipped' || made.outcome === 'ignored') void this.#tellHalved(kind);
    } catch (error) {
      this.#parts.log.error('What was asked could not be recorded.', error);
    }
  }

  /** Nothing is waited for between this and what follows from it, so that of two who ask at once the second one knows of the first. */
  #budget(told: readonly PromptNow[], repository: string | undefined): FrictionBudget {
    const { clock, settings } = this.#parts;
    const { perDay, quietHours, offIn } = settings();
    const now = clock.now();
    this.#own = without(this.#own, told);
    const recent = [...told, ...this.#own, ...this.#taken].sort((a, b) => a.time - b.time);
    const isOffHere = repository !== undefined && isOffIn(offIn, repository);
    return frictionBudget({ now, offset: clock.offsetMinutes(now), recent, perDay, quietHours, isOffHere });
  }

  async #tellHalved(kind: PromptKind): Promise<void> {
    try {
      const told = await this.#told();
      if (told === undefined || this.#parts.pausing.isPaused || !this.#budget(told, undefined).tellHalved) return;
      this.#append(kind, { asked: false, outcome: 'told', seconds: 0 });
      this.#halved.fire(undefined);
    } catch (error) {
      this.#parts.log.error('It could not be said that less is asked.', error);
    }
  }

  #append(kind: PromptKind, { asked, outcome, seconds }: PromptMade): void {
    const { journal, clock, pausing, log } = this.#parts;
    const whole = Number.isFinite(seconds) ? Math.min(Math.max(Math.round(seconds), 0), Number.MAX_SAFE_INTEGER) : 0;
    const prompted = { kind, asked, outcome, seconds: whole };
    if (pausing.isPaused) {
      // A paused window writes nothing, but it has asked all the same.
      const time = clock.now();
      this.#keep({ ...prompted, time, offset: clock.offsetMinutes(time) });
      return;
    }
    const { event, written } = journal.append(PROMPTED, prompted, 'at once');
    this.#keep({ ...prompted, time: event.t, offset: event.o });
    written.catch((error: unknown) => {
      // A window that began paused drops what it held back.
      if (error instanceof Error && error.name === 'AbortError') return;
      log.error('What was asked could not be recorded.', error);
    });
  }

  #keep(one: PromptNow): void {
    this.#own = [...this.#own, one].slice(-MOST_OWN);
  }

  #take(kind: PromptKind): void {
    const { clock, timers } = this.#parts;
    const time = clock.now();
    const one: PromptNow = {
      ...{ kind, asked: false, outcome: 'shown', seconds: 0 },
      ...{ time, offset: clock.offsetMinutes(time) },
    };
    this.#taken.add(one);
    timers.after(TAKEN_FOR, () => this.#taken.delete(one));
  }

  /** What the journals tell that was asked before; `undefined` when nobody can tell. */
  async #told(): Promise<readonly PromptNow[] | undefined> {
    const { explanations, clock, timers, log } = this.#parts;
    let timer: Disposable | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = timers.after(PATIENCE, () => {
        reject(new Error('The ledger does not answer.'));
      });
    });
    try {
      const told = await Promise.race([explanations.prompts(clock.now() - REMEMBERED), late]);
      this.#isTrouble = false;
      return told;
    } catch (error) {
      if (!this.#isTrouble) log.warn(`Nothing is asked while it is not known what was asked before: ${String(error)}`);
      this.#isTrouble = true;
      return undefined;
    } finally {
      timer?.dispose();
    }
  }
}

/** The prompts of which others do not tell. */
function without(own: readonly PromptNow[], told: readonly PromptNow[]): PromptNow[] {
  const rest = [...told];
  return own.filter((one) => {
    const found = rest.findIndex((other) => nameOf(other) === nameOf(one));
    if (found >= 0) rest.splice(found, 1);
    return found < 0;
  });
}

function nameOf({ kind, asked, outcome, seconds, time, offset }: PromptNow): string {
  return [kind, asked, outcome, seconds, time, offset].join('\n');
}

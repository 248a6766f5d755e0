import type { Acceptance } from '../../domain/attribution/acceptance.ts';
import type { OwnershipClass } from '../../domain/ownership/area.ts';
import type { PromptOutcome } from '../../domain/events/prompted.ts';
import { burstOf, linesOf, pauseFrom, type AiEdit } from '../../domain/prompts/naturalPause.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import { MOST_FRESH_FILES } from '../explain-commit/freshWork.ts';
import type { PromptBudget } from '../prompts/promptBudget.ts';

/** An offer that nobody has taken up goes away after this long, in milliseconds. */
const LASTS = 60 * 60_000;
/** Edits of a burst that are remembered. */
const MOST_EDITS = 2_000;
const KIND = 'explain while fresh';

/** What may be explained now, while it is fresh. */
export interface Offer {
  /** URIs */
  readonly files: readonly string[];
  /** written by AI, certain or likely */
  readonly lines: number;
  /** absolute path of its top folder */
  readonly repository: string;
}

export interface TakenOffer extends Offer {
  /** Takes down what came of it, once; `seconds` is what the person spent on it. */
  readonly done: (outcome: Extract<PromptOutcome, 'answered' | 'skipped' | 'later'>, seconds: number) => void;
}

export interface FreshOfferParts {
  readonly budget: Pick<PromptBudget, 'mayPrompt' | 'record'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  /** as few lines as are asked about before a commit: `grasp.gate.minimumLines` */
  readonly minimumLines: () => number;
  /** the top folder of the repository that holds a file; what is in none is never asked about */
  readonly repositoryOf: (uri: string) => Promise<string | undefined>;
  /** what nobody means to own is not asked about, where that is known */
  readonly classOf?: (uri: string) => Promise<OwnershipClass>;
  /** whether a file is none that somebody writes, or one that the person leaves out */
  readonly isLeftOut: (uri: string) => Promise<boolean>;
  /** acceptances of a time or later as they stand now, since some may have been undone or corrected; rejects when nobody can tell */
  readonly acceptances: (since: number) => Promise<readonly Acceptance[]>;
}

interface FileLines {
  readonly uri: string;
  readonly lines: number;
}

/**
 * After a burst of AI edits and a natural pause, offers once that they be explained, as far as the budget allows. Shows
 * nothing itself. Nothing of it throws, and an edit costs no more than taking down the time.
 */
export class FreshOffer implements Disposable {
  readonly #parts: FreshOfferParts;
  readonly #changed: Emitter<undefined>;
  /** fires when there is another offer, or none any more */
  readonly onDidChange: Emitter<undefined>['listen'];
  #edits: readonly AiEdit[] = [];
  #lastEdit = -Infinity;
  #paused: number | undefined;
  #looking: Disposable | undefined;
  #isAsking = false;
  #isOver = false;
  #shown: { readonly files: readonly FileLines[]; readonly repository: string; readonly end: Disposable } | undefined;

  constructor(parts: FreshOfferParts) {
    this.#parts = parts;
    this.#changed = new Emitter((error) => {
      parts.log.error('A listener for offers failed.', error);
    });
    this.onDidChange = this.#changed.listen;
  }

  get offer(): Offer | undefined {
    if (this.#shown === undefined) return undefined;
    const { files, repository } = this.#shown;
    return { files: files.map(({ uri }) => uri), lines: linesOf(files), repository };
  }

  /** An acceptance was recorded. Its file by the name that it really has. */
  recorded({ id, uri, lines, time, confidence }: Pick<Acceptance, keyof AiEdit | 'confidence'>): void {
    if (confidence === 'guess' || lines === 0) return;
    this.#edits = burstOf([...this.#edits, { id, uri, lines, time }].slice(-MOST_EDITS));
    this.#lastEdit = this.#parts.clock.now();
    this.#look();
  }

  /** Anybody edited a file. */
  edited(): void {
    this.#lastEdit = this.#parts.clock.now();
    // A timer that is set already will look at the time.
    if (this.#looking === undefined && this.#edits.length > 0) this.#look();
  }

  /** Something ended a stretch of work: tests passed, or an agent ended. */
  paused(): void {
    this.#paused = this.#parts.clock.now();
    this.#look();
  }

  /** A file was closed, which ends the work on it. */
  closed(uri: string): void {
    if (this.#edits.some((one) => one.uri === uri)) this.paused();
  }

  /** Lines of files were explained, in whatever way. */
  explained(uris: readonly string[]): void {
    const isLeft = ({ uri }: { readonly uri: string }): boolean => !uris.includes(uri);
    this.#edits = this.#edits.filter(isLeft);
    if (this.#shown === undefined) return;
    const files = this.#shown.files.filter(isLeft);
    if (files.length === this.#shown.files.length) return;
    if (files.length === 0) this.#end('answered');
    else {
      this.#shown = { ...this.#shown, files };
      this.#changed.fire(undefined);
    }
  }

  /** Takes the offer up, which goes away. Whoever does says later what came of it. */
  take(): TakenOffer | undefined {
    const { offer } = this;
    if (offer === undefined) return undefined;
    this.#end(undefined);
    let isDone = false;
    const done: TakenOffer['done'] = (outcome, seconds) => {
      if (!isDone) this.#parts.budget.record(KIND, { asked: false, outcome, seconds });
      isDone = true;
    };
    return { ...offer, done };
  }

  /** Forgets all files, and the offer with them, as when the person wants something forgotten. */
  letGo(): void {
    this.#edits = [];
    if (this.#shown !== undefined) this.#end(undefined);
  }

  dispose(): void {
    this.#isOver = true;
    this.#looking?.dispose();
    this.#shown?.end.dispose();
  }

  /** Sees whether it is time to ask, and else when to see again. */
  #look(): void {
    this.#looking?.dispose();
    this.#looking = undefined;
    if (this.#isOver || this.#isAsking || linesOf(this.#edits) < this.#parts.minimumLines()) return;
    const now = this.#parts.clock.now();
    const lastAi = Math.max(...this.#edits.map(({ time }) => time));
    const from = pauseFrom({ lastAi, lastEdit: Math.min(this.#lastEdit, now), paused: this.#paused }, now);
    if (from === undefined) this.#edits = [];
    else if (now >= from) void this.#ask();
    else {
      this.#looking = this.#parts.timers.after(from - now, () => {
        this.#look();
      });
    }
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    // One pause asks once: after a refusal the next one does.
    this.#paused = undefined;
    const edits = this.#edits;
    const isSame = (): boolean => !this.#isOver && this.#edits === edits;
    try {
      const found = this.#shown === undefined ? await this.#worthAsking(edits) : undefined;
      if (found === undefined || !isSame()) return;
      const { may } = await this.#parts.budget.mayPrompt(KIND, found.repository);
      if (may && isSame()) this.#show(found.repository, found.files);
    } catch (error) {
      this.#parts.log.error('It could not be offered to explain what is fresh.', error);
    } finally {
      this.#isAsking = false;
      // What came meanwhile is looked at by itself.
      if (this.#isNews(edits)) this.#look();
    }
  }

  #isNews(asked: readonly AiEdit[]): boolean {
    return this.#edits !== asked || this.#paused !== undefined;
  }

  /** The files of the repository in which most is to be explained, if that is enough. */
  async #worthAsking(
    edits: readonly AiEdit[],
  ): Promise<{ readonly repository: string; readonly files: readonly FileLines[] } | undefined> {
    const { repositoryOf, classOf, isLeftOut, minimumLines } = this.#parts;
    const repositories = new Map<string, FileLines[]>();
    for (const file of await this.#standing(edits)) {
      if ((await classOf?.(file.uri)) === 'transient' || (await isLeftOut(file.uri))) continue;
      const repository = await repositoryOf(file.uri);
      if (repository === undefined) continue;
      repositories.set(repository, [...(repositories.get(repository) ?? []), file]);
    }
    const [most] = [...repositories].sort(([, a], [, b]) => linesOf(b) - linesOf(a));
    if (most === undefined || linesOf(most[1]) < minimumLines()) return undefined;
    // More than are asked about at once wait until the commit: those with most lines are worth it now.
    const files = most[1].toSorted((a, b) => b.lines - a.lines).slice(0, MOST_FRESH_FILES);
    return { repository: most[0], files };
  }

  /** The lines of some edits by file, without those that are no longer there, or turned out not to be by AI. */
  async #standing(edits: readonly AiEdit[]): Promise<readonly FileLines[]> {
    const since = Math.min(...edits.map(({ time }) => time));
    const now = new Map((await this.#parts.acceptances(since)).map((one) => [one.id, one]));
    const files = new Map<string, number>();
    for (const { id, uri } of edits) {
      const one = now.get(id);
      if (one === undefined || !countsNow(one)) continue;
      files.set(uri, (files.get(uri) ?? 0) + one.lines);
    }
    return [...files].map(([uri, lines]) => ({ uri, lines }));
  }

  #show(repository: string, files: readonly FileLines[]): void {
    const end = this.#parts.timers.after(LASTS, () => {
      this.#end('ignored');
    });
    this.#shown = { repository, files, end };
    this.#edits = [];
    this.#parts.budget.record(KIND, { asked: false, outcome: 'shown', seconds: 0 });
    this.#changed.fire(undefined);
  }

  #end(outcome: PromptOutcome | undefined): void {
    this.#shown?.end.dispose();
    this.#shown = undefined;
    if (outcome !== undefined) this.#parts.budget.record(KIND, { asked: false, outcome, seconds: 0 });
    this.#changed.fire(undefined);
  }
}

function countsNow({ state, origin, confidence }: Acceptance): boolean {
  return state === 'kept' && confidence !== 'guess' && (origin === 'agent' || origin === 'completion');
}

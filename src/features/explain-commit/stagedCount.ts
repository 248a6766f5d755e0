import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';
import type { StagedFiles } from '../../ports/stagedFiles.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import { countPlaces } from './askedWork.ts';
import { isWorthAsking, linesOwed, type OwedWork } from './owedWork.ts';
import { NOTHING_STAGED, type StagedWork } from './stagedWork.ts';

/** What is staged is looked at this many milliseconds after something has changed. */
const LOOK_AFTER = 400;
/** Where more is learned of who wrote what, it is looked at again this much later, in milliseconds: once for all that is learned until then. */
const LEARNS_FOR = 5_000;

export interface StagedCountParts {
  readonly staged: Pick<StagedFiles, 'stagedState'>;
  readonly work: StagedWork;
  readonly timers: Timers;
  readonly log: Logger;
  readonly mayLook: () => boolean;
  readonly minimum: () => number;
  /** writes who wrote the lines of the open files of a repository, which may go on to be changed; never rejects */
  readonly write: (root: string) => Promise<void>;
}

/** What waits for an explanation before a commit. */
export interface StagedOwed {
  readonly root: string;
  readonly places: number;
  readonly lines: number;
  readonly work: OwedWork;
}

/** Knows for each repository what is staged that should be explained, so that it can be done ahead of the commit. */
export class StagedCount implements Disposable {
  readonly #parts: StagedCountParts;
  readonly #owed = new Map<string, StagedOwed>();
  /** what each open repository was like when it was looked at last */
  readonly #looked = new Map<string, string>();
  readonly #waiting = new Map<string, Disposable>();
  /** repositories in which something lay staged when they were looked at last */
  readonly #staged = new Set<string>();
  #learning: Disposable | undefined;
  readonly #changed: Emitter<undefined>;
  #turn: Promise<void> = Promise.resolve();
  #isOver = false;
  readonly onDidChange: Emitter<undefined>['listen'];

  constructor(parts: StagedCountParts) {
    this.#parts = parts;
    this.#changed = new Emitter((error) => {
      parts.log.error('A listener for what is staged failed.', error);
    });
    this.onDidChange = this.#changed.listen;
  }

  /** What is worth asking about, by repository. */
  get owed(): readonly StagedOwed[] {
    return [...this.#owed.values()];
  }

  /** Looks again soon, since something in a repository may have changed. */
  lookSoon(root: string): void {
    if (this.#isOver || this.#waiting.has(root)) return;
    if (!this.#looked.has(root)) this.#looked.set(root, '');
    const look = (): void => {
      this.#waiting.delete(root);
      this.#turn = this.#turn
        .then(() => this.#look(root))
        .catch((error: unknown) => {
          this.#parts.log.error('It could not be read what is staged.', error);
          // What was found before may be staged no more, so it is not told any longer, and looked for at the next time.
          if (this.#isOpen(root)) this.#looked.set(root, '');
          this.#show(root, undefined);
        });
    };
    this.#waiting.set(root, this.#parts.timers.after(LOOK_AFTER, look));
  }

  /** Looks again also where nothing seems to have changed: something was explained, a setting is another one. */
  lookAgain(): void {
    for (const root of [...this.#looked.keys()]) {
      this.#looked.set(root, '');
      this.lookSoon(root);
    }
  }

  /** More is known of who wrote some lines, or whether they are explained, and what lies staged is the same: looks at it again. */
  learned(): void {
    if (this.#isOver) return;
    this.#learning ??= this.#parts.timers.after(LEARNS_FOR, () => {
      this.#learning = undefined;
      for (const root of this.#staged) {
        this.#looked.set(root, '');
        this.lookSoon(root);
      }
    });
  }

  /** A repository is closed. */
  drop(root: string): void {
    this.#staged.delete(root);
    this.#waiting.get(root)?.dispose();
    this.#waiting.delete(root);
    this.#looked.delete(root);
    if (this.#owed.delete(root)) this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#isOver = true;
    this.#learning?.dispose();
    for (const timer of this.#waiting.values()) timer.dispose();
    this.#waiting.clear();
  }

  async #look(root: string): Promise<void> {
    const { staged, mayLook } = this.#parts;
    if (!this.#isOpen(root)) return;
    const state = mayLook() ? await staged.stagedState(root) : undefined;
    if (!this.#isOpen(root) || (state !== undefined && this.#looked.get(root) === state)) return;
    // Taken before looking: what changes meanwhile is looked at once more.
    this.#looked.set(root, state ?? '');
    this.#show(root, state === undefined ? undefined : await this.#worthAsking(root));
  }

  async #worthAsking(root: string): Promise<StagedOwed | undefined> {
    const { work, write, minimum } = this.#parts;
    const fewest = minimum();
    const found = await work.look(root, { fewest, written: write(root) });
    if (found === undefined || found === NOTHING_STAGED) this.#staged.delete(root);
    else if (this.#isOpen(root)) this.#staged.add(root);
    if (found === undefined || !isWorthAsking(found, fewest)) return undefined;
    return { root, work: found, lines: linesOwed(found), places: countPlaces(found) };
  }

  #show(root: string, now: StagedOwed | undefined): void {
    // It may have been closed meanwhile.
    if (!this.#isOpen(root)) return;
    const before = this.#owed.get(root);
    if (now === undefined) this.#owed.delete(root);
    else this.#owed.set(root, now);
    if (shownOf(before) !== shownOf(now)) this.#changed.fire(undefined);
  }

  #isOpen(root: string): boolean {
    return !this.#isOver && this.#looked.has(root);
  }
}

/** The same as long as nothing that is shown of it is different. */
function shownOf(owed: StagedOwed | undefined): string {
  if (owed === undefined) return '';
  const files = owed.work.files.map(({ uri, owed: lines }) => [uri, lines[0], lines.length]);
  return JSON.stringify([owed.places, owed.lines, files]);
}

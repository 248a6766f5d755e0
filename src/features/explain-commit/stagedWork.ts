import { owedLines } from '../../domain/debt/owedLines.ts';
import { WEIGHTS } from '../../domain/ownership/area.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ChangedFile, StagedFiles } from '../../ports/stagedFiles.ts';
import { owedText, type DiffedText, type NamedFile } from './diffedText.ts';
import { linesOwed, type OwedText, type OwedWork } from './owedWork.ts';

/** A person waits for no longer than this, in milliseconds: what is not read by then is looked at after the commit. */
const PATIENCE = 700;
/** Where more files are staged, only those are read in which AI is known to have written. */
const MANY_FILES = 50;
/** More files, of those with most new lines, are not looked at. */
const MOST_FILES = 5_000;
/** So many are read at once. */
const AT_ONCE = 25;
/** The same where nothing was found so far. */
const LONGEST_PATIENCE = 3_000;

/** What a look gives where nothing at all lies staged. */
export const NOTHING_STAGED: OwedWork = { files: [] };

export interface StagedWorkParts {
  readonly staged: Pick<StagedFiles, 'staged' | 'withGenerated' | 'texts'>;
  readonly diffed: DiffedText;
  readonly clock: Clock;
}

/** What a look may spare itself. */
export interface LookFor {
  /** name of what is committed, where that is known, instead of what the index has */
  readonly tree?: string;
  /** fewer lines than that are of no use to who asks, who may be told then that there are none */
  readonly fewest?: number;
  /** waited for before anything is asked of the journals; must not reject */
  readonly written?: Promise<void>;
}

/** Finds what is staged that AI wrote and nobody has explained. */
export class StagedWork {
  readonly #parts: StagedWorkParts;

  constructor(parts: StagedWorkParts) {
    this.#parts = parts;
  }

  /**
   * `undefined` where nobody can tell what a commit would hold, as during a merge. Rejects when the journals can not be read.
   */
  async look(root: string, { tree, fewest = 1, written }: LookFor = {}): Promise<OwedWork | undefined> {
    const { staged, diffed, clock } = this.#parts;
    const begun = clock.now();
    const found = await staged.staged(root, tree);
    if (found === undefined) return undefined;
    if (found.length === 0) return NOTHING_STAGED;
    const owned = this.#ownedOf(root, mostLinesFirst(found).slice(0, MOST_FILES));
    // No line is owed that was not added, by whatever name it is known. Many commits are as small as that.
    if (linesAdded(owned) < fewest) return { files: [] };
    const named = await this.#named(root, owned);
    if (linesAdded(named.map(({ file }) => file)) < fewest) return { files: [] };
    await written;
    const files: OwedText[] = [];
    const worthReading = named.length > MANY_FILES ? await diffed.filesOfAi(named) : named;
    for (let from = 0; from < worthReading.length; from += AT_ONCE) {
      files.push(...(await this.#owedIn(root, worthReading.slice(from, from + AT_ONCE))));
      // What was found is enough to ask about.
      if (clock.now() - begun > (files.length > 0 ? PATIENCE : LONGEST_PATIENCE)) break;
    }
    return { files: linesOwed({ files }) < fewest ? [] : await this.#withoutGenerated(root, owned, files) };
  }

  #ownedOf(root: string, files: readonly ChangedFile[]): readonly ChangedFile[] {
    const { diffed } = this.#parts;
    return files.filter(({ path }) => WEIGHTS[diffed.ownedBy(root, path).class] > 0);
  }

  /** Those that are recorded. What attributes say of a few is only asked once one of them owes something. */
  async #named(root: string, owned: readonly ChangedFile[]): Promise<readonly NamedFile[]> {
    const { diffed, staged } = this.#parts;
    const files = areFew(owned)
      ? owned.map((file) => ({ ...file, isGenerated: false }))
      : await staged.withGenerated(root, owned);
    const named: NamedFile[] = [];
    for (const file of files) {
      const one = await diffed.named(root, file);
      if (one !== undefined) named.push(one);
    }
    return named;
  }

  async #withoutGenerated(
    root: string,
    owned: readonly ChangedFile[],
    owed: readonly OwedText[],
  ): Promise<readonly OwedText[]> {
    const { diffed, staged } = this.#parts;
    if (!areFew(owned)) return owed;
    const paths = new Set(owed.map(({ path }) => path));
    const told = await staged.withGenerated(
      root,
      owned.filter(({ path }) => paths.has(path)),
    );
    for (const file of told) if (diffed.isLeftOut(root, file)) paths.delete(file.path);
    return owed.filter(({ path }) => paths.has(path));
  }

  async #owedIn(root: string, files: readonly NamedFile[]): Promise<readonly OwedText[]> {
    const texts = await this.#parts.staged.texts(
      root,
      files.map(({ file }) => file.blob),
    );
    const owed = await Promise.all(files.map((one) => this.#owedOf(root, one, texts.get(one.file.blob))));
    return owed.filter((one) => one !== undefined);
  }

  async #owedOf(root: string, named: NamedFile, text: string | undefined): Promise<OwedText | undefined> {
    const { diffed } = this.#parts;
    const file = await diffed.readNamed(root, named, text);
    if (file === undefined || file.byAi.length === 0) return undefined;
    const [owed] = owedLines([{ ...file, lots: await diffed.lots(file) }]);
    return owed && owedText(file, owed.lines, owed.novelty);
  }
}

/** It is in them that something is to be found. */
function mostLinesFirst(files: readonly ChangedFile[]): readonly ChangedFile[] {
  return files.toSorted((one, other) => linesAdded([other]) - linesAdded([one]));
}

function linesAdded(files: readonly ChangedFile[]): number {
  return files.reduce((all, { added }) => added.reduce((sum, { first, last }) => sum + last - first + 1, all), 0);
}

/** Whether they are read all at once. */
function areFew(files: readonly ChangedFile[]): boolean {
  return files.length <= AT_ONCE;
}

import { owedLines } from '../../domain/debt/owedLines.ts';
import { WEIGHTS } from '../../domain/ownership/area.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DiffedFile, StagedFiles } from '../../ports/stagedFiles.ts';
import { owedText, type DiffedText, type NamedFile } from './diffedText.ts';
import type { OwedText, OwedWork } from './owedWork.ts';

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

export interface StagedWorkParts {
  readonly staged: Pick<StagedFiles, 'staged' | 'texts'>;
  readonly diffed: DiffedText;
  readonly clock: Clock;
}

/** Finds what is staged that AI wrote and nobody has explained. */
export class StagedWork {
  readonly #parts: StagedWorkParts;

  constructor(parts: StagedWorkParts) {
    this.#parts = parts;
  }

  /**
   * `undefined` where nobody can tell what a commit would hold, as during a merge. Rejects when the journals can not be read.
   *
   * @param tree name of what is committed, where that is known, instead of what the index has
   */
  async look(root: string, tree?: string): Promise<OwedWork | undefined> {
    const { staged, clock } = this.#parts;
    const begun = clock.now();
    const found = await staged.staged(root, tree);
    if (found === undefined) return undefined;
    const named = await this.#worthReading(root, mostLinesFirst(found).slice(0, MOST_FILES));
    const files: OwedText[] = [];
    for (let from = 0; from < named.length; from += AT_ONCE) {
      files.push(...(await this.#owedIn(root, named.slice(from, from + AT_ONCE))));
      // What was found is enough to ask about.
      if (clock.now() - begun > (files.length > 0 ? PATIENCE : LONGEST_PATIENCE)) break;
    }
    return { files };
  }

  async #worthReading(root: string, files: readonly DiffedFile[]): Promise<readonly NamedFile[]> {
    const { diffed } = this.#parts;
    const owned = files.filter(({ path }) => WEIGHTS[diffed.ownedBy(root, path).class] > 0);
    const named: NamedFile[] = [];
    for (const file of owned) {
      const one = await diffed.named(root, file);
      if (one !== undefined) named.push(one);
    }
    return named.length > MANY_FILES ? diffed.filesOfAi(named) : named;
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
function mostLinesFirst(files: readonly DiffedFile[]): readonly DiffedFile[] {
  const size = ({ added }: DiffedFile): number => added.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return files.toSorted((one, other) => size(other) - size(one));
}

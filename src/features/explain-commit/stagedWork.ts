import { owedLines } from '../../domain/debt/owedLines.ts';
import { WEIGHTS } from '../../domain/ownership/area.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DiffedFile, StagedFiles } from '../../ports/stagedFiles.ts';
import { owedText, type DiffedText } from './diffedText.ts';
import type { OwedText, OwedWork } from './owedWork.ts';

/** A person waits for no longer than this, in milliseconds: what is not read by then is looked at after the commit. */
const PATIENCE = 700;
/** The same where nothing was found so far. */
const LONGEST_PATIENCE = 3_000;

export interface StagedWorkParts {
  readonly staged: Pick<StagedFiles, 'staged'>;
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
   */
  async look(root: string): Promise<OwedWork | undefined> {
    const { staged, clock } = this.#parts;
    const found = await staged.staged(root);
    if (found === undefined) return undefined;
    const begun = clock.now();
    const files: OwedText[] = [];
    for (const file of mostLinesFirst(found)) {
      const owed = await this.#owedOf(root, file);
      if (owed !== undefined) files.push(owed);
      // What was found is enough to ask about.
      if (clock.now() - begun > (files.length > 0 ? PATIENCE : LONGEST_PATIENCE)) break;
    }
    // Whoever closes the page to change the code finds the draft again afterwards.
    const key = [root, ...files.map(({ path }) => path).sort()].join('\n');
    return { key, files };
  }

  async #owedOf(root: string, staged: DiffedFile): Promise<OwedText | undefined> {
    const { diffed } = this.#parts;
    if (WEIGHTS[diffed.ownedBy(root, staged.path).class] === 0) return undefined;
    const file = await diffed.read(root, staged);
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

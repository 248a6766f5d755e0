import type { LineRange } from '../../domain/commits/addedLines.ts';
import { WEIGHTS, type Owned } from '../../domain/ownership/area.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import type { CommittedFileName } from '../commit-knowledge/commitKnowledge.ts';
import type { NewLot } from './lotLog.ts';

/** A file with AI-written lines that nobody has explained. */
export interface OwedText {
  /** for people: in the repository, or as it is recorded */
  readonly path: string;
  /** where it can be opened; `undefined` where its name is hidden from this window */
  readonly uri: string | undefined;
  readonly name: CommittedFileName;
  readonly owned: Owned;
  readonly lines: readonly string[];
  readonly origins: readonly (LineOrigin | undefined)[];
  /** its new lines */
  readonly added: readonly LineRange[];
  /** indices of the owed ones, ascending; none where they are not in the file any more */
  readonly owed: readonly number[];
  /** 1 for a new file, else the share that these lines have of all that AI wrote in the file */
  readonly novelty: number;
  /** reads the text from before; `undefined` where there was none, or it is not known */
  readonly before: () => Promise<readonly string[] | undefined>;
  /** lots that these lines are recorded as already, by line */
  readonly lots: ReadonlyMap<number, string>;
  /** lots that are asked about and of which no line is in the file any more */
  readonly gone: readonly string[];
}

/** What there is to explain. */
export interface OwedWork {
  readonly files: readonly OwedText[];
}

/** Some lines of a file, as a lot. */
export function lotOf({ name, owned, lines, origins }: OwedText, chosen: readonly number[]): NewLot {
  const probable = new Set(chosen.filter((line) => origins[line]?.confidence === 'likely'));
  return { name: name.file, owned, lines, chosen, probable };
}

/** Whether there is enough to ask about: what nobody means to own is never asked about. */
export function isWorthAsking({ files }: Pick<OwedWork, 'files'>, minimum: number): boolean {
  const asked = files.filter(({ owned }) => WEIGHTS[owned.class] > 0);
  return linesOwed({ files: asked }) >= Math.max(1, minimum);
}

/** How many lines there are to explain. */
export function linesOwed({ files }: Pick<OwedWork, 'files'>): number {
  return files.reduce((sum, { owed }) => sum + owed.length, 0);
}

/**
 * The first of some repositories in which there is enough to ask about, as the status bar counts them; where none has that, the
 * first one with anything at all.
 */
export async function firstToExplain(
  roots: readonly string[],
  look: (root: string) => Promise<OwedWork | undefined>,
  minimum: number,
): Promise<{ readonly root: string; readonly work: OwedWork } | undefined> {
  let little: { readonly root: string; readonly work: OwedWork } | undefined;
  for (const root of roots) {
    const work = await look(root);
    if (work === undefined || work.files.length === 0) continue;
    if (isWorthAsking(work, minimum)) return { root, work };
    little ??= { root, work };
  }
  return little;
}

import { isAi } from '../attribution/origin.ts';
import type { LineRange } from '../commits/addedLines.ts';
import { WEIGHTS, type Owned } from '../ownership/area.ts';
import { lineToName } from '../provenance/anchors.ts';
import type { LineOrigin } from '../provenance/lineOrigin.ts';

/** A file with new lines, and what is known of all of its lines. */
export interface KnownFile {
  /** in the repository, with `/` */
  readonly path: string;
  readonly owned: Owned;
  /** whether there was none before */
  readonly isNew: boolean;
  readonly added: readonly LineRange[];
  readonly lines: readonly string[];
  /** whose each line is */
  readonly origins: readonly (LineOrigin | undefined)[];
  /** the lot that each line is in, by id */
  readonly lots: readonly (string | undefined)[];
}

/** A file with lines that nobody has explained. */
export interface OwedFile {
  readonly path: string;
  readonly owned: Owned;
  /** which lines, from 0, in order; at least one */
  readonly lines: readonly number[];
  /** how many of them are AI's probably, not certainly */
  readonly probable: number;
  /** 1 for a new file, else the share that these lines have of all that AI wrote in the file: above 0 */
  readonly novelty: number;
}

/**
 * The new lines that AI wrote and that are in no lot yet, by file; of a class that nobody means to own, none. A guess asks
 * nothing, and neither does a blank line.
 */
export function owedLines(files: readonly KnownFile[]): OwedFile[] {
  return files.flatMap((file): OwedFile[] => {
    const { path, owned, isNew, lots, origins } = file;
    if (WEIGHTS[owned.class] === 0) return [];
    const lines = aiLines(file).filter((line) => lots[line] === undefined);
    if (lines.length === 0) return [];
    const all = file.lines.filter((_, line) => isWrittenByAi(file, line)).length;
    const probable = lines.filter((line) => origins[line]?.confidence === 'likely').length;
    return [{ path, owned, lines, probable, novelty: isNew ? 1 : lines.length / all }];
  });
}

/** The new lines of a text that AI wrote, from 0, in order; no guesses, no blank lines, and none too long to be found again. */
export function aiLines(file: Pick<KnownFile, 'added' | 'lines' | 'origins'>): number[] {
  return linesIn(file.added, file.lines.length).filter((line) => isWrittenByAi(file, line));
}

function isWrittenByAi({ lines, origins }: Pick<KnownFile, 'lines' | 'origins'>, line: number): boolean {
  const { origin, confidence } = origins[line] ?? {};
  if (origin === undefined || !isAi(origin) || lineToName(lines[line] ?? '') === '') return false;
  return confidence === 'certain' || confidence === 'likely';
}

/** The lines of ranges, from 0, each once, in order; those that a text does not have are none. */
export function linesIn(ranges: readonly LineRange[], count: number): number[] {
  const lines = new Set<number>();
  for (const { first, last } of ranges) {
    for (let line = Math.max(first, 1); line <= Math.min(last, count); line += 1) lines.add(line - 1);
  }
  return [...lines].sort((a, b) => a - b);
}

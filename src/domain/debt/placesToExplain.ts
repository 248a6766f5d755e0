import { WEIGHTS, type Owned } from '../ownership/area.ts';
import type { OwedFile } from './owedLines.ts';

/** Owed lines of one file that stand together. */
export interface Place {
  /** in the repository, with `/` */
  readonly path: string;
  readonly owned: Owned;
  /** which lines, from 0, in order; at least one */
  readonly lines: readonly number[];
}

/** What is asked about. */
export interface PlacesToExplain {
  /** those that matter most first */
  readonly places: readonly Place[];
  /** how many more there are */
  readonly others: number;
}

/** Nobody explains more at once. */
const MOST_PLACES = 3;
/** Lines of a place have no more others between them. */
const MOST_BETWEEN = 3;

/**
 * The places to ask about: at most three. A place matters by how much of it somebody means to own, by its owed lines, and by
 * how new they are to whoever knows the file: weight × lines × novelty of the file. Of those that matter the same, the first by
 * path and line comes first.
 */
export function placesToExplain(files: readonly OwedFile[]): PlacesToExplain {
  const found = files.flatMap(({ path, owned, lines, novelty }) =>
    runsOf(lines).map((run) => ({
      place: { path, owned, lines: run } satisfies Place,
      matters: WEIGHTS[owned.class] * run.length * novelty,
    })),
  );
  const sorted = found.toSorted((a, b) => b.matters - a.matters || inOrder(a.place, b.place));
  const places = sorted.slice(0, MOST_PLACES).map(({ place }) => place);
  return { places, others: sorted.length - places.length };
}

function runsOf(lines: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last !== undefined && line - (last.at(-1) ?? 0) <= MOST_BETWEEN + 1) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

/** The same everywhere, whatever language the machine speaks. */
function inOrder(a: Place, b: Place): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.lines[0] ?? 0) - (b.lines[0] ?? 0);
}

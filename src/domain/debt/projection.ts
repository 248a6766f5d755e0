import { equalRuns, Steps } from '../attribution/equalRuns.ts';
import type { LineOrigin } from '../provenance/lineOrigin.ts';

/** A document that is open, with whose its lines are now. */
export interface OpenLines {
  readonly lines: readonly string[];
  readonly origins: readonly (LineOrigin | undefined)[];
}

/** A longer text is not compared. */
const MOST_LINES = 20_000;
/** What one comparison may cost, in steps of about 0.1 microseconds. */
const MOST_STEPS = 500_000;

/**
 * Whose the lines of a staged text are. A line that stands in the open document too is whose it is there; of any other one
 * counts what the journals tell. Nothing is guessed.
 *
 * @param recorded whose the staged lines are by the journals
 */
export function projectedOrigins(
  staged: readonly string[],
  recorded: readonly (LineOrigin | undefined)[],
  open: OpenLines | undefined,
): (LineOrigin | undefined)[] {
  const origins = staged.map((_, line) => recorded[line]);
  if (open === undefined || Math.max(staged.length, open.lines.length) > MOST_LINES) return origins;
  for (const { from, to, count } of sameLines(open.lines, staged)) {
    for (let line = 0; line < count; line += 1) origins[to + line] = open.origins[from + line];
  }
  return origins;
}

/** Lines of which two texts have the same, in order. */
interface SameLines {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The common ends, and what a comparison finds between these, where that is not too much. */
function sameLines(open: readonly string[], staged: readonly string[]): SameLines[] {
  const numbers = new Map<string, number>();
  const [before, after] = [open, staged].map((lines) => lines.map((line) => numberOf(line.trim(), numbers))) as [
    number[],
    number[],
  ];
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const between = sameBetween(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [
    { from: 0, to: 0, count: head },
    ...between.map(({ from, to, count }) => ({ from: from + head, to: to + head, count })),
    { from: before.length - tail, to: after.length - tail, count: tail },
  ];
}

/** Equal lines have the same number. */
function numberOf(line: string, numbers: Map<string, number>): number {
  const number = numbers.get(line) ?? numbers.size;
  numbers.set(line, number);
  return number;
}

/** A line that only one side has can not be equal to any: without such lines there is much less to compare. */
function sameBetween(before: readonly number[], after: readonly number[]): SameLines[] {
  const [inBefore, inAfter] = [new Set(before), new Set(after)];
  const shared = placesOf(before, inAfter);
  const sharedAfter = placesOf(after, inBefore);
  const numbers = (places: readonly number[], all: readonly number[]): number[] => places.map((at) => all[at] ?? -1);
  const runs = equalRuns(numbers(shared, before), numbers(sharedAfter, after), new Steps(MOST_STEPS)) ?? [];
  return runs.flatMap(({ from, to, count }) =>
    Array.from({ length: count }, (_, line) => ({
      ...{ from: shared[from + line] ?? 0, to: sharedAfter[to + line] ?? 0 },
      count: 1,
    })),
  );
}

function placesOf(numbers: readonly number[], others: ReadonlySet<number>): number[] {
  return numbers.flatMap((number, at) => (others.has(number) ? [at] : []));
}

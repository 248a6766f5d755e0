import type { LineRange } from '../commits/addedLines.ts';
import { linesIn } from './owedLines.ts';

/** A line of the code that is asked about, as a diff shows it. */
export interface ShownLine {
  readonly kind: 'context' | 'added' | 'removed';
  /** from 1, in the new text; for a removed line in the old one */
  readonly number: number;
  readonly text: string;
  /** whether it is AI's and unexplained, and so one of those that are asked about */
  readonly isAsked: boolean;
}

/** A place with the text that it is in. */
export interface PlaceInText {
  /** the owed lines of the place, from 0, in order */
  readonly lines: readonly number[];
  /** the new text */
  readonly text: readonly string[];
  /** its new lines */
  readonly added: readonly LineRange[];
  /** the text before, where it is at hand */
  readonly before: readonly string[] | undefined;
}

/** Lines around the owed ones, above and below. */
const CONTEXT = 3;
const MOST_SHOWN = 60;
/** A longer line is cut, in UTF-16 code units. */
const LONGEST_LINE = 500;

/**
 * The lines of a place with some around them, and those that stood there before where they are known.
 *
 * @returns `more`: how many lines of the place, context below it aside, are not shown since there are too many
 */
export function shownLines(place: PlaceInText): { readonly shown: readonly ShownLine[]; readonly more: number } {
  const { lines, text } = place;
  const last = lines.at(-1) ?? 0;
  const from = Math.max(0, (lines[0] ?? 0) - CONTEXT);
  const to = Math.min(text.length - 1, last + CONTEXT);
  const added = new Set(linesIn(place.added, text.length));
  const asked = new Set(lines);
  const removed =
    place.before === undefined ? undefined : removedLines(withoutEnd(place.before), withoutEnd(text), added);
  const all: ShownLine[] = [];
  for (let line = from; line <= to; line += 1) {
    // What was removed at the edge of what is shown may belong to another place.
    if (line > from || added.has(line)) all.push(...(removed?.get(line) ?? []));
    const kind = added.has(line) ? 'added' : 'context';
    all.push({ kind, number: line + 1, text: cut(text[line] ?? ''), isAsked: asked.has(line) });
  }
  const beyond = all.slice(MOST_SHOWN).filter(({ kind, number }) => kind === 'removed' || number <= last + 1);
  return { shown: all.slice(0, MOST_SHOWN), more: beyond.length };
}

/**
 * The lines that a change removed, by the line of the new text before which they stood. All others are the same on both sides,
 * in order: so which ones are gone follows from the ones that are new. None, if the texts do not fit together.
 */
function removedLines(
  before: readonly string[],
  text: readonly string[],
  added: ReadonlySet<number>,
): ReadonlyMap<number, readonly ShownLine[]> {
  const removed = new Map<number, ShownLine[]>();
  let at = 0;
  // What is gone stood before the first of the new lines in its place.
  let above = 0;
  for (let line = 0; line <= text.length; line += 1) {
    if (line < text.length && added.has(line)) continue;
    const gone: ShownLine[] = [];
    while (at < before.length && (line === text.length || before[at] !== text[line])) {
      gone.push({ kind: 'removed', number: at + 1, text: cut(before[at] ?? ''), isAsked: false });
      at += 1;
    }
    if (at === before.length && line < text.length) return new Map();
    if (gone.length > 0) removed.set(above, gone);
    at += 1;
    above = line + 1;
  }
  return removed;
}

/** Behind the last line break there is no line. */
function withoutEnd(lines: readonly string[]): readonly string[] {
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}

import { isVisible } from '../attribution/visibleText.ts';
import { RunReader, type Run } from './authoredRuns.ts';
import type { Stretch } from './keptText.ts';
import { linesIn } from './lineTexts.ts';

/** A stretch of a change, with the authors of what it removed. */
export interface Part extends Stretch {
  readonly lost: readonly Run[];
}

/** A text with more lines or characters than this is not taken apart into its lines. */
const MOST_LINES = 2_000;
const MOST_CHARACTERS = 200_000;

export function isTooLong(text: string): boolean {
  if (text.length > MOST_CHARACTERS) return true;
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > MOST_LINES;
}

/** Lines that an edit took from one place, for as many that it put into another one: moved and sorted lines, drag and drop. */
export class MovedLines {
  readonly #lines = new Map<string, Run[][]>();

  constructor(parts: readonly Part[]) {
    const changed = parts.filter(({ kept }) => !kept);
    const isInserted = changed.some(({ inserted }) => isVisible(inserted, 0, inserted.length));
    if (!isInserted || (changed.length < 2 && !changed.some(({ removed }) => removed.includes('\n')))) return;
    for (const { removed, lost } of changed) if (!isTooLong(removed)) this.#add(removed, lost);
  }

  /** The authors of a line that was taken away, which is put back nowhere else then. */
  take(line: string): Run[] | undefined {
    return this.#lines.get(line)?.shift();
  }

  #add(removed: string, lost: readonly Run[]): void {
    for (const { text, runs } of linesWithRuns(removed, lost)) {
      const same = this.#lines.get(text);
      if (same === undefined) this.#lines.set(text, [runs]);
      else same.push(runs);
    }
  }
}

/** The lines of a text that are not blank, without the white space around them, each with its authors. */
export function linesWithRuns(text: string, runs: readonly Run[]): { text: string; runs: Run[] }[] {
  const reader = new RunReader(runs);
  return linesIn(text).flatMap((line) => {
    reader.skip(line.indent);
    const inLine = reader.take(line.text.length);
    reader.skip(line.length - line.indent - line.text.length);
    return line.text === '' ? [] : [{ text: line.text, runs: inLine }];
  });
}

/** A replacement in the editor's coordinates: lines and characters from 0. */
export interface Replacement {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  readonly text: string;
}

/**
 * The text of a document as it was before the next edit, kept as lines so that a keystroke in a long file costs one
 * line. Events bring only what was inserted; this is where the text that was replaced comes from.
 */
export class ShadowText {
  #lines: string[];

  constructor(lines: string[]) {
    this.#lines = lines;
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  /**
   * Applies one replacement and returns the text that it replaced, with `\n` between lines; `undefined` when the
   * replacement lies outside the text, which means that the shadow has lost the document and must be made anew.
   */
  replace(change: Replacement): string | undefined {
    const { start, end } = change;
    const first = this.#lines[start.line];
    const last = this.#lines[end.line];
    if (first === undefined || last === undefined) return undefined;
    if (start.character > first.length || end.character > last.length) return undefined;
    const removed = this.#textBetween(change, first, last);
    const inserted = withPlainBreaks(change.text).split('\n');
    inserted[0] = first.slice(0, start.character) + (inserted[0] ?? '');
    inserted[inserted.length - 1] = (inserted.at(-1) ?? '') + last.slice(end.character);
    this.#putLines(start.line, end.line, inserted);
    return removed;
  }

  #textBetween({ start, end }: Replacement, first: string, last: string): string {
    if (start.line === end.line) return first.slice(start.character, end.character);
    const middle = this.#lines.slice(start.line + 1, end.line);
    return [first.slice(start.character), ...middle, last.slice(0, end.character)].join('\n');
  }

  #putLines(from: number, to: number, lines: string[]): void {
    if (from === to && lines.length === 1) {
      this.#lines[from] = lines[0] ?? '';
    } else if (lines.length < 1_000) {
      this.#lines.splice(from, to - from + 1, ...lines);
    } else {
      // A spread of many thousand arguments overflows the stack.
      this.#lines = this.#lines.slice(0, from).concat(lines, this.#lines.slice(to + 1));
    }
  }
}

/** Inserted text with one kind of line break, as in the shadow. */
export function withPlainBreaks(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/gu, '\n') : text;
}

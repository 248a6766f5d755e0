import { visibleCharacters } from '../attribution/visibleText.ts';
import type { Author } from './author.ts';

/** A line of a text, with where it stands in it. */
export interface LineText {
  readonly offset: number;
  /** with its line break */
  readonly length: number;
  /** without the white space around it */
  readonly text: string;
  /** characters before `text` */
  readonly indent: number;
}

export function linesIn(text: string): LineText[] {
  const lines: LineText[] = [];
  for (let offset = 0; offset < text.length;) {
    const end = text.indexOf('\n', offset) + 1 || text.length;
    const line = text.slice(offset, end);
    const start = line.trimStart();
    lines.push({ offset, length: line.length, text: start.trimEnd(), indent: line.length - start.length });
    offset = end;
  }
  return lines;
}

/** Lines with fewer characters beside white space are written again and again, and tell nothing of where they came from. */
const TELLING = 12;

export function isTelling(line: string): boolean {
  return line.length >= TELLING && visibleCharacters(line) >= TELLING;
}

/** How long after it was cut a line is taken for the same one when it is pasted, in milliseconds. */
const PASTED_WITHIN = 60_000;
/** How many names of lines that left their documents a window remembers. */
const MOST_LINES = 5_000;

/** Whom a line, found by one of its names, belongs to, if that is beyond doubt. */
export type FindLine = (name: string) => Author | undefined;

interface LostLine {
  readonly document: string;
  readonly author: Author;
  readonly at: number;
}

/** Lines that left the documents of a window, by their names. */
export class LostLines {
  readonly #lines = new Map<string, LostLine>();

  /** @param at the time, in milliseconds */
  add(name: string, lost: LostLine): void {
    this.#lines.delete(name);
    this.#lines.set(name, lost);
    const [oldest] = this.#lines.keys();
    if (this.#lines.size > MOST_LINES && oldest !== undefined) this.#lines.delete(oldest);
  }

  /** Who wrote a line that left some document just before a time. */
  justBefore(at: number, name: string): Author | undefined {
    const lost = this.#lines.get(name);
    return lost !== undefined && at - lost.at <= PASTED_WITHIN ? lost.author : undefined;
  }

  /** Who wrote a line that left a document at any time. */
  of(document: string, name: string): Author | undefined {
    const lost = this.#lines.get(name);
    return lost?.document === document ? lost.author : undefined;
  }
}

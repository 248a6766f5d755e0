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
/** What has no more than that in so many characters is no line of code. */
const LOOKED_THROUGH = 1_000;

export function isTelling(line: string): boolean {
  return line.length >= TELLING && visibleCharacters(line, 0, Math.min(line.length, LOOKED_THROUGH)) >= TELLING;
}

/** How long after it was cut a line is taken for the same one when it is pasted, in milliseconds. */
const PASTED_WITHIN = 60_000;
/** How many names of lines that left their documents a window remembers, and how long the texts are that these were in. */
const MOST_NAMES = 5_000;
const MOST_CHARACTERS = 2_000_000;

/** Whom a line, found by one of its names, belongs to, if that is beyond doubt. */
export type FindLine = (name: string) => Author | undefined;

interface LostLine {
  readonly document: string;
  readonly author: Author;
  readonly at: number;
}

/** A text that left a document, with the names of its lines. */
interface LostText {
  readonly characters: number;
  readonly names: readonly string[];
}

/** Lines that left the documents of a window, by their names. */
export class LostLines {
  readonly #lines = new Map<string, LostLine>();
  /** oldest first */
  readonly #texts: LostText[] = [];
  #characters = 0;

  /**
   * @param lines those of one text, each under all of its names
   * @param characters how long that text is: a name may keep all of it in memory
   */
  add(lines: ReadonlyMap<string, LostLine>, characters: number): void {
    for (const [name, lost] of lines) {
      this.#lines.delete(name);
      this.#lines.set(name, lost);
    }
    this.#texts.push({ characters, names: [...lines.keys()] });
    this.#characters += characters;
    while (this.#lines.size > MOST_NAMES || this.#characters > MOST_CHARACTERS) {
      const oldest = this.#texts.shift();
      if (oldest === undefined) return;
      this.#characters -= oldest.characters;
      for (const name of oldest.names) this.#lines.delete(name);
    }
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

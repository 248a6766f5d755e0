import type { FindLine } from '../../src/domain/provenance/lineTexts.ts';
import { EditComparison } from '../../src/domain/attribution/editComparison.ts';
import type { TextChange } from '../../src/domain/attribution/editFact.ts';
import type { Origin } from '../../src/domain/attribution/origin.ts';
import { authorOf, Authors, type Author, type Decision } from '../../src/domain/provenance/author.ts';
import { DocumentProvenance } from '../../src/domain/provenance/documentProvenance.ts';
import { namesOfLines } from '../../src/domain/provenance/knownLines.ts';
import { LostLines } from '../../src/domain/provenance/lineTexts.ts';

/** What documents of one window share. */
export interface SharedByWindow {
  readonly authors: Authors;
  readonly lost: LostLines;
}

export function sharedByWindow(): SharedByWindow {
  return { authors: new Authors(), lost: new LostLines() };
}

/** A replacement: what is removed from an offset on, and what is put there. */
export interface Replacing {
  readonly offset: number;
  readonly remove?: string | number;
  readonly insert?: string;
}

/** A text and the provenance that follows it, as an editor and Grasp would have them. */
export class WrittenText {
  text: string;
  at = 0;
  readonly provenance: DocumentProvenance;
  readonly #authors: Authors;
  #keys = 0;

  constructor(text = '', shared: SharedByWindow = sharedByWindow(), uri = 'file:///a.ts') {
    this.text = text;
    this.#authors = shared.authors;
    this.provenance = new DocumentProvenance({ uri, ...shared });
  }

  /** Changes the text, several places from its end to its start, and gives the key of the edit. */
  edit(changes: readonly Replacing[] | Replacing, history?: 'undo' | 'redo'): string {
    const key = String((this.#keys += 1));
    const done = [changes].flat().map(({ offset, remove = 0, insert = '' }): TextChange => {
      const length = typeof remove === 'string' ? remove.length : remove;
      const removed = this.text.slice(offset, offset + length);
      this.text = this.text.slice(0, offset) + insert + this.text.slice(offset + length);
      return { line: 0, character: 0, offset, removed, inserted: insert };
    });
    const comparison = new EditComparison(done);
    this.provenance.apply({ key, changes: done, history, comparison, at: this.at });
    return key;
  }

  decide(
    key: string,
    origin: Origin,
    { notOf, ...more }: Partial<Decision> & { notOf?: ReadonlySet<string> } = {},
    copied: WrittenText[] = [],
  ): void {
    const decision: Decision = { origin, confidence: 'certain', evidence: 'editor', ...more };
    const copiedFrom: FindLine = (line) =>
      copied.map((one) => one.#authorOfLine(line)).find((author) => author !== undefined);
    this.provenance.decide(key, decision, { at: this.at, copiedFrom, notOf });
  }

  /** Replaces the first place where a text stands. */
  replace(remove: string, insert: string, origin: Origin, more: Partial<Decision> = {}): void {
    this.decide(this.edit({ offset: this.text.indexOf(remove), remove, insert }), origin, more);
  }

  /** Puts a text at the end, or at an offset. */
  write(insert: string, origin: Origin, more: Partial<Decision> & { offset?: number } = {}): void {
    const { offset = this.text.length, ...rest } = more;
    this.decide(this.edit({ offset, insert }), origin, rest);
  }

  /** Types keys one by one. */
  type(text: string, offset = this.text.length): void {
    text.split('').forEach((insert, index) => {
      this.write(insert, 'typed', { offset: offset + index });
    });
  }

  get lines(): string[] {
    return this.text.split('\n');
  }

  /** The origin of each line, `-` where there is none. */
  get origins(): string[] {
    return this.provenance.lineOrigins(this.lines).map((line) => line?.origin ?? '-');
  }

  /** The author of each character, as far as is known by now. */
  get authors(): Author[] {
    const authors: Author[] = [];
    for (const { length, author } of this.provenance.runs()) {
      const here = Math.min(length, this.text.length - authors.length);
      for (let left = here; left > 0; left -= 1) authors.push(authorOf(author));
    }
    return authors;
  }

  restate(acceptance: string, origin?: Origin): void {
    this.#authors.restate(acceptance, origin && { origin, confidence: 'certain', evidence: 'correction' });
  }

  #authorOfLine(name: string): Author | undefined {
    const names = namesOfLines(this.lines.map((line) => line.trim()));
    return this.provenance.lineAuthors(this.lines)[names.findIndex((some) => some.includes(name))];
  }
}

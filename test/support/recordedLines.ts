import type { RecordedAuthor } from '../../src/domain/events/provenanceRecorded.ts';
import { authorName, newAnchors, recordedAuthors, strengthOf } from '../../src/domain/provenance/anchors.ts';
import type { LineOrigin } from '../../src/domain/provenance/lineOrigin.ts';

/** What is recorded of the lines of one file, without journal, key and ledger. */
export class RecordedLines {
  readonly #names = new Map<string, RecordedAuthor>();

  /** Records what is new, and gives how many names that were, by author. */
  record(lines: readonly string[], origins: readonly (LineOrigin | undefined)[]): Record<string, number> {
    const fresh = newAnchors(lines, origins, (name) => this.#names.get(name));
    for (const { by, names } of fresh) for (const name of names) this.add(name, by);
    return Object.fromEntries(fresh.map(({ by, names }) => [authorName(by), names.length]));
  }

  add(name: string, by: RecordedAuthor): void {
    const known = this.#names.get(name);
    if (known === undefined || strengthOf(by) >= strengthOf(known)) this.#names.set(name, by);
  }

  /** Whose these lines are, `?` where several may be, `-` where nothing is recorded. */
  authors(lines: readonly string[]): string[] {
    return recordedAuthors(lines, (name) => this.#names.get(name)).map((author) => {
      if (author === undefined) return '-';
      if ('mixed' in author) return '?';
      return 'of' in author ? author.of : author.origin;
    });
  }
}

export function acceptedLine(acceptance: string): LineOrigin {
  return { origin: 'completion', confidence: 'certain', evidence: 'accept-mark', acceptance };
}

export const TYPED_LINE: LineOrigin = {
  origin: 'typed',
  confidence: 'certain',
  evidence: 'events',
  acceptance: undefined,
};

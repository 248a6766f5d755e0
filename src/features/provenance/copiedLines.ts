import { isAiAuthor, type Author } from '../../domain/provenance/author.ts';
import type { DocumentProvenance } from '../../domain/provenance/documentProvenance.ts';
import { namesOfLines } from '../../domain/provenance/knownLines.ts';
import type { FindLine } from '../../domain/provenance/lineTexts.ts';

/** How many lines of open documents are compared with a text that was pasted. */
const MOST_COMPARED = 20_000;

/** Finds lines of AI in open documents. It looks through these only when it is asked, and once for all that is asked. */
export function copiedFrom(
  documents: ReadonlyMap<string, DocumentProvenance>,
  linesOf: (uri: string) => readonly string[] | undefined,
): FindLine {
  let authors: ReadonlyMap<string, Author | undefined> | undefined;
  return (name) => {
    authors ??= aiLines(documents, linesOf);
    return authors.get(name);
  };
}

/** By its names, the author of each line that is AI's; `undefined` for one that somebody else has written, too. */
function aiLines(
  documents: ReadonlyMap<string, DocumentProvenance>,
  linesOf: (uri: string) => readonly string[] | undefined,
): ReadonlyMap<string, Author | undefined> {
  const found = new Map<string, Author | undefined>();
  let left = MOST_COMPARED;
  for (const [uri, document] of documents) {
    const lines = document.hasAi ? (linesOf(uri) ?? []) : [];
    left -= lines.length;
    if (left < 0) break;
    const authors = document.lineAuthors(lines);
    namesOfLines(lines.map((line) => line.trim())).forEach((names, index) => {
      const author = authors[index];
      const ai = author !== undefined && isAiAuthor(author) ? author : undefined;
      const isDoubtful = (name: string): boolean =>
        found.has(name) && (ai === undefined || found.get(name) === undefined);
      for (const name of names) found.set(name, isDoubtful(name) ? undefined : ai);
    });
  }
  return found;
}

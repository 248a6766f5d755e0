import type { FileName } from '../events/filePath.ts';
import { MOST_NAMES, type ProvenanceRecorded, type RecordedAuthor } from '../events/provenanceRecorded.ts';
import { isAi, type Origin } from '../attribution/origin.ts';
import { COMMIT_EVIDENCE, type Evidence } from './author.ts';
import { namesAmongOthers, namesOfLines } from './knownLines.ts';
import type { LineOrigin } from './lineOrigin.ts';
import { isTelling } from './lineTexts.ts';

/** Of a file with more lines, or more characters, nothing is written and nothing is told. */
const MOST_LINES = 20_000;
const MOST_CHARACTERS = 10_000_000;
/** A longer line is no line of code, and has no name. */
const LONGEST_LINE = 10_000;

const MIXED: RecordedAuthor = { mixed: true };

/** Who is recorded under a name of a line in a file, if anybody is. */
export type FindRecorded = (name: string) => RecordedAuthor | undefined;

/** Names of lines that are to be recorded, with their author. */
export interface NewAnchors {
  readonly by: RecordedAuthor;
  readonly names: readonly string[];
}

export function isTooLongToRecord(lines: readonly string[]): boolean {
  return lines.length > MOST_LINES || lines.reduce((sum, line) => sum + line.length, 0) > MOST_CHARACTERS;
}

/** Lines as they are named: without the white space around them. */
export function linesToName(lines: readonly string[]): string[] {
  return lines.map(lineToName);
}

/** Empty for a line that has no name, and so can not be found again. */
export function lineToName(line: string): string {
  return line.length > LONGEST_LINE ? '' : line.trim();
}

/**
 * How much an entry says: 2 for who was seen to write a line, 1 for what others say of its commit, 0 for no more than that
 * it arrived, and for a guess. Of what is recorded under one name the strongest holds, and among the equally strong the
 * later, in whatever order they are read.
 */
export function strengthOf(author: RecordedAuthor): number {
  if ('mixed' in author) return 2;
  if (author.confidence === 'guess' || ('origin' in author && WEAK.has(author.origin))) return 0;
  return 'evidence' in author && TOLD_BY_OTHERS.has(author.evidence) ? 1 : 2;
}

const WEAK: ReadonlySet<Origin> = new Set(['external', 'unknown', 'restored']);
const TOLD_BY_OTHERS: ReadonlySet<Evidence | undefined> = new Set(COMMIT_EVIDENCE);

/** A text that is the same for the same author. */
export function authorName(author: RecordedAuthor): string {
  if ('mixed' in author) return 'mixed';
  if ('of' in author) return `${author.of} ${author.confidence ?? ''}`;
  return `${author.origin} ${author.confidence ?? ''} ${author.evidence ?? ''}`;
}

/**
 * Whose the lines of a file are by what is recorded of it: `undefined` for a line of which nothing is, and `mixed` for one
 * that several may have written.
 */
export function recordedAuthors(lines: readonly string[], find: FindRecorded): (RecordedAuthor | undefined)[] {
  const named = linesToName(lines);
  const all = namesOfLines(named);
  const among = namesAmongOthers(named);
  return named.map((line, index) => {
    const found = (all[index] ?? []).map(find).filter((one) => one !== undefined);
    if (!isTelling(line)) return agreed(found.filter((one) => !('mixed' in one))) ?? found[0];
    const [only] = found;
    if (only === undefined || !('mixed' in only)) return only;
    // One side is not enough: the line that was there before may have got a neighbour of the other one.
    const sides = among(index).map(find);
    return sides.includes(undefined) ? MIXED : agreed(sides.filter((one) => one !== undefined));
  });
}

/** The author that all have in common; `mixed` where they differ. */
function agreed(found: readonly RecordedAuthor[]): RecordedAuthor | undefined {
  return new Set(found.map(authorName)).size > 1 ? MIXED : found[0];
}

/**
 * What is to be recorded of a file beyond what is: whose its names are by now. Names do not tell where a line stands, so
 * what moves or goes is not written anew. Where lines of one name have several authors, also beside one that was there
 * before anybody looked, it is recorded as such, and stays so: the lines are then told by their neighbours.
 */
export function newAnchors(
  lines: readonly string[],
  origins: readonly (LineOrigin | undefined)[],
  find: FindRecorded,
): NewAnchors[] {
  const named = linesToName(lines);
  const authors = named.map((_, index) => authorOf(origins[index]));
  const standing = new Standing(namesOfLines(named), authors);
  const among = namesAmongOthers(named);
  const isMixed = (name: string): boolean => standing.isMixed(name) || isRecordedMixed(find(name));
  const doubtful = named.map((line, index) => (isTelling(line) && isMixed(line) ? among(index) : []));
  const standingAmong = new Standing(doubtful, authors);
  const fresh = new FreshAnchors(find);
  authors.forEach((author, index) => {
    for (const name of standingAmong.namesOf(index)) {
      // Where a line of before has come to stand as that of somebody stood, its place tells nothing any more.
      if (author !== undefined) fresh.add(name, standingAmong.isMixed(name) ? MIXED : author);
      else if (find(name) !== undefined) fresh.add(name, MIXED);
    }
    if (author === undefined) return;
    for (const name of standing.namesOf(index)) fresh.add(name, standing.isMixed(name) ? MIXED : author);
  });
  return fresh.all();
}

function isRecordedMixed(author: RecordedAuthor | undefined): boolean {
  return author !== undefined && 'mixed' in author;
}

/** What is recorded of the author of a line. */
function authorOf(line: LineOrigin | undefined): RecordedAuthor | undefined {
  if (line === undefined) return undefined;
  const { origin, confidence, evidence, acceptance } = line;
  if (acceptance !== undefined && (isAi(origin) || confidence === 'guess' || evidence === 'correction')) {
    return { of: acceptance, ...(confidence === 'guess' ? { confidence } : {}) };
  }
  return { origin, ...(confidence && { confidence }), ...(evidence && { evidence }) };
}

/** The names of the lines of a file as it is, each with whoever wrote the lines that have it. */
class Standing {
  readonly #names: readonly (readonly string[])[];
  readonly #authors = new Map<string, string>();
  readonly #mixed = new Set<string>();

  constructor(names: readonly (readonly string[])[], authors: readonly (RecordedAuthor | undefined)[]) {
    this.#names = names;
    names.forEach((ofLine, index) => {
      const author = authors[index];
      const words = author === undefined ? '' : authorName(author);
      for (const name of ofLine) {
        const before = this.#authors.get(name);
        if (before === undefined) this.#authors.set(name, words);
        else if (before !== words) this.#mixed.add(name);
      }
    });
  }

  isMixed(name: string): boolean {
    return this.#mixed.has(name);
  }

  namesOf(index: number): readonly string[] {
    return this.#names[index] ?? [];
  }
}

/** Gathers names by author, each once, and none of which the same or something stronger is recorded. */
class FreshAnchors {
  readonly #find: FindRecorded;
  readonly #seen = new Set<string>();
  readonly #byAuthor = new Map<string, { by: RecordedAuthor; names: string[] }>();

  constructor(find: FindRecorded) {
    this.#find = find;
  }

  add(name: string, by: RecordedAuthor): void {
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    const known = this.#find(name);
    const author = authorName(by);
    if (known !== undefined && (authorName(known) === author || isRecordedMixed(known))) return;
    if (known !== undefined && strengthOf(known) > strengthOf(by)) return;
    const list = this.#byAuthor.get(author) ?? { by, names: [] };
    list.names.push(name);
    this.#byAuthor.set(author, list);
  }

  all(): NewAnchors[] {
    return [...this.#byAuthor.values()];
  }
}

/** The payloads of events that record them, none with more names than an event may have. */
export function provenancePayloads(
  { uri, folder }: FileName,
  anchors: readonly NewAnchors[],
  key: { readonly id: string; hash(name: string): string },
): ProvenanceRecorded[] {
  const file = { uri, ...(folder === undefined ? {} : { folder }), key: key.id };
  const payloads: ProvenanceRecorded[] = [];
  let left = 0;
  for (const { by, names } of anchors) {
    for (let from = 0; from < names.length;) {
      if (left === 0) payloads.push({ ...file, lines: [] });
      if (left === 0) left = MOST_NAMES;
      const part = names.slice(from, from + left);
      payloads.at(-1)?.lines.push({ ...by, names: part.map((name) => key.hash(name)).join('') });
      from += part.length;
      left -= part.length;
    }
  }
  return payloads;
}

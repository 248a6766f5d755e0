import { authorOf, UNSEEN, type Author } from './author.ts';

/** Characters one after another that have the same author. */
export interface Run {
  readonly length: number;
  readonly author: Author;
}

/**
 * Runs that are kept together: a change rewrites one list of them, not all. Lengths lie beside each other, since a keystroke
 * looks through them with whatever else the machine does having emptied its caches.
 */
interface Chunk {
  readonly lengths: number[];
  readonly authors: Author[];
}

const RUNS_IN_CHUNK = 64;
/** A chunk that has more is divided. */
const MOST_IN_CHUNK = 2 * RUNS_IN_CHUNK;
/** Chunks that have less are put together with the next one. */
const FEW_RUNS = 16;

/**
 * The authors of all characters of a document, in order. A change costs the chunks that it touches, and a look at the
 * lengths of those before them.
 */
export class AuthoredRuns {
  /** never empty; the last run is endless, since nobody has read how long the document is */
  readonly #chunks: Chunk[] = [{ lengths: [Infinity], authors: [UNSEEN] }];
  /** how long each chunk is */
  readonly #sizes: number[] = [Infinity];
  #count = 1;

  /** how many runs there are */
  get count(): number {
    return this.#count;
  }

  /** The runs in a stretch of the document. */
  read(offset: number, length: number): Run[] {
    const { start, runs } = this.#touched(offset, offset + length);
    const reader = new RunReader(runs);
    reader.skip(offset - start);
    return reader.take(length);
  }

  /** Puts runs in the place of a stretch. */
  replace(offset: number, length: number, inserted: readonly Run[]): void {
    const { first, behind, start, runs } = this.#touched(offset, offset + length);
    const reader = new RunReader(runs);
    const changed = [...reader.take(offset - start), ...inserted];
    reader.skip(length);
    for (const run of reader.take(Infinity)) changed.push(run);
    this.#put(first, behind, { old: runs.length, runs: mergeNeighbours(changed) });
  }

  /** Puts one run between two characters: a keystroke, for which nothing is made anew. */
  insert(offset: number, length: number, author: Author): void {
    const { first, start } = this.#chunkAt(offset);
    const chunk = this.#chunks[first];
    if (chunk === undefined) return;
    const before = chunk.lengths.length;
    insertInto(chunk, offset - start, { length, author });
    this.#count += chunk.lengths.length - before;
    this.#sizes[first] = (this.#sizes[first] ?? 0) + length;
    if (chunk.lengths.length > MOST_IN_CHUNK) this.#divide(first, chunk);
  }

  #divide(index: number, chunk: Chunk): void {
    const { lengths, authors } = chunk;
    this.#count -= lengths.length - mergeWithin(chunk);
    if (lengths.length <= RUNS_IN_CHUNK) return;
    const half = lengths.length >>> 1;
    const behind = { lengths: lengths.splice(half), authors: authors.splice(half) };
    this.#chunks.splice(index + 1, 0, behind);
    this.#sizes.splice(index, 1, sumOf(lengths), sumOf(behind.lengths));
  }

  /** Merges what has turned out to have one author, and gives the number of runs that are left. */
  compact(): number {
    const runs = [...this.inOrder()];
    this.#put(0, this.#chunks.length, { old: runs.length, runs: mergeNeighbours(runs) });
    return this.#count;
  }

  *inOrder(): Generator<Run> {
    for (const chunk of this.#chunks) yield* runsOf(chunk);
  }

  /** Puts runs in the place of some chunks. */
  #put(first: number, behind: number, { old, runs }: { old: number; runs: readonly Run[] }): void {
    const size = runs.length <= MOST_IN_CHUNK ? MOST_IN_CHUNK : RUNS_IN_CHUNK;
    const lists: (readonly Run[])[] = [];
    for (let at = 0; at < runs.length; at += size) lists.push(runs.slice(at, at + size));
    this.#count += runs.length - old;
    this.#chunks.splice(first, behind - first, ...lists.map(chunkOf));
    this.#sizes.splice(first, behind - first, ...lists.map((list) => sumOf(list.map(({ length }) => length))));
  }

  /** The chunk in which an offset lies or ends, and where it starts. */
  #chunkAt(offset: number): { first: number; start: number } {
    const sizes = this.#sizes;
    let first = 0;
    let start = 0;
    for (; first < sizes.length - 1; first += 1) {
      const size = sizes[first] ?? 0;
      if (start + size >= offset) break;
      start += size;
    }
    return { first, start };
  }

  /** The chunks that hold a stretch, and the next ones while these are small. */
  #touched(from: number, to: number): { first: number; behind: number; start: number; runs: Run[] } {
    const { first, start } = this.#chunkAt(from);
    const runs: Run[] = [];
    let behind = first;
    let end = start;
    for (; behind === first || end < to || runs.length < FEW_RUNS; behind += 1) {
      const chunk = this.#chunks[behind];
      if (chunk === undefined) break;
      for (const run of runsOf(chunk)) runs.push(run);
      end += this.#sizes[behind] ?? 0;
    }
    return { first, behind, start, runs };
  }
}

/** Reads runs from the first to the last, taking or skipping any number of characters. */
export class RunReader {
  readonly #runs: readonly Run[];
  #at = 0;
  /** characters of the run at hand that have been read */
  #read = 0;

  constructor(runs: readonly Run[]) {
    this.#runs = runs;
  }

  skip(length: number): void {
    this.#go(length, undefined);
  }

  take(length: number): Run[] {
    const taken: Run[] = [];
    this.#go(length, taken);
    return taken;
  }

  #go(length: number, taken: Run[] | undefined): void {
    let left = length;
    while (left > 0) {
      const run = this.#runs[this.#at];
      if (run === undefined) return;
      const rest = run.length - this.#read;
      const step = Math.min(rest, left);
      taken?.push(step === run.length ? run : { length: step, author: run.author });
      if (rest > left) {
        this.#read += left;
        return;
      }
      this.#at += 1;
      this.#read = 0;
      left -= step;
    }
  }
}

function insertInto({ lengths, authors }: Chunk, offset: number, { length, author }: Run): void {
  let at = 0;
  let cut = offset;
  for (; at < lengths.length - 1; at += 1) {
    const here = lengths[at] ?? 0;
    if (here >= cut) break;
    cut -= here;
  }
  const around = lengths[at] ?? 0;
  const owner = authors[at] ?? UNSEEN;
  if (cut === 0 || cut === around) {
    lengths.splice(cut === 0 ? at : at + 1, 0, length);
    authors.splice(cut === 0 ? at : at + 1, 0, author);
  } else {
    lengths.splice(at, 1, cut, length, around - cut);
    authors.splice(at, 1, owner, author, owner);
  }
}

function mergeNeighbours(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    if (run.length === 0) continue;
    const last = merged.at(-1);
    const author = authorOf(run.author);
    if (last !== undefined && authorOf(last.author) === author) {
      merged[merged.length - 1] = { length: last.length + run.length, author };
    } else {
      merged.push(run);
    }
  }
  return merged;
}

/** The same without making anything anew; gives the number of runs that are left. */
function mergeWithin({ lengths, authors }: Chunk): number {
  let last = 0;
  for (let at = 1; at < lengths.length; at += 1) {
    const author = authorOf(authors[at] ?? UNSEEN);
    const length = lengths[at] ?? 0;
    if (authorOf(authors[last] ?? UNSEEN) === author) {
      lengths[last] = (lengths[last] ?? 0) + length;
    } else {
      last += 1;
      lengths[last] = length;
      authors[last] = author;
    }
  }
  lengths.length = last + 1;
  authors.length = last + 1;
  return last + 1;
}

function sumOf(lengths: readonly number[]): number {
  let sum = 0;
  for (const length of lengths) sum += length;
  return sum;
}

function runsOf({ lengths, authors }: Chunk): Run[] {
  return lengths.map((length, at) => ({ length, author: authors[at] ?? UNSEEN }));
}

function chunkOf(runs: readonly Run[]): Chunk {
  return { lengths: runs.map(({ length }) => length), authors: runs.map(({ author }) => author) };
}

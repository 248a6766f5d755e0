import { authorOf, UNSEEN, type Author } from './author.ts';

/** Characters one after another that have the same author. */
export interface Run {
  readonly length: number;
  readonly author: Author;
}

/** Runs that are kept together: a change rewrites one list of them, not all. */
interface Chunk {
  runs: Run[];
  length: number;
}

const RUNS_IN_CHUNK = 48;
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
  #chunks: Chunk[] = [{ runs: [{ length: Infinity, author: UNSEEN }], length: Infinity }];
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
    const [only] = inserted;
    if (length === 0 && inserted.length === 1 && only !== undefined) {
      this.#insert(offset, only);
      return;
    }
    const { first, behind, start, runs } = this.#touched(offset, offset + length);
    const reader = new RunReader(runs);
    const changed = [...reader.take(offset - start), ...inserted];
    reader.skip(length);
    for (const run of reader.take(Infinity)) changed.push(run);
    const merged = mergeNeighbours(changed);
    this.#count += merged.length - runs.length;
    this.#chunks.splice(first, behind - first, ...chunksOf(merged));
  }

  /** A keystroke: nothing but one run is made anew. */
  #insert(offset: number, inserted: Run): void {
    const { first, start } = this.#chunkAt(offset);
    const chunk = this.#chunks[first];
    if (chunk === undefined) return;
    const { runs } = chunk;
    const before = runs.length;
    insertInto(runs, offset - start, inserted);
    this.#count += runs.length - before;
    chunk.length += inserted.length;
    if (runs.length > MOST_IN_CHUNK) this.#divide(first, runs);
  }

  #divide(index: number, runs: readonly Run[]): void {
    const merged = mergeNeighbours(runs);
    this.#count += merged.length - runs.length;
    this.#chunks.splice(index, 1, ...chunksOf(merged));
  }

  /** Merges what has turned out to have one author, and gives the number of runs that are left. */
  compact(): number {
    const merged = mergeNeighbours([...this.inOrder()]);
    this.#count = merged.length;
    this.#chunks = chunksOf(merged);
    return this.#count;
  }

  *inOrder(): Generator<Run> {
    for (const { runs } of this.#chunks) yield* runs;
  }

  /** The chunk in which an offset lies or ends, and where it starts. */
  #chunkAt(offset: number): { first: number; start: number } {
    let first = 0;
    let start = 0;
    for (; first < this.#chunks.length - 1; first += 1) {
      const length = this.#chunks[first]?.length ?? 0;
      if (start + length >= offset) break;
      start += length;
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
      for (const run of chunk.runs) runs.push(run);
      end += chunk.length;
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

function insertInto(runs: Run[], offset: number, inserted: Run): void {
  let at = 0;
  let cut = offset;
  for (; at < runs.length - 1; at += 1) {
    const length = runs[at]?.length ?? 0;
    if (length >= cut) break;
    cut -= length;
  }
  const around = runs[at];
  if (around === undefined || cut === 0) runs.splice(at, 0, inserted);
  else if (cut === around.length) runs.splice(at + 1, 0, inserted);
  else runs.splice(at, 1, { ...around, length: cut }, inserted, { ...around, length: around.length - cut });
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

function chunksOf(runs: Run[]): Chunk[] {
  if (runs.length === 0) return [];
  if (runs.length <= MOST_IN_CHUNK) return [chunkOf(runs)];
  const chunks: Chunk[] = [];
  for (let at = 0; at < runs.length; at += RUNS_IN_CHUNK) chunks.push(chunkOf(runs.slice(at, at + RUNS_IN_CHUNK)));
  return chunks;
}

function chunkOf(runs: Run[]): Chunk {
  let length = 0;
  for (const run of runs) length += run.length;
  return { runs, length };
}

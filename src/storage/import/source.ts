import type { JournalLine } from '../journal/journalLine.ts';

/** Some lines of a source. */
export interface SourcePiece {
  /** the name of their file */
  readonly file: string;
  readonly lines: readonly JournalLine[];
  /** those that could not be read; line 0 is the file as a whole */
  readonly refused: readonly { readonly line: number; readonly why: string }[];
  /** how much was read for it */
  readonly bytes: number;
  /** texts that may be line keys, which come with the first piece */
  readonly lineKeys?: readonly string[];
}

export interface Source {
  /** length of all of it, in bytes */
  readonly bytes: number;
  /** Gives all of it. Rejects with an `ImportProblem`, or with the error of the disk. */
  pieces(): AsyncGenerator<SourcePiece>;
}

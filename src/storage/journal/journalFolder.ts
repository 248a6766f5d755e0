import { open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, namesIn } from '../files.ts';
import { decodeLines, type DecodedLines } from './journalLine.ts';
import { unpackJournal } from './packedJournal.ts';

const LINE_FEED = 0x0a;
/** So much is read and decoded without a pause, in bytes: about 4 ms. */
const PIECE_BYTES = 256 * 1024;
/** No event is as long as this. What goes on without a line feed is no line, and is not kept in memory; in bytes. */
const LONGEST_LINE = 8 * 1024 * 1024;

/** One journal file. */
export interface JournalName {
  /** the file's name in the journal folder */
  readonly name: string;
  readonly session: string;
  /** sealed, and packed as `packJournal` does it: it never changes again */
  readonly packed: boolean;
}

/** Whole lines of one journal file. */
export interface JournalPiece extends DecodedLines {
  /** how far the file has been read with this piece, in bytes: always to the end of a line */
  readonly end: number;
}

function journalName(name: string): JournalName | undefined {
  const match = /^(?<session>[0-9a-f]{16})\.jsonl(?<packed>\.gz)?$/u.exec(name)?.groups;
  const session = match?.['session'];
  return session === undefined ? undefined : { name, session, packed: match?.['packed'] !== undefined };
}

/** The journal files of a folder, in the order of their names. A folder that is not there is an empty one. */
export async function listJournals(folder: string): Promise<JournalName[]> {
  const names = await namesIn(folder);
  return names
    .sort()
    .map(journalName)
    .filter((name) => name !== undefined);
}

/** The length of a journal, in bytes; 0 for one that is gone. */
export async function bytesOfJournal(folder: string, { name }: JournalName): Promise<number> {
  return (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0;
}

/** The length of all journals in a folder, in bytes. */
export async function bytesOfJournals(folder: string): Promise<number> {
  let bytes = 0;
  for (const journal of await listJournals(folder)) bytes += await bytesOfJournal(folder, journal);
  return bytes;
}

/**
 * Every journal file once, also one that comes up meanwhile: a journal that is packed has vanished when its turn comes,
 * and shows up in the next listing.
 */
export async function* everyJournal(folder: string): AsyncGenerator<JournalName> {
  const seen = new Set<string>();
  for (let names = await listJournals(folder); names.length > 0;) {
    for (const { name } of names) seen.add(name);
    yield* names;
    names = (await listJournals(folder)).filter(({ name }) => !seen.has(name));
  }
}

/**
 * The lines of a journal file from a byte on, piece by piece. A line without an end is left: it is still being written,
 * or torn. Gives nothing for a file that is gone, since a packed one takes its place. Throws the error of the disk.
 */
export async function* readJournal(
  folder: string,
  { name, packed }: Pick<JournalName, 'name' | 'packed'>,
  from = 0,
): AsyncGenerator<JournalPiece> {
  const path = join(folder, name);
  let handle: FileHandle;
  try {
    if (packed) {
      yield* unpackedPieces(await readFile(path));
      return;
    }
    handle = await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  try {
    yield* textPieces(handle, from);
  } finally {
    await handle.close();
  }
}

async function* unpackedPieces(packed: Buffer): AsyncGenerator<JournalPiece> {
  const { texts, whole } = await unpackJournal(packed);
  // A line without an end is no damage: it was never promised to be written.
  const pieces = texts.map((text) => decodeLines(text.toString('utf8', 0, text.lastIndexOf(LINE_FEED) + 1)));
  const damaged = pieces.flatMap((piece) => piece.damaged);
  yield {
    lines: pieces.flatMap(({ lines }) => lines),
    damaged: whole || damaged.length > 0 ? damaged : [0],
    end: packed.length,
  };
}

async function* textPieces(handle: FileHandle, from: number): AsyncGenerator<JournalPiece> {
  let rest = Buffer.alloc(0);
  let before = 0;
  for (let at = from; ;) {
    const piece = Buffer.alloc(PIECE_BYTES);
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    const bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    rest = bytes.subarray(end);
    if (end > 0) {
      yield { ...decodeLines(bytes.toString('utf8', 0, end), before), end: at - rest.length };
      before += countLines(bytes.subarray(0, end));
    } else if (rest.length > LONGEST_LINE) {
      rest = Buffer.alloc(0);
      yield { lines: [], damaged: [before + 1], end: at };
    }
  }
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}

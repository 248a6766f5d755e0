import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  lineKeysIn,
  readDocumentEvent,
  readDocumentLine,
  whyNoExport,
  type DocumentEvent,
} from '../../domain/export/exportDocument.ts';
import type { JournalLine } from '../journal/journalLine.ts';
import { ImportProblem } from './importProblem.ts';
import type { SourcePiece } from './source.ts';

const LINE_FEED = 0x0a;
const PIECE_BYTES = 256 * 1024;
const MEGABYTE = 1024 * 1024;
/** No event is as long as this, in megabytes. */
const LONGEST_LINE = 8;
/** A document that is not one event a line is read as a whole, up to this many megabytes. */
const MOST_AT_ONCE = 100;

/** The events of an exported document. One event a line is what Grasp writes: of that, a piece is in memory at a time. */
export async function* readDocument(path: string, handle: FileHandle): AsyncGenerator<SourcePiece> {
  const start = Buffer.alloc(PIECE_BYTES);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  const head = start.subarray(0, bytesRead);
  refuseOther(head);
  const document = startOf(head);
  if (document !== undefined) yield* linesOf(basename(path), handle, lineKeysIn(document));
  else yield await allAtOnce(basename(path), handle);
}

/** What a person may have chosen instead, each by how it begins. */
function refuseOther(head: Buffer): void {
  if (head.length === 0) throw new ImportProblem('is empty.');
  if (head.toString('latin1', 0, 15) === 'SQLite format 3')
    throw new ImportProblem('is a database, and no export of Grasp.');
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  if (isPacked || /^[0-9a-f]{8} \{"/u.test(head.toString('latin1', 0, 16))) {
    throw new ImportProblem('is a single journal, or packed. Choose the folder that holds the journals.');
  }
  if (head.includes(0)) throw new ImportProblem('is no text, so no export of Grasp.');
}

/** What comes before the events, where that is all of the first line. */
function startOf(head: Buffer): unknown {
  const end = head.indexOf(LINE_FEED);
  const first = withoutMark(head.toString('utf8', 0, Math.max(end, 0))).trimEnd();
  if (!first.endsWith('"events":[')) return undefined;
  const document = parsed(`${first}]}`);
  const why = document === undefined ? undefined : whyNoExport(document);
  if (why !== undefined) throw new ImportProblem(why);
  return document;
}

async function* linesOf(file: string, handle: FileHandle, lineKeys: readonly string[]): AsyncGenerator<SourcePiece> {
  yield { file, lines: [], refused: [], bytes: 0, lineKeys };
  let rest = Buffer.alloc(0);
  let number = 0;
  let hasEnded = false;
  for (let at = 0; ;) {
    const piece = Buffer.alloc(PIECE_BYTES);
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    at += bytesRead;
    const isLast = bytesRead === 0;
    const bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
    const end = isLast ? bytes.length : bytes.lastIndexOf(LINE_FEED) + 1;
    rest = bytes.subarray(end);
    if (rest.length > LONGEST_LINE * MEGABYTE) {
      throw new ImportProblem(`has a line of more than ${String(LONGEST_LINE)} MB, so it is no export of Grasp.`);
    }
    const found = new FoundLines(file, bytesRead);
    for (const line of splitLines(bytes.subarray(0, end))) {
      number += 1;
      if (number === 1 || line.length === 0) continue;
      if (hasEnded) throw new ImportProblem(`goes on after its end, in line ${String(number)}.`);
      if (line.equals(END)) hasEnded = true;
      else found.take(number, readLine(line));
    }
    yield found;
    if (isLast) break;
  }
  if (!hasEnded) throw new ImportProblem(`is cut off after line ${String(number)}. Export it again.`);
}

const END = Buffer.from(']}');
const COMMA = 0x2c;
const CARRIAGE_RETURN = 0x0d;

/** The lines of a text, without what ends them. */
function* splitLines(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length;) {
    const feed = bytes.indexOf(LINE_FEED, from);
    const end = feed === -1 ? bytes.length : feed;
    yield bytes.subarray(from, bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end);
    from = end + 1;
  }
}

function readLine(line: Buffer): DocumentEvent {
  if (!isUtf8(line)) return { why: 'it is not UTF-8' };
  return readDocumentLine(line.toString('utf8', 0, line.at(-1) === COMMA ? line.length - 1 : undefined));
}

/** A document that somebody has written anew, with other line breaks. Its events have their number instead of a line. */
async function allAtOnce(file: string, handle: FileHandle): Promise<SourcePiece> {
  const { size } = await handle.stat();
  if (size > MOST_AT_ONCE * MEGABYTE) {
    const limit = `Other JSON is read up to ${String(MOST_AT_ONCE)} MB.`;
    throw new ImportProblem(`is not written as Grasp does it, one event a line. ${limit}`);
  }
  // Not a byte more, should it grow meanwhile.
  const bytes = Buffer.alloc(size);
  const { bytesRead } = await handle.read(bytes, 0, size, 0);
  const text = bytes.subarray(0, bytesRead);
  const document = isUtf8(text) ? parsed(withoutMark(text.toString('utf8'))) : undefined;
  if (document === undefined) throw new ImportProblem('is not JSON, or is cut off.');
  const why = whyNoExport(document);
  if (why !== undefined) throw new ImportProblem(why);
  const found = new FoundLines(file, size, lineKeysIn(document));
  const { events } = document as { events: unknown[] };
  for (const [at, event] of events.entries()) found.take(at + 1, readDocumentEvent(event));
  return found;
}

class FoundLines implements SourcePiece {
  readonly file: string;
  readonly bytes: number;
  readonly lineKeys: readonly string[];
  readonly lines: JournalLine[] = [];
  readonly refused: { line: number; why: string }[] = [];

  constructor(file: string, bytes: number, lineKeys: readonly string[] = []) {
    this.file = file;
    this.bytes = bytes;
    this.lineKeys = lineKeys;
  }

  take(number: number, found: DocumentEvent): void {
    if ('why' in found) this.refused.push({ line: number, why: found.why });
    else this.lines.push({ ...found, number });
  }
}

/** Some editors put a mark before a text in UTF-8. */
function withoutMark(text: string): string {
  return text.startsWith('\u{FEFF}') ? text.slice(1) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { CONFIDENCES } from '../../domain/attribution/confidence.ts';
import { ORIGINS } from '../../domain/attribution/origin.ts';
import type { EventOrder } from '../../domain/events/journalEvent.ts';
import { HASH_LENGTH, type RecordedAuthor } from '../../domain/events/provenanceRecorded.ts';
import { EVIDENCES } from '../../domain/provenance/author.ts';

/**
 * Of the 64 bits of a hash the ledger keeps 40: among the names of one file that is one mistaken line in fifty million, and
 * five years of work fit.
 */
export const HASH_BYTES = 5;
/** A place among all events: time, session, number. Compared byte by byte it sorts as `compareEvents` does. */
const ORDER_BYTES = 20;
const SESSION_BYTES = 8;
/** An event of a higher number is in no journal of ours. */
const HIGHEST_NUMBER = 0xffff_ffff;

/** The names that one event gives to one author. */
interface PackedNames {
  readonly by: RecordedAuthor;
  /** `HASH_BYTES` each */
  readonly hashes: Buffer;
}

/** What one event says of one file. */
export interface PackedEvent {
  readonly order: Buffer;
  readonly lines: readonly PackedNames[];
}

export function namesIn({ lines }: PackedEvent): number {
  return lines.reduce((sum, { hashes }) => sum + hashes.length / HASH_BYTES, 0);
}

/** The bytes that order an event; `undefined` for one that has no place. */
export function packedOrder({ h, s, n }: EventOrder): Buffer | undefined {
  if (n > HIGHEST_NUMBER) return undefined;
  const order = Buffer.alloc(ORDER_BYTES);
  // Of numbers that are not negative the bytes sort as the numbers do.
  order.writeDoubleBE(Math.max(h, 0), 0);
  order.write(s, 8, 'hex');
  order.writeUInt32BE(n, 8 + SESSION_BYTES);
  return order;
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** What each digit stands for, by its code. */
const DIGITS = Buffer.alloc(128);
for (const [value, code] of Buffer.from(BASE64URL).entries()) DIGITS[code] = value;

/** The number that the ledger keeps of a hash in a text of hashes. */
export function shortHash(text: string, at = 0): number {
  let number = 0;
  for (let digit = 0; digit < 6; digit += 1) number = number * 64 + (DIGITS[text.charCodeAt(at + digit)] ?? 0);
  // Six digits are 36 bits: four are left.
  return number * 16 + ((DIGITS[text.charCodeAt(at + 6)] ?? 0) >>> 2);
}

/** The hashes in a text of hashes, packed. */
export function packedHashes(text: string): Buffer {
  const hashes = Buffer.alloc((text.length / HASH_LENGTH) * HASH_BYTES);
  for (let at = 0, to = 0; at < text.length; at += HASH_LENGTH, to += HASH_BYTES) {
    hashes.writeUIntBE(shortHash(text, at), to, HASH_BYTES);
  }
  return hashes;
}

/** Calls back for each hash of packed ones. */
export function eachHash(hashes: Buffer, each: (hash: number) => void): void {
  for (let at = 0; at < hashes.length; at += HASH_BYTES) each(hashes.readUIntBE(at, HASH_BYTES));
}

/** Adds events to those of a file, newest first. */
export function withEvents(known: readonly PackedEvent[], added: readonly PackedEvent[]): PackedEvent[] {
  return [...known, ...added].sort((one, other) => Buffer.compare(other.order, one.order));
}

/** The newest of these names, of an event in the order in which it has them. So what is kept depends on no order of reading. */
export function newestNames(events: readonly PackedEvent[], most: number): PackedEvent[] {
  const kept: PackedEvent[] = [];
  let left = most;
  for (const { order, lines } of events) {
    const keptLines: PackedNames[] = [];
    for (const { by, hashes } of lines) {
      const part = hashes.subarray(0, left * HASH_BYTES);
      left -= part.length / HASH_BYTES;
      if (part.length > 0) keptLines.push({ by, hashes: part });
    }
    if (keptLines.length > 0) kept.push({ order, lines: keptLines });
    if (left === 0) break;
  }
  return kept;
}

export function packEvents(events: readonly PackedEvent[]): Buffer {
  const parts: Buffer[] = [];
  for (const { order, lines } of events) {
    parts.push(order, twoBytes(lines.length));
    for (const { by, hashes } of lines) parts.push(packedAuthor(by), twoBytes(hashes.length / HASH_BYTES), hashes);
  }
  return Buffer.concat(parts);
}

export function unpackEvents(packed: Uint8Array): PackedEvent[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  const events: PackedEvent[] = [];
  for (let at = 0; at < bytes.length;) {
    const order = bytes.subarray(at, (at += ORDER_BYTES));
    const lines: PackedNames[] = [];
    let left = bytes.readUInt16BE(at);
    at += 2;
    for (; left > 0; left -= 1) {
      const by = authorAt(bytes, at);
      at += authorBytes(by);
      const end = at + 2 + bytes.readUInt16BE(at) * HASH_BYTES;
      lines.push({ by, hashes: bytes.subarray(at + 2, end) });
      at = end;
    }
    events.push({ order, lines });
  }
  return events;
}

function twoBytes(number: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(number);
  return bytes;
}

/** How an author is packed, told by its first byte; origins and the like by their place in their lists. */
const [MIXED, ACCEPTANCE, GUESS, OTHER] = [0, 1, 2, 3];

function packedAuthor(by: RecordedAuthor): Buffer {
  if ('mixed' in by) return Buffer.from([MIXED]);
  if ('of' in by) {
    const [session = '', number] = by.of.split(':');
    const bytes = Buffer.alloc(1 + SESSION_BYTES + 4, by.confidence === 'guess' ? GUESS : ACCEPTANCE);
    bytes.write(session, 1, 'hex');
    bytes.writeUInt32BE(Number(number), 1 + SESSION_BYTES);
    return bytes;
  }
  const { origin, confidence, evidence } = by;
  // 0 for none.
  const others = [confidence && CONFIDENCES.indexOf(confidence) + 1, evidence && EVIDENCES.indexOf(evidence) + 1];
  return Buffer.from([OTHER, ORIGINS.indexOf(origin), ...others.map((one) => one ?? 0)]);
}

function authorAt(bytes: Buffer, at: number): RecordedAuthor {
  const kind = bytes[at];
  if (kind === MIXED) return { mixed: true };
  if (kind === OTHER) {
    const [origin = 'unknown', confidence, evidence] = [
      ORIGINS[bytes[at + 1] ?? 0],
      CONFIDENCES[(bytes[at + 2] ?? 0) - 1],
      EVIDENCES[(bytes[at + 3] ?? 0) - 1],
    ];
    return { origin, ...(confidence && { confidence }), ...(evidence && { evidence }) };
  }
  const session = bytes.toString('hex', at + 1, at + 1 + SESSION_BYTES);
  const of = `${session}:${String(bytes.readUInt32BE(at + 1 + SESSION_BYTES))}`;
  return kind === GUESS ? { of, confidence: 'guess' } : { of };
}

function authorBytes(by: RecordedAuthor): number {
  if ('mixed' in by) return 1;
  return 'of' in by ? 1 + SESSION_BYTES + 4 : 4;
}

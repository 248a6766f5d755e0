import { constants, createGunzip, gunzipSync, gzipSync } from 'node:zlib';

/** How every gzip member made by Node begins. */
const MEMBER_START = Buffer.from([0x1f, 0x8b, 0x08, 0x00]);
/** Damaged data is fed in pieces of this many bytes, so that what comes before the damage has come out. */
const PIECE = 256;
/** A journal is about a megabyte. What unpacks to more than this is none, and is not unpacked to its end; in bytes. */
const MOST_UNPACKED = 100 * 1024 * 1024;

/** Texts of a packed journal, best first: one when a copy of it is whole, else whatever can be had. */
export interface UnpackedJournal {
  readonly texts: readonly Buffer[];
  readonly whole: boolean;
}

/**
 * Packs a journal, twice: as two gzip members of the same content. A flipped bit or a torn end costs one of the copies,
 * so nothing; two copies of a journal take a third of the room that it took as a text.
 */
export function packJournal(text: Buffer): Buffer {
  const member = gzipSync(text, { level: 9 });
  return Buffer.concat([member, member]);
}

export async function unpackJournal(packed: Buffer): Promise<UnpackedJournal> {
  const half = Math.floor(packed.length / 2);
  for (const copy of [packed.subarray(0, half), packed.subarray(half)]) {
    const text = gunzipWhole(copy);
    if (text !== undefined) return { texts: [text], whole: true };
  }
  const starts = membersOf(packed);
  const pieces = starts.map((start, at) => packed.subarray(start, starts[at + 1]));
  const complete = pieces.map(gunzipWhole).find((text) => text !== undefined);
  if (complete !== undefined) return { texts: [complete], whole: true };
  return { texts: await Promise.all(pieces.map(gunzipStart)), whole: false };
}

function membersOf(packed: Buffer): number[] {
  const starts: number[] = [];
  for (let at = packed.indexOf(MEMBER_START); at !== -1; at = packed.indexOf(MEMBER_START, at + 1)) starts.push(at);
  return starts;
}

function gunzipWhole(member: Buffer): Buffer | undefined {
  try {
    return member.length === 0 ? undefined : gunzipSync(member, { maxOutputLength: MOST_UNPACKED });
  } catch {
    return undefined;
  }
}

/** What comes out of a damaged member before its damage stops it. */
function gunzipStart(member: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const gunzip = createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
    const out: Buffer[] = [];
    let length = 0;
    const done = (): void => {
      resolve(Buffer.concat(out));
    };
    gunzip.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length <= MOST_UNPACKED) out.push(piece);
      else gunzip.destroy(new Error('This unpacks to more than any journal holds.'));
    });
    gunzip.on('end', done);
    gunzip.on('error', done);
    for (let at = 0; at < member.length; at += PIECE) gunzip.write(member.subarray(at, at + PIECE));
    gunzip.end();
  });
}

import { MOST_NAMES } from '../../domain/events/provenanceRecorded.ts';
import { isTooLongToRecord, linesToName } from '../../domain/provenance/anchors.ts';
import { namesInLot } from '../../domain/provenance/knownLines.ts';
import type { ChosenLines } from '../../ports/explanations.ts';
import type { LinesQuery } from '../../ports/ledger.ts';
import type { LineKey } from '../keys/lineKeys.ts';
import { LotsNow } from './askLots.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { eachHash, shortHash } from './packedLines.ts';

/** A lot that has a name: the event that recorded it, and its place among all. */
interface Entry {
  readonly content: Uint8Array;
  readonly order: Uint8Array;
}

/** The lot of each line of a file, by the id of its first event: the latest that has any of the line's names. */
export function askLotsOfLines(
  database: LedgerDatabase,
  keys: readonly LineKey[],
  { uri, uris, lines }: LinesQuery,
): readonly (string | undefined)[] {
  if (isTooLongToRecord(lines)) return lines.map(() => undefined);
  const names = new Set([uri, ...uris]);
  const known = keys
    .map((key) => ({ key, entries: entriesOf(database, key, names) }))
    .filter(({ entries }) => entries.size > 0);
  if (known.length === 0) return lines.map(() => undefined);
  const now = new LotsNow(database);
  return namesInLot(linesToName(lines)).map((ofLine) => {
    let best: Entry | undefined;
    for (const name of ofLine) {
      for (const { key, entries } of known) best = laterOf(best, entries.get(shortHash(key.hash(name))));
    }
    return best && now.ofContent(best.content)?.id;
  });
}

/** What an event keeps of chosen lines, under the first key, in as many parts as events take. */
export function askLotNames(
  keys: readonly LineKey[],
  { lines, chosen }: ChosenLines,
): readonly { readonly key: string; readonly names: string }[] {
  const [key] = keys;
  if (key === undefined || isTooLongToRecord(lines)) return [];
  const all = namesInLot(linesToName(lines));
  const hashes = [...new Set(chosen.flatMap((index) => all[index] ?? []))].map((name) => key.hash(name));
  const parts: { key: string; names: string }[] = [];
  for (let from = 0; from < hashes.length; from += MOST_NAMES) {
    parts.push({ key: key.id, names: hashes.slice(from, from + MOST_NAMES).join('') });
  }
  return parts;
}

/** Lots by the names that are kept of them, for a ledger to be compared with another one. */
export function dumpLotNames(database: LedgerDatabase): unknown {
  const rows = database.all(
    `SELECT lot_order, uri, folder, text AS key, hashes FROM lot_names JOIN file ON file.id = file JOIN word ON word.id = key
     ORDER BY lot_order`,
  );
  const hex = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString('hex');
  return rows.map(({ lot_order, hashes, ...row }) => ({ order: hex(lot_order), ...row, hashes: hex(hashes) }));
}

function entriesOf(database: LedgerDatabase, key: LineKey, uris: ReadonlySet<string>): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  for (const uri of uris) {
    const rows = database.all(
      `SELECT content, lot_names.lot_order AS lot_order, hashes FROM lot_names
       JOIN lot ON lot.session = lot_names.session AND lot.n = lot_names.n
       JOIN file ON file.id = lot_names.file JOIN word ON word.id = key WHERE uri = ? AND text = ?`,
      [uri, key.id],
    );
    for (const row of rows) {
      const [content, order, hashes] = [row['content'], row['lot_order'], row['hashes']] as Uint8Array[];
      if (content === undefined || order === undefined || hashes === undefined) continue;
      const packed = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.length);
      const entry = { content, order };
      eachHash(packed, (hash) => entries.set(hash, laterOf(entries.get(hash), entry)));
    }
  }
  return entries;
}

function laterOf<One extends Entry | undefined>(one: Entry | undefined, other: One): Entry | One {
  if (one === undefined || other === undefined) return other ?? (one as Entry | One);
  return Buffer.compare(one.order, other.order) > 0 ? one : other;
}

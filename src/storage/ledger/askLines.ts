import { namesOfLines } from '../../domain/provenance/knownLines.ts';
import {
  authorName,
  isTooLongToRecord,
  linesToName,
  newAnchors,
  provenancePayloads,
  recordedAuthors,
  strengthOf,
  type FindRecorded,
} from '../../domain/provenance/anchors.ts';
import { readEventId } from '../../domain/events/journalEvent.ts';
import type { ProvenanceRecorded, RecordedAuthor } from '../../domain/events/provenanceRecorded.ts';
import {
  originOfAcceptance,
  UNKNOWN,
  type AcceptanceNow,
  type LineOrigin,
} from '../../domain/provenance/lineOrigin.ts';
import type { LinesQuery, WrittenFile } from '../../ports/ledger.ts';
import type { LineKey } from '../keys/lineKeys.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { eachHash, shortHash, unpackEvents } from './packedLines.ts';

/** A file is taken for another one under a new name when it shares this many names with it, and half of its own. */
const FEWEST_SHARED = 3;
/** Of a file of which little is recorded it takes more, and half of that: what all files begin with tells nothing. */
const FEWEST_OF_OLD = 10;
/** Of more files that are equally like it none is told. */
const MOST_ALIKE = 8;

type Origins = readonly (LineOrigin | undefined)[];

/** Who wrote the lines of a file, as far as is recorded of it, or of a file that it was copied from or named before. */
export function askLineOrigins(
  database: LedgerDatabase,
  keys: readonly LineKey[],
  { uri, uris, lines }: LinesQuery,
): Origins {
  if (isTooLongToRecord(lines)) return lines.map(() => undefined);
  const origins = new OriginsNow(database);
  const of = (names: readonly string[]): Origins => {
    const find = findRecorded(database, keys, names);
    return recordedAuthors(lines, find).map((author) => author && origins.of(author));
  };
  const names = [...new Set([uri, ...uris])];
  if (isRecorded(database, names)) return of(names);
  const alike = filesAlike(database, keys, lines).map((file) => of([file]));
  return lines.map((_, index) => sameOrigin(alike.map((one) => one[index])));
}

/** What of a file is not recorded yet, under the first key. */
export function askUnrecordedLines(
  database: LedgerDatabase,
  keys: readonly LineKey[],
  { file, lines, origins }: WrittenFile,
): readonly ProvenanceRecorded[] {
  const [key] = keys;
  if (key === undefined || isTooLongToRecord(lines)) return [];
  return provenancePayloads(file, newAnchors(lines, origins, findRecorded(database, keys, [file.uri])), key);
}

/** All that is kept of lines, for a ledger to be compared with another one. */
export function dumpLines(database: LedgerDatabase): unknown {
  const rows = database.all(
    `SELECT uri, folder, text AS key, lines FROM provenance JOIN file ON file.id = file JOIN word ON word.id = key
     ORDER BY uri, folder, text`,
  );
  return rows.map(({ uri, folder, key, lines }) => {
    const events = unpackEvents(lines as Uint8Array).map((event) => ({
      order: event.order.toString('hex'),
      lines: event.lines.map(({ by, hashes }) => [authorName(by), hashes.toString('hex')]),
    }));
    return { uri, folder, key, events };
  });
}

function isRecorded(database: LedgerDatabase, uris: readonly string[]): boolean {
  const files = `SELECT 1 FROM provenance JOIN file ON file.id = file WHERE uri = ? LIMIT 1`;
  return uris.some((uri) => database.value(files, [uri]) !== undefined);
}

interface Entry {
  readonly by: RecordedAuthor;
  readonly strength: number;
  readonly order: Buffer;
}

/** Looks a name up among what is recorded of a file, under all of its names and by all keys. */
function findRecorded(database: LedgerDatabase, keys: readonly LineKey[], uris: readonly string[]): FindRecorded {
  const entries = keys
    .map((key) => ({ key, entries: entriesOf(database, key, uris) }))
    .filter((one) => one.entries.size > 0);
  const found = new Map<string, RecordedAuthor | undefined>();
  return (name) => {
    if (found.has(name)) return found.get(name);
    let best: Entry | undefined;
    for (const { key, entries: ofKey } of entries) best = holding(best, ofKey.get(shortHash(key.hash(name))));
    found.set(name, best?.by);
    return best?.by;
  };
}

function entriesOf(database: LedgerDatabase, key: LineKey, uris: readonly string[]): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  for (const uri of uris) {
    const rows = database.all(
      `SELECT lines FROM provenance JOIN file ON file.id = file JOIN word ON word.id = key WHERE uri = ? AND text = ?`,
      [uri, key.id],
    );
    for (const { order, lines } of rows.flatMap((row) => unpackEvents(row['lines'] as Uint8Array))) {
      for (const { by, hashes } of lines) {
        const entry = { by, order, strength: strengthOf(by) };
        eachHash(hashes, (hash) => entries.set(hash, holding(entries.get(hash), entry)));
      }
    }
  }
  return entries;
}

/** Of two entries for one name the one that holds: the stronger one, else the later one. */
function holding<One extends Entry | undefined>(one: Entry | undefined, other: One): Entry | One {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.strength !== other.strength) return one.strength > other.strength ? one : other;
  return Buffer.compare(one.order, other.order) > 0 ? one : other;
}

/**
 * Files that these lines are of, all of them equally much: half of these lines are recorded of it, or half of what is recorded of
 * it is in these lines, as with an old file of which few lines were seen written. Text that was copied keeps its origin, so
 * such a file may well be there still.
 */
function filesAlike(database: LedgerDatabase, keys: readonly LineKey[], lines: readonly string[]): readonly string[] {
  const names = [...new Set(namesOfLines(linesToName(lines)).flat())];
  const shared = new Map<string, { readonly names: Set<string>; recorded: number }>();
  for (const key of keys) {
    const wanted = new Map(names.map((name) => [shortHash(key.hash(name)), name]));
    const rows = database.all(
      `SELECT uri, lines FROM provenance JOIN file ON file.id = file JOIN word ON word.id = key
       WHERE text = ? AND names >= ?`,
      [key.id, FEWEST_SHARED],
    );
    for (const row of rows) {
      const uri = String(row['uri']);
      const found = shared.get(uri) ?? { names: new Set(), recorded: 0 };
      found.recorded += addShared(found.names, row['lines'] as Uint8Array, wanted);
      shared.set(uri, found);
    }
  }
  const isAlike = (one: { readonly names: ReadonlySet<string>; readonly recorded: number }): boolean =>
    one.names.size >= Math.max(FEWEST_SHARED, names.length / 2) ||
    one.names.size >= Math.max(FEWEST_OF_OLD, one.recorded / 2);
  const candidates = [...shared].filter(([, one]) => isAlike(one));
  const most = Math.max(0, ...candidates.map(([, one]) => one.names.size));
  const alike = candidates.filter(([, one]) => one.names.size === most).map(([uri]) => uri);
  return alike.length <= MOST_ALIKE ? alike : [];
}

/** Adds the names that are recorded of a file and wanted, and gives how many are recorded. */
function addShared(found: Set<string>, packed: Uint8Array, wanted: ReadonlyMap<number, string>): number {
  const recorded = new Set<number>();
  for (const { lines } of unpackEvents(packed)) {
    for (const { hashes } of lines) {
      eachHash(hashes, (hash) => {
        recorded.add(hash);
        const name = wanted.get(hash);
        if (name !== undefined) found.add(name);
      });
    }
  }
  return recorded.size;
}

/** What several files say of a line that could be any one of theirs; unknown where they do not say the same. */
function sameOrigin(all: Origins): LineOrigin | undefined {
  const [first] = all;
  const words = new Set(all.map((one) => JSON.stringify(one ?? null)));
  return words.size > 1 ? UNKNOWN : first;
}

/** What recorded authors are by now: acceptances as they stand. */
class OriginsNow {
  readonly #database: LedgerDatabase;
  readonly #known = new Map<string, LineOrigin>();

  constructor(database: LedgerDatabase) {
    this.#database = database;
  }

  of(author: RecordedAuthor): LineOrigin {
    const name = authorName(author);
    const origin = this.#known.get(name) ?? this.#ask(author);
    this.#known.set(name, origin);
    return origin;
  }

  #ask(author: RecordedAuthor): LineOrigin {
    if ('mixed' in author) return UNKNOWN;
    if ('of' in author) return this.#ofAcceptance(author.of);
    return { ...UNKNOWN, ...author };
  }

  #ofAcceptance(id: string): LineOrigin {
    const event = readEventId(id);
    const [row] = this.#database.all(
      `SELECT origins.text AS origin, confidences.text AS confidence, signals.text AS signal, corrected FROM acceptance
       JOIN session ON session.id = acceptance.session
       JOIN word AS origins ON origins.id = origin
       JOIN word AS confidences ON confidences.id = confidence
       JOIN word AS signals ON signals.id = signal
       WHERE session.name = ? AND n = ?`,
      [event?.s ?? '', event?.n ?? -1],
    );
    return row === undefined ? UNKNOWN : originOfAcceptance(id, row as unknown as AcceptanceNow);
  }
}

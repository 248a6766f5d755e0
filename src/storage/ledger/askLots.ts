import type { SqlValue } from 'sql.js';
import type { Lot } from '../../domain/debt/lot.ts';
import { filePath, type FileName } from '../../domain/events/filePath.ts';
import { eventId, readEventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import type { SkipReason } from '../../domain/events/lotRecorded.ts';
import type { OwnershipClass } from '../../domain/ownership/area.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { commitName } from './packedCommit.ts';

/** So many lots that wait are told, and of the others how many they are. */
const MOST_OWED = 500;

type Row = Record<string, SqlValue>;

/** All that is recorded of one lot: a row an event that recorded it, the first one first. */
const SAME_CONTENT = `SELECT session.name AS s, n, uri, folder, t, utc_offset, lines, probable, line, owes, explained,
    areas.text AS area, classes.text AS class, reasons.text AS reason, skip_order, commit_order, commit_name
  FROM lot
  JOIN session ON session.id = lot.session
  JOIN file ON file.id = lot.file
  JOIN word AS areas ON areas.id = area
  JOIN word AS classes ON classes.id = class
  LEFT JOIN word AS reasons ON reasons.id = reason
  WHERE content = ? ORDER BY lot_order`;

const CONTENT = `SELECT content FROM lot JOIN session ON session.id = lot.session
  WHERE session.name = ? AND n = ? AND content IS NOT NULL`;

/** A lot was recorded first by the event of this row. */
const IS_FIRST = `lot.content IS NOT NULL AND NOT EXISTS
  (SELECT 1 FROM lot AS twin WHERE twin.content = lot.content AND twin.lot_order < lot.lot_order)`;

/** By what its lot waits for an explanation, whichever of its ids things were said of. */
const IS_OWED = `${IS_FIRST} AND owes = 1 AND NOT EXISTS
  (SELECT 1 FROM lot AS twin WHERE twin.content = lot.content AND (twin.explained = 1 OR twin.skip_order IS NOT NULL))`;

/** Lots as they stand while one question is answered; each is made once. */
export class LotsNow {
  readonly #database: LedgerDatabase;
  readonly #known = new Map<string, Lot>();

  constructor(database: LedgerDatabase) {
    this.#database = database;
  }

  /** The lot that an event recorded, first or again. */
  of({ s, n }: Pick<JournalEvent, 's' | 'n'>): Lot | undefined {
    const content = this.#database.value(CONTENT, [s, n]);
    return content instanceof Uint8Array ? this.ofContent(content) : undefined;
  }

  /** The lot of a content of which there is one. */
  ofContent(content: Uint8Array): Lot | undefined {
    const name = content.toString();
    const known = this.#known.get(name) ?? toLot(this.#database.all(SAME_CONTENT, [content]));
    if (known !== undefined) this.#known.set(name, known);
    return known;
  }
}

/** The lots with these ids, each once. */
export function askLots(database: LedgerDatabase, ids: readonly string[]): readonly Lot[] {
  const now = new LotsNow(database);
  const events = ids.map(readEventId).filter((id) => id !== undefined);
  return [...new Set(events.map((id) => now.of(id)))].filter((lot) => lot !== undefined);
}

/** Ids of all lots, the oldest first. */
export function allLots(database: LedgerDatabase): readonly string[] {
  const rows = database.all(
    `SELECT session.name AS s, n FROM lot JOIN session ON session.id = lot.session WHERE ${IS_FIRST} ORDER BY lot_order`,
  );
  return rows.map(({ s, n }) => eventId({ s: String(s), n: Number(n) }));
}

/** The lots that wait for an explanation, core first, then repeatable ones, then the newest first. */
export function askOwed(database: LedgerDatabase): { readonly lots: readonly Lot[]; readonly more: number } {
  const rows = database.all(
    `SELECT content FROM lot JOIN word ON word.id = class WHERE ${IS_OWED}
     ORDER BY CASE text WHEN 'core' THEN 0 WHEN 'repeatable' THEN 1 ELSE 2 END, lot_order DESC LIMIT ${String(MOST_OWED)}`,
  );
  const all = Number(database.value(`SELECT count(*) FROM lot WHERE ${IS_OWED}`));
  const now = new LotsNow(database);
  const lots = rows.map(({ content }) => now.ofContent(content as Uint8Array)).filter((lot) => lot !== undefined);
  return { lots, more: all - rows.length };
}

function toLot(rows: readonly Row[]): Lot | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const file: FileName = {
    uri: String(first['uri']),
    ...(first['folder'] !== '' && { folder: String(first['folder']) }),
  };
  const skipped = latest(rows, 'skip_order')?.['reason'];
  const commit = latest(rows, 'commit_order')?.['commit_name'];
  return {
    id: eventId({ s: String(first['s']), n: Number(first['n']) }),
    ...file,
    path: filePath(file),
    time: Number(first['t']),
    offset: Number(first['utc_offset']),
    lines: Number(first['lines']),
    probable: Number(first['probable']),
    line: Number(first['line']),
    area: String(first['area']),
    class: first['class'] as OwnershipClass,
    state: stateOf(rows, first),
    reason: skipped as SkipReason | undefined,
    commit: commit instanceof Uint8Array ? commitName(commit) : undefined,
  };
}

function stateOf(rows: readonly Row[], first: Row): Lot['state'] {
  if (rows.some((row) => row['explained'] === 1)) return 'explained';
  if (rows.some((row) => row['skip_order'] !== null)) return 'skipped';
  return first['owes'] === 1 ? 'owed' : 'small';
}

/** The row in which the latest event has set something. */
function latest(rows: readonly Row[], order: string): Row | undefined {
  let best: { readonly row: Row; readonly at: Uint8Array } | undefined;
  for (const row of rows) {
    const at = row[order];
    if (at instanceof Uint8Array && (best === undefined || Buffer.compare(at, best.at) > 0)) best = { row, at };
  }
  return best?.row;
}

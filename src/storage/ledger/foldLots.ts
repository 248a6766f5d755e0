import { createHash } from 'node:crypto';
import { readEventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { readLotRecorded, readLotsCommitted, readLotsSkipped } from '../../domain/events/lotRecorded.ts';
import { FoldedRows } from './foldedRows.ts';
import type { LineBounds } from './foldLines.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { rowWriter, setLater, type Columns } from './orderedColumns.ts';
import { packedCommit } from './packedCommit.ts';
import { HASH_BYTES, packedHashes, packedOrder } from './packedLines.ts';
import type { RowIds } from './rowIds.ts';

/** As long as a keyed hash of a line: among all lots of a person that is no mistake in a thousand years. */
const CONTENT_BYTES = 8;

const writeRow = rowWriter({
  table: 'lot',
  keys: ['session', 'n'],
  own: [...['content', 'lot_order', 'file', 't', 'utc_offset', 'lines', 'probable', 'line', 'area', 'class'], 'owes'],
  ordered: { commit_order: ['commit_name'], skip_order: ['reason'] },
  most: ['explained'],
});

interface LotNames {
  readonly order: Buffer;
  readonly session: number;
  readonly n: number;
  readonly file: number;
  readonly key: number;
  readonly hashes: Buffer;
}

/** What events say of lots. What is said of one holds by the id that is named, and is joined when somebody asks. */
export class LotFold {
  readonly #ids: RowIds;
  readonly #most: number;
  readonly #rows = new FoldedRows();
  readonly #names: LotNames[] = [];

  constructor(ids: RowIds, { ofLots }: LineBounds) {
    this.#ids = ids;
    this.#most = ofLots;
  }

  takeLot(event: JournalEvent): void {
    const recorded = readLotRecorded(event.p);
    const order = packedOrder(event);
    if (recorded === undefined || order === undefined) return;
    const { uri, folder, key, names, lines, probable, line, owes } = recorded;
    const session = this.#ids.session(event.s).id;
    const file = this.#ids.file(uri, folder);
    Object.assign(this.#rows.of(session, event.n), {
      ...{ content: contentOf(uri, key, names), lot_order: order, file, t: event.t, utc_offset: event.o },
      ...{ lines, probable, line, owes: Number(owes) },
      ...{ area: this.#ids.word(recorded.area), class: this.#ids.word(recorded.class) },
    });
    const hashes = packedHashes(names);
    this.#names.push({ order, session, n: event.n, file, key: this.#ids.word(key), hashes });
  }

  takeCommitted(event: JournalEvent): void {
    const recorded = readLotsCommitted(event.p);
    const name = recorded && packedCommit(recorded.commit);
    const order = packedOrder(event);
    if (recorded === undefined || name === undefined || order === undefined) return;
    for (const row of this.#rowsOf(recorded.lots)) setLater(row, 'commit_order', order, { commit_name: name });
  }

  takeSkipped(event: JournalEvent): void {
    const recorded = readLotsSkipped(event.p);
    const order = packedOrder(event);
    if (recorded === undefined || order === undefined) return;
    const reason = this.#ids.word(recorded.reason);
    for (const row of this.#rowsOf(recorded.lots)) setLater(row, 'skip_order', order, { reason });
  }

  /** A note is about them. Gives their rows. */
  takeExplained(lots: readonly string[]): readonly Columns[] {
    const rows = this.#rowsOf(lots);
    for (const row of rows) row['explained'] = 1;
    return rows;
  }

  write(database: LedgerDatabase): void {
    for (const row of this.#rows.all) writeRow(database, row);
    for (const { order, session, n, file, key, hashes } of this.#names) {
      database.run('INSERT INTO lot_names VALUES (?, ?, ?, ?, ?, ?)', [order, session, n, file, key, hashes]);
    }
    if (this.#names.length > 0) keepNewestNames(database, this.#most);
  }

  #rowsOf(lots: readonly string[]): readonly Columns[] {
    const ids = lots.map(readEventId).filter((id) => id !== undefined);
    return ids.map(({ s, n }) => this.#rows.of(this.#ids.session(s).id, n));
  }
}

/** The same for lots that are one: those of the same lines of the same file, under the same key. */
function contentOf(uri: string, key: string, names: string): Buffer {
  const hash = createHash('sha256').update(JSON.stringify([uri, key, names]));
  return hash.digest().subarray(0, CONTENT_BYTES);
}

/**
 * Lets go of the names of the oldest lots as long as the newer ones are enough. How many names are newer than a lot only
 * grows, so what is kept in the end does not depend on the order in which lots come.
 */
function keepNewestNames(database: LedgerDatabase, most: number): void {
  let total = Number(database.value('SELECT coalesce(sum(length(hashes)), 0) FROM lot_names')) / HASH_BYTES;
  while (total > most) {
    const [row] = database.all('SELECT lot_order, length(hashes) AS bytes FROM lot_names ORDER BY lot_order LIMIT 1');
    const names = Number(row?.['bytes'] ?? 0) / HASH_BYTES;
    if (row === undefined || total - names < most) return;
    database.run('DELETE FROM lot_names WHERE lot_order = ?', [row['lot_order'] ?? null]);
    total -= names;
  }
}

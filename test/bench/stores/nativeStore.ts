import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import { acceptancesIn, INSERT_RAW, RAW_TABLES, rawValues, SELECT_RAW } from './rawTables.ts';

/**
 * The SQLite of Node itself, in WAL mode, with raw events: what could be had if every editor brought it. A commit is
 * flushed to the disk before it returns, as an event of the journal is.
 */
export class NativeStore {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;

  /** Opens a file, or makes it. */
  constructor(path: string) {
    this.#database = openNative(path);
    for (const table of RAW_TABLES) this.#database.exec(table.replace(/^CREATE (\w+)/u, 'CREATE $1 IF NOT EXISTS'));
    this.#insert = this.#database.prepare(INSERT_RAW);
  }

  commit(events: readonly JournalEvent[]): void {
    if (events.length > 1) this.#database.exec('BEGIN');
    for (const event of events) this.#insert.run(...rawValues(event));
    if (events.length > 1) this.#database.exec('COMMIT');
  }

  acceptances(since: number, until: number): number {
    const rows = this.#database.prepare(SELECT_RAW).all(since, until);
    return acceptancesIn(rows.map(({ json }) => String(json)));
  }

  /** Grows when another connection has written. */
  version(): unknown {
    return this.#database.prepare('PRAGMA data_version').get();
  }

  close(): void {
    this.#database.close();
  }
}

export function openNative(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  return database;
}

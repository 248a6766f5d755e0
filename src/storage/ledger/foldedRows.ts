import type { Columns } from './orderedColumns.ts';

/** Rows about events, put together before they are written: most of what is said of an event is in the piece of it. */
export class FoldedRows {
  readonly #rows = new Map<string, Columns>();

  /** The row of an event, by the number of its session and its own. */
  of(session: number, n: number): Columns {
    const key = `${String(session)}:${String(n)}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = { session, n };
      this.#rows.set(key, row);
    }
    return row;
  }

  get all(): Iterable<Columns> {
    return this.#rows.values();
  }
}

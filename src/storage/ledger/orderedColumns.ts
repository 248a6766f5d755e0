import type { LedgerDatabase } from './ledgerDatabase.ts';

/** Which event set a value: a text or bytes that sort as events do. */
type Order = string | Buffer;
type Value = string | number | Buffer | null;
export type Columns = Record<string, Value>;

/** Columns of a table that events set one after the other, in whatever order these are read. */
interface OrderedColumns {
  readonly table: string;
  readonly keys: readonly string[];
  /** columns that come with the one event that a row is of, and only with it */
  readonly own: readonly string[];
  /** columns that later events set again, by the column that says which event that was */
  readonly ordered: Readonly<Record<string, readonly string[]>>;
  /** columns of which the smaller value counts, and of which the larger */
  readonly least?: readonly string[];
  readonly most?: readonly string[];
}

/** Sets columns unless a later event has set them. */
export function setLater(row: Columns, orderColumn: string, order: Order, columns: Columns): void {
  const before = row[orderColumn];
  if (isOrder(before) && !isLater(order, before)) return;
  Object.assign(row, columns, { [orderColumn]: order });
}

function isOrder(value: Value | undefined): value is Order {
  return typeof value === 'string' || value instanceof Buffer;
}

function isLater(order: Order, before: Order): boolean {
  return typeof order === 'string' || typeof before === 'string'
    ? String(order) > String(before)
    : Buffer.compare(order, before) > 0;
}

/** Gives what adds a row to those of a table: what it says is joined with what is known of it. */
export function rowWriter({ table, keys, own, ordered, least = [], most = [] }: OrderedColumns) {
  const columns = [...keys, ...own, ...Object.entries(ordered).flat(2), ...least, ...most];
  const set = [
    ...own.map((name) => `${name} = coalesce(excluded.${name}, ${name})`),
    ...Object.entries(ordered).flatMap(([order, names]) =>
      [...names, order].map(
        (name) =>
          // Bytes are above all texts, so that the empty text stands for no order of either kind.
          `${name} = iif(excluded.${order} > coalesce(${order}, ''), excluded.${name}, coalesce(${name}, excluded.${name}))`,
      ),
    ),
    ...least.map((name) => `${name} = coalesce(min(excluded.${name}, ${name}), excluded.${name}, ${name})`),
    ...most.map((name) => `${name} = coalesce(max(excluded.${name}, ${name}), excluded.${name}, ${name})`),
  ];
  const text = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT DO UPDATE SET ${set.join(', ')}`;
  return (database: LedgerDatabase, row: Columns): void => {
    database.run(
      text,
      columns.map((name) => row[name] ?? null),
    );
  };
}

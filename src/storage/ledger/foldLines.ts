import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import { readProvenanceRecorded } from '../../domain/events/provenanceRecorded.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import {
  namesIn,
  newestNames,
  packedHashes,
  packedOrder,
  packEvents,
  unpackEvents,
  withEvents,
  type PackedEvent,
} from './packedLines.ts';

/** How many names of lines the ledger keeps, the newest ones, of one file and of all together; and besides those of lots. */
export interface LineBounds {
  readonly ofFile: number;
  readonly ofAll: number;
  readonly ofLots: number;
}

export const LINE_BOUNDS: LineBounds = { ofFile: 20_000, ofAll: 120_000, ofLots: 40_000 };

/** What an event of provenance says of its file. */
export interface FoldedLines {
  readonly uri: string;
  readonly folder: string;
  readonly key: string;
  readonly event: PackedEvent;
}

/** What an event says of lines; `undefined` for one of a later version that this one can not read. */
export function linesOf(event: JournalEvent): FoldedLines | undefined {
  const recorded = readProvenanceRecorded(event.p);
  const order = packedOrder(event);
  if (recorded === undefined || order === undefined) return undefined;
  const { uri, folder = '', key } = recorded;
  const lines = recorded.lines.map(({ names, ...by }) => ({ by, hashes: packedHashes(names) }));
  return { uri, folder, key, event: { order, lines } };
}

/** Adds events to what is kept of a file, under one key. */
export function addLines(
  database: LedgerDatabase,
  { file, key }: { readonly file: number; readonly key: number },
  added: readonly PackedEvent[],
  { ofFile }: LineBounds,
): void {
  const packed = database.value('SELECT lines FROM provenance WHERE file = ? AND key = ?', [file, key]);
  const known = packed instanceof Uint8Array ? unpackEvents(packed) : [];
  keep(database, { file, key }, newestNames(withEvents(known, added), ofFile));
}

/**
 * Lets go of the oldest events as long as the newer ones are enough. How many names are newer than an event only grows, so
 * what is kept in the end does not depend on the order in which events come.
 */
export function keepNewestLines(database: LedgerDatabase, { ofAll }: LineBounds): void {
  let total = Number(database.value('SELECT coalesce(sum(names), 0) FROM provenance'));
  while (total > ofAll) {
    const [row] = database.all('SELECT file, key, lines FROM provenance ORDER BY oldest LIMIT 1');
    const events = row?.['lines'] instanceof Uint8Array ? unpackEvents(row['lines']) : [];
    const oldest = events.pop();
    const names = oldest === undefined ? 0 : namesIn(oldest);
    if (oldest === undefined || total - names < ofAll) return;
    keep(database, { file: Number(row?.['file']), key: Number(row?.['key']) }, events);
    total -= names;
  }
}

function keep(
  database: LedgerDatabase,
  { file, key }: { readonly file: number; readonly key: number },
  events: readonly PackedEvent[],
): void {
  const oldest = events.at(-1)?.order;
  if (oldest === undefined) {
    database.run('DELETE FROM provenance WHERE file = ? AND key = ?', [file, key]);
    return;
  }
  const names = events.reduce((sum, event) => sum + namesIn(event), 0);
  database.run(
    `INSERT INTO provenance (file, key, names, oldest, lines) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (file, key) DO UPDATE SET names = excluded.names, oldest = excluded.oldest, lines = excluded.lines`,
    [file, key, names, oldest, packEvents(events)],
  );
}

import { readBlockRun } from '../../domain/events/blockRun.ts';
import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import type { RowIds } from './rowIds.ts';

/** Takes in what was said of a running block, as it is: there is little of it, and what holds follows from all of it in its order. */
export function foldBlockRun(database: LedgerDatabase, ids: RowIds, event: JournalEvent): void {
  const said = readBlockRun(event.p);
  if (said === undefined) return;
  database.run('INSERT INTO block_run VALUES (?, ?, ?, ?, ?, ?)', [
    ...[ids.session(event.s).id, event.n, event.h, event.t, event.o],
    JSON.stringify(said),
  ]);
}

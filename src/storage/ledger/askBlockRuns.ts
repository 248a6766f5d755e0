import type { BlockFact } from '../../domain/blocks/blockRuns.ts';
import { readBlockRun } from '../../domain/events/blockRun.ts';
import { eventId } from '../../domain/events/journalEvent.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** What was said of running blocks at a time or later, in its order. */
export function askBlockRuns(database: LedgerDatabase, since: number): readonly BlockFact[] {
  const rows = database.all(
    `SELECT name, n, t, utc_offset, said FROM block_run JOIN session ON session.id = block_run.session
     WHERE t >= ? ORDER BY h, name, n`,
    [since],
  );
  return rows.flatMap((row) => {
    const said = readBlockRun(JSON.parse(String(row['said'])));
    const id = eventId({ s: String(row['name']), n: Number(row['n']) });
    return said === undefined ? [] : [{ ...said, id, time: Number(row['t']), offset: Number(row['utc_offset']) }];
  });
}

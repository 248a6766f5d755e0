import type { Plan } from '../../domain/debt/lot.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** What the engineer meant to do at a time or later, oldest first. */
export function askPlans(database: LedgerDatabase, since: number): readonly Plan[] {
  const rows = database.all(
    `SELECT t, utc_offset, word.text AS area, plan.text AS text FROM plan
     JOIN session ON session.id = plan.session
     JOIN word ON word.id = area
     WHERE t >= ? ORDER BY h, session.name, n`,
    [since],
  );
  return rows.map((row) => ({
    area: String(row['area']),
    text: String(row['text']),
    time: Number(row['t']),
    offset: Number(row['utc_offset']),
  }));
}

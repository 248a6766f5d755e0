import type { AcceptanceQuery } from '../../domain/attribution/acceptance.ts';
import type { Origin } from '../../domain/attribution/origin.ts';
import type { ArrivedText } from '../../domain/velocity/coverage.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** What arrived on the days that a query asks for beside acceptances, by day and origin; nothing when it asks for none. */
export function askArrived(database: LedgerDatabase, { days }: AcceptanceQuery): ArrivedText[] {
  if (days === undefined) return [];
  const rows = database.all(
    'SELECT day, origin, characters FROM arrived WHERE day BETWEEN ? AND ? ORDER BY day, origin',
    [days.first, days.last],
  );
  return rows.map(({ day, origin, characters }) => ({
    day: Number(day),
    origin: origin as Origin,
    characters: Number(characters),
  }));
}

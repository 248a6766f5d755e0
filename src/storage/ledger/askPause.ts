import type { PauseFact } from '../../domain/events/pauseSet.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** What the latest event says of the pause of all windows, if there is one. */
export function askPause(database: LedgerDatabase): PauseFact | undefined {
  const row = database.all('SELECT pause_order, paused, begun, until FROM pause')[0];
  const order = String(row?.['pause_order'] ?? '');
  if (row === undefined || order === '') return undefined;
  const { until } = row;
  return {
    order,
    paused: row['paused'] === 1,
    begun: Number(row['begun']),
    ...(typeof until === 'number' ? { until } : {}),
  };
}

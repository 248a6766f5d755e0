import type { ForgettingFact } from '../../ports/ledger.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** The latest events with which windows began to forget, and said what. */
export function askForgetting(database: LedgerDatabase): ForgettingFact {
  const row = database.all('SELECT begun, done FROM forgetting')[0];
  return { begun: String(row?.['begun']), done: String(row?.['done']) };
}

import type { AcceptanceQuery } from '../../domain/attribution/acceptance.ts';
import type { LedgerAnswer } from '../../ports/ledger.ts';
import { askAcceptances, countAcceptances } from './askAcceptances.ts';
import { askArrived } from './askArrived.ts';
import { askForgetting } from './askForgetting.ts';
import { askPause } from './askPause.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** What the store says beyond what the screens need. */
export interface StoreAnswer extends LedgerAnswer {
  /** the highest hybrid clock of all events */
  readonly latest: number;
}

const NOTHING_UNDERSTOOD: StoreAnswer = {
  acceptances: [],
  arrived: [],
  acceptancesEver: 0,
  events: 0,
  damagedLines: 0,
  newer: true,
  pause: undefined,
  forgetting: { begun: '', done: '' },
  latest: 0,
};

/** What is recorded; without a database nothing that this version understands. */
export function askRecorded(database: LedgerDatabase | undefined, query: AcceptanceQuery): StoreAnswer {
  if (database === undefined) return NOTHING_UNDERSTOOD;
  const [totals] = database.all(
    `SELECT latest, newer, (SELECT sum(events) FROM session) AS events,
      (SELECT sum(damaged) FROM journal) AS damaged FROM ledger`,
  );
  return {
    acceptances: askAcceptances(database, query),
    arrived: askArrived(database, query),
    acceptancesEver: countAcceptances(database),
    events: Number(totals?.['events'] ?? 0),
    damagedLines: Number(totals?.['damaged'] ?? 0),
    newer: Number(totals?.['newer']) > 0,
    pause: askPause(database),
    forgetting: askForgetting(database),
    latest: Number(totals?.['latest']),
  };
}

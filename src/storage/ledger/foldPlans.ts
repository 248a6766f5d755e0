import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import { readPlanWritten } from '../../domain/events/planWritten.ts';
import { storable } from './foldNotes.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import type { RowIds } from './rowIds.ts';

/** Takes in what the engineer means to do. */
export function foldPlan(database: LedgerDatabase, ids: RowIds, event: JournalEvent): void {
  const plan = readPlanWritten(event.p);
  if (plan === undefined) return;
  database.run('INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?, ?)', [
    ...[ids.session(event.s).id, event.n, event.h, event.t, event.o],
    ...[ids.word(plan.area), storable(plan.text)],
  ]);
}

import { readBlockPlanned, subjectOf } from '../../domain/events/blockPlanned.ts';
import { eventOrder, type JournalEvent } from '../../domain/events/journalEvent.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** Takes in what was said of blocks: of several about the same, the latest holds, in whatever order they are read. */
export function foldBlockPlan(database: LedgerDatabase, event: JournalEvent): void {
  const plan = readBlockPlanned(event.p);
  if (plan === undefined) return;
  database.run(
    `INSERT INTO block_plan VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET plan_order = excluded.plan_order, t = excluded.t, plan = excluded.plan
     WHERE excluded.plan_order > plan_order`,
    [subjectOf(plan), eventOrder(event), event.t, JSON.stringify(plan)],
  );
}

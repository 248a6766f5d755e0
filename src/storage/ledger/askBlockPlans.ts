import type { BlockPlan } from '../../domain/blocks/plannedBlocks.ts';
import { readBlockPlanned } from '../../domain/events/blockPlanned.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** What was said last of each block, of the freeze and of the export, the latest at the end. */
export function askBlockPlans(database: LedgerDatabase): readonly BlockPlan[] {
  const rows = database.all('SELECT plan_order, t, plan FROM block_plan ORDER BY plan_order');
  return rows.flatMap((row) => {
    const plan = readBlockPlanned(JSON.parse(String(row['plan'])));
    return plan === undefined ? [] : [{ ...plan, order: String(row['plan_order']), time: Number(row['t']) }];
  });
}

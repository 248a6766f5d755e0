import { askBlockPlans } from './askBlockPlans.ts';
import { askBlockRuns } from './askBlockRuns.ts';
import { allCommits } from './askCommits.ts';
import { editsOf } from './askEarlierTexts.ts';
import { dumpLines } from './askLines.ts';
import { dumpLotNames } from './askLotLines.ts';
import { allLots, askLots } from './askLots.ts';
import { allNotes, notesCalled } from './askNotes.ts';
import { askPlans } from './askPlans.ts';
import { askPrompts } from './askPrompts.ts';
import { askRecorded } from './askRecorded.ts';
import { askTasks } from './askTasks.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** All that is in a ledger as one text: two ledgers of the same events have the same. */
export function dumpLedger(database: LedgerDatabase): string {
  const all = {
    sessions: database.all('SELECT name, events, seen, forgotten FROM session ORDER BY name'),
    ...askRecorded(database, { days: { first: -Infinity, last: Infinity } }),
    provenance: dumpLines(database),
    lots: askLots(database, allLots(database)),
    lotNames: dumpLotNames(database),
    notes: notesCalled(database, allNotes(database)),
    edits: allNotes(database).map((note) => editsOf(database, note)),
    commits: allCommits(database),
    prompts: askPrompts(database, -Infinity),
    plans: askPlans(database, -Infinity),
    blockPlans: askBlockPlans(database),
    tasks: askTasks(database),
    taskEnds: database.all('SELECT of_task, end_order, ended FROM task_end ORDER BY of_task'),
    blockRuns: askBlockRuns(database, -Infinity),
  };
  return JSON.stringify(all, undefined, 1);
}

import type { Explained } from '../export/explained.ts';
import { allCommits } from './askCommits.ts';
import { allLots, askLots } from './askLots.ts';
import { allNotes, notesCalled } from './askNotes.ts';
import { askTasks } from './askTasks.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** So many lots or notes are in memory at once. */
const PART = 200;

/** Asks the tables, beside other questions; `undefined` where a later version has published meanwhile. */
export type AskTables = <T>(question: (database: LedgerDatabase) => T) => Promise<T | undefined>;

/** Lots, notes, commits and tasks as they stand, for an export. What is forgotten meanwhile is left out. */
export function explainedParts(ask: AskTables): Explained {
  return {
    lots: () => parts(ask, allLots, askLots),
    notes: () => parts(ask, allNotes, notesCalled),
    commits: () => surely(ask, allCommits),
    tasks: () => surely(ask, askTasks),
  };
}

async function* parts<One>(
  ask: AskTables,
  all: (database: LedgerDatabase) => readonly string[],
  called: (database: LedgerDatabase, ids: readonly string[]) => readonly One[],
): AsyncGenerator<readonly One[]> {
  const ids = await surely(ask, all);
  for (let from = 0; from < ids.length; from += PART) {
    const some = ids.slice(from, from + PART);
    yield await surely(ask, (database) => called(database, some));
  }
}

async function surely<T>(ask: AskTables, question: (database: LedgerDatabase) => T): Promise<T> {
  const answer = await ask(question);
  // Half of it would look like all of it.
  if (answer === undefined) throw new Error('A newer Grasp has begun to record here meanwhile.');
  return answer;
}

import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { LineKey } from '../keys/lineKeys.ts';
import { askBlockPlans } from './askBlockPlans.ts';
import { askBlockRuns } from './askBlockRuns.ts';
import { askKnownCommits, askLanded } from './askCommits.ts';
import { askEarlierTexts } from './askEarlierTexts.ts';
import { askFilesOfAi } from './askFilesOfAi.ts';
import { askLotNames, askLotsOfLines } from './askLotLines.ts';
import { askLots, askOwed } from './askLots.ts';
import { askNotes } from './askNotes.ts';
import { askPlans } from './askPlans.ts';
import { askPrompts } from './askPrompts.ts';
import { askTasks } from './askTasks.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** What may be asked of lots, notes, commits and prompts, and what the answer is. */
export type ExplanationCalls = {
  [Call in keyof Explanations]: {
    asked: Parameters<Explanations[Call]>[0];
    answer: Awaited<ReturnType<Explanations[Call]>>;
  };
};

export type ExplanationCall = keyof ExplanationCalls;

/** What answers rest on. */
export interface Asking {
  /** `undefined` where a later version has written: then nothing is told, and nothing is hashed to be written */
  readonly database: LedgerDatabase | undefined;
  /** All that read or make something reject with the error of the disk. */
  readonly readKeys: () => Promise<readonly LineKey[]>;
  /** makes one where there is none */
  readonly ensureKeys: () => Promise<readonly LineKey[]>;
  readonly mayWrite: boolean;
  /** reads the events with some ids from the journals; those that are gone are left out */
  readonly readEvents: (ids: readonly string[]) => Promise<readonly JournalEvent[]>;
}

type Answers = {
  readonly [Call in ExplanationCall]: (
    asking: Asking,
    asked: ExplanationCalls[Call]['asked'],
  ) => ExplanationCalls[Call]['answer'] | Promise<ExplanationCalls[Call]['answer']>;
};

/** How each question is answered. */
export const EXPLANATIONS: Answers = {
  lotsOfLines: async ({ database, readKeys }, query) =>
    database === undefined ? query.lines.map(() => undefined) : askLotsOfLines(database, await readKeys(), query),
  filesOfAi: ({ database }, uris) => (database === undefined ? [] : askFilesOfAi(database, uris)),
  lotNames: async ({ database, ensureKeys, mayWrite }, asked) =>
    database === undefined || !mayWrite ? [] : askLotNames(await ensureKeys(), asked),
  owed: ({ database }) => (database === undefined ? { lots: [], more: 0 } : askOwed(database)),
  lots: ({ database }, ids) => (database === undefined ? [] : askLots(database, ids)),
  notes: ({ database }, query) => (database === undefined ? [] : askNotes(database, query)),
  earlierTexts: ({ database, readEvents }, query) =>
    database === undefined ? [] : askEarlierTexts(database, readEvents, query),
  landed: ({ database }, since) => (database === undefined ? [] : askLanded(database, since)),
  knownCommits: ({ database }, commits) => (database === undefined ? [] : askKnownCommits(database, commits)),
  prompts: ({ database }, since) => (database === undefined ? [] : askPrompts(database, since)),
  plans: ({ database }, since) => (database === undefined ? [] : askPlans(database, since)),
  blockPlans: ({ database }) => (database === undefined ? [] : askBlockPlans(database)),
  tasks: ({ database }) => (database === undefined ? [] : askTasks(database)),
  blockRuns: ({ database }, since) => (database === undefined ? [] : askBlockRuns(database, since)),
};

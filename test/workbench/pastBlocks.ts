import { BLOCK_RUN } from '../../src/domain/events/blockRun.ts';
import { eventId } from '../../src/domain/events/journalEvent.ts';
import { TASK_ENDED, TASK_STARTED, type TaskKind } from '../../src/domain/events/taskTold.ts';
import { systemClock } from '../../src/host/systemTime.ts';
import { openJournal } from '../support/explainingStorage.ts';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;

/** Blocks, each with how many weeks ago it was, its task, and the minutes thought and taken. */
const BLOCKS = [
  [7, 'Fix a bug', 45, 60],
  [6, 'Read and explain', 60, 55],
  [5, 'Write from a specification', 60, 80],
  [3, 'Fix a bug', 30, 40],
  [2, 'Learn: Intl.NumberFormat', 45, 45],
  [1, 'Write from a specification', 60, 75],
] as const;

/** Tasks of the last weeks, each with its kind, whether with AI, and the minutes thought and taken. */
const TASKS: readonly (readonly [string, TaskKind, boolean, number, number])[] = [
  ['Round prices by weight', 'fix', false, 30, 40],
  ['Labels for express parcels', 'feature', true, 60, 85],
  ['Tests for the price table', 'tests', true, 30, 25],
  ['Why the retry waits too long', 'research', false, 45, 50],
  ['Split the label printer', 'refactoring', true, 60, 70],
  ['Parse sizes in inches', 'feature', false, 60, 75],
];

/**
 * Writes eight weeks of blocks and tasks into the data folder, as another window would have.
 *
 * @param folder where Grasp keeps its records
 */
export async function writePastBlocks(folder: string): Promise<void> {
  let now = 0;
  const journal = openJournal(folder, { ...systemClock, now: () => now });
  const write = async (kind: string, payload: Readonly<Record<string, unknown>>): Promise<string> => {
    const { event, written } = journal.append(kind, payload, 'at once');
    await written;
    return eventId(event);
  };
  const start = Date.now();
  for (const [weeks, title, estimate, minutes] of BLOCKS) {
    now = start - weeks * WEEK;
    const of = await write(BLOCK_RUN, { change: 'begun', until: now + 90 * MINUTE, title, estimate });
    now += minutes * MINUTE;
    await write(BLOCK_RUN, { change: 'stopped', of });
    await write(BLOCK_RUN, { change: 'debriefed', of, outcome: 'done', minutes, ai: 'none', assisted: 0 });
  }
  for (const [at, [title, kind, ai, estimate, minutes]] of TASKS.entries()) {
    now = start - WEEK + (at + 2) * 6 * 60 * MINUTE;
    const of = await write(TASK_STARTED, { title, kind, estimate, ai });
    now += minutes * MINUTE;
    await write(TASK_ENDED, { of, as: 'done', minutes, ...(ai ? { felt: 0.8 } : {}) });
  }
  await journal.close();
}

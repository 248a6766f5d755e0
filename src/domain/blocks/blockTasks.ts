import { runningTask, usesAi, type Task } from '../velocity/task.ts';
import type { BlockRun } from './blockRuns.ts';

/**
 * Blocks that were looked back at as tasks, beside those that were told of as such, in the order in which all began. Only with an
 * estimate can a block be compared. One in which a told task without AI ran is that task, and does not count twice.
 */
export function withBlockTasks(tasks: readonly Task[], runs: readonly BlockRun[]): readonly Task[] {
  const running = runningTask(tasks);
  // One that never ended and runs no more is in no comparison, and can stand for no block.
  const known = tasks.filter((told) => told.end !== undefined || told === running);
  const ofBlocks = runs.flatMap((run) => {
    const task = blockTask(run);
    return task === undefined || known.some((told) => isSameWork(told, run)) ? [] : [task];
  });
  return [...tasks, ...ofBlocks].toSorted((one, other) => one.time - other.time);
}

/** A block in which AI was used, as was said or else as is recorded, is a task with AI. One that was not done took longer than that. */
function blockTask({ id, begun, offset, until, stopped, task, debrief }: BlockRun): Task | undefined {
  const { title = 'A block without AI', kind = 'other', estimate } = task;
  if (!estimate || !debrief?.minutes) return undefined;
  const { outcome, minutes, ai = debrief.assisted > 0 ? 'little' : 'none' } = debrief;
  const as = outcome === 'done' ? 'done' : 'unfinished';
  const end = { as, minutes, ai: ai !== 'none', time: stopped ?? until } as const;
  return { ...{ id, time: begun, offset, title, kind, estimate, ai: false }, end };
}

function isSameWork(told: Task, { begun, until, stopped }: BlockRun): boolean {
  if (usesAi(told) || told.end?.as === 'called off') return false;
  return told.time < (stopped ?? until) && (told.end?.time ?? Infinity) > begun;
}

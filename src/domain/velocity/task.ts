import { MOST_MINUTES, type TaskEnded, type TaskStarted } from '../events/taskTold.ts';

/** A piece of work, with the estimate before and, once it has ended, the actual time after. */
export type Task = TaskStarted & {
  /** id of the event that started it */
  readonly id: string;
  /** when it was started, in milliseconds, and the offset from UTC then, in minutes */
  readonly time: number;
  readonly offset: number;
  readonly end?: Omit<TaskEnded, 'of'> & { readonly time: number };
};

/** Whether AI helped with a task: as was said last. */
export function usesAi({ ai, end }: Task): boolean {
  return end?.ai ?? ai;
}

/** Whole minutes since a task was started, at least one and at most as many as a task can have. */
export function minutesSince({ time }: Task, now: number): number {
  return Math.min(Math.max(Math.round((now - time) / 60_000), 1), MOST_MINUTES);
}

/**
 * The task that runs, of all tasks in the order in which they were started: only the latest can. One before it that never
 * ended was left behind by another window, and runs no more.
 */
export function runningTask(tasks: readonly Task[]): Task | undefined {
  const latest = tasks.at(-1);
  return latest?.end === undefined ? latest : undefined;
}

import { readTaskEnded, readTaskStarted } from '../../domain/events/taskTold.ts';
import type { Task } from '../../domain/velocity/task.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** All tasks, in the order in which they were started. */
export function askTasks(database: LedgerDatabase): readonly Task[] {
  const rows = database.all(
    `SELECT id, task.t AS t, utc_offset, task, task_end.t AS end_time, ended FROM task
     LEFT JOIN task_end ON of_task = id ORDER BY task_order`,
  );
  return rows.flatMap((row) => {
    const task = readTaskStarted(JSON.parse(String(row['task'])));
    if (task === undefined) return [];
    const ended = row['ended'] === null ? undefined : readTaskEnded(JSON.parse(String(row['ended'])));
    const started = { ...task, id: String(row['id']), time: Number(row['t']), offset: Number(row['utc_offset']) };
    if (ended === undefined) return [started];
    const { of: _, ...end } = ended;
    return [{ ...started, end: { ...end, time: Number(row['end_time']) } }];
  });
}

import { eventId, eventOrder, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { readTaskEnded, readTaskStarted } from '../../domain/events/taskTold.ts';
import { storable } from './foldNotes.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** Takes in a task. */
export function foldTaskStarted(database: LedgerDatabase, event: JournalEvent): void {
  const task = readTaskStarted(event.p);
  if (task === undefined) return;
  database.run('INSERT INTO task VALUES (?, ?, ?, ?, ?)', [
    ...[eventId(event), eventOrder(event), event.t, event.o, JSON.stringify({ ...task, title: storable(task.title) })],
  ]);
}

/** Takes in how a task ended: of several ends the latest holds, in whatever order they are read, also before the task. */
export function foldTaskEnded(database: LedgerDatabase, event: JournalEvent): void {
  const ended = readTaskEnded(event.p);
  if (ended === undefined) return;
  database.run(
    `INSERT INTO task_end VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET end_order = excluded.end_order, t = excluded.t, ended = excluded.ended
     WHERE excluded.end_order > end_order`,
    [ended.of, eventOrder(event), event.t, JSON.stringify(ended)],
  );
}

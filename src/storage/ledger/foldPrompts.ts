import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import { readPrompted } from '../../domain/events/prompted.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import type { RowIds } from './rowIds.ts';

/** Takes in what the engineer was asked for. */
export function foldPrompt(database: LedgerDatabase, ids: RowIds, event: JournalEvent): void {
  const prompted = readPrompted(event.p);
  if (prompted === undefined) return;
  const { kind, asked, outcome, seconds } = prompted;
  database.run('INSERT INTO prompt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', [
    ...[ids.session(event.s).id, event.n, event.h, event.t, event.o],
    ...[ids.word(kind), Number(asked), ids.word(outcome), seconds],
  ]);
}

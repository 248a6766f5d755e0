import type { NoteText } from '../../domain/debt/lot.ts';
import { noteTexts } from '../../domain/debt/noteTexts.ts';
import { eventId, FORMAT_VERSION, readEventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import type { EarlierTextsQuery } from '../../ports/explanations.ts';
import { notesCalled } from './askNotes.ts';
import { storable } from './foldNotes.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

const EDITS = `SELECT writer.name AS s, edit_n AS n FROM note_edit
  JOIN session ON session.id = note_edit.session JOIN session AS writer ON writer.id = edit_session
  WHERE session.name = ? AND note_edit.n = ? ORDER BY 1, 2`;

/**
 * The texts that a note had before, newest first: those of the journals, since the ledger has no more than where they are.
 *
 * @param readEvents reads the events with some ids; those that are gone are left out
 */
export async function askEarlierTexts(
  database: LedgerDatabase,
  readEvents: (ids: readonly string[]) => Promise<readonly JournalEvent[]>,
  { note: id, most }: EarlierTextsQuery,
): Promise<readonly NoteText[]> {
  const [note] = notesCalled(database, [id]);
  const edits = editsOf(database, id);
  if (note === undefined || edits.length === 0) return [];
  const events = await readEvents([id, ...edits]);
  const texts = noteTexts(events.filter(({ v }) => v <= FORMAT_VERSION)).map((one) => ({
    ...one,
    text: storable(one.text),
  }));
  // The event of the present text may be one that can not be read any more.
  const earlier = texts.at(-1)?.text === note.text ? texts.slice(0, -1) : texts;
  return earlier.toReversed().slice(0, Math.max(0, most));
}

/** Ids of the events that may have changed the text of a note, or its rating. */
export function editsOf(database: LedgerDatabase, note: string): readonly string[] {
  const { s: session = '', n: number = -1 } = readEventId(note) ?? {};
  return database.all(EDITS, [session, number]).map(({ s = '', n = 0 }) => eventId({ s: String(s), n: Number(n) }));
}

import { compareEvents, type JournalEvent } from '../events/journalEvent.ts';
import { NOTE, NOTE_EDITED, readNoteEdited, readNoteWritten } from '../events/noteWritten.ts';
import type { NoteText } from './lot.ts';

/**
 * The texts that a note has had, the first one first. A later rating alone is no text: it belongs to the text that it was given to,
 * as does that the code was changed.
 *
 * @param events that of the note and those of its edits, in any order; none without that of the note
 */
export function noteTexts(events: readonly JournalEvent[]): readonly NoteText[] {
  const note = events.find(({ k }) => k === NOTE);
  const first = note && readNoteWritten(note.p);
  if (note === undefined || first === undefined) return [];
  let last: NoteText = { text: first.text, after: first.after, time: note.t, offset: note.o };
  const before: NoteText[] = [];
  // Whatever the clocks say, the note was there before all of them.
  for (const { p, t, o } of events.filter(({ k }) => k === NOTE_EDITED).toSorted(compareEvents)) {
    const { text = last.text, after = last.after } = readNoteEdited(p) ?? {};
    if (text === last.text) last = { ...last, after };
    else {
      before.push(last);
      last = { text, after, time: t, offset: o };
    }
  }
  return [...before, last];
}

import type { Note } from '../../domain/debt/lot.ts';
import type { NoteChange, NoteEditOutcome, NoteEdits } from '../../features/explanations/noteEdits.ts';
import { KnownError } from '../guard.ts';

const WHY_NOT: Record<Exclude<NoteEditOutcome, { note: Note }>['kind'], string> = {
  'not found': 'This note is not there any more. Nothing was changed.',
  paused: 'Grasp is paused and writes nothing. Resume it to change a note; your text is kept here.',
  newer: 'A newer Grasp has written here. Update this one to change this note; your text is kept here.',
};

/** Changes a note, and gives it as it is then. Throws in words when that can not be. */
export async function editNoteNow(edits: NoteEdits, note: Note, change: NoteChange): Promise<Note> {
  const outcome = await edits.edit(note, change);
  if (!('note' in outcome)) throw new KnownError(WHY_NOT[outcome.kind]);
  if (outcome.kind === 'waiting') {
    throw new KnownError('The journal can not be written now. Your text is in memory, and is written when it can be.');
  }
  return outcome.note;
}

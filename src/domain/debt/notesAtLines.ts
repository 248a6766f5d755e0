import type { Note } from './lot.ts';

/** Lines of a document that a note explains: those of one of its lots. */
export interface NotePlace {
  readonly note: Note;
  /** in order, from 0; at least one */
  readonly lines: readonly number[];
}

/**
 * Which lines each note is about, in the order of their first lines. Of several notes about a lot the newest counts.
 *
 * @param lots the lot of each line of a document
 * @param notes the newest first
 */
export function notesAtLines(lots: readonly (string | undefined)[], notes: readonly Note[]): readonly NotePlace[] {
  const latest = new Map<string, Note>();
  for (const note of notes) for (const { id } of note.lots) if (!latest.has(id)) latest.set(id, note);
  const places = new Map<string, { note: Note; lines: number[] }>();
  lots.forEach((lot, line) => {
    const note = lot === undefined ? undefined : latest.get(lot);
    if (lot === undefined || note === undefined) return;
    const place = places.get(lot);
    if (place === undefined) places.set(lot, { note, lines: [line] });
    else place.lines.push(line);
  });
  return [...places.values()];
}

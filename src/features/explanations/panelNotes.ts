import type { Note, NoteText } from '../../domain/debt/lot.ts';
import { dateOfDay, timeThere } from '../../domain/velocity/dateWords.ts';
import { localDay } from '../../domain/velocity/localWeek.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { PanelNote, PanelNoteText } from '../../protocol/explainingMessages.ts';

/** Most notes that a search gives. */
const MOST_FOUND = 50;
/** Most texts that a note had before that are shown. */
const MOST_EARLIER = 30;
/** Most files that a note names. */
const MOST_PATHS = 5;

/** Notes that were looked for, newest first, and whether there are older ones besides. */
export interface FoundNotes {
  readonly notes: readonly Note[];
  readonly more: boolean;
}

/** The newest notes with some words, or of all where there is no word. Rejects when they can not be read. */
export async function findNotes(explanations: Pick<Explanations, 'notes'>, words: string): Promise<FoundNotes> {
  const plain = words.trim();
  const found = await explanations.notes({ words: plain === '' ? undefined : plain, most: MOST_FOUND + 1 });
  return { notes: found.slice(0, MOST_FOUND), more: found.length > MOST_FOUND };
}

/** Texts that a note had before, newest first, and whether there are older ones besides. */
export interface FoundTexts {
  readonly texts: readonly NoteText[];
  readonly more: boolean;
}

/** The texts that a note had before its present one. Rejects when they can not be read. */
export async function findEarlierTexts(
  explanations: Pick<Explanations, 'earlierTexts'>,
  { id }: Pick<Note, 'id'>,
): Promise<FoundTexts> {
  const found = await explanations.earlierTexts({ note: id, most: MOST_EARLIER + 1 });
  return { texts: found.slice(0, MOST_EARLIER), more: found.length > MOST_EARLIER };
}

/** A text that a note had before, as the panel shows it. Several may be of one day. */
export function panelNoteText({ text, after, time, offset }: NoteText, clock: Clock): PanelNoteText {
  const today = localDay(clock.now(), clock.offsetMinutes(clock.now()));
  return { when: `${dateOfDay(localDay(time, offset), today)}, ${timeThere(time, offset)}`, after, text };
}

/** A note as the panel shows it. */
export function panelNote(note: Note, clock: Clock): PanelNote {
  const { id, lots, time, offset, edited, after, question, text } = note;
  const today = localDay(clock.now(), clock.offsetMinutes(clock.now()));
  const paths = [...new Set(lots.map(({ path }) => path))];
  return {
    id,
    paths: paths.slice(0, MOST_PATHS),
    morePaths: Math.max(0, paths.length - MOST_PATHS),
    when: dateOfDay(localDay(time, offset), today),
    edited: edited === undefined ? '' : dateOfDay(localDay(edited, clock.offsetMinutes(edited)), today),
    after,
    question: question ?? '',
    text,
  };
}

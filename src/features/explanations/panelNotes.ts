import type { Note } from '../../domain/debt/lot.ts';
import { dateOfDay } from '../../domain/velocity/dateWords.ts';
import { localDay } from '../../domain/velocity/localWeek.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { PanelNote } from '../../protocol/explainingMessages.ts';

/** Most notes that a search gives. */
const MOST_FOUND = 50;
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

import { diffChars, diffLines } from 'diff';
import type { AcceptedPlace } from '../events/acceptanceRecorded.ts';
import type { TextChange } from './editFact.ts';

/** A run of the inserted text, in UTF-16 code units from its start. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * Beyond this many single-character edits inside one changed block the block counts as new from its first to its last
 * difference. Keeps the diff of a rewritten function within a few milliseconds.
 */
const MOST_CHARACTER_EDITS = 1_500;

/**
 * The parts of `inserted` that `removed` did not hold already. Editors re-send text that was there: the typed start of a
 * line before a completion, closing brackets, whole functions around a small edit. Only what is new counts as accepted.
 */
export function newRuns(removed: string, inserted: string): Run[] {
  if (removed === '') return inserted === '' ? [] : [{ start: 0, end: inserted.length }];
  const runs: Run[] = [];
  let at = 0;
  let taken = '';
  for (const part of diffLines(removed, inserted)) {
    if (part.removed) {
      taken += part.value;
      continue;
    }
    if (part.added) runs.push(...newRunsInBlock(taken, part.value).map((run) => shifted(run, at)));
    taken = '';
    at += part.value.length;
  }
  return runs;
}

function newRunsInBlock(removed: string, inserted: string): Run[] {
  const parts = diffChars(removed, inserted, { maxEditLength: MOST_CHARACTER_EDITS });
  if (parts === undefined) return [differingMiddle(removed, inserted)];
  const runs: Run[] = [];
  let at = 0;
  for (const part of parts) {
    if (part.removed) continue;
    if (part.added) runs.push({ start: at, end: at + part.value.length });
    at += part.value.length;
  }
  return runs;
}

function differingMiddle(removed: string, inserted: string): Run {
  const shorter = Math.min(removed.length, inserted.length);
  let start = 0;
  while (start < shorter && removed[start] === inserted[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && removed.at(-1 - tail) === inserted.at(-1 - tail)) tail += 1;
  return { start, end: inserted.length - tail };
}

function shifted(run: Run, by: number): Run {
  return { start: run.start + by, end: run.end + by };
}

/**
 * Where an edit put new text, one place a change that brought some, top of the file first. Blank lines and changes that
 * brought only white space are left out, as in every count of lines that Grasp shows.
 */
export function acceptedPlaces(changes: readonly TextChange[]): AcceptedPlace[] {
  const topFirst = changes.toSorted((a, b) => a.line - b.line || a.character - b.character);
  const places: AcceptedPlace[] = [];
  let linesAdded = 0;
  for (const change of topFirst) {
    const place = placeOf(change, linesAdded);
    if (place.lines > 0) places.push(place);
    linesAdded += countBreaks(change.inserted) - countBreaks(change.removed ?? '');
  }
  return places;
}

function placeOf(change: TextChange, linesAdded: number): AcceptedPlace {
  const runs = newRuns(change.removed ?? '', change.inserted);
  const touched = new Set<number>();
  let characters = 0;
  for (const run of runs) {
    characters += run.end - run.start;
    let line = countBreaks(change.inserted.slice(0, run.start));
    for (const text of change.inserted.slice(run.start, run.end).split('\n')) {
      if (text.trim() !== '') touched.add(line);
      line += 1;
    }
  }
  const first = Math.min(...touched);
  return { line: change.line + linesAdded + (touched.size > 0 ? first : 0), lines: touched.size, characters };
}

function countBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

import { diffChars, diffLines } from 'diff';
import type { TextChange } from './editFact.ts';

/** A run of the inserted text, in UTF-16 code units from its start. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** A piece of text that a change kept: where it was in the removed text, and where it is in the inserted one. */
export interface KeptPiece {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/**
 * How much comparing one block of a change may cost, in steps. A block that would need more counts as new as a whole; so
 * a rewritten file costs some milliseconds, never seconds.
 */
const MOST_STEPS = 300_000;

/** The number of single edits up to which a comparison is worth it: each costs a step for each unit of the shorter side. */
function mostEdits(removed: number, inserted: number): number {
  return Math.ceil(MOST_STEPS / Math.max(1, Math.min(removed, inserted)));
}

/**
 * The parts of `inserted` that `removed` did not hold already. Editors re-send text that was there: the typed start of a
 * line before a completion, closing brackets, whole functions around a small edit. Only what is new counts as accepted.
 */
export function newRuns(removed: string, inserted: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const piece of keptPieces(removed, inserted)) {
    if (piece.to > at) runs.push({ start: at, end: piece.to });
    at = piece.to + piece.length;
  }
  if (at < inserted.length) runs.push({ start: at, end: inserted.length });
  return runs;
}

/** What a change kept of the text that it replaced, in order: the common ends, then equal lines, then equal characters. */
export function keptPieces(removed: string, inserted: string): KeptPiece[] {
  const head = commonStart(removed, inserted);
  const tail = commonEnd(removed, inserted, head);
  const middle = keptLines(removed.slice(head, removed.length - tail), inserted.slice(head, inserted.length - tail));
  return [
    { from: 0, to: 0, length: head },
    ...middle.map((piece) => moved(piece, head, head)),
    { from: removed.length - tail, to: inserted.length - tail, length: tail },
  ].filter((piece) => piece.length > 0);
}

function keptLines(removed: string, inserted: string): KeptPiece[] {
  if (removed === '' || inserted === '') return [];
  const parts = diffLines(removed, inserted, {
    maxEditLength: mostEdits(countBreaks(removed) + 1, countBreaks(inserted) + 1),
  });
  const pieces: KeptPiece[] = [];
  let from = 0;
  let to = 0;
  let gone = '';
  for (const part of parts ?? []) {
    if (part.removed) {
      gone += part.value;
      continue;
    }
    if (part.added) pieces.push(...keptCharacters(gone, part.value).map((piece) => moved(piece, from, to)));
    from += gone.length;
    gone = '';
    if (!part.added) {
      pieces.push({ from, to, length: part.value.length });
      from += part.value.length;
    }
    to += part.value.length;
  }
  return pieces;
}

function keptCharacters(removed: string, inserted: string): KeptPiece[] {
  if (removed === '' || inserted === '') return [];
  const pieces: KeptPiece[] = [];
  let from = 0;
  let to = 0;
  const parts = diffChars(removed, inserted, { maxEditLength: mostEdits(removed.length, inserted.length) });
  for (const part of parts ?? []) {
    const { length } = part.value;
    if (!part.added && !part.removed) pieces.push({ from, to, length });
    if (!part.added) from += length;
    if (!part.removed) to += length;
  }
  return pieces;
}

function moved({ from, to, length }: KeptPiece, byFrom: number, byTo: number): KeptPiece {
  return { from: from + byFrom, to: to + byTo, length };
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  return length;
}

/** New text at one place of a document, after the edit that brought it. */
export interface NewText {
  /** first and last line with new text, from 0 */
  readonly line: number;
  readonly lastLine: number;
  /** non-blank lines with at least one new character */
  readonly lines: number;
  /** new UTF-16 code units, white space included */
  readonly characters: number;
  /** where the inserted text ends, what was there before included: a caret that inserted it stands here */
  readonly end: { readonly line: number; readonly character: number };
  /** the new runs of text, each with its offset in the document */
  readonly runs: readonly TextRun[];
}

/** A run of text at an offset of its document, counted as in `TextChange`. */
export interface TextRun {
  readonly offset: number;
  readonly text: string;
}

/**
 * Where an edit put new text, one entry a change that brought some, top of the file first. Changes that brought only
 * white space are left out, and so are blank lines, as in every count of lines that Grasp shows.
 */
export function newTexts(changes: readonly TextChange[]): NewText[] {
  return newTextsAndSpace(changes).filter(({ lines }) => lines > 0);
}

/** The same with the changes that brought only white space, which may be a part of a completion. */
export function newTextsAndSpace(changes: readonly TextChange[]): NewText[] {
  const topFirst = changes.toSorted((a, b) => a.line - b.line || a.character - b.character);
  const texts: NewText[] = [];
  let linesAdded = 0;
  let charactersAdded = 0;
  for (const change of topFirst) {
    const text = newTextOf(change, linesAdded, charactersAdded);
    if (text.runs.length > 0) texts.push(text);
    linesAdded += countBreaks(change.inserted) - countBreaks(change.removed ?? '');
    charactersAdded += change.inserted.length - (change.removed ?? '').length;
  }
  return texts;
}

function newTextOf(change: TextChange, linesAdded: number, charactersAdded: number): NewText {
  const { inserted } = change;
  const runs = newRuns(change.removed ?? '', inserted).map(({ start, end }) => ({
    start,
    text: inserted.slice(start, end),
  }));
  // In ascending order: runs are, and so are the lines of each.
  const touched = new Set<number>();
  for (const run of runs) {
    let line = countBreaks(inserted.slice(0, run.start));
    for (const text of run.text.split('\n')) {
      if (text.trim() !== '') touched.add(line);
      line += 1;
    }
  }
  const top = change.line + linesAdded;
  return {
    line: top + ([...touched][0] ?? 0),
    lastLine: top + ([...touched].at(-1) ?? 0),
    lines: touched.size,
    characters: runs.reduce((sum, run) => sum + run.text.length, 0),
    end: {
      line: top + countBreaks(inserted),
      character: inserted.includes('\n')
        ? inserted.length - inserted.lastIndexOf('\n') - 1
        : change.character + inserted.length,
    },
    runs: runs.map(({ start, text }) => ({ offset: change.offset + charactersAdded + start, text })),
  };
}

function countBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

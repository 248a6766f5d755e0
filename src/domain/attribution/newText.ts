import { EditComparison } from './editComparison.ts';
import type { TextChange } from './editFact.ts';
import { isVisible } from './visibleText.ts';

/** A run of the inserted text, in UTF-16 code units from its start. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * The parts of the inserted text that the removed one did not hold already. Editors re-send text that was there: the typed
 * start of a line before a completion, closing brackets, whole functions around a small edit. Only what is new counts as
 * accepted.
 */
export function newRuns(change: TextChange, comparison: EditComparison): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const piece of comparison.keptBy(change)) {
    if (piece.to > at) runs.push({ start: at, end: piece.to });
    at = piece.to + piece.length;
  }
  if (at < change.inserted.length) runs.push({ start: at, end: change.inserted.length });
  return runs;
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
export function newTexts(changes: readonly TextChange[], comparison = new EditComparison(changes)): NewText[] {
  return newTextsAndSpace(changes, comparison).filter(({ lines }) => lines > 0);
}

/** The same with the changes that brought only white space, which may be a part of a completion. */
export function newTextsAndSpace(changes: readonly TextChange[], comparison: EditComparison): NewText[] {
  const topFirst = changes.toSorted((a, b) => a.line - b.line || a.character - b.character);
  const texts: NewText[] = [];
  let linesAdded = 0;
  let charactersAdded = 0;
  for (const change of topFirst) {
    const runs = newRuns(change, comparison);
    const breaks = countBreaks(change.inserted);
    if (runs.length > 0) {
      texts.push(newTextOf(change, runs, { line: change.line + linesAdded, breaks, charactersAdded }));
    }
    linesAdded += breaks - countBreaks(change.removed ?? '');
    charactersAdded += change.inserted.length - (change.removed ?? '').length;
  }
  return texts;
}

/** What to know of a change to say where its text stands after the edit. */
interface Standing {
  /** its first line */
  readonly line: number;
  /** line breaks that it inserted */
  readonly breaks: number;
  /** how much longer the document became above it */
  readonly charactersAdded: number;
}

function newTextOf(change: TextChange, runs: readonly Run[], standing: Standing): NewText {
  const { inserted } = change;
  const touched = visibleLines(inserted, runs);
  const top = standing.line;
  return {
    line: top + (touched[0] ?? 0),
    lastLine: top + (touched.at(-1) ?? 0),
    lines: touched.length,
    characters: runs.reduce((sum, { start, end }) => sum + end - start, 0),
    end: {
      line: top + standing.breaks,
      character:
        standing.breaks > 0 ? inserted.length - inserted.lastIndexOf('\n') - 1 : change.character + inserted.length,
    },
    runs: runs.map(({ start, end }) => ({
      offset: change.offset + standing.charactersAdded + start,
      text: inserted.slice(start, end),
    })),
  };
}

/** The lines of a text, from 0, in which one of the runs has more than white space, in order, each once. */
function visibleLines(text: string, runs: readonly Run[]): number[] {
  const lines: number[] = [];
  let line = 0;
  let lineEnd = endOfLine(text, 0);
  for (const run of runs) {
    for (let at = run.start; at < run.end; at = lineEnd + 1) {
      for (; lineEnd < at; lineEnd = endOfLine(text, lineEnd + 1)) line += 1;
      if (lines.at(-1) !== line && isVisible(text, at, Math.min(lineEnd, run.end))) lines.push(line);
    }
  }
  return lines;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function countBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

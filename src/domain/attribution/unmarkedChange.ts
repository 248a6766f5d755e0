import type { Origin } from './origin.ts';
import { isKeystroke, type RecentChange } from './recentChanges.ts';
import { isSameButSpace, visibleCharacters } from './visibleText.ts';

/** What a change is that no mark claimed, on a host that gives no reasons. `ask` means that the clipboard can tell more. */
export type UnmarkedVerdict = Origin | 'ask';

const WORD_OR_CALL = /^(?:\S+|[\p{L}\p{N}_$.]*\([^\n]*\))$/u;

/** Tells what its shape and the events around it tell, and no more: what could be two things is `unknown` or asked. */
export function judgeUnmarked(change: RecentChange): UnmarkedVerdict {
  const { fact, selection } = change;
  if (isReload(change)) return 'external';
  if (isKeystroke(fact.changes, selection) && selection !== 'keyboard') return keyOrTool(change);
  if (selection === 'keyboard') return isKeystroke(fact.changes, undefined) ? 'typed' : 'ask';
  return changesOnlySpace(change) || movesText(change) ? 'tool' : 'ask';
}

/** Whether a change can not be what an accept mark stands for, however soon the mark came after it. */
export function isNoCompletion(change: RecentChange): boolean {
  return isReload(change) || movesText(change);
}

/**
 * Whether a change looks as an accepted completion does that no key marked: a click on the toolbar, a key of somebody's
 * own. One event that brought more than a word to the caret, which moved behind it for no named cause.
 */
export function looksLikeCompletion({ fact, texts, selection, caretBehind }: RecentChange): boolean {
  if (!fact.active || fact.history !== undefined || selection !== 'unnamed' || !caretBehind) return false;
  return texts.some(({ runs }) => runs.some(({ text }) => isMoreThanAWord(text)));
}

/** Whether clipboard text is what a change brought: as a whole, or a line for each cursor. Indentation may differ. */
export function isPasteOf(clipboard: string, { fact }: RecentChange): boolean {
  const copied = plain(clipboard);
  if (copied === '') return false;
  const inserted = fact.changes.map((change) => plain(change.inserted));
  if (inserted.every((text) => text === copied)) return true;
  const lines = copied.split('\n');
  return lines.length === inserted.length && inserted.every((text) => lines.includes(text));
}

/**
 * Whether a change is what the suggestion list inserts too: a word, a call with its arguments, or a snippet, after which
 * a placeholder is selected.
 */
export function couldBeFromList({ texts, selection, caretBehind }: RecentChange): boolean {
  if (selection !== undefined && !caretBehind) return true;
  return texts.every(({ runs }) => WORD_OR_CALL.test(runs.map((run) => run.text).join('')));
}

/** A reload from disk leaves the document saved; any other edit is followed by word of unsaved changes. */
export function isReload({ fact, dirtied }: RecentChange): boolean {
  return fact.clean && !dirtied;
}

function keyOrTool({ fact, selection }: RecentChange): Origin {
  // Enter, Backspace and Delete move the caret for no named cause; a formatter changes many places, or none of the caret.
  const atCaret = fact.active && (selection !== undefined || fact.changes.length === 1);
  if (atCaret) return 'typed';
  return fact.changes.every(({ inserted }) => inserted.trim() === '') ? 'tool' : 'unknown';
}

function changesOnlySpace({ fact }: RecentChange): boolean {
  return fact.changes.every(({ removed, inserted }) => removed !== undefined && isSameButSpace(removed, inserted));
}

/** Lines that leave one place and arrive at another in the same change: moved lines, drag and drop, a sort. */
function movesText({ fact }: RecentChange): boolean {
  const removed = fact.changes.map((change) => change.removed ?? '');
  const inserted = fact.changes.map((change) => change.inserted);
  // Most changes add something. A count tells that sooner than lines do.
  if (visibleLength(removed) !== visibleLength(inserted)) return false;
  const gone = visibleLines(removed);
  return Math.max(fact.changes.length, gone.length) > 1 && isSameInAnyOrder(gone, visibleLines(inserted));
}

function visibleLength(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + visibleCharacters(text), 0);
}

function visibleLines(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    text
      .replaceAll(/[^\S\n]+/gu, '')
      .split('\n')
      .filter(Boolean),
  );
}

function isSameInAnyOrder(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  const counts = new Map<string, number>();
  for (const line of one) counts.set(line, (counts.get(line) ?? 0) + 1);
  return other.every((line) => {
    const left = (counts.get(line) ?? 0) - 1;
    counts.set(line, left);
    return left >= 0;
  });
}

function isMoreThanAWord(text: string): boolean {
  return /\S\s+\S|\S[^\p{L}\p{N}_$\s]+[\p{L}\p{N}_$]/u.test(text.trim());
}

function plain(text: string): string {
  return text
    .split(/\r\n|\r|\n/u)
    .map((line) => line.trim())
    .join('\n')
    .trimEnd();
}

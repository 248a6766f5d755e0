import type { EditFact, SelectionCause, TextChange } from './editFact.ts';

/** A change that may still be told apart by what follows it. */
export interface RecentChange {
  readonly fact: EditFact;
  selection: SelectionCause | undefined;
  /** `open` until something decides or its time is up */
  state: 'open' | 'accepted' | 'accepted and marked' | 'not a completion' | 'expired';
}

/** What an accept mark means, given the changes of the active document, newest last. */
export type MarkVerdict =
  | { readonly kind: 'adopt'; readonly change: RecentChange }
  | { readonly kind: 'confirm'; readonly change: RecentChange }
  | { readonly kind: 'orphan' };

/**
 * Joins an accept mark to the change that it marks: the newest one that is not a keystroke, if that is still open. The
 * first mark of a session can arrive after several later keystrokes; a mark without a change of its own is ordinary (Tab
 * that only jumps), and must not adopt a paste or an undo that came before it.
 */
export function judgeMark(changes: readonly RecentChange[]): MarkVerdict {
  for (const change of changes.toReversed()) {
    if (change.state === 'accepted') return { kind: 'confirm', change };
    if (isKeystroke(change)) continue;
    return change.state === 'open' ? { kind: 'adopt', change } : { kind: 'orphan' };
  }
  return { kind: 'orphan' };
}

/** Whether a change is one key's work: a character, an automatic pair, Enter with its indent, a deletion. */
function isKeystroke(change: RecentChange): boolean {
  return change.selection === 'keyboard' || change.fact.changes.every(isOneKey);
}

const AUTOMATIC_PAIRS: ReadonlySet<string> = new Set(['()', '[]', '{}', '<>', '""', "''", '``', '**']);

function isOneKey(change: TextChange): boolean {
  const text = change.inserted;
  return text.trim() === '' || isSingleCharacter(text) || AUTOMATIC_PAIRS.has(text);
}

function isSingleCharacter(text: string): boolean {
  return text.length === 1 || (text.length === 2 && text.codePointAt(0) !== text.charCodeAt(0));
}

import type { ChatEvidence } from './chatEditing.ts';
import type { EditComparison } from './editComparison.ts';
import type { EditFact, SelectionCause, TextChange } from './editFact.ts';
import type { NewText } from './newText.ts';

/** A change that may still be told apart by what follows it. */
export interface RecentChange {
  /** tells it from every other change of this session */
  readonly key: string;
  readonly fact: EditFact;
  /** when it was told, in milliseconds */
  readonly at: number;
  readonly comparison: EditComparison;
  /** what it brought; empty for one key's work, where nobody asks */
  readonly texts: readonly NewText[];
  /** what moved the selection right after it */
  selection: SelectionCause | undefined;
  /** whether the caret stood behind the new text then, with nothing selected */
  caretBehind: boolean;
  /** whether a selection moved to the new text then, into it or to its ends */
  caretAtText: boolean;
  /** whether the document was said to have unsaved changes after it */
  dirtied: boolean;
  /** what there is to tell an edit by chat from others, in a file that VS Code's chat edits */
  readonly chat: ChatEvidence | undefined;
  /** `open` until something decides or its time is up; `waiting` for a save, when it is too late for a mark */
  state: 'open' | 'waiting' | 'accepted' | 'accepted and marked' | 'settled';
}

/** Which accept command was carried out: one for the whole completion or one for its next word or line. */
export type AcceptedPart = 'whole' | 'part';

/** What an accept mark means, given the changes of the active document, newest last. */
export type MarkVerdict =
  | { readonly kind: 'adopt'; readonly change: RecentChange }
  | { readonly kind: 'confirm'; readonly change: RecentChange }
  | { readonly kind: 'orphan' };

/**
 * Joins an accept mark to the change that it marks: the newest one that is not a keystroke, if that is still open. The
 * first mark of a session can arrive after several later keystrokes; a mark without a change of its own is ordinary (Tab
 * that only jumps), and must not adopt a paste or an undo that came before it. Accepting a part always changes the text,
 * and by as little as one character: its mark takes the newest change, unless the keyboard typed that.
 */
export function judgeMark(changes: readonly RecentChange[], part: AcceptedPart): MarkVerdict {
  const newest = changes.at(-1);
  if (part === 'part' && newest?.state === 'open' && newest.selection === 'unnamed') {
    return { kind: 'adopt', change: newest };
  }
  for (const change of changes.toReversed()) {
    if (change.state === 'accepted') return { kind: 'confirm', change };
    if (isKeystroke(change.fact.changes, change.selection)) continue;
    return change.state === 'open' ? { kind: 'adopt', change } : { kind: 'orphan' };
  }
  return { kind: 'orphan' };
}

/** Whether a change is one key's work: a character, an automatic pair, Enter with its indent, a deletion. */
export function isKeystroke(changes: readonly TextChange[], selection: SelectionCause | undefined): boolean {
  return selection === 'keyboard' || changes.every((change) => isOneKey(change, selection));
}

const AUTOMATIC_PAIRS: ReadonlySet<string> = new Set(['()', '[]', '{}', '<>', '""', "''", '``', '**']);

function isOneKey({ inserted, removed }: TextChange, selection: SelectionCause | undefined): boolean {
  if (inserted.trim() === '' || AUTOMATIC_PAIRS.has(inserted)) return true;
  // An edit suggestion may exchange a single character; a key that does so moves the selection as the keyboard.
  const exchanges = selection === 'unnamed' && (removed ?? '').trim() !== '' && removed !== inserted;
  return isSingleCharacter(inserted) && !exchanges;
}

function isSingleCharacter(text: string): boolean {
  return text.length === 1 || (text.length === 2 && text.codePointAt(0) !== text.charCodeAt(0));
}

/** Whether a caret stands right behind new text of a change. */
export function standsBehind(
  { texts }: RecentChange,
  carets: readonly { readonly line: number; readonly character: number }[],
): boolean {
  return texts.some(({ end }) =>
    carets.some(({ line, character }) => line === end.line && character === end.character),
  );
}

/** Whether a caret stands in new text of a change, or at its ends. */
export function standsAt(
  { texts }: RecentChange,
  carets: readonly { readonly line: number; readonly character: number }[],
): boolean {
  return texts.some(({ line: first, end }) =>
    carets.some(
      ({ line, character }) => line >= first && (line < end.line || (line === end.line && character <= end.character)),
    ),
  );
}

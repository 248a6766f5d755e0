import type { OwnershipClass } from '../../src/domain/ownership/area.ts';
import type { SkipReason } from '../../src/domain/events/lotRecorded.ts';
import type { Chooser } from '../../src/domain/events/noteWritten.ts';
import type { AnswerGiven, ExplainSnapshot } from '../../src/protocol/explainMessages.ts';
import { inLines, inNumbers } from '../shared/words.ts';

export const CHOOSER_WORDS: Readonly<Record<Chooser, string>> = { me: 'I', ai: 'the AI', together: 'together' };

export const CLASS_WORDS: Readonly<Record<OwnershipClass, string>> = {
  core: 'core: all of it is mine to own',
  repeatable: 'repeatable: I could have it made again',
  transient: 'transient: it need not be owned',
};

/** Reasons in the order in which they are offered, each with its key. */
export const SKIP_WORDS: readonly { readonly reason: SkipReason; readonly key: string; readonly words: string }[] = [
  { reason: 'known', key: 'K', words: 'I know this code already' },
  { reason: 'trivial', key: 'T', words: 'It is trivial' },
  { reason: 'no time', key: 'N', words: 'No time now' },
  { reason: 'not mine', key: 'M', words: 'It is not mine to explain' },
  { reason: 'other', key: 'O', words: 'Another reason' },
];

const WHEN: Readonly<Record<ExplainSnapshot['purpose'], string>> = {
  commit: 'Before this commit',
  waiting: 'Before this commit',
  ahead: 'Staged so far',
  fresh: 'Written just now',
  queue: 'Committed before',
};

/** What is asked for, in one line. */
export function headline({ purpose, lines, places, others }: ExplainSnapshot): string {
  const what = `${WHEN[purpose]}: ${inLines(lines)} by AI`;
  if (others === 0) return places.length === 1 ? what : `${what}, in ${inNumbers(places.length)} places`;
  return places.length === 1
    ? `${what}, the place that matters most`
    : `${what}, the ${inNumbers(places.length)} places that matter most`;
}

export function saveWords({ purpose }: ExplainSnapshot): string {
  return isBeforeCommit(purpose) ? 'Save and commit' : 'Save';
}

/** Putting it off is what lets a commit go on that waits. */
export function laterWords({ purpose }: ExplainSnapshot): { readonly words: string; readonly key: string } {
  return purpose === 'waiting' ? { words: 'Commit now', key: 'C' } : { words: 'Later', key: 'L' };
}

/** Where a commit waited and did not wait any longer. */
export const WENT_ON = 'The commit went on. What you write here still counts.';

/** What becomes of it when the page is closed. */
export function closingWords({ purpose }: ExplainSnapshot): string {
  return purpose === 'waiting'
    ? 'closes, lets the commit go on and keeps what you gave'
    : 'closes and keeps what you gave';
}

/** What happened, once an answer is on the disk. */
export function doneWords(kind: AnswerGiven['kind'], { purpose }: ExplainSnapshot): string {
  if (kind === 'later' && purpose === 'waiting') return 'The commit goes on. This waits in the queue.';
  if (kind === 'later') return 'Kept for later. It waits in the queue.';
  const what = kind === 'saved' ? 'Written down.' : 'Skipped, with your reason.';
  return isBeforeCommit(purpose) ? `${what} The commit goes on.` : what;
}

function isBeforeCommit(purpose: ExplainSnapshot['purpose']): boolean {
  return purpose === 'commit' || purpose === 'waiting';
}

export function spentWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${inNumbers(seconds)} s` : `${inNumbers(minutes)} min ${inNumbers(seconds % 60)} s`;
}

/** The keys as they are called on the person's keyboard. */
export function primaryKey(): string {
  return /Mac|iPhone|iPad/u.test(navigator.userAgent) ? '⌘⏎' : 'Ctrl+Enter';
}

/**
 * Text of a file as it can be shown: what would turn the direction of the text around it, hide in it or act is named
 * in its place, so that code is never read as something else than it is.
 */
export function visible(text: string): string {
  // What no font shows, but for the choice between text and emoji, which is in many comments.
  return text.replaceAll(/(?![\ufe0e\ufe0f])[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu, (character) =>
    character === '\t'
      ? character
      : `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

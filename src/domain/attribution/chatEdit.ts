import type { ChatEvidence } from './chatEditing.ts';
import { isKeystroke, type RecentChange } from './recentChanges.ts';
import type { Signal } from './signals.ts';
import { isReload, judgeUnmarked } from './unmarkedChange.ts';

/**
 * Whether a change was by VS Code's chat, on a host that gives no reasons: the signal that says so, by what is known now.
 * An edit that VS Code entered in the baseline is not by chat. One that it did not is, if nothing by chat was pending
 * before. While something is, an edit of a person inside of that text is not entered either: then it takes a file that
 * was opened for the edit, a save after it as only VS Code itself makes it, and a caret that stands elsewhere.
 */
export function judgeChatEdit(change: RecentChange): Signal | undefined {
  const chat = usableEvidence(change);
  if (chat === undefined) return undefined;
  if (chat.nothingPending) {
    if (chat.expected) return 'chat-documents';
    return chat.saved === 'silently' ? 'chat-documents-and-save' : 'chat-hint';
  }
  const isSaved = chat.saved === 'silently';
  if (chat.expected && isSaved) return change.caretAtText ? 'chat-hint' : 'chat-documents-and-save';
  return (chat.expected || isSaved) && !change.caretAtText ? 'chat-hint' : undefined;
}

/** Whether a save that may still come would tell more about a change. */
export function waitsForSave(change: RecentChange): boolean {
  const chat = usableEvidence(change);
  return chat !== undefined && chat.saved === undefined && !(chat.nothingPending && chat.expected);
}

/** Whether a change is so surely by chat that an accept mark right after it can not mean it. */
export function isSurelyByChat({ chat }: RecentChange): boolean {
  return chat?.nothingPending === true && chat.expected && !chat.mirrored;
}

function usableEvidence(change: RecentChange): ChatEvidence | undefined {
  const { chat, selection, fact } = change;
  if (chat === undefined || chat.mirrored || selection === 'keyboard' || isReload(change)) return undefined;
  if (chat.nothingPending) return chat.expected || !isKeystroke(fact.changes, selection) ? chat : undefined;
  return judgeUnmarked(change) === 'ask' ? chat : undefined;
}

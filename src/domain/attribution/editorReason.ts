import type { EditFact, EditSource } from './editFact.ts';
import type { Origin } from './origin.ts';
import type { AcceptedPart } from './recentChanges.ts';
import type { Signal } from './signals.ts';

/** What the editor's own reason tells of a change. */
export type EditorVerdict =
  | { readonly kind: 'accepted'; readonly part: AcceptedPart; readonly signal: Signal }
  | { readonly kind: 'other'; readonly origin: Origin }
  /** The text is what another program, or git, wrote to the file. */
  | { readonly kind: 'disk' };

const ACCEPT_SOURCES: ReadonlyMap<string, AcceptedPart> = new Map([
  ['inlineCompletionAccept', 'whole'],
  ['inlineCompletionPartialAccept', 'part'],
]);

/** Edits by chat and by agents that the editor hosts. */
const CHAT_SOURCES: ReadonlySet<string> = new Set(['Chat.applyEdits', 'inlineChat.applyEdits']);
const RELOAD = 'reloadFromDisk';
/** What takes edits by chat back. */
const CHAT_UNDO_SOURCES: ReadonlySet<string> = new Set(['Chat.undoEdits', 'Chat.reset']);
/** The name of a source that is otherwise unknown: a checkpoint of the chat is restored. */
const CHECKPOINT = 'editSessionUndoRedo';

/** Names are those of VS Code's `textModelEditSource.ts`. */
const ORIGIN_OF_SOURCE: ReadonlyMap<string, Origin> = new Map([
  ['Chat.undoEdits', 'restored'],
  ['Chat.reset', 'restored'],
  ['applyEdits', 'restored'],
  ['setValue', 'external'],
  ['suggest', 'tool'],
  ['snippet', 'tool'],
  ['rename', 'tool'],
  ['codeAction', 'tool'],
  ['eolChange', 'tool'],
  ['inlineCompletionAccept', 'tool'],
  ['inlineCompletionPartialAccept', 'tool'],
]);

/** Commands of the editor that are keys of a person rather than tools. */
const TYPING_COMMANDS = /^(?:type|composition\w*|cut|delete\w*|tab|outdent|lineBreakInsert|executeCommands?)$/u;

/**
 * What the editor's own reason says, or `undefined` on a host that gives none. The built-in suggestion list shown as
 * grey text has the source of a completion but names no extension: it is not AI.
 */
export function editorVerdict(fact: EditFact): EditorVerdict | undefined {
  if (fact.history !== undefined) return { kind: 'other', origin: 'restored' };
  if (fact.source === undefined) return undefined;
  const part = ACCEPT_SOURCES.get(fact.source.name);
  if (part !== undefined && (fact.source.extensionId ?? '').trim() !== '') {
    return { kind: 'accepted', part, signal: 'editor-reason' };
  }
  if (fact.source.name === RELOAD) return { kind: 'disk' };
  if (CHAT_SOURCES.has(fact.source.name)) return { kind: 'accepted', part: 'whole', signal: 'editor-chat-reason' };
  return { kind: 'other', origin: originOfSource(fact.source) };
}

/** Whether an edit took back what stood there before: an undo, also of edits by chat. */
export function takesBack({ history, source }: EditFact): boolean {
  if (history === 'undo') return true;
  return source !== undefined && (CHAT_UNDO_SOURCES.has(source.name) || source.detail === CHECKPOINT);
}

function originOfSource({ name, detail }: EditSource): Origin {
  if (name === 'cursor') {
    if (detail === 'paste') return 'pasted';
    return TYPING_COMMANDS.test(detail) ? 'typed' : 'tool';
  }
  if (detail === CHECKPOINT) return 'restored';
  // The formatter and the editor's own actions name themselves; an extension's edit does not.
  if (name === 'unknown')
    return /^(?:format|insertFinal|editor\.|suggestController)/u.test(detail) ? 'tool' : 'unknown';
  return ORIGIN_OF_SOURCE.get(name) ?? 'unknown';
}

import { EditComparison } from './editComparison.ts';
import type { EditFact, TextChange } from './editFact.ts';

/**
 * What VS Code shows of the files that its chat edits. For each of them it keeps a document, the baseline, with the text
 * from before the edits that nobody has kept or undone yet. Edits by anybody else are entered there too, those by chat
 * are not. Times are milliseconds of any clock.
 */
export type ChatFact =
  /** `same`: whether the file has the same text; `empty`: whether the baseline has none, as when chat made the file */
  | {
      readonly kind: 'baseline opened';
      readonly uri: string;
      readonly at: number;
      readonly same: boolean;
      readonly empty: boolean;
    }
  /** a copy that VS Code makes of a file for its chat, also right before an edit */
  | { readonly kind: 'snapshot opened'; readonly uri: string; readonly at: number; readonly same: boolean }
  | {
      readonly kind: 'baseline changed';
      readonly uri: string;
      readonly edit: EditPrint;
      readonly isSame: () => boolean;
    }
  | { readonly kind: 'baseline closed'; readonly uri: string; readonly at: number }
  /** `silently`: without the word that VS Code gives before any other save */
  | { readonly kind: 'saved'; readonly uri: string; readonly silently: boolean };

/** By what an edit is recognised in another document, whose lines stand elsewhere. */
export interface EditPrint {
  /** all that it inserted, in the order of the document */
  readonly inserted: string;
  /** characters that it removed, a line break counting as one */
  readonly removed: number;
}

/** What else the editor did around an edit of a file that has a baseline. */
export interface ChatEvidence {
  /** Before the edit the file was as its baseline. Then VS Code enters every edit there that is not by chat. */
  readonly nothingPending: boolean;
  /** VS Code had opened the file for its chat to edit right before */
  readonly expected: boolean;
  /** VS Code entered it in the baseline */
  mirrored: boolean;
  /** how the file was saved next */
  saved: 'silently' | 'announced' | undefined;
}

/** Between VS Code opening a file for its chat and the edit lie up to 300 ms where it is slow; in milliseconds. */
const EXPECTED_FOR = 1_000;
/** The file that chat made and its baseline close together when its making is undone, in milliseconds. */
const CLOSE_TOGETHER = 1_000;
/** Edits that wait to be seen in the baseline, or for a save; a person makes a few in that time. */
const MOST_UNSEEN = 64;

interface ChatFile {
  readonly empty: boolean;
  pending: boolean;
  /** keys of the changes by chat that wait; none is known for sure after some of their text was kept */
  waitingKeys: string[];
  opened: number;
  /** the last edit that was expected, if nobody else turns out to have made it */
  lastExpected: { readonly evidence: ChatEvidence; readonly at: number } | undefined;
  /** edits that were not seen in the baseline, since the last save */
  unseen: { readonly evidence: ChatEvidence; readonly edit: EditPrint }[];
  closed: number | undefined;
}

/** The text of a file and of its baseline as they are now, with plain line breaks. */
export interface ChatTexts {
  readonly baseline: string;
  readonly file: string;
}

/** Follows the files that VS Code's chat edits, and collects the evidence for each edit of them. */
export class ChatEditing {
  readonly #files = new Map<string, ChatFile>();
  readonly #texts: (uri: string) => ChatTexts | undefined;

  /** @param texts gives nothing for a file without a baseline, or one that is too long to be compared */
  constructor(texts: (uri: string) => ChatTexts | undefined) {
    this.#texts = texts;
  }

  take(fact: ChatFact): void {
    if (fact.kind === 'baseline opened') {
      const { at, same, empty } = fact;
      const waits = { pending: !same, waitingKeys: [], unseen: [] };
      this.#files.set(fact.uri, { ...waits, empty, opened: at, lastExpected: undefined, closed: undefined });
      return;
    }
    const file = this.#files.get(fact.uri);
    if (file === undefined) return;
    if (fact.kind === 'snapshot opened') {
      file.opened = fact.at;
      file.pending = !fact.same;
    } else if (fact.kind === 'baseline changed') takeBaselineChange(file, fact);
    else if (fact.kind === 'saved') takeSave(file, fact.silently);
    else if (file.empty && file.pending) file.closed = fact.at;
    else this.#files.delete(fact.uri);
  }

  /** The evidence for an edit, which grows while more is seen; `undefined` for a file without a baseline. */
  noteEdit({ uri, changes, history }: EditFact, at: number): ChatEvidence | undefined {
    const file = this.#files.get(uri);
    if (file === undefined || file.closed !== undefined || history === 'redo') return undefined;
    const { lastExpected } = file;
    const goesOn = lastExpected?.evidence.mirrored === false && at - lastExpected.at <= EXPECTED_FOR;
    const expected = goesOn || at - file.opened <= EXPECTED_FOR;
    const evidence: ChatEvidence = {
      nothingPending: !file.pending && file.unseen.length === 0,
      expected,
      mirrored: false,
      saved: undefined,
    };
    if (expected && history === undefined) file.lastExpected = { evidence, at };
    file.unseen.push({
      evidence,
      edit: printOf(changes.map((one) => ({ ...one, removed: one.removed?.length ?? 0 }))),
    });
    if (file.unseen.length > MOST_UNSEEN) file.pending = file.unseen.shift() !== undefined;
    return history === undefined ? evidence : undefined;
  }

  /** A change turned out to be by chat: what it wrote waits to be kept or undone. */
  wasByChat(uri: string, key: string): void {
    const file = this.#files.get(uri);
    if (file === undefined) return;
    file.pending = true;
    file.waitingKeys.push(key);
  }

  /**
   * Whether an edit that was just made took text by chat back: each place that it changed is now as in the baseline,
   * with what is around it. An edit by anybody else is not in the baseline yet when it comes. Gives the keys of the
   * changes of which nothing is left, where that is known; `undefined` for any other edit.
   */
  takesBack({ uri, changes, history }: EditFact): readonly string[] | undefined {
    const file = this.#files.get(uri);
    if (file?.pending !== true || file.closed !== undefined || history !== undefined || isKeysWork(changes)) {
      return undefined;
    }
    const texts = this.#texts(uri);
    if (texts === undefined || !isAsInBaseline(changes, texts)) return undefined;
    return texts.baseline === texts.file ? file.waitingKeys.splice(0) : [];
  }

  /** Whether a file that closes is one that chat had made, and whose making was undone. It is followed no more. */
  closesUndone(uri: string, at: number): boolean {
    const file = this.#files.get(uri);
    if (file === undefined || !file.empty || !file.pending) return false;
    this.#files.delete(uri);
    return file.closed === undefined || at - file.closed <= CLOSE_TOGETHER;
  }
}

interface Printable {
  readonly line: number;
  readonly character: number;
  /** characters that were removed */
  readonly removed: number;
  readonly inserted: string;
}

export function printOf(changes: readonly Printable[]): EditPrint {
  const topFirst = changes.toSorted((a, b) => a.line - b.line || a.character - b.character);
  return {
    inserted: topFirst.map(({ inserted }) => inserted).join(''),
    removed: changes.reduce((sum, { removed }) => sum + removed, 0),
  };
}

function takeBaselineChange(file: ChatFile, { edit, isSame }: Extract<ChatFact, { kind: 'baseline changed' }>): void {
  const mirrored = file.unseen.findIndex(
    ({ edit: { inserted, removed } }) => inserted === edit.inserted && removed === edit.removed,
  );
  const [found] = mirrored < 0 ? [] : file.unseen.splice(mirrored, 1);
  if (found !== undefined) found.evidence.mirrored = true;
  else {
    // Anything else is Keep, for all or for a part, or what somebody types while nothing is recorded.
    file.pending = edit.inserted.length + edit.removed <= 1 || !isSame();
    file.unseen = [];
    file.waitingKeys = [];
  }
}

function takeSave(file: ChatFile, silently: boolean): void {
  for (const { evidence } of file.unseen) evidence.saved ??= silently ? 'silently' : 'announced';
  // What nobody has seen in the baseline by now waits.
  file.pending ||= file.unseen.length > 0;
  file.unseen = [];
}

/** A key's work is not compared with the baseline, which takes time in a long file: no Undo is missed by it that matters. */
function isKeysWork(changes: readonly TextChange[]): boolean {
  return changes.every(({ removed = '', inserted }) => {
    const [gone, come] = [removed.trim().length, inserted.trim().length];
    return gone + come <= 1 || (gone === 0 && come <= 2);
  });
}

function isAsInBaseline(changes: readonly TextChange[], { baseline, file }: ChatTexts): boolean {
  if (baseline === file) return true;
  const whole: TextChange = { line: 0, character: 0, offset: 0, removed: baseline, inserted: file };
  const kept = new EditComparison([whole]).keptBy(whole);
  let grown = 0;
  return changes
    .toSorted((a, b) => a.offset - b.offset)
    .every(({ offset, removed = '', inserted }) => {
      const from = Math.max(0, offset + grown - 1);
      const to = Math.min(file.length, offset + grown + inserted.length + 1);
      grown += inserted.length - removed.length;
      return kept.some((piece) => piece.to <= from && to <= piece.to + piece.length);
    });
}

import { isSurelyByChat, judgeChatEdit, waitsForSave } from '../../domain/attribution/chatEdit.ts';
import type { ChatEditing, ChatEvidence } from '../../domain/attribution/chatEditing.ts';
import { linesLeftOut } from '../../domain/attribution/diskWrite.ts';
import { EditComparison } from '../../domain/attribution/editComparison.ts';
import type { EditFact, SelectionCause } from '../../domain/attribution/editFact.ts';
import { editorVerdict, takesBack, type EditorVerdict } from '../../domain/attribution/editorReason.ts';
import { newTexts, newTextsAndSpace, type NewText } from '../../domain/attribution/newText.ts';
import {
  judgeMark,
  standsAt,
  standsBehind,
  type AcceptedPart,
  type RecentChange,
} from '../../domain/attribution/recentChanges.ts';
import type { Origin } from '../../domain/attribution/origin.ts';
import { evidenceOf, isByChat, type Signal } from '../../domain/attribution/signals.ts';
import {
  couldBeFromList,
  isNoCompletion,
  isPasteOf,
  judgeUnmarked,
  looksLikeCompletion,
} from '../../domain/attribution/unmarkedChange.ts';
import type { AcceptanceRecorded } from '../../domain/events/acceptanceRecorded.ts';
import type { Evidence } from '../../domain/provenance/author.ts';
import type { Clipboard } from '../../ports/clipboard.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Timers } from '../../ports/timers.ts';
import type { AcceptanceFollower } from './acceptanceFollower.ts';
import { isAskedForText } from './askedForText.ts';
import type { DiskOutcome, DiskWrites } from './diskWrites.ts';
import type { EditCounts } from './editCounts.ts';
import type { EditWitness } from './editWitness.ts';

/** Open changes are looked at this often, in milliseconds, while there are any. */
const LOOK_EVERY = 100;
/** A mark that comes so much later than a change is not of it, in milliseconds; the first one of a window takes longer. */
const [MARK_WITHIN, FIRST_MARK_WITHIN] = [1_000, 2_500];
/** Looks after which a change that waits for its mark is settled: 200 to 300 ms. Measured is change, then mark, at once. */
const LOOKS = 3;
/** The first call of the mark's command may come after a check for activation, and so after further keystrokes: 1.5 s. */
const FIRST_LOOKS = 15;
/** Looks for which a change by chat may wait for the save that follows it: 6 s. Measured are up to 1.8 s. */
const CHAT_LOOKS = 60;
/** Changes that are kept per document to be joined with a mark. */
const CHANGES_KEPT = 32;

/** What it is when text by chat was taken back, whatever the editor calls it. */
const TAKEN_BACK: EditorVerdict = { kind: 'other', origin: 'restored' };

export interface Mark {
  readonly uri: string;
  readonly part: AcceptedPart;
  /** whether the person's settings show the suggestion list as grey text too */
  readonly listIsGreyText: boolean;
}

interface OpenChange {
  readonly change: RecentChange;
  looks: number;
}

export interface EditRecorderParts {
  readonly timers: Timers;
  readonly clock: Clock;
  readonly chat: ChatEditing;
  readonly clipboard: Clipboard;
  readonly follower: AcceptanceFollower;
  readonly counts: EditCounts;
  readonly disk: DiskWrites;
  readonly witness: EditWitness;
  readonly report: (error: unknown) => void;
}

/**
 * Turns what the editor reports into acceptances and counts. It stands behind the edit, never before it: the text is in
 * the document when an edit arrives here, and nothing that happens here can change or delay it.
 */
export class EditRecorder implements Disposable, DiskOutcome {
  readonly #parts: EditRecorderParts;
  readonly #recent = new Map<string, RecentChange[]>();
  #open: OpenChange[] = [];
  /** looks at the clipboard that are under way */
  readonly #asking = new Set<{ readonly uri: string; readonly done: Promise<void> }>();
  #timer: Disposable | undefined;
  #isWarm = false;
  #changes = 0;

  constructor(parts: EditRecorderParts) {
    this.#parts = parts;
  }

  recordEdit(fact: EditFact): void {
    const { chat, follower, clock, witness } = this.#parts;
    const comparison = new EditComparison(fact.changes);
    const takenBack = chat.takesBack(fact);
    follower.follow(fact, comparison, takenBack !== undefined || takesBack(fact));
    follower.dropText(fact.uri, takenBack ?? []);
    const evidence = takenBack === undefined ? chat.noteEdit(fact, clock.now()) : undefined;
    const verdict = takenBack === undefined ? editorVerdict(fact) : TAKEN_BACK;
    const texts = isAskedForText(fact, verdict, evidence) ? newTexts(fact.changes, comparison) : [];
    const change = this.#changeOf(fact, comparison, texts, evidence);
    this.#remember(change);
    witness.edited(change);
    if (change.texts.length > 0) follower.watch(change);
    this.#follow(change, verdict);
  }

  #follow(change: RecentChange, verdict: EditorVerdict | undefined): void {
    if (verdict?.kind === 'accepted') this.#accept(change, verdict.part, verdict.signal);
    else if (verdict?.kind === 'other') this.#settle(change, verdict.origin, 'editor');
    else if (verdict?.kind === 'disk') this.#askDisk(change);
    else this.#wait(change);
  }

  /** The selection of a document moved: a cause that came with the newest change tells who made that change. */
  recordSelection(uri: string, cause: SelectionCause, carets: readonly { line: number; character: number }[]): void {
    const newest = this.#recent.get(uri)?.at(-1);
    if (newest?.state !== 'open') return;
    const isFirst = newest.selection === undefined;
    newest.selection ??= cause;
    // A second move, to a placeholder, tells a snippet from a completion.
    newest.caretBehind = isFirst && carets.length > 0 && standsBehind(newest, carets);
    newest.caretAtText ||= carets.length === 0 || standsAt(newest, carets);
  }

  /** A document was said to have unsaved changes, which a reload from disk never leaves. */
  recordUnsaved(uri: string): void {
    const newest = this.#recent.get(uri)?.at(-1);
    if (newest !== undefined) newest.dirtied = true;
  }

  /** The mark's command has been called once, for nothing: from now on a mark comes right after its change. */
  warmUp(): void {
    this.#isWarm = true;
  }

  /** The engineer pressed a key that accepts a completion, and the editor has carried it out. */
  recordMark({ uri, part, listIsGreyText }: Mark): void {
    const latest = this.#isWarm ? MARK_WITHIN : FIRST_MARK_WITHIN;
    this.#isWarm = true;
    const verdict = judgeMark(this.#recent.get(uri) ?? [], part);
    if (verdict.kind === 'orphan') return;
    const { change } = verdict;
    if (verdict.kind === 'adopt') {
      // Grasp hung between the two, and never looked at the change.
      if (this.#parts.clock.now() - change.at > latest) return;
      if (isNoCompletion(change) || isSurelyByChat(change)) return;
      const fromList = listIsGreyText && couldBeFromList(change);
      this.#accept(change, part, fromList ? 'accept-mark-or-list' : 'accept-mark');
    }
    change.state = 'accepted and marked';
  }

  /** A document is closed. Its file is gone, too, if chat had made it and that was undone. */
  recordClosed(uri: string): void {
    this.#settleOpen((change) => change.fact.uri === uri);
    if (this.#parts.chat.closesUndone(uri, this.#parts.clock.now())) this.#parts.follower.takenBack(uri);
    this.forgetDocument(uri);
  }

  forgetDocument(uri: string): void {
    this.#settleOpen((change) => change.fact.uri === uri);
    this.#parts.disk.settle((one) => one === uri);
    const asked = [...this.#asking].filter((one) => one.uri === uri);
    const forget = (): void => {
      this.#recent.delete(uri);
      this.#parts.follower.forgetDocument(uri);
      this.#parts.witness.forgetDocument(uri);
      this.#parts.counts.flush(uri);
    };
    forget();
    // Once more when the clipboard has told about the last edits.
    if (asked.length > 0) void Promise.all(asked.map(({ done }) => done)).then(forget);
  }

  /** Records what is known of all documents, and follows them no more. Settles when the clipboard has told of the last edits. */
  async letGo(): Promise<void> {
    this.#settleOpen(() => true);
    this.#parts.disk.settle(() => true);
    this.#open = [];
    const asked = [...this.#asking].map(({ done }) => done);
    this.#recent.clear();
    this.dispose();
    if (asked.length === 0) return;
    await Promise.all(asked);
    this.dispose();
  }

  /** Follows nothing more, and records nothing of what it held. Settles as `letGo` does. */
  async drop(): Promise<void> {
    this.#open = [];
    this.#parts.disk.drop();
    const asked = [...this.#asking].map(({ done }) => done);
    this.#recent.clear();
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#dropHeld();
    await Promise.all(asked);
    if (asked.length > 0) this.#dropHeld();
  }

  #dropHeld(): void {
    this.#parts.follower.drop();
    this.#parts.counts.drop();
    this.#parts.witness.letGo();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#parts.disk.settle(() => true);
    this.#parts.follower.dispose();
    this.#parts.counts.dispose();
    this.#parts.witness.letGo();
    // Only now, since the witness may still want the texts of files that are not open.
    this.#parts.disk.letGo();
  }

  #changeOf(fact: EditFact, comparison: EditComparison, texts: readonly NewText[], chat?: ChatEvidence): RecentChange {
    const nothingSeen = { selection: undefined, caretBehind: false, caretAtText: false, dirtied: false };
    const [key, at] = [String((this.#changes += 1)), this.#parts.clock.now()];
    return { key, fact, at, comparison, texts, chat, ...nothingSeen, state: 'open' };
  }

  #remember(change: RecentChange): void {
    const changes = this.#recent.get(change.fact.uri) ?? [];
    changes.push(change);
    if (changes.length > CHANGES_KEPT) changes.shift();
    this.#recent.set(change.fact.uri, changes);
  }

  #wait(change: RecentChange): void {
    this.#open.push({ change, looks: 0 });
    this.#timer ??= this.#parts.timers.after(LOOK_EVERY, () => {
      this.#look();
    });
  }

  #look(): void {
    const looks = this.#isWarm ? LOOKS : FIRST_LOOKS;
    const due: RecentChange[] = [];
    this.#open = this.#open.filter((open) => {
      open.looks += 1;
      const { change } = open;
      if (!isUndecided(change)) return false;
      if (open.looks < looks) return true;
      const waits = open.looks < CHAT_LOOKS && waitsForSave(change);
      if (waits) change.state = 'waiting';
      else due.push(change);
      return waits;
    });
    this.#timer =
      this.#open.length === 0
        ? undefined
        : this.#parts.timers.after(LOOK_EVERY, () => {
            this.#look();
          });
    for (const change of due) this.#settleNow(change);
  }

  #settleOpen(which: (change: RecentChange) => boolean): void {
    for (const { change } of this.#open) if (isUndecided(change) && which(change)) this.#settleNow(change);
  }

  #settle(change: RecentChange, origin: Origin, evidence: Evidence): void {
    change.state = 'settled';
    if (change.texts.length > 0) this.#parts.follower.unwatch(change);
    this.#parts.counts.count(change.fact, origin);
    // What the keyboard moved the caret for is as sure as what the editor says.
    const confidence = evidence === 'editor' || origin === 'typed' ? 'certain' : 'likely';
    this.#parts.witness.decided(change, { origin, confidence, evidence });
  }

  #settleNow(change: RecentChange): void {
    const byChat = judgeChatEdit(change);
    // What stands in front of the caret may have been pasted, whatever else there is.
    if (byChat !== undefined && evidenceOf(byChat).confidence !== 'guess' && !change.caretBehind) {
      this.#accept(change, 'whole', byChat);
      return;
    }
    const verdict = byChat === undefined ? judgeUnmarked(change) : 'ask';
    if (verdict === 'external') {
      this.#askDisk(change);
      return;
    }
    if (verdict !== 'ask') {
      this.#settle(change, verdict, 'events');
      return;
    }
    const done = this.#askClipboard(change, byChat).catch(this.#parts.report);
    const asking = { uri: change.fact.uri, done };
    this.#asking.add(asking);
    void done.then(() => this.#asking.delete(asking));
  }

  #askDisk(change: RecentChange): void {
    change.state = 'settled';
    this.#parts.disk.reloaded(change, this.#recent.get(change.fact.uri)?.at(-1) === change, this);
  }

  /** What came from the disk was no agent's, as far as anybody can tell. */
  settled(change: RecentChange, origin: Origin): void {
    const isTold = origin === 'external' && change.fact.source !== undefined;
    this.#settle(change, origin, isTold ? 'editor' : 'events');
  }

  accepted(
    change: RecentChange,
    texts: readonly NewText[],
    by: { signal: Signal; provider: string | undefined },
  ): void {
    const { follower, disk } = this.#parts;
    const isLess = texts.length > 0 && texts !== change.texts;
    // Where other text stands in front of it by now, it is followed as a whole.
    if (isLess && disk.isAsWritten(change)) {
      follower.unwatch(change);
      follower.watch({ ...change, texts });
    }
    const notOf = isLess ? linesLeftOut(change.texts, texts) : undefined;
    this.#accept(isLess ? { ...change, texts } : change, 'whole', by.signal, { provider: by.provider, notOf });
  }

  /** An agent says that it made a change that nobody saw being made; the file has its text. */
  recordReported(fact: EditFact, by: { signal: Signal; provider: string }): void {
    const comparison = new EditComparison(fact.changes);
    this.#parts.follower.follow(fact, comparison, false);
    const change = this.#changeOf(fact, comparison, newTexts(fact.changes, comparison));
    this.#parts.witness.edited(change);
    if (change.texts.length > 0) this.#parts.follower.watch(change);
    this.#accept(change, 'whole', by.signal, { provider: by.provider });
  }

  /** Stronger evidence came in for a change that was recorded as AI's. */
  upgraded(change: RecentChange, { signal, provider }: { signal: Signal; provider: string | undefined }): void {
    const acceptance = this.#parts.follower.upgrade(change, signal, provider);
    if (acceptance === undefined) return;
    this.#parts.witness.decided(change, { ...evidenceOf(signal), evidence: signal, acceptance });
  }

  async #askClipboard(change: RecentChange, byChat: Signal | undefined): Promise<void> {
    change.state = 'settled';
    const clipboard = await this.#parts.clipboard.read();
    if (clipboard.kind === 'text' && isPasteOf(clipboard.text, change)) {
      this.#settle(change, 'pasted', 'clipboard');
    } else if (byChat !== undefined) {
      this.#accept(change, 'whole', byChat);
    } else if (clipboard.kind !== 'off' && looksLikeCompletion(change)) {
      this.#accept(change, 'whole', 'shape');
    } else {
      // With the comparison switched off a paste and a completion look the same, and nobody wants to be asked about each.
      this.#settle(change, 'unknown', 'events');
    }
  }

  #accept(
    change: RecentChange,
    part: AcceptedPart,
    signal: Signal,
    { provider, notOf }: AcceptedBy = { provider: change.fact.source?.extensionId },
  ): void {
    change.state = 'accepted';
    const { fact, texts, comparison } = change;
    // Keys by which a part is accepted may bring a single character or a space; until then nobody asked what it brought.
    const brought = texts.length > 0 ? change : { ...change, texts: newTextsAndSpace(fact.changes, comparison) };
    const { origin, confidence } = evidenceOf(signal);
    if (brought.texts.every(({ lines }) => lines === 0) && origin === 'agent') {
      // What an agent deletes or indents is no acceptance, but an edit like others.
      const isGuess = confidence === 'guess';
      this.#settle(change, isGuess ? 'unknown' : origin, confidence === 'certain' ? 'editor' : 'events');
      return;
    }
    if (brought.texts.length === 0) return;
    if (isByChat(signal)) this.#parts.chat.wasByChat(fact.uri, change.key);
    if (brought !== change) this.#parts.follower.watch(brought);
    const acceptance = this.#parts.follower.accept(brought, part, {
      ...fileOf(fact),
      origin,
      confidence,
      signal,
      ...(provider === undefined ? {} : { provider }),
    });
    this.#parts.witness.decided(change, { origin, confidence, evidence: signal, acceptance }, notOf);
  }
}

/** @see EditWitness.decided for `notOf` */
interface AcceptedBy {
  readonly provider: string | undefined;
  readonly notOf?: ReadonlySet<string> | undefined;
}

function fileOf({ uri, folder, language }: EditFact): Pick<AcceptanceRecorded, 'uri' | 'folder' | 'language'> {
  return { uri, ...(folder === undefined ? {} : { folder }), language };
}

function isUndecided({ state }: RecentChange): boolean {
  return state === 'open' || state === 'waiting';
}

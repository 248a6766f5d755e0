import type { EditFact, SelectionCause } from '../../domain/attribution/editFact.ts';
import { saysCompletionAccepted } from '../../domain/attribution/editorReason.ts';
import { acceptedPlaces } from '../../domain/attribution/newText.ts';
import { judgeMark, type RecentChange } from '../../domain/attribution/recentChanges.ts';
import type { Signal } from '../../domain/attribution/signals.ts';
import type { AcceptanceRecorded } from '../../domain/events/acceptanceRecorded.ts';
import type { Timers } from '../../ports/timers.ts';

/** How long a change waits for its accept mark, in milliseconds: measured order is change, then mark, at once. */
const MARK_WINDOW = 250;
/** The first mark of a session may come after a check for activation, and so after further keystrokes. */
const FIRST_MARK_WINDOW = 1_500;
/** Changes that are kept per document to be joined with a mark. */
const CHANGES_KEPT = 32;

/**
 * Turns what the editor reports into acceptances. It stands behind the edit, never before it: the text is in the
 * document when an edit arrives here, and nothing that happens here can change or delay it.
 */
export class EditRecorder {
  readonly #timers: Timers;
  readonly #accept: (acceptance: AcceptanceRecorded) => void;
  readonly #recent = new Map<string, RecentChange[]>();
  #markedBefore = false;

  constructor(timers: Timers, accept: (acceptance: AcceptanceRecorded) => void) {
    this.#timers = timers;
    this.#accept = accept;
  }

  recordEdit(fact: EditFact): void {
    const accepted = saysCompletionAccepted(fact);
    const change: RecentChange = { fact, selection: undefined, state: 'open' };
    this.#remember(change);
    if (accepted === true) {
      this.#acceptChange(change, 'editor-reason');
    } else if (accepted === false) {
      change.state = 'not a completion';
    } else {
      this.#timers.after(this.#markedBefore ? MARK_WINDOW : FIRST_MARK_WINDOW, () => {
        if (change.state === 'open') change.state = 'expired';
      });
    }
  }

  /** The selection of a document moved: a cause that came with the newest change tells who made that change. */
  recordSelection(uri: string, cause: SelectionCause): void {
    const newest = this.#recent.get(uri)?.at(-1);
    if (newest?.state === 'open') newest.selection ??= cause;
  }

  /** The engineer pressed the key that accepts a completion, in this document, and the editor has carried it out. */
  recordMark(uri: string): void {
    this.#markedBefore = true;
    const verdict = judgeMark(this.#recent.get(uri) ?? []);
    if (verdict.kind === 'orphan') return;
    if (verdict.kind === 'adopt') this.#acceptChange(verdict.change, 'accept-mark');
    verdict.change.state = 'accepted and marked';
  }

  forgetDocument(uri: string): void {
    this.#recent.delete(uri);
  }

  #remember(change: RecentChange): void {
    const changes = this.#recent.get(change.fact.uri) ?? [];
    changes.push(change);
    if (changes.length > CHANGES_KEPT) changes.shift();
    this.#recent.set(change.fact.uri, changes);
  }

  #acceptChange(change: RecentChange, signal: Signal): void {
    change.state = 'accepted';
    const { fact } = change;
    const places = acceptedPlaces(fact.changes);
    if (places.length === 0) return;
    this.#accept({
      uri: fact.uri,
      ...(fact.folder === undefined ? {} : { folder: fact.folder }),
      language: fact.language,
      origin: 'completion',
      confidence: 'certain',
      signal,
      ...(fact.source?.extensionId === undefined ? {} : { provider: fact.source.extensionId }),
      places,
    });
  }
}

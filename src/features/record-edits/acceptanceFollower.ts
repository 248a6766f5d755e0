import type { EditComparison } from '../../domain/attribution/editComparison.ts';
import type { EditFact } from '../../domain/attribution/editFact.ts';
import type { NewText } from '../../domain/attribution/newText.ts';
import type { AcceptedPart, RecentChange } from '../../domain/attribution/recentChanges.ts';
import { evidenceOf, type Signal } from '../../domain/attribution/signals.ts';
import { TrackedSpans } from '../../domain/attribution/trackedSpans.ts';
import { visibleCharacters } from '../../domain/attribution/visibleText.ts';
import {
  ACCEPTANCE_GROWN,
  ACCEPTANCE_STATE,
  ACCEPTANCE_SURVIVAL,
  ACCEPTANCE_UPGRADED,
  type AcceptanceFollowUp,
  type AcceptanceRecorded,
  type AcceptanceState,
  type AcceptedPlace,
  type Checkpoint,
} from '../../domain/events/acceptanceRecorded.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Timers } from '../../ports/timers.ts';

/** Parts of one completion come at most this far apart, in milliseconds. */
const PARTS_APART = 10_000;
/** A document is looked at again this long after an edit, in milliseconds. */
const LOOK_AGAIN = 300;
/** Checkpoints of VS Code's own tracker, in seconds after the acceptance. */
const CHECKPOINT_SECONDS: readonly (readonly [Checkpoint, number])[] = [
  ['30s', 30],
  ['2min', 120],
  ['5min', 300],
  ['10min', 600],
  ['15min', 900],
];

interface Followed {
  /** id of its event in the journal */
  readonly id: string;
  readonly timers: Set<Disposable>;
  accepted: number;
  state: AcceptanceState;
  places: readonly (AcceptedPlace & { readonly lastLine: number })[];
  /** when the last part came, if parts may still follow */
  partialSince: number | undefined;
  committed: boolean;
}

interface FollowedDocument {
  readonly spans: TrackedSpans;
  /** by the key of the change that brought it */
  readonly acceptances: Map<string, Followed>;
  undone: boolean;
  look: Disposable | undefined;
}

export interface AcceptanceStore {
  /** Records an acceptance and returns its id. */
  record(acceptance: AcceptanceRecorded): string;
  followUp(followUp: AcceptanceFollowUp): void;
}

/** Follows every acceptance through the later edits of its document: further parts, undo and redo, and what survives. */
export class AcceptanceFollower implements Disposable {
  readonly #store: AcceptanceStore;
  readonly #timers: Timers;
  readonly #clock: Clock;
  readonly #documents = new Map<string, FollowedDocument>();

  constructor(store: AcceptanceStore, timers: Timers, clock: Clock) {
    this.#store = store;
    this.#timers = timers;
    this.#clock = clock;
  }

  /**
   * Every edit of a document, in order, before anything is decided about it.
   * @param takesBack whether it restores what stood there before, so that what it takes away was never kept
   */
  follow({ uri, changes, history }: EditFact, comparison: EditComparison, takesBack: boolean): void {
    const document = this.#documents.get(uri);
    if (document === undefined) return;
    for (const change of changes) document.spans.apply(change, history !== undefined, comparison);
    document.undone ||= takesBack;
    if (document.acceptances.size > 0) this.#planLook(document);
  }

  /** Nothing of some acceptances is left in a document, whatever looks like their text there. */
  dropText(uri: string, keys: readonly string[]): void {
    for (const key of keys) this.#documents.get(uri)?.spans.forget(key);
  }

  /** Follows the new text of a change that may turn out to be an acceptance. */
  watch(change: RecentChange): void {
    const document = this.#documents.get(change.fact.uri) ?? this.#begin(change.fact.uri);
    const runs = change.texts.flatMap((text) => text.runs);
    document.spans.add(change.key, runs);
  }

  /** The change was no acceptance. */
  unwatch({ key, fact }: RecentChange): void {
    this.#documents.get(fact.uri)?.spans.forget(key);
  }

  /**
   * The change was an acceptance, of which the parameters say the rest; or a further part of an earlier one. Gives its id,
   * `undefined` for white space.
   */
  accept(change: RecentChange, part: AcceptedPart, acceptance: Omit<AcceptanceRecorded, 'places'>): string | undefined {
    const document = this.#documents.get(change.fact.uri) ?? this.#begin(change.fact.uri);
    const isPart = acceptance.origin === 'completion' && acceptance.confidence === 'certain';
    const earlier = isPart ? this.#earlierPart(document, change) : undefined;
    if (earlier !== undefined) {
      this.#grow(document, earlier, change, part);
      return earlier[1].id;
    }
    if (change.texts.every(({ lines }) => lines === 0)) {
      // White space alone is no acceptance, it can only go on with one.
      this.unwatch(change);
      return undefined;
    }
    const places = linesOnce(change.texts).map(({ line, lastLine, lines, characters }) => ({
      line,
      lastLine,
      lines,
      characters,
    }));
    const followed: Followed = {
      id: this.#store.record({ ...acceptance, places: places.map(toPlace) }),
      timers: new Set(),
      accepted: visible(change.texts),
      state: 'kept',
      places,
      partialSince: part === 'part' ? this.#clock.now() : undefined,
      committed: false,
    };
    // It may be gone before it is known what it was.
    if (!document.spans.keptCharacters().has(change.key)) this.#planLook(document);
    else if (document.acceptances.size === 0) document.undone = false;
    document.acceptances.set(change.key, followed);
    this.#planCheckpoints(document, change.key, followed);
    return followed.id;
  }

  /** Stronger evidence came in for the acceptance that a change was. Gives its id, `undefined` when it is not followed. */
  upgrade({ key, fact }: RecentChange, signal: Signal, provider: string | undefined): string | undefined {
    const id = this.#documents.get(fact.uri)?.acceptances.get(key)?.id;
    if (id === undefined) return undefined;
    const { confidence } = evidenceOf(signal);
    const named = provider === undefined ? {} : { provider };
    this.#store.followUp({ kind: ACCEPTANCE_UPGRADED, of: id, confidence, signal, ...named });
    return id;
  }

  /** The file is gone because its making by chat was undone: nothing in it was kept. */
  takenBack(uri: string): void {
    const document = this.#documents.get(uri);
    document?.look?.dispose();
    if (document !== undefined) document.look = undefined;
    for (const followed of document?.acceptances.values() ?? []) {
      if (followed.state !== 'kept') continue;
      followed.state = 'reverted';
      this.#store.followUp({ kind: ACCEPTANCE_STATE, of: followed.id, state: 'reverted' });
    }
  }

  /** A commit was made under a folder: what of each acceptance in it is there now? Once for each acceptance. */
  committed(folder: string): void {
    for (const [uri, document] of this.#documents) {
      if (!uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`)) continue;
      const kept = document.spans.keptCharacters();
      for (const [key, followed] of document.acceptances) {
        if (followed.committed) continue;
        followed.committed = true;
        this.#survived(followed, 'commit', kept.get(key) ?? 0);
      }
    }
  }

  /**
   * Where the acceptances of a document that are followed begin now, by their ids: as an offset, counted as in
   * `TextChange`, or `undefined` for one of which nothing is there.
   */
  startsIn(uri: string): ReadonlyMap<string, number | undefined> {
    const document = this.#documents.get(uri);
    const starts = document?.spans.starts();
    return new Map([...(document?.acceptances ?? [])].map(([key, { id }]) => [id, starts?.get(key)]));
  }

  /** The document is closed: nothing more can be seen of what is in it. */
  forgetDocument(uri: string): void {
    const document = this.#documents.get(uri);
    if (document === undefined) return;
    if (document.look !== undefined) this.#lookAgain(document);
    stopTimers(document);
    this.#documents.delete(uri);
  }

  /** Follows nothing more, and records nothing of what became of it. */
  drop(): void {
    for (const document of this.#documents.values()) stopTimers(document);
    this.#documents.clear();
  }

  dispose(): void {
    for (const uri of [...this.#documents.keys()]) this.forgetDocument(uri);
  }

  #begin(uri: string): FollowedDocument {
    const document = { spans: new TrackedSpans(), acceptances: new Map(), undone: false, look: undefined };
    this.#documents.set(uri, document);
    return document;
  }

  /** The acceptance whose next part this is: it is unfinished, and each new text begins where one of its texts ends. */
  #earlierPart({ spans, acceptances }: FollowedDocument, { texts }: RecentChange): [string, Followed] | undefined {
    const oldest = this.#clock.now() - PARTS_APART;
    for (const [key, followed] of acceptances) {
      if (followed.partialSince === undefined || followed.partialSince < oldest) continue;
      if (followed.places.length !== texts.length) continue;
      const ends = spans.endsOf(key);
      if (texts.every(({ runs }) => runs[0] !== undefined && ends.includes(runs[0].offset))) return [key, followed];
    }
    return undefined;
  }

  #grow(
    { spans }: FollowedDocument,
    [key, followed]: [string, Followed],
    change: RecentChange,
    part: AcceptedPart,
  ): void {
    spans.join(change.key, key);
    followed.accepted += visible(change.texts);
    followed.partialSince = part === 'part' ? this.#clock.now() : undefined;
    const texts = linesOnce(change.texts);
    followed.places = followed.places.map((place, cursor) => {
      const more = texts[cursor];
      if (more === undefined) return place;
      // The part goes on in the line in which the one before it ended.
      const shared = more.lines > 0 && more.line === place.lastLine ? 1 : 0;
      return {
        line: place.line,
        lastLine: more.lines > 0 ? more.lastLine : place.lastLine,
        lines: place.lines + more.lines - shared,
        characters: place.characters + more.characters,
      };
    });
    this.#store.followUp({ kind: ACCEPTANCE_GROWN, of: followed.id, places: followed.places.map(toPlace) });
  }

  #planLook(document: FollowedDocument): void {
    document.look ??= this.#timers.after(LOOK_AGAIN, () => {
      document.look = undefined;
      this.#lookAgain(document);
    });
  }

  #lookAgain(document: FollowedDocument): void {
    const kept = document.spans.keptCharacters();
    for (const [key, followed] of document.acceptances) {
      const gone = document.undone ? 'reverted' : 'deleted';
      const state = (kept.get(key) ?? 0) > 0 ? 'kept' : gone;
      // What is gone stays as it went: an undo of something else does not make a deletion one.
      if (state === followed.state || (state !== 'kept' && followed.state !== 'kept')) continue;
      followed.state = state;
      this.#store.followUp({ kind: ACCEPTANCE_STATE, of: followed.id, state });
    }
    document.undone = false;
  }

  #planCheckpoints(document: FollowedDocument, key: string, followed: Followed): void {
    for (const [at, seconds] of CHECKPOINT_SECONDS) {
      const timer = this.#timers.after(seconds * 1_000, () => {
        followed.timers.delete(timer);
        this.#survived(followed, at, document.spans.keptCharacters().get(key) ?? 0);
      });
      followed.timers.add(timer);
    }
  }

  #survived({ id, accepted }: Followed, at: Checkpoint, kept: number): void {
    const share = accepted === 0 ? 0 : Math.min(1, Math.round((kept / accepted) * 1_000) / 1_000);
    this.#store.followUp({ kind: ACCEPTANCE_SURVIVAL, of: id, at, share });
  }
}

function stopTimers({ look, acceptances }: FollowedDocument): void {
  look?.dispose();
  for (const { timers } of acceptances.values()) for (const timer of timers) timer.dispose();
}

function visible(texts: readonly NewText[]): number {
  return texts.reduce((sum, { runs }) => sum + runs.reduce((all, run) => all + visibleCharacters(run.text), 0), 0);
}

/** Several new texts in one line, as an edit suggestion brings them, are one line with new text. */
function linesOnce(texts: readonly NewText[]): NewText[] {
  return texts.map((text, at) => {
    const isShared = text.lines > 0 && texts[at - 1]?.lastLine === text.line;
    return isShared ? { ...text, lines: text.lines - 1 } : text;
  });
}

function toPlace({ line, lines, characters }: AcceptedPlace): AcceptedPlace {
  return { line, lines, characters };
}

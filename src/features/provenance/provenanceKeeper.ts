import type { RecentChange } from '../../domain/attribution/recentChanges.ts';
import type { Origin } from '../../domain/attribution/origin.ts';
import { Authors, isAiAuthor, type Author, type Decision } from '../../domain/provenance/author.ts';
import { DocumentProvenance, type SeenEdit } from '../../domain/provenance/documentProvenance.ts';
import { namesOfLines } from '../../domain/provenance/knownLines.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import { LostLines, type FindLine } from '../../domain/provenance/lineTexts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import type { EditWitness } from '../record-edits/editWitness.ts';

/** Edits wait this many milliseconds for others before they are followed, so that a keystroke does not wait for that. */
const GATHER = 100;
/** No more edits and decisions wait than this many. */
const MOST_WAITING = 1_000;
/** How many lines of open documents are compared with a text that was pasted. */
const MOST_COMPARED = 20_000;

export interface ProvenanceKeeperParts {
  readonly clock: Clock;
  readonly timers: Timers;
  /** the lines of an open document as they are now, `undefined` when it is not open */
  readonly linesOf: (uri: string) => readonly string[] | undefined;
  readonly report: (error: unknown) => void;
}

interface WaitingEdit extends SeenEdit {
  readonly uri: string;
}

interface WaitingDecision {
  readonly uri: string;
  readonly key: string;
  readonly decision: Decision;
  readonly at: number;
}

/**
 * Keeps who wrote what in every open document that is recorded, from its first edit on. What it is told waits a moment, and
 * whoever asks finds all of it followed.
 */
export class ProvenanceKeeper implements EditWitness, Disposable {
  readonly #parts: ProvenanceKeeperParts;
  readonly #authors = new Authors();
  readonly #documents = new Map<string, DocumentProvenance>();
  #lost = new LostLines();
  readonly #changed: Emitter<ReadonlySet<string>>;
  #edits: WaitingEdit[] = [];
  #decisions: WaitingDecision[] = [];
  #timer: Disposable | undefined;
  /** fires with the documents of which more is known than before, or nothing any more */
  readonly onDidChange: Emitter<ReadonlySet<string>>['listen'];

  constructor(parts: ProvenanceKeeperParts) {
    this.#parts = parts;
    this.#changed = new Emitter(parts.report);
    this.onDidChange = this.#changed.listen;
  }

  edited({ key, fact: { uri, changes, history }, comparison }: RecentChange): void {
    this.#edits.push({ uri, key, changes, history, comparison, at: this.#parts.clock.now() });
    this.#wait();
  }

  decided({ key, fact: { uri } }: RecentChange, decision: Decision): void {
    this.#decisions.push({ uri, key, decision, at: this.#parts.clock.now() });
    this.#wait();
  }

  /** The engineer says whose an acceptance was, or takes that back. It counts wherever its text is by now. */
  corrected(acceptance: string, origin: Origin | undefined): void {
    const decision = origin && ({ origin, confidence: 'certain', evidence: 'correction' } as const);
    this.#follow();
    this.#authors.restate(acceptance, decision);
    if (this.#documents.size > 0) this.#changed.fire(new Set(this.#documents.keys()));
  }

  forgetDocument(uri: string): void {
    this.#follow();
    if (this.#documents.delete(uri)) this.#changed.fire(new Set([uri]));
  }

  letGo(): void {
    this.#follow();
    const gone = new Set(this.#documents.keys());
    this.#documents.clear();
    this.#lost = new LostLines();
    if (gone.size > 0) this.#changed.fire(gone);
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  /** The origin of each line of an open document; none for a document that nobody has edited. */
  lineOrigins(uri: string): readonly (LineOrigin | undefined)[] {
    this.#follow();
    const lines = this.#documents.has(uri) ? this.#parts.linesOf(uri) : undefined;
    return lines === undefined ? [] : (this.#documents.get(uri)?.lineOrigins(lines) ?? []);
  }

  #begin(uri: string): DocumentProvenance {
    const document = new DocumentProvenance({ uri, authors: this.#authors, lost: this.#lost });
    this.#documents.set(uri, document);
    return document;
  }

  #wait(): void {
    if (this.#edits.length + this.#decisions.length > MOST_WAITING) this.#follow();
    else
      this.#timer ??= this.#parts.timers.after(GATHER, () => {
        this.#follow();
      });
  }

  /** Follows what waits: first all edits, since the documents have them all by now, then what was decided. */
  #follow(): void {
    this.dispose();
    const edits = this.#edits;
    const decisions = this.#decisions;
    if (edits.length + decisions.length === 0) return;
    this.#edits = [];
    this.#decisions = [];
    for (const { uri, ...edit } of edits) {
      this.#safely(uri, () => {
        (this.#documents.get(uri) ?? this.#begin(uri)).apply(edit);
      });
    }
    const copiedFrom = this.#copiedFrom();
    for (const { uri, key, decision, at } of decisions) {
      this.#safely(uri, () => this.#documents.get(uri)?.decide(key, decision, at, copiedFrom));
    }
    this.#changed.fire(new Set([...edits, ...decisions].map(({ uri }) => uri)));
  }

  /** What fails here must neither keep an edit from being recorded, nor say anything wrong afterwards. */
  #safely(uri: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#parts.report(error);
      this.#documents.delete(uri);
    }
  }

  /** Looks through the open documents only when somebody asks, and once for all that is asked. */
  #copiedFrom(): FindLine {
    let authors: ReadonlyMap<string, Author | undefined> | undefined;
    return (name) => {
      authors ??= this.#aiLines();
      return authors.get(name);
    };
  }

  /** By its names, the author of each line that is AI's; `undefined` for one that somebody else has written, too. */
  #aiLines(): ReadonlyMap<string, Author | undefined> {
    const found = new Map<string, Author | undefined>();
    let left = MOST_COMPARED;
    for (const [uri, document] of this.#documents) {
      const lines = document.hasAi ? (this.#parts.linesOf(uri) ?? []) : [];
      left -= lines.length;
      if (left < 0) break;
      const authors = document.lineAuthors(lines);
      namesOfLines(lines.map((line) => line.trim())).forEach((names, index) => {
        const author = authors[index];
        const ai = author !== undefined && isAiAuthor(author) ? author : undefined;
        const isDoubtful = (name: string): boolean =>
          found.has(name) && (ai === undefined || found.get(name) === undefined);
        for (const name of names) found.set(name, isDoubtful(name) ? undefined : ai);
      });
    }
    return found;
  }
}

import type { RecentChange } from '../../domain/attribution/recentChanges.ts';
import type { Origin } from '../../domain/attribution/origin.ts';
import { Authors, isAiAuthor, type Author, type Decision } from '../../domain/provenance/author.ts';
import { DocumentProvenance } from '../../domain/provenance/documentProvenance.ts';
import { namesOfLines } from '../../domain/provenance/knownLines.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import { LostLines, type FindLine } from '../../domain/provenance/lineTexts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import type { EditWitness } from '../record-edits/editWitness.ts';

/** Changes are told of after this many milliseconds, once for all that came meanwhile. */
const GATHER = 100;
/** How many lines of open documents are compared with a text that was pasted. */
const MOST_COMPARED = 20_000;

export interface ProvenanceKeeperParts {
  readonly clock: Clock;
  readonly timers: Timers;
  /** the lines of an open document as they are now, `undefined` when it is not open */
  readonly linesOf: (uri: string) => readonly string[] | undefined;
  readonly report: (error: unknown) => void;
}

/** Keeps who wrote what in every open document that is recorded, from its first edit on. */
export class ProvenanceKeeper implements EditWitness, Disposable {
  readonly #parts: ProvenanceKeeperParts;
  readonly #authors = new Authors();
  readonly #documents = new Map<string, DocumentProvenance>();
  #lost = new LostLines();
  readonly #changed: Emitter<ReadonlySet<string>>;
  #changes = new Set<string>();
  #telling: Disposable | undefined;
  /** fires with the documents of which more is known than before, or nothing any more */
  readonly onDidChange: Emitter<ReadonlySet<string>>['listen'];

  constructor(parts: ProvenanceKeeperParts) {
    this.#parts = parts;
    this.#changed = new Emitter(parts.report);
    this.onDidChange = this.#changed.listen;
  }

  edited({ key, fact: { uri, changes, history }, comparison }: RecentChange): void {
    this.#safely(uri, () => {
      const document = this.#documents.get(uri) ?? this.#begin(uri);
      document.apply({ key, changes, history, comparison, at: this.#parts.clock.now() });
    });
  }

  decided({ key, fact: { uri } }: RecentChange, decision: Decision): void {
    const document = this.#documents.get(uri);
    if (document === undefined) return;
    this.#safely(uri, () => {
      document.decide(key, decision, this.#parts.clock.now(), this.#copiedFrom());
      this.#tell(uri);
    });
  }

  /** The engineer says whose an acceptance was, or takes that back. It counts wherever its text is by now. */
  corrected(acceptance: string, origin: Origin | undefined): void {
    const decision = origin && ({ origin, confidence: 'certain', evidence: 'correction' } as const);
    this.#authors.restate(acceptance, decision);
    for (const uri of this.#documents.keys()) this.#tell(uri);
  }

  forgetDocument(uri: string): void {
    if (this.#documents.has(uri)) this.#forget([uri]);
  }

  letGo(): void {
    this.#forget([...this.#documents.keys()]);
    this.#lost = new LostLines();
  }

  dispose(): void {
    this.#telling?.dispose();
    this.#telling = undefined;
  }

  /** The origin of each line of an open document; none for a document that nobody has edited. */
  lineOrigins(uri: string): readonly (LineOrigin | undefined)[] {
    const lines = this.#documents.has(uri) ? this.#parts.linesOf(uri) : undefined;
    return lines === undefined ? [] : (this.#documents.get(uri)?.lineOrigins(lines) ?? []);
  }

  #begin(uri: string): DocumentProvenance {
    const document = new DocumentProvenance({ uri, authors: this.#authors, lost: this.#lost });
    this.#documents.set(uri, document);
    return document;
  }

  /** What fails here must neither keep an edit from being recorded, nor say anything wrong afterwards. */
  #safely(uri: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#parts.report(error);
      this.#forget([uri]);
    }
  }

  #forget(uris: readonly string[]): void {
    for (const uri of uris) {
      this.#documents.delete(uri);
      this.#changes.add(uri);
    }
    this.#tellNow();
  }

  #tell(uri: string): void {
    if (!this.#changed.isHeard) return;
    this.#changes.add(uri);
    this.#telling ??= this.#parts.timers.after(GATHER, () => {
      this.#tellNow();
    });
  }

  #tellNow(): void {
    this.dispose();
    if (this.#changes.size === 0) return;
    const changes = this.#changes;
    this.#changes = new Set();
    this.#changed.fire(changes);
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

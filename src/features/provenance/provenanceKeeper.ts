import type { RecentChange } from '../../domain/attribution/recentChanges.ts';
import type { Origin } from '../../domain/attribution/origin.ts';
import { Authors, type Decision } from '../../domain/provenance/author.ts';
import { DocumentProvenance, type SeenEdit } from '../../domain/provenance/documentProvenance.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import { LostLines } from '../../domain/provenance/lineTexts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Timers } from '../../ports/timers.ts';
import { Emitter } from '../emitter.ts';
import type { EditWitness } from '../record-edits/editWitness.ts';
import { copiedFrom } from './copiedLines.ts';
import { LeftDocuments, settledLinesOf, type SettledLines } from './leftDocuments.ts';

/** Edits wait this many milliseconds for others before they are followed, so that a keystroke does not wait for that. */
const GATHER = 100;
/** No more edits and decisions wait than this many. */
const MOST_WAITING = 1_000;
/** Of a document with more lines than this nothing is asked and nothing written. */
export const MOST_LINES = 20_000;

export interface ProvenanceKeeperParts {
  readonly clock: Clock;
  readonly timers: Timers;
  /** the lines of an open document, or of one that is just being closed; `undefined` for another one, and beyond `most` lines */
  readonly linesOf: (uri: string, most?: number) => readonly string[] | undefined;
  readonly report: (error: unknown) => void;
}

interface WaitingEdit extends SeenEdit {
  readonly uri: string;
}

interface WaitingDecision {
  readonly uri: string;
  readonly key: string;
  readonly decision: Decision;
  readonly notOf: ReadonlySet<string> | undefined;
  readonly at: number;
}

/** A question about the lines of a document as they were when it began. */
export interface AskedLines {
  readonly lines: readonly string[];
  /** Takes the answer in. A question that fails has an empty one. */
  readonly answer: (origins: readonly (LineOrigin | undefined)[]) => void;
}

/**
 * Keeps who wrote what in every open document that is recorded. What it is told waits a moment, and whoever asks finds all
 * of it followed.
 */
export class ProvenanceKeeper implements EditWitness, Disposable {
  readonly #parts: ProvenanceKeeperParts;
  readonly #authors = new Authors();
  readonly #documents = new Map<string, DocumentProvenance>();
  readonly #left: LeftDocuments;
  #lost = new LostLines();
  readonly #changed: Emitter<ReadonlySet<string>>;
  readonly #followed: Emitter<ReadonlySet<string>>;
  readonly #gone: Emitter<string>;
  readonly #unseen: Emitter<undefined>;
  #edits: WaitingEdit[] = [];
  #decisions: WaitingDecision[] = [];
  /** how often the engineer has corrected something */
  #corrections = 0;
  #timer: Disposable | undefined;
  /** fires with the documents of which more is known than before, or nothing any more */
  readonly onDidChange: Emitter<ReadonlySet<string>>['listen'];
  /** fires with those in which something was written, or was decided of what was written */
  readonly onDidFollow: Emitter<ReadonlySet<string>>['listen'];
  /** fires with each document that is not followed any more */
  readonly onDidLetGo: Emitter<string>['listen'];
  /** fires when text came from the disk, which another window may have seen being written */
  readonly onDidTakeFromDisk: Emitter<undefined>['listen'];

  constructor(parts: ProvenanceKeeperParts) {
    this.#parts = parts;
    this.#left = new LeftDocuments(parts.clock);
    this.#changed = new Emitter(parts.report);
    this.#followed = new Emitter(parts.report);
    this.#gone = new Emitter(parts.report);
    this.#unseen = new Emitter(parts.report);
    this.onDidChange = this.#changed.listen;
    this.onDidFollow = this.#followed.listen;
    this.onDidLetGo = this.#gone.listen;
    this.onDidTakeFromDisk = this.#unseen.listen;
  }

  edited({ key, fact: { uri, changes, history }, comparison }: RecentChange): void {
    this.#edits.push({ uri, key, changes, history, comparison, at: this.#parts.clock.now() });
    this.#wait();
  }

  decided({ key, fact: { uri } }: RecentChange, decision: Decision, notOf?: ReadonlySet<string>): void {
    this.#decisions.push({ uri, key, decision, notOf, at: this.#parts.clock.now() });
    this.#wait();
  }

  /** An edit was made of which nothing may be known, and so nothing is known any more of where text stands. */
  missed(uri: string): void {
    if (this.#edits.length > 0) this.#follow();
    if (!this.#documents.has(uri)) return;
    this.#delete(uri);
    this.#changed.fire(new Set([uri]));
  }

  /** The engineer says whose an acceptance was, or takes that back. It counts wherever its text is by now. */
  corrected(acceptance: string, origin: Origin | undefined): void {
    const decision = origin && ({ origin, confidence: 'certain', evidence: 'correction' } as const);
    this.#follow();
    this.#corrections += 1;
    this.#authors.restate(acceptance, decision);
    this.#fireAll();
  }

  forgetDocument(uri: string): void {
    this.#follow();
    if (this.#leave(uri)) this.#changed.fire(new Set([uri]));
  }

  letGo(): void {
    this.#follow();
    const gone = new Set(this.#documents.keys());
    for (const uri of gone) this.#leave(uri);
    this.#lost = new LostLines();
    if (gone.size > 0) this.#changed.fire(gone);
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  /** The origin of each line of an open document; none for a document of which nothing is known. */
  lineOrigins(uri: string): readonly (LineOrigin | undefined)[] {
    this.#follow();
    const lines = this.#documents.has(uri) ? this.#parts.linesOf(uri) : undefined;
    return lines === undefined ? [] : (this.#documents.get(uri)?.lineOrigins(lines) ?? []);
  }

  /** Begins a question about the lines of an open document. There is none where all is lost, or that has too many lines. */
  ask(uri: string): AskedLines | undefined {
    this.#follow();
    const lines = this.#parts.linesOf(uri, MOST_LINES);
    if (lines === undefined) return undefined;
    const document = this.#documents.get(uri) ?? this.#begin(uri);
    const question = document.ask(lines);
    const corrections = this.#corrections;
    const answer = (origins: readonly (LineOrigin | undefined)[]): void => {
      question?.answer(origins, this.#authors, corrections !== this.#corrections);
      document.answered(lines);
      // What is known of an acceptance counts in all documents.
      if (origins.some((one) => one !== undefined)) this.#fireAll();
    };
    return question && { lines, answer };
  }

  /** Whether somebody else may know more of a document: who wrote what nobody knows here, or a correction. */
  mayLearn(uri: string): boolean {
    this.#follow();
    return this.#documents.get(uri)?.mayLearn === true;
  }

  /** What could be written of an open document. */
  settledLines(uri: string): SettledLines | undefined {
    this.#follow();
    const document = this.#documents.get(uri);
    const lines = document && this.#parts.linesOf(uri, MOST_LINES);
    return lines && settledLinesOf(document, lines);
  }

  /** The same of one that was closed a moment ago. */
  leftLines(uri: string): SettledLines | undefined {
    this.#follow();
    return this.#left.settledLines(uri);
  }

  /** Keeps nothing more of documents that were closed, or of one of them. */
  dropLeft(uri?: string): void {
    this.#left.drop(uri);
  }

  /** A file or a folder has got another URI. */
  renamed(from: string, to: string): void {
    this.#follow();
    for (const uri of this.#left.renamed(from, to, this.#documents.keys())) this.resume(uri);
  }

  /**
   * A document that is opened goes on with what was known when it was closed, or had another name, a moment ago, if its text
   * is still the same.
   */
  resume(uri: string): void {
    this.#follow();
    const from = this.#left.formerName(uri);
    const left = this.#left.get(from) ?? (from === uri ? undefined : this.#openAs(from));
    if (left === undefined || !areSame(left.lines, this.#parts.linesOf(uri, MOST_LINES))) return;
    this.#left.resumed(from, uri);
    if (from !== uri) this.#delete(from);
    this.#documents.set(uri, left.document);
    this.#followed.fire(new Set([uri]));
    this.#changed.fire(new Set([from, uri]));
  }

  #openAs(uri: string): { lines: readonly string[]; document: DocumentProvenance } | undefined {
    const document = this.#documents.get(uri);
    const lines = this.#parts.linesOf(uri, MOST_LINES);
    return document && lines && { lines, document };
  }

  #begin(uri: string): DocumentProvenance {
    const document = new DocumentProvenance({ uri, authors: this.#authors, lost: this.#lost });
    this.#documents.set(uri, document);
    return document;
  }

  #leave(uri: string): boolean {
    const document = this.#documents.get(uri);
    if (document === undefined) return false;
    const lines = this.#parts.linesOf(uri, MOST_LINES);
    if (lines !== undefined) this.#left.add(uri, { lines, document });
    this.#delete(uri);
    return true;
  }

  #delete(uri: string): void {
    if (this.#documents.delete(uri)) this.#gone.fire(uri);
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
    const find = copiedFrom(this.#documents, this.#parts.linesOf);
    for (const { uri, key, decision, ...more } of decisions) {
      for (const document of [this.#documents.get(uri), this.#left.get(uri)?.document]) {
        this.#safely(uri, () => document?.decide(key, decision, { ...more, copiedFrom: find }));
      }
    }
    const uris = new Set([...edits, ...decisions].map(({ uri }) => uri));
    this.#followed.fire(uris);
    this.#changed.fire(uris);
    if (decisions.some(({ decision }) => decision.origin === 'external')) this.#unseen.fire(undefined);
    // VS Code may open a file under its new name first, and then give it the text that was not saved.
    for (const uri of uris) if (this.#left.formerName(uri) !== uri) this.resume(uri);
  }

  /** What fails here must neither keep an edit from being recorded, nor say anything wrong afterwards. */
  #safely(uri: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#parts.report(error);
      this.#left.drop(uri);
      this.#delete(uri);
    }
  }

  #fireAll(): void {
    if (this.#documents.size > 0) this.#changed.fire(new Set(this.#documents.keys()));
  }
}

function areSame(one: readonly string[], other: readonly string[] | undefined): boolean {
  return one.length === other?.length && one.every((line, index) => line === other[index]);
}

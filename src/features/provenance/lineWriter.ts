import type { ProvenanceRecorded } from '../../domain/events/provenanceRecorded.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import type { SettledLines } from './leftDocuments.ts';
import type { ProvenanceKeeper } from './provenanceKeeper.ts';
import type { RecordedDocuments } from './recordedDocuments.ts';

/** What is new in a document is written after this long, in milliseconds: until then the next line may come. */
const WRITE_AFTER = 3_000;
/** And at most once in this time: the journal is kept for ever, and typing never stops. */
const WRITE_EVERY = 60_000;
/** What is saved by hand is written sooner, but not with each save: VS Code may save by itself every second. */
const WRITE_SAVED_EVERY = 10_000;
/** How long a closed document is kept for what is decided late, or for its new name. */
const LEFT_FOR = 2_000;
/** What a pause, or a window that closes, waits for all that is to be written, in milliseconds. */
const PATIENCE = 1_500;

export interface LineWriterParts {
  readonly keeper: ProvenanceKeeper;
  readonly ledger: Pick<Ledger, 'unrecordedLines'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  readonly documents: RecordedDocuments;
  /** asks first what others know of a document; never rejects */
  readonly recall: (uri: string) => Promise<void>;
  /** settles when it is known whether this window records */
  readonly known: Promise<void>;
  readonly record: (lines: ProvenanceRecorded) => void;
}

interface Job {
  done: Promise<void>;
  /** whether nothing of it may be recorded any more */
  isOff: boolean;
  /** the one of the same document that it waits for */
  before: Job | undefined;
}

/** Writes who wrote the lines of documents, as far as that is decided and not written yet. */
export class LineWriter implements Disposable {
  readonly #parts: LineWriterParts;
  readonly #listeners: readonly Disposable[];
  /** documents in which something is new, with the timers that will write it */
  readonly #due = new Map<string, Disposable>();
  readonly #writtenAt = new Map<string, number>();
  /** documents that were closed a moment ago, and whether something is new in them */
  readonly #left = new Map<string, { readonly timer: Disposable; isDue: boolean }>();
  readonly #jobs = new Map<string, Job>();
  #isKnown = false;
  #hasFailed = false;

  constructor(parts: LineWriterParts) {
    this.#parts = parts;
    this.#listeners = [
      parts.keeper.onDidFollow((uris) => {
        for (const uri of uris) this.#notice(uri);
      }),
      parts.keeper.onDidLetGo((uri) => {
        this.#leave(uri);
      }),
    ];
    void parts.known.then(() => (this.#isKnown = true));
  }

  /** A commit was made in a folder: what is known of its files is written now. Never rejects. */
  async committed(folder: string): Promise<void> {
    const due = [...this.#due.keys()].filter((uri) => uri.startsWith(`${folder}/`));
    await Promise.all(due.map((uri) => this.#write(uri)));
  }

  /** A document was saved, and may be staged as it is now before it is changed further: what is known of it is written. */
  saved(uri: string): void {
    const since = Math.abs(this.#parts.clock.now() - (this.#writtenAt.get(uri) ?? -Infinity));
    if (this.#due.has(uri) && since >= WRITE_SAVED_EVERY) void this.#write(uri);
  }

  /**
   * Writes what is known of documents whose text may have gone into another one: those that were closed, and those that have
   * no file yet and get another name with it. Never rejects.
   */
  async writeLeft(): Promise<void> {
    const unnamed = [...this.#due.keys()].filter((uri) => uri.startsWith('untitled:'));
    const left = [...this.#left].filter(([, { isDue }]) => isDue).map(([uri]) => uri);
    // What is being written already may wait for the very question that waits for this.
    const due = [...unnamed, ...left].filter((uri) => !this.#jobs.has(uri));
    await Promise.all(due.map((uri) => this.#writeNow(uri)));
  }

  /** Writes what was known of all documents that were let go, and waits for it as long as nobody minds. Never rejects. */
  async settle(): Promise<void> {
    const { timers } = this.#parts;
    for (const [uri, { isDue }] of this.#left) if (isDue) void this.#writeNow(uri);
    const written = Promise.all([...this.#jobs.values()].map(({ done }) => done));
    await new Promise<void>((resolve) => {
      const timer = timers.after(PATIENCE, resolve);
      void written.then(() => {
        timer.dispose();
        resolve();
      });
    });
    this.drop();
  }

  /** Writes nothing of what was let go, or of what was let go of one document, also where that is under way. */
  drop(uri?: string): void {
    for (const one of uri === undefined ? [...this.#left.keys()] : [uri]) this.#endLeft(one);
    for (const [one, last] of this.#jobs) {
      if (uri !== undefined && one !== uri) continue;
      for (let job: Job | undefined = last; job !== undefined; job = job.before) job.isOff = true;
    }
  }

  dispose(): void {
    for (const one of [...this.#listeners, ...this.#due.values()]) one.dispose();
    this.#due.clear();
    this.drop();
  }

  #notice(uri: string): void {
    const left = this.#left.get(uri);
    if (left !== undefined) left.isDue = true;
    this.#writeLater(uri);
  }

  #writeLater(uri: string): void {
    if (this.#due.has(uri)) return;
    const { clock, timers } = this.#parts;
    const since = clock.now() - (this.#writtenAt.get(uri) ?? -Infinity);
    // A clock that was set back must not keep anything from being written.
    const wait = since >= 0 ? Math.max(WRITE_AFTER, WRITE_EVERY - since) : WRITE_AFTER;
    this.#due.set(
      uri,
      timers.after(wait, () => void this.#write(uri)),
    );
  }

  #notDue(uri: string): boolean {
    this.#due.get(uri)?.dispose();
    return this.#due.delete(uri);
  }

  #leave(uri: string): void {
    this.#left.get(uri)?.timer.dispose();
    this.#writtenAt.delete(uri);
    const timer = this.#parts.timers.after(LEFT_FOR, () => {
      const written = this.#left.get(uri)?.isDue === true ? this.#writeNow(uri) : Promise.resolve();
      void written.then(() => {
        if (this.#left.get(uri)?.timer === timer) this.#endLeft(uri);
      });
    });
    this.#left.set(uri, { timer, isDue: this.#notDue(uri) });
  }

  #endLeft(uri: string): void {
    this.#left.get(uri)?.timer.dispose();
    this.#left.delete(uri);
    this.#parts.keeper.dropLeft(uri);
  }

  #writeNow(uri: string): Promise<void> {
    return this.#start(uri, (job) => this.#record(uri, job));
  }

  #write(uri: string): Promise<void> {
    return this.#start(uri, async (job) => {
      // What others saw of this document counts before what this window could not see.
      if (this.#isKnown && this.#parts.documents.mayRecord(uri)) await this.#parts.recall(uri);
      await this.#record(uri, job);
    });
  }

  /** One write of a document after the other. */
  #start(uri: string, work: (job: Job) => Promise<void>): Promise<void> {
    const before = this.#jobs.get(uri);
    const job: Job = { isOff: false, done: Promise.resolve(), before };
    job.done = Promise.resolve(before?.done)
      .then(() => work(job))
      .catch((error: unknown) => {
        this.#tell(error);
        this.#writeAgain(uri);
      })
      .finally(() => {
        job.before = undefined;
        if (this.#jobs.get(uri) === job) this.#jobs.delete(uri);
      });
    this.#jobs.set(uri, job);
    return job.done;
  }

  async #record(uri: string, job: Job): Promise<void> {
    const { ledger, documents, record, clock } = this.#parts;
    const isOff = (): boolean => job.isOff;
    const wasDue = this.#notDue(uri);
    if (isOff() || !this.#isKnown) {
      this.#writeAgain(uri);
      return;
    }
    const settled = this.#take(uri, wasDue);
    if (settled?.origins.some((origin) => origin !== undefined) !== true) return;
    const file = documents.recordedName(uri);
    const unrecorded = await ledger.unrecordedLines({ file, ...settled });
    if (isOff()) {
      this.#writeAgain(uri);
      return;
    }
    for (const one of unrecorded) record(one);
    // Where nothing was new, or all is still open, the next time need not wait.
    if (unrecorded.length > 0 && documents.mayRecord(uri)) this.#writtenAt.set(uri, clock.now());
  }

  /** What there is to write of a document: of the one that was closed first, which may be open again already. */
  #take(uri: string, wasDue: boolean): SettledLines | undefined {
    const { keeper, documents } = this.#parts;
    const left = this.#left.get(uri);
    if (left === undefined) {
      if (!documents.mayRecord(uri)) return undefined;
      return keeper.settledLines(uri);
    }
    if (!left.isDue) return keeper.settledLines(uri);
    left.isDue = false;
    if (wasDue) this.#writeAgain(uri);
    return keeper.leftLines(uri) ?? keeper.settledLines(uri);
  }

  /** Of a document that is closed by now nobody knows any more. */
  #writeAgain(uri: string): void {
    if (this.#parts.documents.mayRecord(uri)) this.#writeLater(uri);
  }

  #tell(error: unknown): void {
    if (!this.#hasFailed) this.#parts.log.warn(`It can not be recorded who wrote which line: ${String(error)}`);
    this.#hasFailed = true;
  }
}

import type { AgentReport } from '../../domain/attribution/agentReport.ts';
import { beforeEdits, hullOf } from '../../domain/attribution/diskWrite.ts';
import type { EditFact, EditSource } from '../../domain/attribution/editFact.ts';
import type { Signal } from '../../domain/attribution/signals.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DiskFiles } from '../../ports/diskFiles.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Timers } from '../../ports/timers.ts';
import type { AgentActivity } from './agentActivity.ts';
import type { DiskWrites } from './diskWrites.ts';

/** Files that changed are read this much later, in milliseconds: most programs write a file in several steps. */
const GATHER = 250;
/** More files than these at once are no agent's work that anybody could follow: a checkout, or a generator. */
const MOST_AT_ONCE = 50;
/** Texts that are kept to be compared, and how long they may be together, in characters. */
const MOST_TEXTS = 500;
const MOST_TEXT = 10_000_000;
/** After more of them it is waited until none has changed for this long, in milliseconds. */
const QUIET = 2_000;
/** A report waits this long for what VS Code tells of its file, in milliseconds. */
const REPORT_WAITS = 2_000;

const FROM_DISK: EditSource = { name: 'reloadFromDisk', detail: '', extensionId: undefined };

export interface ClosedFilesParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly activity: AgentActivity;
  readonly disk: Pick<DiskWrites, 'reported' | 'takeWaiting'>;
  readonly files: DiskFiles;
  readonly blobNames: (text: string) => readonly string[];
  readonly isOpen: (uri: string) => boolean;
  /** where a file belongs to; `undefined` outside of all workspace folders */
  readonly fileOf: (uri: string) => Pick<EditFact, 'uri' | 'folder' | 'language'> | undefined;
  readonly mayRecord: (uri: string) => Promise<boolean>;
  /** told of each file that is followed, and of which nothing may be recorded any more */
  readonly excluded: (uri: string) => void;
  readonly recorder: {
    recordEdit(fact: EditFact): void;
    recordReported(fact: EditFact, by: { signal: Signal; provider: string }): void;
    forgetDocument(uri: string): void;
  };
  readonly report: (error: unknown) => void;
}

/**
 * Follows files that are not open, while an agent is at work: what is written to them becomes edits as those of a document
 * that is reloaded. A write of which it is not known what was there before is none of them.
 */
export class ClosedFiles {
  readonly #parts: ClosedFilesParts;
  /** as they are now, the one longest untouched first */
  readonly #texts = new Map<string, string>();
  #length = 0;
  /** of these the texts that they had when an agent was first known of, which may have written some of it already */
  readonly #asBegun = new Set<string>();
  /** what was begun when an agent began: its text is in `#texts`, or it is not known */
  #unfinished: ReadonlySet<string> | undefined;
  readonly #queue = new Set<string>();
  #timer: Disposable | undefined;
  /** waits for the end of a flood of changes */
  #flood: Disposable | undefined;
  /** one batch after the other, so that a later text never comes before an earlier one */
  #last: Promise<void> = Promise.resolve();
  /** grows when all is let go, so that what was under way ends */
  #round = 0;

  constructor(parts: ClosedFilesParts) {
    this.#parts = parts;
    parts.activity.onDidBegin(() => {
      this.#then(() => this.#begin());
    });
  }

  /** The text of a file that is followed. */
  textOf(uri: string): string | undefined {
    return this.#texts.get(uri);
  }

  /** A file changed on the disk, or is gone. Costs next to nothing while no agent is at work. */
  changed(uri: string): void {
    const { activity, clock, isOpen, timers } = this.#parts;
    if (!this.#texts.has(uri) && !activity.isActive(clock.now())) return;
    if (this.#flood !== undefined) {
      this.#waitForQuiet();
      return;
    }
    if (isOpen(uri)) return;
    this.#queue.add(uri);
    if (this.#queue.size > MOST_AT_ONCE) this.#waitForQuiet();
    else
      this.#timer ??= timers.after(GATHER, () => {
        this.#timer = undefined;
        const uris = [...this.#queue];
        this.#queue.clear();
        this.#then(() => this.#read(uris));
      });
  }

  /** A document was opened: from now on the editor tells of it. */
  opened(uri: string, text: () => string): void {
    const known = this.#texts.get(uri);
    if (known === undefined) return;
    if (known !== text()) this.#parts.recorder.forgetDocument(uri);
    this.#lose(uri);
  }

  /** A document was closed: from now on only the disk tells of it. What was not saved is not there. */
  closed(uri: string, saved: (() => string) | undefined): void {
    if (!this.#parts.activity.isActive(this.#parts.clock.now())) return;
    if (saved === undefined) this.#unfinished = new Set([...(this.#unfinished ?? []), uri]);
    else this.#keep(uri, saved());
  }

  /** Agents reported edits. Settles when those are recorded that nobody else saw. */
  async reported(reports: readonly { readonly report: AgentReport; readonly uri: string }[]): Promise<void> {
    const { activity, disk, fileOf, isOpen, mayRecord, timers } = this.#parts;
    const waiting = new Set<string>();
    for (const { report, uri } of reports) {
      if ((!isOpen(uri) && fileOf(uri) === undefined) || !(await mayRecord(uri))) continue;
      activity.reported();
      if (disk.reported(report, uri) === 'waits' && !isOpen(uri)) waiting.add(uri);
    }
    if (waiting.size === 0) return;
    await new Promise<void>((resolve) => void timers.after(REPORT_WAITS, resolve));
    this.#then(async () => {
      for (const uri of waiting) await this.#recordUnseen(uri);
    });
    await this.#last;
  }

  /** What may be recorded has changed. */
  async askAgain(): Promise<void> {
    const uris = [...this.#texts.keys()];
    const may = await Promise.all(uris.map((uri) => this.#parts.mayRecord(uri)));
    for (const uri of uris.filter((_, index) => may[index] === false)) {
      this.#parts.excluded(uri);
      this.#lose(uri);
    }
  }

  /** Follows nothing any more. */
  letGo(): void {
    this.#round += 1;
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#flood?.dispose();
    this.#flood = undefined;
    this.#queue.clear();
    this.#texts.clear();
    this.#asBegun.clear();
    this.#length = 0;
    this.#unfinished = undefined;
  }

  /** Nobody knows what all these files had, so that all of them are begun with anew. */
  #waitForQuiet(): void {
    const { activity, clock, isOpen, recorder, timers } = this.#parts;
    const isLonger = this.#flood !== undefined;
    for (const uri of isLonger ? [] : this.#texts.keys()) if (!isOpen(uri)) recorder.forgetDocument(uri);
    if (!isLonger) this.letGo();
    this.#flood?.dispose();
    this.#flood = timers.after(QUIET, () => {
      this.#flood = undefined;
      if (activity.isActive(clock.now())) this.#then(() => this.#begin());
    });
  }

  #then(work: () => Promise<void>): void {
    const round = this.#round;
    const inRound = async (): Promise<void> => {
      if (round === this.#round) await work();
    };
    this.#last = this.#last.then(inRound).catch(this.#parts.report);
  }

  /** Takes down what is begun, so that it is not taken for the agent's. */
  async #begin(): Promise<void> {
    const round = this.#round;
    const unfinished = await this.#parts.files.unfinished();
    for (const uri of [...(unfinished ?? [])].slice(0, MOST_TEXTS / 2)) {
      if (this.#texts.has(uri) || this.#parts.isOpen(uri)) continue;
      const text = (await this.#parts.mayRecord(uri)) ? await this.#parts.files.read(uri) : undefined;
      if (round !== this.#round) return;
      if (text === undefined) continue;
      this.#keep(uri, text);
      this.#asBegun.add(uri);
    }
    this.#unfinished = unfinished;
  }

  async #read(uris: readonly string[]): Promise<void> {
    const { files, isOpen, mayRecord } = this.#parts;
    const round = this.#round;
    const may = await Promise.all(uris.map((uri) => mayRecord(uri)));
    const meant = uris.filter((uri, index) => may[index] === true && !isOpen(uri));
    const before = await this.#before(meant);
    for (const uri of meant) {
      const text = await files.read(uri);
      if (round !== this.#round) return;
      if (!isOpen(uri)) this.#take(uri, before.get(uri), text);
    }
  }

  /** What was there before, as far as anybody can tell. */
  async #before(uris: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const unfinished = this.#unfinished;
    const asked = uris.filter((uri) => !this.#texts.has(uri) && unfinished?.has(uri) === false);
    const committed = asked.length === 0 ? new Map<string, string>() : await this.#parts.files.committed(asked);
    return new Map([...committed, ...uris.flatMap((uri) => this.#known(uri))]);
  }

  #known(uri: string): [string, string][] {
    const text = this.#texts.get(uri);
    return text === undefined ? [] : [[uri, text]];
  }

  #take(uri: string, before: string | undefined, text: string | undefined): void {
    // It was told to have changed, and has not: what is known of it stays.
    if (text !== undefined && text === this.#texts.get(uri)) return;
    if (text === undefined) this.#lose(uri);
    else this.#keep(uri, text);
    const fact = before === undefined ? undefined : this.#factOf(uri, before, text ?? '');
    if (fact !== undefined) this.#parts.recorder.recordEdit(fact);
    if (text === undefined) this.#parts.recorder.forgetDocument(uri);
  }

  /** What agents reported of a file that was written while nobody looked. */
  async #recordUnseen(uri: string): Promise<void> {
    const { disk, files, isOpen, recorder } = this.#parts;
    const reports = disk.takeWaiting(uri);
    const text = reports.length === 0 ? undefined : await files.read(uri);
    if (text === undefined) return;
    const found = await this.#reportedBefore(uri, text, reports);
    const fact = found && this.#factOf(uri, found.before, text);
    if (found === undefined || fact === undefined || isOpen(uri)) return;
    this.#keep(uri, text);
    recorder.recordReported(fact, { signal: found.signal, provider: reports.at(-1)?.agent ?? '' });
  }

  /** What a file had before what was reported of it, where it has just that now; and how surely that is known. */
  async #reportedBefore(
    uri: string,
    text: string,
    reports: readonly AgentReport[],
  ): Promise<{ before: string; signal: Signal } | undefined> {
    const edits = reports.toSorted((a, b) => a.time - b.time).flatMap((one) => one.edits);
    const byEdits = edits.length === 0 ? undefined : beforeEdits(text, edits);
    const names = this.#parts.blobNames(text);
    const isWhole = reports.some(({ blob }) => blob !== undefined && names.includes(blob));
    if (byEdits === undefined && !isWhole) return undefined;
    const known = this.#texts.get(uri);
    // What was seen being written is recorded, or was found to be somebody else's.
    if (known === text && !this.#asBegun.has(uri)) return undefined;
    const seen = known === text ? byEdits : (known ?? byEdits);
    if (seen !== undefined) return { before: seen, signal: 'agent-report' };
    const committed = (await this.#parts.files.committed([uri])).get(uri);
    return committed === undefined ? undefined : { before: committed, signal: 'agent-report-unseen' };
  }

  #factOf(uri: string, before: string, after: string): EditFact | undefined {
    const file = this.#parts.fileOf(uri);
    const hull = hullOf(before, after);
    if (file === undefined || hull === undefined) return undefined;
    return { ...file, clean: true, active: false, changes: [hull], history: undefined, source: FROM_DISK };
  }

  #keep(uri: string, text: string): void {
    this.#lose(uri);
    this.#texts.set(uri, text);
    this.#length += text.length;
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= MOST_TEXTS && this.#length <= MOST_TEXT) return;
      if (!this.#parts.isOpen(oldest)) this.#parts.recorder.forgetDocument(oldest);
      this.#lose(oldest);
      // Its next write could not be compared with anything.
      this.#unfinished = new Set([...(this.#unfinished ?? []), oldest]);
    }
  }

  #lose(uri: string): void {
    this.#length -= this.#texts.get(uri)?.length ?? 0;
    this.#texts.delete(uri);
    this.#asBegun.delete(uri);
  }
}

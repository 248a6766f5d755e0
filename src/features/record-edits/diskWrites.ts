import type { AgentReport } from '../../domain/attribution/agentReport.ts';
import { isReported, notCommitted } from '../../domain/attribution/diskWrite.ts';
import type { NewText } from '../../domain/attribution/newText.ts';
import type { Origin } from '../../domain/attribution/origin.ts';
import type { RecentChange } from '../../domain/attribution/recentChanges.ts';
import { evidenceOf, strengthOf, type Signal } from '../../domain/attribution/signals.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Timers } from '../../ports/timers.ts';
import type { AgentActivity } from './agentActivity.ts';

/** By now all that is told of a write has come, in milliseconds. Measured are up to 140 ms between file, git and editor. */
const SETTLED = 800;
/** How long before it is told of a write git may have begun to write what it keeps itself, in milliseconds. */
const GIT_BEFORE = 600;
/** A file that was told of longer ago is not what was just reloaded, in milliseconds. */
const TOLD_BEFORE = 5_000;
/** An agent's report and what it is of come at most this far apart, in milliseconds. */
const REPORT_APART = 10_000;
/** No more is remembered than this many writes, reports, files that changed, and ids of reports that were taken. */
const MOST_WRITES = 500;
const MOST_REPORTS = 1_000;
const MOST_FILES = 2_000;
const MOST_TAKEN = 10_000;
/** A longer text, or more texts together, are not kept to be compared, in characters. */
const LONGEST = 1_000_000;
const MOST_TEXT = 20_000_000;

/** Who is told what a write to the disk turned out to be. */
export interface DiskOutcome {
  settled(change: RecentChange, origin: Origin): void;
  /** @param texts what of the change counts */
  accepted(change: RecentChange, texts: readonly NewText[], by: { signal: Signal; provider: string | undefined }): void;
  upgraded(change: RecentChange, by: { signal: Signal; provider: string | undefined }): void;
}

export interface DiskWritesParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly activity: AgentActivity;
  readonly repositories: Repositories;
  /** the text of a file as the editor has it now, with plain line breaks */
  readonly textOf: (uri: string) => string | undefined;
  /** nothing that was seen counts any more */
  readonly letGo: () => void;
  readonly report: (error: unknown) => void;
}

interface Write {
  readonly change: RecentChange;
  readonly outcome: DiskOutcome;
  /** when the file was told to have changed, or else was reloaded */
  readonly at: number;
  /** whether the file was told to have changed, which a mere look at what is on the disk does not do */
  readonly isTold: boolean;
  /** undefined for one that is too long, or has changed again */
  readonly after: string | undefined;
  blobs: readonly string[] | undefined;
  /** the agent that has reported it, which counts once it is known that git was not at work */
  reportedBy: string | undefined;
  is: 'open' | 'asking' | 'waiting' | Signal | 'over';
}

interface WaitingReport {
  readonly report: AgentReport;
  readonly uri: string;
  readonly until: number;
}

/**
 * Tells apart who wrote to the disk what the editor then took over: git, an agent, or somebody unseen. What no agent is known
 * for waits a while for the report of one.
 */
export class DiskWrites {
  readonly #parts: DiskWritesParts;
  /** when files were told to have changed */
  readonly #files = new Map<string, number>();
  #writes: Write[] = [];
  #reports: WaitingReport[] = [];
  readonly #taken = new Set<string>();

  constructor(parts: DiskWritesParts) {
    this.#parts = parts;
  }

  /** A file was told to have changed on the disk. Costs next to nothing, since ten thousand may be at once. */
  fileChanged(uri: string): void {
    this.#files.delete(uri);
    this.#files.set(uri, this.#parts.clock.now());
    const [oldest] = this.#files.keys();
    if (this.#files.size > MOST_FILES && oldest !== undefined) this.#files.delete(oldest);
  }

  /** @param isNewest whether nothing else has changed in the file since */
  reloaded(change: RecentChange, isNewest: boolean, outcome: DiskOutcome): void {
    const { clock, timers, textOf } = this.#parts;
    const { uri } = change.fact;
    if (lengthOf(change) > LONGEST) {
      // No agent writes as much, and nobody is to keep it for as long as it could be told who did.
      outcome.settled(change, 'external');
      return;
    }
    const now = clock.now();
    const told = this.#files.get(uri);
    const isTold = told !== undefined && now - told <= TOLD_BEFORE;
    this.#forgetOld(now);
    const text = isNewest ? textOf(uri) : undefined;
    const held = this.#writes.reduce((sum, one) => sum + (one.after?.length ?? 0), text?.length ?? 0);
    const after = text === undefined || text.length > LONGEST || held > MOST_TEXT ? undefined : text;
    const at = isTold ? told : now;
    const write: Write = { change, outcome, at, isTold, after, blobs: undefined, reportedBy: undefined, is: 'open' };
    this.#writes.push(write);
    if (this.#writes.length > MOST_WRITES) this.#settle(this.#writes.shift());
    this.#joinReports(write);
    timers.after(SETTLED, () => {
      if (write.is === 'open') void this.#judge(write).catch(this.#parts.report);
    });
    timers.after(REPORT_APART, () => {
      this.#settle(write);
      this.#forgetOld(clock.now());
    });
  }

  /** Whether a file still has the text that a change left there. */
  isAsWritten({ key, fact }: RecentChange): boolean {
    const write = this.#writes.find(({ change }) => change.key === key);
    return write?.after !== undefined && this.#parts.textOf(fact.uri) === write.after;
  }

  /** An agent reported an edit. `false` for one that was taken before. */
  reported(report: AgentReport, uri: string): 'joined' | 'waits' | 'known' {
    if (this.#taken.has(report.id)) return 'known';
    this.#taken.add(report.id);
    const [oldest] = this.#taken;
    if (this.#taken.size > MOST_TAKEN && oldest !== undefined) this.#taken.delete(oldest);
    const now = this.#parts.clock.now();
    this.#forgetOld(now);
    const write = this.#writes.findLast((one) => this.#isOf(report, uri, one));
    if (write !== undefined) {
      this.#join(write, report);
      return 'joined';
    }
    this.#reports.push({ report, uri, until: now + REPORT_APART });
    if (this.#reports.length > MOST_REPORTS) this.#reports.shift();
    return 'waits';
  }

  /** The reports of a file that no write has been found for; nobody else finds them then. */
  takeWaiting(uri: string): readonly AgentReport[] {
    const found = this.#reports.filter((one) => one.uri === uri);
    this.#reports = this.#reports.filter((one) => one.uri !== uri);
    return found.map(({ report }) => report);
  }

  /** Nothing more will be seen of some writes: what is known of them now counts. */
  settle(isMeant: (uri: string) => boolean): void {
    for (const write of this.#writes) if (isMeant(write.change.fact.uri)) this.#settle(write);
    this.#writes = this.#writes.filter(({ change }) => !isMeant(change.fact.uri));
  }

  /** Follows no file any more that is not open. */
  letGo(): void {
    this.#parts.letGo();
  }

  /** Forgets all writes and reports, of which nothing is recorded any more. */
  drop(): void {
    for (const write of this.#writes) write.is = 'over';
    this.#writes = [];
    this.#reports = [];
    this.#files.clear();
    this.#parts.letGo();
  }

  async #judge(write: Write): Promise<void> {
    const { repositories } = this.#parts;
    const { change, at, isTold } = write;
    write.is = 'asking';
    const isByGit =
      (isTold || write.reportedBy !== undefined) && (await repositories.isGitAtWork(change.fact.uri, at - GIT_BEFORE));
    // The end of the document may have decided meanwhile.
    if (!isAsking(write)) return;
    if (isByGit) this.#over(write, 'restored');
    else if (write.reportedBy !== undefined) this.#acceptReported(write, write.reportedBy);
    else await this.#askForAgent(write);
  }

  async #askForAgent(write: Write): Promise<void> {
    const { activity, repositories } = this.#parts;
    const { change, at, after, isTold } = write;
    const agent = isTold ? activity.whoMayWrite(at) : undefined;
    const committed =
      agent === undefined || after === undefined ? undefined : await repositories.committed(change.fact.uri);
    if (!isAsking(write)) return;
    if (write.reportedBy !== undefined) {
      this.#acceptReported(write, write.reportedBy);
      return;
    }
    if (committed === undefined || after === undefined) {
      write.is = 'waiting';
      return;
    }
    const texts = notCommitted(change.texts, after, committed.texts);
    const isBack = committed.texts.includes(after) || (texts.length === 0 && change.texts.length > 0);
    if (isBack) this.#over(write, 'restored');
    else this.#accept(write, texts, { signal: 'disk-write-during-agent', provider: agent });
  }

  #joinReports(write: Write): void {
    const found = this.#reports.find(({ report, uri }) => this.#isOf(report, uri, write));
    if (found === undefined) return;
    this.#reports = this.#reports.filter((one) => one !== found);
    this.#join(write, found.report);
  }

  #isOf(report: AgentReport, uri: string, write: Write): boolean {
    const { after, change, at, is } = write;
    if (is === 'over' || change.fact.uri !== uri || after === undefined) return false;
    if (Math.abs(report.time - at) > REPORT_APART) return false;
    const blobs = (): readonly string[] => (write.blobs ??= this.#parts.repositories.blobNames(after));
    return isReported(report, { after, texts: change.texts, blobs });
  }

  #join(write: Write, { agent }: AgentReport): void {
    const by = { signal: 'agent-report', provider: agent } as const;
    // What git brought may be just what a report says, which was made after that.
    if (write.is === 'open' || write.is === 'asking') write.reportedBy ??= agent;
    else if (write.is === 'waiting') this.#acceptReported(write, agent);
    else if (write.is !== 'over' && isSurer(by.signal, write.is)) {
      write.is = by.signal;
      write.outcome.upgraded(write.change, by);
    }
  }

  #acceptReported(write: Write, agent: string): void {
    this.#accept(write, write.change.texts, { signal: 'agent-report', provider: agent });
  }

  #accept(write: Write, texts: readonly NewText[], by: { signal: Signal; provider: string | undefined }): void {
    write.is = by.signal;
    const provider = by.provider === 'several' ? undefined : by.provider;
    write.outcome.accepted(write.change, texts, { signal: by.signal, provider });
  }

  #settle(write: Write | undefined): void {
    if (write === undefined) return;
    if (write.is === 'open' || write.is === 'asking' || write.is === 'waiting') {
      this.#over(write, 'external');
    }
    write.is = 'over';
  }

  #over(write: Write, origin: Origin): void {
    write.is = 'over';
    write.outcome.settled(write.change, origin);
  }

  #forgetOld(now: number): void {
    this.#writes = this.#writes.filter(({ is }) => is !== 'over');
    this.#reports = this.#reports.filter(({ until }) => until >= now);
  }
}

/** How much text a change takes away and brings, in characters. */
function lengthOf({ fact }: RecentChange): number {
  return fact.changes.reduce((sum, { removed = '', inserted }) => sum + removed.length + inserted.length, 0);
}

/** Behind an `await`, where the compiler does not know that it may have changed. */
function isAsking({ is }: Write): boolean {
  return is === 'asking';
}

function isSurer(signal: Signal, than: Signal): boolean {
  return strengthOf(evidenceOf(signal).confidence) > strengthOf(evidenceOf(than).confidence);
}

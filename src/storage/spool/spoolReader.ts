import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { AgentReport } from '../../domain/attribution/agentReport.ts';
import { LONGEST_LINE, readSpooledLine, SPOOL_LIVES, type RefusedLine } from '../../domain/attribution/spooledLine.ts';
import type { AgentReports } from '../../ports/agentReports.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { isMissing, statOf } from '../files.ts';
import {
  flawOf,
  isOutlived,
  keepTaken,
  lastKept,
  listSpool,
  putBack,
  readSpool,
  removeSpoolFile,
  takeFile,
  type SpoolFile,
} from './spoolFiles.ts';
import { openFolders, pathHere, type OpenFolder } from './spoolPaths.ts';

/** A look at the folder, in milliseconds. */
const LOOK_EVERY = 1_000;
/** What failed is tried again after so long, in milliseconds. */
const AFTER_FAILURE = 30_000;
/** A window that was not heard of for so long has died, in milliseconds. What it had taken is taken from it. */
const DEAD_AFTER = 60_000;
/** So many lines are judged in one go, which takes about a millisecond, and so many reports are given at once. */
const SLICE = 100;
/** Of one file; the script can not write as many before it stops. */
const MOST_LINES = 20_000;

export interface SpoolParts {
  /** the spool's folder, which need not be there */
  readonly spool: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  /** the folders of this window, as absolute paths */
  readonly folders: () => readonly string[];
}

interface Sorted {
  readonly mine: AgentReport[];
  readonly others: string[];
}

/** How far a file has been looked at, to see whether anything in it is for this window. */
interface Seen {
  /** tells the file from one that came later under its name, and may have got its number too */
  readonly file: string;
  readonly end: number;
}

/**
 * Reads what the hooks of agents have written. A file with anything for this window is taken by renaming it, which only
 * one window can do; what is not for this one is put back. Starts held: nothing is read or written until `release`.
 */
export class SpoolReader implements AgentReports, Disposable {
  readonly #parts: SpoolParts;
  readonly #listeners = new Set<(reports: readonly AgentReport[]) => Promise<void>>();
  readonly #seen = new Map<string, Seen>();
  /** files that this window has taken, and how far it is done with them */
  readonly #taken = new Map<string, { readonly file: SpoolFile; end: number }>();
  readonly #refusedFiles = new Set<string>();
  #lookedIn = '';
  #isHeld = true;
  #heldSince: number | undefined;
  #pauses: { readonly from: number; readonly until: number }[] = [];
  #timer: Disposable | undefined;
  #isOver = false;

  constructor(parts: SpoolParts) {
    this.#parts = parts;
    this.#wait(LOOK_EVERY);
  }

  onReports(listener: (reports: readonly AgentReport[]) => Promise<void>): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /**
   * Reads and writes nothing from now on. What agents do until `release` is dropped then, and never recorded.
   * @param since when the pause began, in milliseconds, if that was before now
   */
  hold(since = this.#parts.clock.now()): void {
    this.#heldSince ??= since;
    this.#isHeld = true;
  }

  release(): void {
    const now = this.#parts.clock.now();
    if (this.#heldSince !== undefined) this.#pauses.push({ from: this.#heldSince, until: now });
    this.#pauses = this.#pauses.filter(({ until }) => until > now - SPOOL_LIVES);
    this.#heldSince = undefined;
    this.#isHeld = false;
  }

  dispose(): void {
    this.#isOver = true;
    this.#timer?.dispose();
  }

  #wait(milliseconds: number): void {
    if (this.#isOver) return;
    this.#timer = this.#parts.timers.after(milliseconds, () => {
      this.#look().then(
        () => {
          this.#wait(LOOK_EVERY);
        },
        (error: unknown) => {
          this.#parts.log.error('What agents told could not be read now. It is tried again.', error);
          this.#wait(AFTER_FAILURE);
        },
      );
    });
  }

  /** Asked anew after every wait. */
  #mayReadNow(): boolean {
    return !this.#isHeld && !this.#isOver && this.#listeners.size > 0;
  }

  async #look(): Promise<void> {
    if (!this.#mayReadNow()) return;
    const { spool, clock, folders } = this.#parts;
    const files = await listSpool(spool);
    if (files.length === 0) return;
    const open = await openFolders(folders());
    const where = JSON.stringify(open);
    if (where !== this.#lookedIn) this.#seen.clear();
    this.#lookedIn = where;
    for (const file of files) {
      if (!this.#mayReadNow()) return;
      if (isOutlived(file, clock.now())) await removeSpoolFile(spool, file);
      else if (file.kind === 'taken') await this.#goOn(file, open);
      else if (await this.#hasMine(file, open)) await this.#take(file, open);
    }
  }

  /** Goes on with a file that this window has taken, or takes over that of a dead one. */
  async #goOn(file: SpoolFile, open: readonly OpenFolder[]): Promise<void> {
    const { spool, clock } = this.#parts;
    const own = this.#taken.get(file.name);
    if (own !== undefined) {
      await this.#read(own, open);
      return;
    }
    const kept = await lastKept(spool, file);
    if (kept === undefined || clock.now() - kept < DEAD_AFTER || (await this.#isRefused(file))) return;
    await this.#take(file, open);
  }

  async #isRefused(file: SpoolFile): Promise<boolean> {
    const flaw = await flawOf(join(this.#parts.spool, file.name));
    if (flaw === '') return false;
    if (!this.#refusedFiles.has(file.name)) {
      this.#refusedFiles.add(file.name);
      this.#parts.log.warn(`${file.name} in the spool of agents ${flaw}, so it is not read.`);
    }
    return true;
  }

  /** Looks at what has come since the last look, without taking it. */
  async #hasMine(file: SpoolFile, open: readonly OpenFolder[]): Promise<boolean> {
    const path = join(this.#parts.spool, file.name);
    const status = await statOf(path);
    if (status === undefined) return false;
    const identity = `${String(status.ino)} ${String(status.birthtimeMs)}`;
    const seen = this.#seen.get(file.name);
    const from = seen?.file === identity && seen.end <= status.size ? seen.end : 0;
    if (from === status.size || (await this.#isRefused(file))) return false;
    try {
      const { lines, end } = await readSpool(path, from);
      this.#seen.set(file.name, { file: identity, end });
      // Lines that nobody understands are taken too, so that they go.
      return lines.length > 0 && (await this.#sort(lines, open)).others.length < lines.length;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async #take(file: SpoolFile, open: readonly OpenFolder[]): Promise<void> {
    const taken = await takeFile(this.#parts.spool, file, randomBytes(8).toString('hex'));
    if (taken === undefined) return;
    this.#seen.delete(file.name);
    const own = { file: taken, end: 0 };
    this.#taken.set(taken.name, own);
    await this.#read(own, open);
  }

  /**
   * Reads what is new in a taken file. It goes when a later look finds nothing more: an agent may have had it open in the
   * moment in which it was taken.
   */
  async #read(own: { readonly file: SpoolFile; end: number }, open: readonly OpenFolder[]): Promise<void> {
    const { spool, log } = this.#parts;
    const { file } = own;
    try {
      const { lines, end, beyond } = await readSpool(join(spool, file.name), own.end);
      if (lines.length === 0) {
        await removeSpoolFile(spool, file);
        this.#taken.delete(file.name);
        return;
      }
      await keepTaken(spool, file);
      const told = lines.slice(0, MOST_LINES);
      const { mine, others } = await this.#sort(told, open, log);
      await this.#give(mine);
      // A pause has begun meanwhile: what is done away with later comes once more, with the same ids.
      if (!this.#mayReadNow()) return;
      const noRoom = await putBack(spool, file.day, others);
      own.end = end;
      const dropped = noRoom + lines.length - told.length;
      if (dropped > 0) log.warn(`Agents told more than there is room for: ${String(dropped)} lines were dropped.`);
      if (beyond > 0) log.warn(`Agents told more than there is room for: ${String(beyond)} bytes were dropped.`);
    } catch (error) {
      if (!isMissing(error)) throw error;
      // Another window took this one for dead.
      this.#taken.delete(file.name);
    }
  }

  /** Gives reports to all who listen. Rejects when one of them could not take them: they come again. */
  async #give(reports: readonly AgentReport[]): Promise<void> {
    for (let at = 0; at < reports.length; at += SLICE) {
      const slice = reports.slice(at, at + SLICE);
      await Promise.all([...this.#listeners].map((listener) => listener(slice)));
    }
  }

  /** What is for this window, and what may be for another one. The rest is refused, which `log` is told. */
  async #sort(lines: readonly string[], open: readonly OpenFolder[], log?: Logger): Promise<Sorted> {
    const sorted: Sorted = { mine: [], others: [] };
    const refused = new Map<string, number>();
    for (const [at, line] of lines.entries()) {
      if (at % SLICE === SLICE - 1) await new Promise((resolve) => setImmediate(resolve));
      const found = await this.#judge(line, open);
      if (found === 'elsewhere') sorted.others.push(line);
      else if (typeof found === 'string') refused.set(found, (refused.get(found) ?? 0) + 1);
      else sorted.mine.push(found);
    }
    if (refused.size > 0) {
      const words = [...refused].map(([why, count]) => `${String(count)} ${why}`).join(', ');
      log?.warn(`Of what agents told, this was left out: ${words}.`);
    }
    return sorted;
  }

  async #judge(line: string, open: readonly OpenFolder[]): Promise<AgentReport | string> {
    const report = this.#reportIn(line);
    if (typeof report === 'string') return report;
    const here = await pathHere(report.path, open);
    if (typeof here === 'string') return here;
    // For another window it may not have been one.
    return this.#isFromPause(report) ? 'from a pause' : { ...report, path: here.path };
  }

  #reportIn(line: string): AgentReport | RefusedLine | 'too long' {
    if (Buffer.byteLength(line) > LONGEST_LINE) return 'too long';
    const id = createHash('sha256').update(line).digest('hex').slice(0, 32);
    return readSpooledLine(line, id, this.#parts.clock.now());
  }

  /** A report is told to the second. */
  #isFromPause({ time }: AgentReport): boolean {
    return this.#pauses.some(({ from, until }) => time > from - 1_000 && time <= until);
  }
}

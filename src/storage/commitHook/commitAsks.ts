import { existsSync, readFileSync, rmdirSync, rmSync, watch, type FSWatcher } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { CommitAsk, CommitAsking } from '../../ports/commitAsks.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { namesIn } from '../files.ts';
import {
  askFilesIn,
  isGone,
  isOutlived,
  pathOf,
  processIn,
  readRequest,
  removeAskFiles,
  removeAskFilesNow,
  type AskKind,
} from './askFiles.ts';
import { makeCommitHookFolder, removeOldWindows, type CommitHookFolder } from './commitHookFolder.ts';
import { WaitingCommit } from './waitingCommit.ts';

/** A look at the folder, in milliseconds, for what the system did not tell of. */
const LOOK_EVERY = 1_000;
/** The same where the system tells nothing: hooks wait a second for an answer. */
const LOOK_UNTOLD = 200;
/** What failed is tried again after so long, in milliseconds. */
const AFTER_FAILURE = 30_000;
/** What this window is known by. */
const MARK = `${String(process.pid)}\n`;

export interface CommitAsksParts {
  readonly folder: CommitHookFolder;
  /** the script as it is shipped */
  readonly script: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

/**
 * Answers the commit hooks that ask this window. All that is done to the folder is done one after another, and what fails
 * lets commits go on.
 */
export class CommitAsks implements CommitAsking, Disposable {
  readonly folder: string;
  readonly #parts: CommitAsksParts;
  readonly #here: string;
  readonly #listeners = new Set<(ask: CommitAsk) => Promise<void>>();
  /** by the number of the hook's process */
  readonly #waiting = new Map<number, WaitingCommit>();
  #queue: Promise<void> = Promise.resolve();
  #isServing = false;
  #isLookDue = false;
  #isDisposed = false;
  #watcher: FSWatcher | undefined;
  #timer: Disposable | undefined;

  constructor(parts: CommitAsksParts) {
    this.#parts = parts;
    this.folder = parts.folder.window;
    this.#here = join(this.folder, 'here');
  }

  onAsk(listener: (ask: CommitAsk) => Promise<void>): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  async serve(isServing: boolean): Promise<void> {
    this.#isServing = isServing;
    await this.#inTurn(() => (this.#isServing ? this.#begin() : this.#end()));
  }

  /** At once, since the process may end right after: hooks go on when they find this window gone. */
  dispose(): void {
    this.#isDisposed = true;
    this.#rest();
    for (const [pid, commit] of this.#waiting) {
      removeAskFilesNow(this.folder, pid);
      void commit.clearAway();
    }
    this.#leave();
  }

  /** Takes away the mark, and the folder if it is empty. */
  #leave(): void {
    try {
      if (existsSync(this.#here) && readFileSync(this.#here, 'utf8') === MARK) rmSync(this.#here);
      rmdirSync(this.folder);
    } catch {
      // It was never made, or another window still has something in it.
    }
  }

  async #begin(): Promise<void> {
    const { folder, script, clock } = this.#parts;
    await makeCommitHookFolder(folder, script);
    await removeOldWindows(folder, clock.now());
    if (!this.#mayServe()) return;
    this.#watch();
    await this.#lookAround();
    await this.#writeHere();
    this.#tick();
  }

  /** A window that shares the folder may have written its own mark meanwhile, which stays. */
  async #end(): Promise<void> {
    const marked = await processIn(this.#here);
    if (marked === undefined || marked === process.pid || isGone(marked)) await rm(this.#here, { force: true });
    this.#tick();
  }

  async #writeHere(): Promise<void> {
    try {
      await writeFile(this.#here, MARK, { mode: 0o600 });
    } catch (error) {
      await rm(this.#here, { force: true });
      throw error;
    }
    // It was told otherwise meanwhile, and may have been too early to find the mark.
    if (!this.#mayServe()) await rm(this.#here, { force: true });
  }

  #mayServe(): boolean {
    return this.#isServing && !this.#isDisposed;
  }

  #watch(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    try {
      const watcher = watch(this.folder, { persistent: false }, (_event, name) => {
        if (name?.startsWith('ask.') !== false) this.#lookSoon();
      });
      watcher.on('error', (error) => {
        this.#parts.log.warn(`The folder of the commit hook is not watched any more: ${error.message}`);
        watcher.close();
        if (this.#watcher === watcher) this.#watcher = undefined;
      });
      this.#watcher = watcher;
    } catch (error) {
      this.#parts.log.warn(`The folder of the commit hook can not be watched: ${String(error)}`);
    }
  }

  #rest(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    this.#timer?.dispose();
  }

  #tick(milliseconds = this.#watcher === undefined ? LOOK_UNTOLD : LOOK_EVERY): void {
    this.#timer?.dispose();
    if (this.#isDisposed || (!this.#isServing && this.#waiting.size === 0)) {
      this.#rest();
      return;
    }
    this.#timer = this.#parts.timers.after(milliseconds, () => {
      void this.#inTurn(async () => {
        if (this.#mayServe() && !(await this.#isMarked())) await this.#begin();
        else await this.#lookAround();
        this.#tick();
      });
    });
  }

  /** Somebody may have taken the folder away, or another window that shares it has gone with its mark. */
  async #isMarked(): Promise<boolean> {
    const marked = await processIn(this.#here);
    return marked !== undefined && !isGone(marked);
  }

  #lookSoon(): void {
    if (this.#isLookDue) return;
    this.#isLookDue = true;
    void this.#inTurn(async () => {
      this.#isLookDue = false;
      await this.#lookAround();
      this.#tick();
    });
  }

  async #lookAround(): Promise<void> {
    const found = askFilesIn(await namesIn(this.folder));
    for (const [pid, commit] of this.#waiting) {
      if (found.get(pid)?.has('ask') === true && !isGone(pid)) continue;
      this.#waiting.delete(pid);
      found.delete(pid);
      await commit.clearAway();
    }
    for (const [pid, kinds] of found) if (!this.#waiting.has(pid)) await this.#lookAt(pid, kinds);
  }

  async #lookAt(pid: number, kinds: ReadonlySet<AskKind | 'draft'>): Promise<void> {
    const isOld = isGone(pid) || (await isOutlived(this.folder, pid, kinds, this.#parts.clock.now()));
    if (isOld) await removeAskFiles(this.folder, pid);
    else if (!kinds.has('ask')) return;
    else if (kinds.has('taken')) await this.#standIn(pid);
    else if (this.#mayServe()) await this.#take(pid);
  }

  /** Answers for another window that has taken a request and died. */
  async #standIn(pid: number): Promise<void> {
    const taker = await processIn(pathOf(this.folder, 'taken', pid));
    if (taker === undefined || !isGone(taker)) return;
    await writeFile(pathOf(this.folder, 'go', pid), '', { mode: 0o600 });
  }

  /** Of several windows with one folder that one takes a request which is first to make a file. */
  async #take(pid: number): Promise<void> {
    const { timers, log } = this.#parts;
    try {
      await writeFile(pathOf(this.folder, 'taken', pid), MARK, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
      await removeAskFiles(this.folder, pid);
      throw error;
    }
    const request = await readRequest(this.folder, pid);
    const asked = typeof request === 'string' ? { tree: '', isInTerminal: false, root: '' } : request;
    const commit = new WaitingCommit({ folder: this.folder, timers, log }, pid, asked);
    if (request === 'gone') {
      await commit.clearAway();
      return;
    }
    this.#waiting.set(pid, commit);
    if (request === 'damaged') {
      log.warn('A commit hook asked something that can not be read, so its commit goes on.');
      await commit.go();
    } else void this.#tell(commit);
  }

  async #tell(commit: WaitingCommit): Promise<void> {
    try {
      await Promise.all([...this.#listeners].map(async (listener) => listener(commit)));
    } catch (error) {
      this.#parts.log.error('A commit could not be asked about, so it goes on.', error);
    }
    await commit.go();
  }

  /** What fails is tried again: a disk that is full, or a folder that can not be written now. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue
      .then(() => (this.#isDisposed ? undefined : work()))
      .catch((error: unknown) => {
        if (this.#isDisposed) return;
        this.#parts.log.error('The folder of the commit hook can not be used now. It is tried again.', error);
        this.#tick(AFTER_FAILURE);
      })
      .then(() => {
        // What was made may have come after all had been taken away.
        if (this.#isDisposed) this.#leave();
      });
    await this.#queue;
  }
}

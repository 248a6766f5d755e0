import { rename, rm, writeFile } from 'node:fs/promises';
import type { CommitAsk } from '../../ports/commitAsks.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Timers } from '../../ports/timers.ts';
import { draftOf, pathOf, removeAskFiles, type Request } from './askFiles.ts';

/** The hook takes a window for hung that says nothing for three times as long, in milliseconds. */
const WRITES_EVERY = 5_000;
const MOST_SECONDS = 300;
const MOST_LINES = 999_999;

export interface WaitingCommitParts {
  readonly folder: string;
  readonly timers: Timers;
  readonly log: Logger;
}

/** One hook that waits, and the files by which it is answered. They are written one after another. */
export class WaitingCommit implements CommitAsk {
  readonly tree: string;
  readonly isInTerminal: boolean;
  readonly root: string;
  readonly isOver: Promise<void>;
  readonly #parts: WaitingCommitParts;
  /** the hook's process, which its files are named by */
  readonly #pid: number;
  #end: () => void = () => undefined;
  #state: 'new' | 'asked' | 'over' = 'new';
  #count = 0;
  #timer: Disposable | undefined;
  #queue: Promise<void> = Promise.resolve();

  constructor(parts: WaitingCommitParts, pid: number, { tree, isInTerminal, root }: Request) {
    this.#parts = parts;
    this.#pid = pid;
    this.tree = tree;
    this.isInTerminal = isInTerminal;
    this.root = root;
    this.isOver = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async wait(lines: number, seconds: number, most: number): Promise<void> {
    if (this.#state !== 'new') return;
    this.#state = 'asked';
    const numbers = [within(lines, MOST_LINES), within(seconds, MOST_SECONDS), within(most, MOST_SECONDS)];
    const { folder } = this.#parts;
    await this.#inTurn(async () => {
      const draft = draftOf(folder, 'wait', this.#pid);
      await writeFile(draft, `${numbers.join(' ')}\n`, { mode: 0o600 });
      await rename(draft, pathOf(folder, 'wait', this.#pid));
    });
  }

  writing(): void {
    if (this.#state !== 'asked' || this.#timer !== undefined) return;
    this.#tellWriting();
  }

  async go(): Promise<void> {
    if (this.#state === 'over') return;
    this.#isDone();
    await this.#inTurn(() => writeFile(pathOf(this.#parts.folder, 'go', this.#pid), '', { mode: 0o600 }));
  }

  /** The hook has gone by itself, or has been told to. Nothing of it stays. */
  async clearAway(): Promise<void> {
    this.#isDone();
    await this.#inTurn(() => removeAskFiles(this.#parts.folder, this.#pid));
  }

  #tellWriting(): void {
    if (this.#state !== 'asked') return;
    this.#count += 1;
    const text = `${String(this.#count)}\n`;
    void this.#inTurn(() => writeFile(pathOf(this.#parts.folder, 'writing', this.#pid), text, { mode: 0o600 }));
    this.#timer = this.#parts.timers.after(WRITES_EVERY, () => {
      this.#tellWriting();
    });
  }

  #isDone(): void {
    this.#state = 'over';
    this.#timer?.dispose();
    this.#end();
  }

  /** What can not be written, such as on a full disk, lets the commit go on: its hook looks whether the request is still there. */
  async #inTurn(write: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(write).catch(async (error: unknown) => {
      this.#parts.log.error('A commit could not be answered, so it goes on.', error);
      this.#isDone();
      await rm(pathOf(this.#parts.folder, 'ask', this.#pid), { force: true }).catch(() => undefined);
    });
    await this.#queue;
  }
}

/** A whole number from 1 to `most`, which is all that the hook reads. */
function within(number: number, most: number): number {
  return Math.min(most, Math.max(1, Math.round(number) || 1));
}

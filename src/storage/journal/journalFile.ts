import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../syncFolder.ts';
import type { Reached } from '../steps.ts';

interface OpenFile {
  readonly handle: FileHandle;
  readonly inode: number;
  /** bytes of whole lines that are known to be on the disk */
  length: number;
}

/**
 * The journal file of one session. Nobody else ever writes to it, and a failed write leaves nothing behind: the file
 * ends where it ended before.
 */
export class JournalFile {
  readonly #folder: string;
  readonly #path: string;
  readonly #reached: Reached;
  #open: OpenFile | undefined;
  #wasMade = false;

  constructor(folder: string, session: string, reached: Reached) {
    this.#folder = folder;
    this.#path = join(folder, `${session}.jsonl`);
    this.#reached = reached;
  }

  /**
   * Makes sure that the file is there to be written. A file that vanished is made anew, with all that was in it; one that
   * came back, with a torn line at its end, gets that line ended, so that readers skip it and nothing after it. Rejects
   * with the disk's error.
   */
  async ready(): Promise<void> {
    const before = this.#open;
    if (before !== undefined && (await this.#isStillThere(before))) return;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const handle = await open(this.#path, this.#wasMade ? 'a+' : 'ax+', 0o600);
    this.#wasMade = true;
    try {
      const { ino, size } = await handle.stat();
      const file = { handle, inode: ino, length: size };
      if (size > 0 && (await endsTorn(file))) await appendBytes(file, Buffer.from('\n'));
      if (before !== undefined) await carryOver(before, file);
      this.#open = file;
    } catch (error) {
      await handle.close();
      throw error;
    }
    await before?.handle.close().catch(ignore);
    await syncFolder(this.#folder);
    this.#reached('journal-made');
  }

  /** Adds text at the end and flushes it to the disk, all of it or nothing. Rejects with the error of the disk. */
  async append(text: string): Promise<void> {
    const file = this.#open;
    if (file === undefined) throw new Error('The journal file is not open.');
    const { length } = file;
    try {
      await appendBytes(file, Buffer.from(text, 'utf8'));
      this.#reached('events-written');
      await file.handle.datasync();
      this.#reached('events-flushed');
    } catch (error) {
      file.length = length;
      // A file that can not be cut back is closed; the next `ready` ends its torn line.
      await file.handle.truncate(length).catch(() => this.close());
      throw error;
    }
  }

  async close(): Promise<void> {
    const file = this.#open;
    this.#open = undefined;
    await file?.handle.close().catch(ignore);
  }

  async #isStillThere({ inode }: OpenFile): Promise<boolean> {
    try {
      return (await stat(this.#path)).ino === inode;
    } catch {
      return false;
    }
  }
}

/** Copies what an open file without a name holds into the file that has its name now. Readers take no event twice. */
async function carryOver(from: OpenFile, to: OpenFile): Promise<void> {
  const lost = Buffer.alloc(from.length);
  const { bytesRead } = await from.handle.read(lost, 0, lost.length, 0);
  const there = Buffer.alloc(Math.min(to.length, bytesRead));
  await to.handle.read(there, 0, there.length, 0);
  if (there.length < bytesRead || !there.equals(lost.subarray(0, bytesRead))) {
    await appendBytes(to, lost.subarray(0, bytesRead));
  }
}

async function appendBytes(file: OpenFile, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.handle.write(bytes, done, bytes.length - done, null)).bytesWritten;
  }
  file.length += bytes.length;
}

async function endsTorn({ handle, length }: OpenFile): Promise<boolean> {
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, length - 1);
  return last[0] !== 0x0a;
}

function ignore(): void {
  // Nothing depends on it any more.
}

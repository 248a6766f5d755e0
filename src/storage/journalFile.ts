import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The journal file of one session. Nobody else ever writes to it, and a failed write leaves nothing behind: the file
 * ends where it ended before.
 */
export class JournalFile {
  readonly #folder: string;
  readonly #path: string;
  #handle: FileHandle | undefined;
  #inode = 0;
  #length = 0;
  #wasOpen = false;

  constructor(folder: string, session: string) {
    this.#folder = folder;
    this.#path = join(folder, `${session}.jsonl`);
  }

  /**
   * Makes sure that the file is there to be written. A file that vanished is made anew; one that came back, with a torn
   * line at its end, gets that line ended, so that readers skip it and nothing after it. Rejects with the disk's error.
   */
  async ready(): Promise<void> {
    if (this.#handle !== undefined && (await this.#isStillThere())) return;
    await this.close();
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const handle = await open(this.#path, this.#wasOpen ? 'a+' : 'ax+', 0o600);
    this.#handle = handle;
    this.#wasOpen = true;
    const { ino, size } = await handle.stat();
    this.#inode = ino;
    this.#length = size;
    if (size > 0 && (await endsTorn(handle, size))) await this.append('\n');
  }

  /** Adds text at the end, all of it or nothing. Rejects with the error of the disk. */
  async append(text: string): Promise<void> {
    const handle = this.#handle;
    if (handle === undefined) throw new Error('The journal file is not open.');
    const bytes = Buffer.from(text, 'utf8');
    try {
      for (let done = 0; done < bytes.length;) {
        done += (await handle.write(bytes, done, bytes.length - done, null)).bytesWritten;
      }
      this.#length += bytes.length;
    } catch (error) {
      // A file that can not be cut back is closed; the next `ready` ends its torn line.
      await handle.truncate(this.#length).catch(() => this.close());
      throw error;
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close().catch(() => undefined);
  }

  async #isStillThere(): Promise<boolean> {
    try {
      return (await stat(this.#path)).ino === this.#inode;
    } catch {
      return false;
    }
  }
}

async function endsTorn(handle: FileHandle, size: number): Promise<boolean> {
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}

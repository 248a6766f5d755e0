import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, rmdir, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Reached } from './steps.ts';
import { syncFolder } from './syncFolder.ts';

/** So many characters are gathered before they are written. */
const GATHERED = 256 * 1024;

/** Takes the text of a file, piece by piece. */
export type Put = (text: string) => Promise<void>;

/**
 * Makes a file whole or not at all: `write` fills a new file beside it, which is flushed to the disk and then renamed. An
 * existing file stays as it was until then. Rejects with the error of the disk, or with what `write` rejects with.
 */
export async function writeWholeFile<T>(target: string, write: (put: Put) => Promise<T>, reached: Reached): Promise<T> {
  const draft = draftBeside(target);
  try {
    const result = await writeFlushed(draft, write);
    reached('export-drafted');
    await rename(draft, target);
    await syncFolder(dirname(target));
    return result;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The same for a folder of files. The folder must not be there, or be empty. */
export async function writeWholeFolder<T>(
  target: string,
  write: (put: (name: string) => Promise<OutputFile>) => Promise<T>,
  reached: Reached,
): Promise<T> {
  const draft = draftBeside(target);
  const files: OutputFile[] = [];
  try {
    await mkdir(draft, { mode: 0o700 });
    const result = await write(async (name) => {
      const file = new OutputFile(await open(join(draft, name), 'wx', 0o600));
      files.push(file);
      return file;
    });
    for (const file of files) await file.flush();
    await syncFolder(draft);
    reached('export-drafted');
    await takePlace(draft, target);
    await syncFolder(dirname(target));
    return result;
  } catch (error) {
    await Promise.all(files.map((file) => file.close()));
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** A new file that is filled piece by piece. */
export class OutputFile {
  readonly #handle: FileHandle;
  #gathered: string[] = [];
  #characters = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  readonly put: Put = async (text) => {
    this.#gathered.push(text);
    this.#characters += text.length;
    if (this.#characters >= GATHERED) await this.#write();
  };

  /** Brings all of it to the disk, and closes it. */
  async flush(): Promise<void> {
    await this.#write();
    await this.#handle.sync();
    await this.#handle.close();
  }

  async close(): Promise<void> {
    // One that is closed already says so, and that is all the same.
    await this.#handle.close().catch(() => undefined);
  }

  async #write(): Promise<void> {
    const text = this.#gathered.join('');
    this.#gathered = [];
    this.#characters = 0;
    await this.#handle.writeFile(text, 'utf8');
  }
}

async function writeFlushed<T>(path: string, write: (put: Put) => Promise<T>): Promise<T> {
  const file = new OutputFile(await open(path, 'wx', 0o600));
  try {
    const result = await write(file.put);
    await file.flush();
    return result;
  } finally {
    await file.close();
  }
}

/** Renames a folder over an empty one, or over none; Windows does the first only when that is removed before. */
async function takePlace(draft: string, target: string): Promise<void> {
  const isThere = await stat(target).then(
    () => true,
    () => false,
  );
  // Fails for one that got something in it meanwhile.
  if (isThere) await rmdir(target);
  await rename(draft, target);
}

function draftBeside(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
}

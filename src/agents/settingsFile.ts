import { randomBytes } from 'node:crypto';
import { link, lstat, mkdir, open, readFile, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** No settings file that people write is as long as this, in bytes. */
const LONGEST = 2 * 1024 * 1024;
const PERMISSIONS = 0o777;
const OWNER_MAY_WRITE = 0o200;

/** A settings file as it was read. */
export interface SettingsFile {
  /** the file itself, behind any symbolic links: it is written, and the links stay */
  readonly real: string;
  /** `undefined` where there is no file yet */
  readonly bytes: Buffer | undefined;
  readonly mode: number;
}

/** Why a file is not to be changed, as the end of a sentence. */
export interface RefusedFile {
  readonly refused: string;
}

/** Reads a settings file, or says why it is left alone. Rejects with any other error of the disk. */
export async function readSettingsFile(path: string): Promise<SettingsFile | RefusedFile> {
  try {
    const real = await realpath(path);
    const status = await stat(real);
    if (!status.isFile()) return { refused: 'is no plain file' };
    if (status.size > LONGEST) return { refused: 'is longer than settings are' };
    if (status.uid !== process.getuid?.()) return { refused: 'belongs to somebody else' };
    if (status.nlink > 1) return { refused: 'has a second name (a hard link), which would not see the change' };
    if ((status.mode & OWNER_MAY_WRITE) === 0) return { refused: 'is read-only' };
    return { real, bytes: await readFile(real), mode: status.mode & PERMISSIONS };
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return { refused: 'is a symbolic link that leads to itself' };
    if (codeOf(error) === 'EACCES') return { refused: 'can not be read' };
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  if (await isThere(path)) return { refused: 'is a symbolic link to a file that is not there' };
  return { real: path, bytes: undefined, mode: 0o600 };
}

/**
 * Puts new content in the place of what was read, in one step; `undefined` takes the file away. Nothing is changed, and
 * the answer is `changed`, where the file is not what was read any more.
 */
export async function replaceSettings(
  { real, bytes: before, mode }: SettingsFile,
  after: Buffer | undefined,
): Promise<'done' | 'changed' | RefusedFile> {
  if (!(await isStill(real, before))) return 'changed';
  if (after === undefined) {
    await rm(real, { force: true });
    return 'done';
  }
  const draft = join(dirname(real), `.grasp-${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeWhole(draft, after, mode);
    // Looked at again right before: writing the draft took time.
    if (!(await isStill(real, before))) return 'changed';
    if (before === undefined) await link(draft, real);
    else await rename(draft, real);
    return 'done';
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return 'changed';
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      return { refused: 'lies where nothing can be written' };
    if (code === 'ENOSPC' || code === 'EDQUOT') return { refused: 'has no room left on its disk' };
    throw error;
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** Makes the folder of a file, and tells whether it was not there. The folder above it must be. */
export async function makeFolderOf(path: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { mode: 0o700 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Takes the folder of a file away if there is nothing in it. */
export async function removeEmptyFolderOf(path: string): Promise<void> {
  await rmdir(dirname(path)).catch(() => undefined);
}

export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}

async function isStill(path: string, before: Buffer | undefined): Promise<boolean> {
  try {
    const now = await readFile(path);
    return before?.equals(now) === true;
  } catch (error) {
    return codeOf(error) === 'ENOENT' && before === undefined;
  }
}

async function writeWhole(path: string, bytes: Buffer, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    // What the process masks when a file is made is not what the file had.
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

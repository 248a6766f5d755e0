import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { link, lstat, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** No hook that people write is as long as this, in bytes. */
const LONGEST = 1_000_000;
const PERMISSIONS = 0o7777;
const MAY_WRITE = 0o200;
const MAY_RUN = 0o100;
/** As git's own templates have it, less what the person's account masks. */
const NEW_MODE = 0o755;
const DRAFT = /^\.grasp-hook-(?<pid>\d{1,10})-[0-9a-f]{12}\.tmp$/u;
const NOT_READ: Readonly<Record<string, string>> = {
  ENOENT: 'is a symbolic link to a file that is not there',
  ELOOP: 'is a symbolic link that leads to itself',
  EACCES: 'can not be read',
  EPERM: 'can not be read',
  ENOTDIR: 'lies in something that is no folder',
};
const NOT_WRITTEN: Readonly<Record<string, string>> = {
  EACCES: 'lies where nothing can be written',
  EPERM: 'lies where nothing can be written',
  EROFS: 'lies where nothing can be written',
  ENOSPC: 'has no room left on its disk',
  EDQUOT: 'has no room left on its disk',
};
const IS_WINDOWS = process.platform === 'win32';

/** A hook file as it was read, by its path. */
export interface HookFile {
  readonly path: string;
  /** `undefined` where there is none */
  readonly bytes: Buffer | undefined;
  readonly mode: number;
  /** whether git runs it */
  readonly runs: boolean;
  /** why it can be read and not be changed, as the end of a sentence */
  readonly fixed?: string | undefined;
}

/** Why a file is left alone, as the end of a sentence. */
export interface RefusedHook {
  readonly path: string;
  readonly refused: string;
}

/** What came of replacing a file: `changed` where it was not what was read any more. */
export type Replaced = 'done' | 'changed' | RefusedHook;

/** Reads a hook file, or says what is in the way. Rejects with any other error of the disk. */
export async function readHookFile(path: string): Promise<HookFile | RefusedHook> {
  try {
    const named = await lstat(path);
    const status = named.isSymbolicLink() ? await stat(path) : named;
    if (!status.isFile()) return { path, refused: status.isDirectory() ? 'is a folder' : 'is no plain file' };
    if (status.size > LONGEST) return { path, refused: 'is longer than 1 MB' };
    const mode = status.mode & PERMISSIONS;
    // Windows keeps no such mark; git looks at the first line there.
    const runs = IS_WINDOWS || (mode & MAY_RUN) !== 0;
    return { path, bytes: await readFile(path), mode, runs, fixed: whyFixed(named) };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' && !(await isThere(path))) return { path, bytes: undefined, mode: NEW_MODE, runs: true };
    const refused = NOT_READ[code];
    if (refused === undefined) throw error;
    return { path, refused };
  }
}

function whyFixed(named: Stats): string | undefined {
  if (named.isSymbolicLink()) return 'is a symbolic link, so a change may reach other places too';
  if (process.getuid !== undefined && named.uid !== process.getuid()) return 'belongs to somebody else';
  if (named.nlink > 1) return 'has a second name (a hard link), which would not see the change';
  return (named.mode & MAY_WRITE) === 0 ? 'is read-only' : undefined;
}

/** Whether something has this name, be it a link to nothing. */
export function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Puts new content in the place of what was read, in one step; `undefined` takes the file away. Nothing is changed where
 * the file is not what was read any more. Rejects with errors of the disk that are not expected.
 */
export async function replaceHookFile(file: HookFile, after: Buffer | undefined): Promise<Replaced> {
  const draft = join(dirname(file.path), `.grasp-hook-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
  try {
    return await replaced(file, after, draft);
  } catch (error) {
    const code = codeOf(error);
    // A draft that is gone was swept by somebody who took this process for a dead one.
    if (code === 'EEXIST' || code === 'ENOENT') return 'changed';
    const refused = NOT_WRITTEN[code];
    if (refused === undefined) throw error;
    return { path: file.path, refused };
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function replaced(file: HookFile, after: Buffer | undefined, draft: string): Promise<'done' | 'changed'> {
  const { path, bytes: before, mode } = file;
  if (!(await isStill(file))) return 'changed';
  if (after === undefined) {
    await rm(path, { force: true });
    return 'done';
  }
  await writeDraft(draft, after, before === undefined ? undefined : mode);
  // Looked at again right before: writing the draft took time.
  if (!(await isStill(file))) return 'changed';
  if (before === undefined) await link(draft, path);
  else await rename(draft, path);
  return 'done';
}

/** Takes away what processes of Grasp left that died while they were at it. */
export async function sweepHookDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = DRAFT.exec(name)?.groups?.['pid'];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Whether the file is what was read: the same bytes, and neither another mode nor a link by now. */
async function isStill({ path, bytes, mode }: HookFile): Promise<boolean> {
  try {
    const status = await lstat(path);
    if (bytes === undefined || !status.isFile() || (status.mode & PERMISSIONS) !== mode) return false;
    return bytes.equals(await readFile(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return bytes === undefined;
    throw error;
  }
}

/** @param mode that of the file that it takes the place of */
async function writeDraft(path: string, bytes: Buffer, mode: number | undefined): Promise<void> {
  const handle = await open(path, 'wx', mode ?? NEW_MODE);
  try {
    await handle.writeFile(bytes);
    // What the account masks when a file is made is not what the file had.
    if (mode !== undefined) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name of an error of the system; nothing for any other error. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

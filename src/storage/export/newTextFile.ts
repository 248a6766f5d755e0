import { mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { syncFolder } from '../syncFolder.ts';
import { writeNewFile } from '../writeNewFile.ts';

/**
 * Makes a file that was not there, with a text, and flushes it: `false` where the name is taken, also by a link that leads
 * nowhere. Rejects with the error of the disk; no half of a file is left then.
 */
export async function writeNewText(path: string, text: string): Promise<boolean> {
  try {
    await writeNewFile(path, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await syncFolder(dirname(path));
  return true;
}

/**
 * Makes a folder where it is not there, and gives its real path. `undefined` for one that lies in none of some folders, or
 * that a link leads out of them; nothing is made then. Rejects with the error of the disk.
 */
export async function folderWithin(asked: string, roots: readonly string[]): Promise<string | undefined> {
  const folder = resolve(asked);
  const reals = await Promise.all(roots.map((root) => realpath(root).catch(() => root)));
  const isWithin = (path: string): boolean => reals.some((root) => contains(root, path));
  // Before it is made, by the part of it that is there; after it, since that may have changed meanwhile.
  if (!isWithin(await realPathOf(folder))) return undefined;
  await mkdir(folder, { recursive: true });
  const real = await realpath(folder);
  return isWithin(real) ? real : undefined;
}

/** The real path of a folder that may not be there: of the part that is, and the rest as it is named. */
async function realPathOf(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined || dirname(path) === path) return real ?? path;
  return join(await realPathOf(dirname(path)), basename(path));
}

function contains(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

import type { Stats } from 'node:fs';
import { opendir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether the disk says that there is nothing of that name. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** The names in a folder; none for one that is not there. Rejects with any other error of the disk. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** `undefined` for what is not there. Rejects with any other error of the disk. */
export async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** No folder of somebody's work has more in it; beyond that the rest is left out. */
const MOST_PATHS = 500_000;

/** A folder and all that is in it, as paths. Follows no link, and passes over what can not be read. */
export async function* pathsWithin(folder: string): AsyncGenerator<string> {
  yield folder;
  const folders = [folder];
  let count = 0;
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const entries = await opendir(next).catch(() => undefined);
    if (entries === undefined) continue;
    for await (const entry of entries) {
      count += 1;
      if (count > MOST_PATHS) return;
      const path = join(next, entry.name);
      yield path;
      if (entry.isDirectory()) folders.push(path);
    }
  }
}

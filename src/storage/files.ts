import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';

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

import { lstat, realpath } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { isMissing } from '../files.ts';

/** A folder of the window, as it was opened and as it lies on the disk. */
export interface OpenFolder {
  readonly path: string;
  readonly real: string;
}

/** Why a report is not for this window: `elsewhere` may be for another one, the rest is for nobody. */
export type NotHere = 'elsewhere' | 'leads out of its folder' | 'belongs to somebody else';

/** The folders of a window, as they lie on the disk now. */
export async function openFolders(paths: readonly string[]): Promise<OpenFolder[]> {
  return Promise.all(paths.map(async (path) => ({ path, real: await realpath(path).catch(() => path) })));
}

/**
 * A reported path as the window knows it, or why it is not one of its files. Links are followed: a path that only seems to
 * lie in a folder is none of its files. A file that is gone counts by its folder.
 */
export async function pathHere(path: string, folders: readonly OpenFolder[]): Promise<{ path: string } | NotHere> {
  const within = folders.find((folder) => isIn(path, folder.path)) ?? folders.find(({ real }) => isIn(path, real));
  if (within === undefined) return 'elsewhere';
  const known = isIn(path, within.path) ? path : within.path + path.slice(within.real.length);
  const real = await nearestReal(path);
  if (!folders.some((folder) => isIn(real, folder.real) || real === folder.real)) return 'leads out of its folder';
  const status = await lstat(path).catch(() => undefined);
  if (status !== undefined && status.uid !== process.getuid?.()) return 'belongs to somebody else';
  return { path: known };
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Where a path leads, or the nearest of its folders that is there. */
async function nearestReal(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    try {
      return await realpath(at);
    } catch (error) {
      if (!isMissing(error) && (error as NodeJS.ErrnoException).code !== 'ENOTDIR') return '';
      // A link to something that is not there leads nowhere that could be judged.
      if (
        await lstat(at).then(
          () => true,
          () => false,
        )
      )
        return '';
      if (at === dirname(at)) return at;
    }
  }
}

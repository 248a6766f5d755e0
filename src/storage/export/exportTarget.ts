import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';

/** Why a target can not be taken, in words. The disk itself may refuse it later. */
export async function whyNotThere(target: string, isFolder: boolean, data: string): Promise<string | undefined> {
  if (!isAbsolute(target)) return 'The export needs an absolute path. Nothing was written.';
  const inData = relative(await realPath(data), join(await realPath(dirname(target)), basename(target)));
  if (inData === '' || (!inData.startsWith('..') && !isAbsolute(inData))) {
    return 'Grasp does not export into the folder that holds your records. Nothing was written; choose another place.';
  }
  const there = await stat(target).catch(() => undefined);
  if (there === undefined) return undefined;
  if (!isFolder) return there.isFile() ? undefined : `"${target}" is no file. Nothing was written; choose a file.`;
  if (!there.isDirectory()) return `"${target}" is no folder. Nothing was written; the tables go into a folder.`;
  const isEmpty = (await readdir(target)).length === 0;
  return isEmpty ? undefined : `"${target}" is not empty. Nothing was written; choose an empty folder, or a new one.`;
}

async function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

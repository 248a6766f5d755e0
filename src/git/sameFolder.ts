import { realpath } from 'node:fs/promises';

/**
 * The one of some folders that is the same as another one, which may be named by another way to it: VS Code names a folder by
 * the link that it was opened by, and git by where that leads. The other one itself where none is. Paths are absolute.
 */
export async function sameFolder(folder: string, known: readonly string[]): Promise<string> {
  if (known.includes(folder)) return folder;
  const [real, reals] = await Promise.all([withoutLinks(folder), Promise.all(known.map(withoutLinks))]);
  return known[reals.indexOf(real)] ?? folder;
}

/** What can not be followed is itself. */
function withoutLinks(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

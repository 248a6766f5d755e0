import { join } from 'node:path';
import type { GitFolders } from './gitFolders.ts';
import { withPlainFile } from './plainFile.ts';

/** A file that names a commit or another branch is no longer, in bytes; the list of all branches may be. */
const LONGEST_NAME = 4_096;
const LONGEST_LIST = 8_000_000;
/** How often one name may lead to another. */
const MOST_STEPS = 5;
/** The checksum at the end of an index, by the longer of git's two kinds of names. */
const CHECKSUM = 32;

/**
 * A name of what is staged and upon which commit, from a few small files: the index by its own checksum, which is the same
 * when it is written again with the same content. `undefined` where there is no index.
 */
export async function stagedState(folders: GitFolders): Promise<string | undefined> {
  const [head, index] = await Promise.all([headOf(folders), indexOf(folders)]);
  return head === undefined || index === undefined ? undefined : `${head} ${index}`;
}

async function indexOf({ gitFolder }: GitFolders): Promise<string | undefined> {
  return withPlainFile(join(gitFolder, 'index'), async (file) => {
    const { size, mtimeNs, ino } = await file.stat({ bigint: true });
    const end = Buffer.alloc(Number(size < CHECKSUM ? size : CHECKSUM));
    await file.read(end, 0, end.length, Number(size) - end.length);
    // An index may be written without a checksum, for speed.
    const hasNone = end.subarray(-20).every((byte) => byte === 0);
    return hasNone ? `${String(size)} ${String(mtimeNs)} ${String(ino)}` : end.toString('hex');
  });
}

/** The commit that HEAD is, or what stands for it: where no branch has its name yet, and where git keeps them otherwise. */
async function headOf({ gitFolder, common }: GitFolders): Promise<string | undefined> {
  let text = await textOf(join(gitFolder, 'HEAD'));
  if (text === undefined) return undefined;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const name: string | undefined = /^ref: (?<name>refs\/[^\0\n]+)$/u.exec(text)?.groups?.['name'];
    if (name === undefined) return text;
    if (name.split('/').includes('..')) return undefined;
    const next: string | undefined = (await textOf(join(gitFolder, name))) ?? (await textOf(join(common, name)));
    if (next === undefined) return (await packed(common, name)) ?? (await tables({ gitFolder, common }, name));
    text = next;
  }
  return undefined;
}

async function packed(common: string, name: string): Promise<string | undefined> {
  const list = await textOf(join(common, 'packed-refs'), LONGEST_LIST);
  const line = list?.split('\n').find((one) => one.endsWith(` ${name}`));
  return line?.split(' ')[0];
}

/** A repository may keep its branches in tables, which have other names whenever something is written. */
async function tables({ gitFolder, common }: Pick<GitFolders, 'gitFolder' | 'common'>, name: string): Promise<string> {
  const lists = [...new Set([gitFolder, common])].map((folder) => textOf(join(folder, 'reftable', 'tables.list')));
  return [name, ...(await Promise.all(lists))].join(' ').replaceAll(/\s+/gu, ' ').trim();
}

function textOf(path: string, longest = LONGEST_NAME): Promise<string | undefined> {
  return withPlainFile(path, async (file) => {
    const { size } = await file.stat();
    return size > longest ? undefined : (await file.readFile('utf8')).trim();
  });
}

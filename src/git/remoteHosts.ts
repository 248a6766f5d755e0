import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { hostOf, remoteAddresses } from './gitConfig.ts';

/** No configuration is longer than this, in bytes; what is longer, or no plain file, is not read. */
const LONGEST = 1_000_000;

/**
 * The hosts of all remotes of the repository that holds a folder, in small letters; none where there is no repository.
 * Reads files only: git is never run, and configurations that others include are not followed. Rejects when something
 * that is there can not be read, for then nobody knows.
 */
export async function remoteHosts(folder: string): Promise<ReadonlySet<string>> {
  // By the name it has, and by where a link leads: git goes by the latter.
  const real = await realpath(folder).catch(() => folder);
  const configs = await Promise.all([...new Set([folder, real])].map(configOf));
  const addresses = configs.flat().flatMap(remoteAddresses);
  return new Set(addresses.map(hostOf).filter((host) => host !== undefined));
}

/** The texts of the configuration of the repository that holds a folder. */
async function configOf(folder: string): Promise<string[]> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await gitFolder(join(at, '.git'), at);
    if (found !== undefined) return found;
    if (dirname(at) === at) return [];
  }
}

async function gitFolder(path: string, base: string): Promise<string[] | undefined> {
  const there = await statOf(path);
  if (there === undefined) return undefined;
  if (there.isDirectory()) return configsIn(path);
  // A worktree or a submodule has its git folder elsewhere, and says where in one line.
  const pointer = /^gitdir:\s*(?<path>.+?)\s*$/mu.exec((await textOf(path)) ?? '')?.groups?.['path'];
  if (pointer === undefined) throw new Error(`${path} does not say where its repository is.`);
  const own = localPath(base, pointer);
  // What a worktree shares with the others.
  const common = (await textOf(join(own, 'commondir')))?.trim();
  const shared = common === undefined || common === '' ? [] : await configsIn(localPath(own, common));
  return [...(await configsIn(own)), ...shared];
}

async function configsIn(folder: string): Promise<string[]> {
  const texts = await Promise.all(['config', 'config.worktree'].map((name) => textOf(join(folder, name))));
  return texts.filter((text) => text !== undefined);
}

/** Another machine's folder, which Windows names by two backslashes, is not asked for: that would be a use of the network. */
function localPath(base: string, path: string): string {
  if (/^[\\/]{2}/u.test(path)) throw new Error(`${path} is not on this machine.`);
  return resolve(base, path);
}

/** `undefined` for a file that is not there. */
async function textOf(path: string): Promise<string | undefined> {
  const there = await statOf(path);
  if (there === undefined) return undefined;
  if (!there.isFile() || there.size > LONGEST) throw new Error(`${path} is no configuration of git.`);
  return readFile(path, 'utf8');
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkTree, WorkTreeFile, WorkTrees } from '../ports/workTrees.ts';
import { textOf } from './askGit.ts';
import { blobNames, decoded } from './committedText.ts';
import { repositoryRoot } from './repositoryRoot.ts';
import { runGit, withoutFilters } from './runGit.ts';

/** How many files of a work tree are listed. */
const MOST_FILES = 10_000;
/** A longer file is not read, in bytes. */
const LONGEST_FILE = 2_000_000;

/** Work trees as the git of this machine tells of them. */
export class GitWorkTrees implements WorkTrees {
  readonly #isTrusted: () => boolean;

  constructor(isTrusted: () => boolean) {
    this.#isTrusted = isTrusted;
  }

  /** Files that git knows, and those that it is not told to ignore. */
  async list(folder: string): Promise<WorkTree | undefined> {
    const root = await repositoryRoot(folder);
    if (root === undefined) return undefined;
    const asked = { folder: root, trusted: this.#isTrusted() };
    const filters = await withoutFilters(asked);
    if (filters === undefined) return undefined;
    const args = [...filters, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
    const result = await runGit({ ...asked, args });
    if (result.kind !== 'done') return undefined;
    const revision = (await textOf(asked, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])).trim();
    const blobs = blobsIn(revision === '' ? '' : await textOf(asked, ['ls-tree', '-r', '-z', '--full-tree', revision]));
    const paths = result.output.toString('utf8').split('\0').filter(Boolean).slice(0, MOST_FILES);
    const files = new Map(paths.map((path) => [path, blobs.get(path)]));
    return { root, revision: revision === '' ? undefined : revision, files };
  }

  async read({ root, files }: WorkTree, path: string): Promise<WorkTreeFile | undefined> {
    const bytes = await bytesOf(join(root, ...path.split('/')));
    const text = bytes && decoded(bytes);
    if (bytes === undefined || text === undefined) return undefined;
    return { lines: text.split(/\r\n|\r|\n/u), isCommitted: blobNames(bytes).includes(files.get(path) ?? '') };
  }
}

function blobsIn(list: string): ReadonlyMap<string, string> {
  const entries = list.split('\0').flatMap((line): [string, string][] => {
    const { blob, path } = /^100\d{3} blob (?<blob>[0-9a-f]+)\t(?<path>[^]+)$/u.exec(line)?.groups ?? {};
    return blob === undefined || path === undefined ? [] : [[path, blob]];
  });
  return new Map(entries);
}

/** A link is not followed: it could lead anywhere. */
async function bytesOf(path: string): Promise<Buffer | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const there = await file.stat();
      return there.isFile() && there.size <= LONGEST_FILE ? await file.readFile() : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

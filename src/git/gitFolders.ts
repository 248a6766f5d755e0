import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { repositoryRoot } from './repositoryRoot.ts';

/** A line that tells where a repository's folder is has no more characters. */
const LONGEST = 4_096;

/** Where a repository or worktree is, and where git keeps what belongs to it, as absolute paths. */
export interface GitFolders {
  readonly root: string;
  /** for a worktree or a submodule elsewhere */
  readonly gitFolder: string;
  /** where the branches and stashes are, which worktrees share */
  readonly common: string;
}

/** The repository or worktree that holds a path; `undefined` where there is none, or none that can be read. */
export async function gitFolders(path: string): Promise<GitFolders | undefined> {
  const root = await repositoryRoot(path);
  if (root === undefined) return undefined;
  const dotGit = join(root, '.git');
  const gitFolder = (await isFolder(dotGit)) ? dotGit : pointedTo(root, await firstLine(dotGit), /^gitdir:\s*(.+)$/u);
  if (gitFolder === undefined) return undefined;
  const common = pointedTo(gitFolder, await firstLine(join(gitFolder, 'commondir')), /^(.+)$/u);
  return { root, gitFolder, common: common ?? gitFolder };
}

/** What git writes last whenever it has written to the work tree, and holds a lock of meanwhile. */
const WRITTEN = ['index', 'HEAD', 'MERGE_HEAD', 'index.lock'];

/** Whether git is at work in a repository, or has been so after a time, in milliseconds since 1970 UTC. */
export async function isGitAtWork({ gitFolder }: GitFolders, since: number): Promise<boolean> {
  const times = await Promise.all(
    WRITTEN.map((name) =>
      stat(join(gitFolder, name)).then(
        ({ mtimeMs }) => (name === 'index.lock' ? Infinity : mtimeMs),
        () => -Infinity,
      ),
    ),
  );
  return times.some((time) => time >= since);
}

/** What git keeps while it joins, moves or takes back commits, and waits for somebody to go on. */
const UNDER_WAY = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'rebase-merge', 'rebase-apply'];

/** Whether a merge, rebase, cherry-pick or revert is under way in a repository. */
export async function isGitUnderWay({ gitFolder }: GitFolders): Promise<boolean> {
  const there = await Promise.all(
    UNDER_WAY.map((name) =>
      stat(join(gitFolder, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return there.includes(true);
}

function pointedTo(base: string, line: string | undefined, form: RegExp): string | undefined {
  const path = line === undefined ? undefined : form.exec(line.trim())?.[1];
  // Another machine's folder, which Windows names by two backslashes, is not asked for.
  return path === undefined || /^[\\/]{2}/u.test(path) ? undefined : resolve(base, path);
}

async function firstLine(file: string): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    return size > LONGEST ? undefined : (await readFile(file, 'utf8')).split('\n')[0];
  } catch {
    return undefined;
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (there) => there.isDirectory(),
    () => false,
  );
}

import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmod, mkdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GitRepository } from './gitRepository.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** What gits say that run hooks of their configuration, and one that does not. */
export const NEW_GIT = 'git version 2.54.0';
export const OLD_GIT = 'git version 2.39.5';

/**
 * A repository for each test, whose commits find a window of Grasp's: a script that writes `asked` to a log when it is run.
 * Hooks of the tests write their own words there, so the log has the order.
 */
export interface HookedRepository {
  /** a folder around it, for whatever else a test needs */
  readonly folder: string;
  readonly repository: GitRepository;
  readonly root: string;
  /** the hook file of a repository that says nothing else */
  readonly hook: string;
  /** writes a hook, executable unless told otherwise, with `log WORD` for the log */
  writeHook(path: string, text: string | Buffer, mode?: number): Promise<void>;
  /** commits in a work tree, and gives how that ended, and what the log has of it */
  commit(root?: string): Promise<{ readonly status: number | null; readonly log: readonly string[] }>;
}

export function hookedRepository(name = 'repository'): HookedRepository {
  const folders = temporaryFolder();
  const saved = { ...process.env };
  let folder = '';
  let repository: GitRepository;

  beforeEach(async () => {
    folder = await realpath(folders.path);
    const data = join(folder, 'da ta', 'commit-hook');
    await mkdir(data, { recursive: true });
    await writeFile(join(data, 'grasp-commit.sh'), `#!/bin/sh\necho asked >>"$HOOK_LOG"\nexit 7\n`, { mode: 0o755 });
    Object.assign(process.env, {
      ...{ GRASP_WINDOW: join(data, '0123456789abcdef'), HOOK_LOG: join(folder, 'log') },
      // What the account of this machine has for its own repositories is no part of a test.
      ...{ HOME: folder, XDG_CONFIG_HOME: folder },
    });
    repository = await GitRepository.in(join(folder, name));
  });

  afterEach(() => {
    for (const key of ['GRASP_WINDOW', 'HOOK_LOG', 'HOME', 'XDG_CONFIG_HOME']) {
      if (saved[key] === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = saved[key];
    }
  });

  return {
    get folder() {
      return folder;
    },
    get repository() {
      return repository;
    },
    get root() {
      return repository.root;
    },
    get hook() {
      return join(repository.root, '.git', 'hooks', 'pre-commit');
    },
    async writeHook(path, text, mode = 0o755) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      await chmod(path, mode);
    },
    async commit(root = repository.root) {
      await rm(join(folder, 'log'), { force: true });
      const { status } = commitIn(root);
      const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
      return { status, log: log.split('\n').filter(Boolean) };
    },
  };
}

function commitIn(root: string): SpawnSyncReturns<string> {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const own = ['-c', 'commit.gpgSign=false', '-c', 'user.name=Me', '-c', 'user.email=me@example.com'];
  const args = [...own, 'commit', '--quiet', '--allow-empty', '--message', 'A commit'];
  return spawnSync('git', args, { cwd: root, encoding: 'utf8', env });
}

/** The permissions of a file, less what the account of this test masks. */
export async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o7777;
}

/** Why something was refused; fails where it was not. */
export function whyRefused(outcome: { readonly kind: string; readonly why?: string }): string {
  assert.equal(outcome.kind, 'refused');
  return outcome.why ?? '';
}

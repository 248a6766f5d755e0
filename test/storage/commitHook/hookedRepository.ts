// A real repository with Grasp's block in its pre-commit hook, and a person who commits in a terminal.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { GitRepository, ME } from '../../support/gitRepository.ts';

/** The script as it is shipped. */
export const SCRIPT = resolve(import.meta.dirname, '../../../src/storage/commitHook/grasp-commit.sh');

const BLOCK = `# >>> grasp >>> asks in VS Code about code by AI; never fails a commit. "Grasp: Disable Commit Hook" takes it out.
if [ -n "\${GRASP_WINDOW:-}" ] && [ -x "\${GRASP_WINDOW%/*}/grasp-commit.sh" ]; then "\${GRASP_WINDOW%/*}/grasp-commit.sh" </dev/null || :; fi
# <<< grasp <<<
`;

/** The one line that the hook may print. */
export const LINE = /Grasp: \d+ lines? by AI/gu;

/** Other lines of a hook. */
interface OtherLines {
  readonly before?: string;
  readonly after?: string;
}

/** Puts the block into a hook, between other lines of it. */
export async function installBlock(gitFolder: string, { before = '', after = '' }: OtherLines = {}): Promise<void> {
  await writeHook(gitFolder, `${before}${BLOCK}${after}`);
}

/** The same hook without the block; none where it would be empty. */
export async function installOther(gitFolder: string, { before = '', after = '' }: OtherLines = {}): Promise<void> {
  if (before + after !== '') await writeHook(gitFolder, before + after);
}

async function writeHook(gitFolder: string, lines: string): Promise<void> {
  const hook = join(gitFolder, 'hooks', 'pre-commit');
  await mkdir(join(gitFolder, 'hooks'), { recursive: true });
  await writeFile(hook, `#!/bin/sh\n${lines}`);
  await chmod(hook, 0o755);
}

/** A repository with one commit of two files, and no hook yet. */
export async function repositoryIn(root: string): Promise<GitRepository> {
  const repository = await GitRepository.in(root);
  await repository.write('a.ts', 'one\n');
  await repository.write('b.ts', 'one\n');
  repository.commit('First');
  return repository;
}

export interface Committed {
  readonly status: number | null;
  /** all that went to standard error */
  readonly said: string;
}

export interface Terminal {
  /** a window's folder, for GRASP_WINDOW */
  readonly window?: string | undefined;
  /** standard error is a terminal; otherwise, a pipe */
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** called each time a hook says that somebody is asked */
  readonly onLine?: () => void;
}

/** Nothing of this machine reaches git, and times are those of the test: the same commands make the same commits. */
function environment({ window, env }: Terminal): Record<string, string> {
  return {
    ...{ PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', SHELL: '/bin/sh', TERM: 'dumb', LC_ALL: 'C' },
    ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    ...{ GIT_AUTHOR_NAME: 'Me', GIT_AUTHOR_EMAIL: ME, GIT_AUTHOR_DATE: '1794988800 +0000' },
    ...{ GIT_COMMITTER_NAME: 'Me', GIT_COMMITTER_EMAIL: ME, GIT_COMMITTER_DATE: '1794988800 +0000' },
    ...(window === undefined ? {} : { GRASP_WINDOW: window }),
    ...env,
  };
}

/** Runs commands of a shell in a terminal, as a person does who types them. Their standard output is left out. */
export async function inTerminal(cwd: string, commands: string, terminal: Terminal = {}): Promise<Committed> {
  const env = { ...environment(terminal), COMMANDS: `exec >/dev/null\n${commands}` };
  const run = 'eval "$COMMANDS"';
  const [program, args] =
    terminal.isTerminal === false
      ? ['sh', ['-c', run]]
      : ['script', ['--quiet', '--return', '--flush', '--command', run, '/dev/null']];
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const hear = (piece: Buffer): void => {
    const told = said.match(LINE)?.length ?? 0;
    said += piece.toString();
    for (let more = (said.match(LINE)?.length ?? 0) - told; more > 0; more -= 1) terminal.onLine?.();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const status = await new Promise<number | null>((settle, reject) => {
    child.on('error', reject);
    child.on('close', settle);
  });
  return { status, said };
}

/** All that a repository is after its commands: every commit by its hash, what is staged, and what lies in the work tree. */
export async function stateOf(root: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', `set -e\n${STATE}`], { cwd: root, env: environment({}) });
  return stdout;
}

const STATE = `
git for-each-ref --format='%(refname) %(objectname) %(objecttype)'
git log --format=raw -1
git status --porcelain=v2 --branch
git ls-files --stage
`;

export function assertCommitted({ status, said }: Committed): void {
  assert.equal(status, 0, said);
}

/** A `sleep` that counts, and sleeps shorter where it can, in a folder that comes first in the path. */
export interface CountedSleep {
  readonly env: Readonly<Record<string, string>>;
  /** how often it was told to sleep so long */
  timesOf(seconds: string): Promise<number>;
}

/** @param inParts whether it can sleep for parts of a second, as that of most systems can */
export async function countedSleep(folder: string, { inParts = true } = {}): Promise<CountedSleep> {
  const bin = join(folder, 'bin');
  const slept = join(bin, 'slept');
  // A second that is none would be over before a window can answer.
  const sleeping = inParts ? 'exec /bin/sleep 0.02' : 'case $1 in *[!0-9]*) exit 1 ;; esac\nexec /bin/sleep "$1"';
  await mkdir(bin);
  await writeFile(slept, '');
  await writeFile(join(bin, 'sleep'), `#!/bin/sh\necho "$1" >>"${slept}"\n${sleeping}\n`);
  await chmod(join(bin, 'sleep'), 0o755);
  return {
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    timesOf: async (seconds) => (await readFile(slept, 'utf8')).split('\n').filter((line) => line === seconds).length,
  };
}

import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** How long git may take, in milliseconds, and how much it may say, in bytes. */
const LONGEST = 10_000;
const LONGEST_WRITE = 60_000;
const MOST_OUTPUT = 8_000_000;

export interface GitRun {
  /** the folder to run it in */
  readonly folder: string;
  /** whether the person trusts the workspace: without that git is not run */
  readonly trusted: boolean;
  /** of git's own plumbing: the command first */
  readonly args: readonly string[];
  /** what it reads from its standard input */
  readonly input?: string;
  readonly signal?: AbortSignal;
  readonly longest?: number;
  readonly mostOutput?: number;
}

/**
 * What came of a run. `failed` is git's own no, `code` its exit code; `stopped` one that took too long or said too much, with
 * what it had said until then.
 */
export type GitResult =
  | { readonly kind: 'done' | 'stopped'; readonly output: Buffer }
  | { readonly kind: 'failed'; readonly code: number; readonly reason: string }
  | { readonly kind: 'untrusted' | 'no git' | 'cancelled' };

/**
 * What a repository's own configuration could run or ask for is switched off. Other programs that it may name, filters and
 * text conversions, are started by commands that no caller may use; see `withoutFilters` for the one exception.
 */
const HARDENED = [
  ...['--no-pager', '--no-replace-objects'],
  ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.untrackedCache=false'],
  ...['-c', 'core.quotePath=false', '-c', 'core.attributesFile=/dev/null', '-c', 'protocol.allow=never'],
];
const HARDENED_ENV = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  // Objects that a partial clone has not got are not asked for, and nothing else may be sent or got either.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_PAGER: '',
  LC_ALL: 'C',
};

/** Runs the git of this machine, without a shell. Never throws: whatever happens is a value. */
export function runGit(run: GitRun): Promise<GitResult> {
  return started(run, 'SIGKILL');
}

/**
 * The same for a command that writes to the repository, as the person asked for. It can not be called off, and where it takes
 * too long it is asked to end, so that git takes its locks away.
 */
export function runWritingGit(run: Omit<GitRun, 'signal'>): Promise<GitResult> {
  return started({ longest: LONGEST_WRITE, ...run }, 'SIGTERM');
}

async function started(run: GitRun, killSignal: 'SIGKILL' | 'SIGTERM'): Promise<GitResult> {
  if (!run.trusted) return { kind: 'untrusted' };
  const git = await findGit(process.env);
  if (git === undefined) return { kind: 'no git' };
  if (run.signal?.aborted === true) return { kind: 'cancelled' };
  return new Promise((resolve) => {
    const options = {
      cwd: run.folder,
      env: gitEnv(process.env),
      encoding: 'buffer',
      timeout: run.longest ?? LONGEST,
      maxBuffer: run.mostOutput ?? MOST_OUTPUT,
      killSignal,
      windowsHide: true,
      signal: run.signal,
    } as const;
    try {
      const child = execFile(git, [...HARDENED, ...run.args], options, (error, output, errors) => {
        resolve(error === null ? { kind: 'done', output } : failure(error, output, errors));
      });
      // A git that ends before it has read all of it is told of by its exit code.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(run.input);
    } catch (error) {
      // A folder or an argument that no system call takes, such as one with a zero in it.
      resolve({ kind: 'failed', code: -1, reason: String(error) });
    }
  });
}

/**
 * Options that keep filters from running in commands that may read files of the work tree. Their names are anybody's, so
 * they are asked for first; `undefined` where that can not be done.
 */
export async function withoutFilters(run: Omit<GitRun, 'args'>): Promise<readonly string[] | undefined> {
  const result = await runGit({ ...run, args: ['config', '--null', '--name-only', '--get-regexp', '^filter\\.'] });
  // 1: there is none.
  if (result.kind === 'failed' && result.code === 1) return [];
  if (result.kind !== 'done') return undefined;
  const names = new Set<string>();
  for (const key of result.output.toString('utf8').split('\0')) {
    const name = /^filter\.(?<name>[^]+)\.[^.]+$/u.exec(key)?.groups?.['name'];
    if (name !== undefined) names.add(name);
  }
  // Such a name would end where it should not.
  if ([...names].some((name) => name.includes('='))) return undefined;
  return [...names].flatMap((name) => [
    ...['-c', `filter.${name}.clean=`, '-c', `filter.${name}.process=`, '-c', `filter.${name}.smudge=`],
    ...['-c', `filter.${name}.required=false`],
  ]);
}

function failure(
  error: { code?: number | string | null; name?: string; killed?: boolean },
  output: Buffer,
  errors: Buffer,
): GitResult {
  if (error.name === 'AbortError') return { kind: 'cancelled' };
  if (typeof error.code === 'number') {
    return { kind: 'failed', code: error.code, reason: errors.subarray(0, 1_000).toString('utf8').trim() };
  }
  if (error.killed === true || error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return { kind: 'stopped', output };
  }
  // A folder that is gone, for one.
  return { kind: 'failed', code: -1, reason: String(error.code) };
}

/** Without what whoever started VS Code may have set for a git of their own, such as another repository. */
function gitEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !/^GIT_/iu.test(name) && name !== 'LC_ALL');
  return { ...Object.fromEntries(others), ...HARDENED_ENV };
}

/** Where git was found last, and by which list of folders. */
let last: { readonly folders: string; readonly git: string } | undefined;

/**
 * Looked up here, since Windows would look into the folder first that it runs in. What was found is looked at once more, and
 * looked for anew where it is gone or the folders are others: a list may be long, and a commit waits for it.
 */
async function findGit({ PATH = '', Path = PATH }: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (last?.folders === Path && (await mayRun(last.git))) return last.git;
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  for (const folder of Path.split(delimiter)) {
    const git = join(folder, name);
    if (!isAbsolute(folder) || !(await mayRun(git))) continue;
    last = { folders: Path, git };
    return git;
  }
  return undefined;
}

function mayRun(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

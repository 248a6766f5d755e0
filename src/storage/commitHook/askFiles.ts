import { constants, rmSync } from 'node:fs';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { isMissing } from '../files.ts';

const NAME = /^(?<draft>\.)?(?<kind>ask|wait|writing|go|taken)\.(?<pid>[1-9]\d{0,9})$/u;
/** What a file may hold that names the process of its window. */
const PROCESS = /^[1-9]\d{0,9}\n$/u;
const FORM = '1';
const TREE = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;
/** Of a whole request, in bytes: more than the longest path that systems know. */
const MOST_BYTES = 8_192;
/** Nothing of a commit is older, in milliseconds: no hook waits half as long. */
const FILES_LIVE = 600_000;
const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/** The kinds of files that a hook and a window tell each other things by; `taken` is between windows alone. */
export type AskKind = 'ask' | 'wait' | 'writing' | 'go' | 'taken';
const KINDS: readonly AskKind[] = ['ask', 'wait', 'writing', 'go', 'taken'];

/** What a hook asks. */
export interface Request {
  readonly tree: string;
  readonly isInTerminal: boolean;
  readonly root: string;
}

/** Which kinds of files there are, by the number of the hook's process; `draft` is what is not whole yet. */
export function askFilesIn(names: readonly string[]): Map<number, ReadonlySet<AskKind | 'draft'>> {
  const found = new Map<number, Set<AskKind | 'draft'>>();
  for (const name of names) {
    const match = NAME.exec(name)?.groups;
    if (match === undefined) continue;
    const pid = Number(match['pid']);
    const kinds = found.get(pid) ?? new Set();
    found.set(pid, kinds.add(match['draft'] === undefined ? (match['kind'] as AskKind) : 'draft'));
  }
  return found;
}

export function pathOf(folder: string, kind: AskKind, pid: number): string {
  return join(folder, `${kind}.${String(pid)}`);
}

/** A file of that kind that nobody reads before it is renamed. */
export function draftOf(folder: string, kind: AskKind, pid: number): string {
  return join(folder, `.${kind}.${String(pid)}`);
}

/** Reads a request. `gone` where it was taken back, `damaged` for what no hook of ours has written. Rejects with the error of the disk. */
export async function readRequest(folder: string, pid: number): Promise<Request | 'gone' | 'damaged'> {
  try {
    // A pipe in the place of the file is opened without waiting for whoever may write to it, and refused.
    const handle = await open(pathOf(folder, 'ask', pid), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const status = await handle.stat();
      if (!status.isFile() || status.size > MOST_BYTES) return 'damaged';
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
      return requestIn(buffer.toString('utf8', 0, bytesRead)) ?? 'damaged';
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return 'gone';
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return 'damaged';
    throw error;
  }
}

/** The path is the rest of the text, since it may have line feeds in it. */
function requestIn(text: string): Request | undefined {
  const [form, tree = '', where = '', ...rest] = text.split('\n');
  const root = rest.join('\n');
  if (form !== FORM || !TREE.test(tree) || !isAbsolute(root) || root.includes('\0')) return undefined;
  if (where !== 'terminal' && where !== 'editor') return undefined;
  return { tree, isInTerminal: where === 'terminal', root };
}

/** Removes all files of one commit, the request first, so that no other window takes it meanwhile. */
export async function removeAskFiles(folder: string, pid: number): Promise<void> {
  for (const kind of KINDS) {
    await rm(draftOf(folder, kind, pid), { force: true });
    await rm(pathOf(folder, kind, pid), { force: true });
  }
}

/** The same where there is no time to wait for the disk. Never throws. */
export function removeAskFilesNow(folder: string, pid: number): void {
  for (const kind of KINDS) {
    try {
      rmSync(pathOf(folder, kind, pid), { force: true });
    } catch {
      // It is found to be old later.
    }
  }
}

/** Whether files of a commit are so old that no hook can be waiting for an answer to them. */
export async function isOutlived(
  folder: string,
  pid: number,
  kinds: ReadonlySet<AskKind | 'draft'>,
  now: number,
): Promise<boolean> {
  for (const kind of kinds) {
    const path = kind === 'draft' ? draftOf(folder, 'ask', pid) : pathOf(folder, kind, pid);
    const status = await stat(path).catch(() => undefined);
    if (status !== undefined && now - status.mtimeMs > FILES_LIVE) return true;
  }
  return false;
}

/** The number of the process that a file names; `undefined` where it is gone or names none. */
export async function processIn(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return PROCESS.test(text) ? Number(text) : undefined;
}

/** Whether a process is certainly gone. */
export function isGone(pid: number): boolean {
  // The numbers that a shell there gives are not those of the system.
  if (process.platform === 'win32') return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The variable that every process of one server inherits, so that it is known wherever it has moved to. */
export const markVariable = 'GRASP_HOST_MARK';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process answers EPERM.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * The running processes of one server: those that carry its mark (Linux), and all descendants of `rootPid` and of
 * these. A parent that died first hides its children from a walk by parent, and a new process group hides them from a
 * kill by group; the mark finds both.
 */
export function processFamily(rootPid: number, mark: string): RunningProcess[] {
  const all = listProcesses();
  const family = new Set(all.filter(({ pid }) => pid === rootPid || hasMark(pid, mark)).map(({ pid }) => pid));
  for (let grown = true; grown;) {
    const before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
    grown = family.size > before;
  }
  family.delete(process.pid);
  return all.filter(({ pid }) => family.has(pid));
}

/** Ends all processes of a server, politely and then not, and returns when none is left. */
export async function endFamily(rootPid: number, mark: string, graceMs = 3000): Promise<void> {
  const known = new Map<number, string>();
  const started = Date.now();
  for (;;) {
    for (const { pid, command } of processFamily(rootPid, mark)) known.set(pid, command);
    const running = new Map(listProcesses().map(({ pid, command }) => [pid, command]));
    const left = [...known].filter(([pid, command]) => running.get(pid) === command).map(([pid]) => pid);
    if (left.length === 0) return;
    const elapsed = Date.now() - started;
    if (elapsed > graceMs + 10_000) throw new Error(`These processes do not end: ${left.join(', ')}`);
    for (const pid of left) signal(pid, elapsed > graceMs ? 'SIGKILL' : 'SIGTERM');
    await delay(elapsed > graceMs ? 50 : 200);
  }
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
    // A stopped process takes SIGTERM only once it runs again.
    if (name === 'SIGTERM') process.kill(pid, 'SIGCONT');
  } catch {
    // It ended in the meantime.
  }
}

/** All processes but zombies, which have ended and only wait to be counted by their parent. */
function listProcesses(): RunningProcess[] {
  return process.platform === 'linux' ? listFromProc() : listFromPs();
}

function listFromProc(): RunningProcess[] {
  const found: RunningProcess[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readProc(name, 'stat');
    // The program's name in the second field may itself hold spaces and parentheses; the last one ends it.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === undefined || parent === undefined || state === 'Z' || state === 'X') continue;
    const command = readProc(name, 'cmdline').split('\0').join(' ').trim();
    found.push({ pid: Number(name), parent: Number(parent), command });
  }
  return found;
}

function listFromPs(): RunningProcess[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,command='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (state === undefined || state.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), command: command ?? '' }];
  });
}

function hasMark(pid: number, mark: string): boolean {
  return process.platform === 'linux' && readProc(String(pid), 'environ').includes(`${markVariable}=${mark}\0`);
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

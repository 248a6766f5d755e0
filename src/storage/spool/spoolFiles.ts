import { constants, type Stats } from 'node:fs';
import { lstat, open, rename, rm, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { SPOOL_LIVES } from '../../domain/attribution/spooledLine.ts';
import { isMissing, namesIn } from '../files.ts';

const DAY = 86_400_000;
const NAME = /^(?<day>\d{1,7})\.(?:(?<kind>jsonl|left)|(?<token>[0-9a-f]{16})\.taken)$/u;
/** What one file may hold before nothing is added to it, in bytes; the report script keeps to the same. */
const FULL = 700_000;
/** More than that is not read of a file: the script and the windows stop adding long before. */
const MOST_BYTES = 2 * FULL;
const OTHERS_MAY = 0o077;
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** A file of the spool. `jsonl` is what the script writes, `left` what windows put back, `taken` what one window reads. */
export interface SpoolFile {
  readonly name: string;
  /** days since 1970 UTC */
  readonly day: number;
  readonly kind: 'jsonl' | 'left' | 'taken';
}

/** What can be read of a file from a byte on, in whole lines. */
export interface SpoolText {
  readonly lines: readonly string[];
  readonly end: number;
  /** bytes beyond the bound, which nobody will read */
  readonly beyond: number;
}

/** The files of the spool, oldest first. What has another name is none of it. */
export async function listSpool(spool: string): Promise<SpoolFile[]> {
  const files: SpoolFile[] = [];
  for (const name of await namesIn(spool)) {
    const match = NAME.exec(name)?.groups;
    if (match === undefined) continue;
    files.push({ name, day: Number(match['day']), kind: (match['kind'] as 'jsonl' | 'left' | undefined) ?? 'taken' });
  }
  return files.sort((a, b) => a.day - b.day || (a.name < b.name ? -1 : 1));
}

/** Whether a file is older than anything may lie there. */
export function isOutlived({ day }: SpoolFile, now: number): boolean {
  return day * DAY < now - SPOOL_LIVES;
}

/** What is wrong with a file that is not to be read; empty for one that is as the script made it, or is gone. */
export async function flawOf(path: string): Promise<string> {
  try {
    return flawIn(await lstat(path));
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

function flawIn(status: Stats): string {
  if (!status.isFile()) return 'is no plain file';
  if (status.uid !== process.getuid?.()) return 'belongs to somebody else';
  return (status.mode & OTHERS_MAY) === 0 ? '' : 'is open to others';
}

/** Reads on from a byte, as far as the bound allows. Throws the error of the disk, also for a file that is gone. */
export async function readSpool(path: string, from: number): Promise<SpoolText> {
  // A pipe that came in the place of the file is opened without waiting for whoever may write to it, and refused.
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const status = await handle.stat();
    const flaw = flawIn(status);
    if (flaw !== '') throw new Error(`${path} ${flaw}.`);
    const { size } = status;
    const length = Math.max(0, Math.min(size, MOST_BYTES) - from);
    const bytes = await readFully(handle, from, length);
    const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
    const beyond = Math.max(0, size - MOST_BYTES);
    return { lines: whole.toString('utf8').split('\n').filter(Boolean), end: from + whole.length, beyond };
  } finally {
    await handle.close();
  }
}

async function readFully(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, from);
  return bytes.subarray(0, bytesRead);
}

/** Gives a file a name that only one window knows; `undefined` when another one was faster. */
export async function takeFile(spool: string, { name, day }: SpoolFile, token: string): Promise<SpoolFile | undefined> {
  const taken: SpoolFile = { name: `${String(day)}.${token}.taken`, day, kind: 'taken' };
  try {
    await rename(join(spool, name), join(spool, taken.name));
    await keepTaken(spool, taken);
    return taken;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Tells other windows that this one still has the file. */
export async function keepTaken(spool: string, { name }: SpoolFile): Promise<void> {
  const now = new Date();
  await utimes(join(spool, name), now, now);
}

/** When the window that has taken a file was last heard of, in milliseconds; `undefined` for one that is gone. */
export async function lastKept(spool: string, { name }: SpoolFile): Promise<number | undefined> {
  const status = await lstat(join(spool, name)).catch(() => undefined);
  return status && Math.max(status.mtimeMs, status.ctimeMs);
}

export async function removeSpoolFile(spool: string, { name }: SpoolFile): Promise<void> {
  await rm(join(spool, name), { force: true });
}

/** Puts lines back for other windows; tells how many there was no room for. */
export async function putBack(spool: string, day: number, lines: readonly string[]): Promise<number> {
  if (lines.length === 0) return 0;
  const handle = await open(join(spool, `${String(day)}.left`), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
  try {
    const { size } = await handle.stat();
    let room = FULL - size;
    const fitting = lines.filter((line) => (room -= Buffer.byteLength(line) + 1) >= 0);
    // An empty line first: whoever died in the midst of a line has spoilt no other one.
    await handle.writeFile(`\n${fitting.join('\n')}\n`);
    return lines.length - fitting.length;
  } finally {
    await handle.close();
  }
}

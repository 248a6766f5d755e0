import { readFile, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import { SESSION_SEALED } from '../../domain/events/sessionSealed.ts';
import { readSessionStarted } from '../../domain/events/sessionStarted.ts';
import { publishFile } from '../publishFile.ts';
import type { Reached } from '../steps.ts';
import { syncFolder } from '../syncFolder.ts';
import { listJournals } from './journalFolder.ts';
import { decodeLine } from './journalLine.ts';
import { packJournal, unpackJournal } from './packedJournal.ts';

const LINE_FEED = 0x0a;
/** A journal without a seal is left alone for this long after its last event, in milliseconds. */
const UNSEALED_WAIT = 24 * 3_600_000;

/**
 * Packs every journal that has ended. An original goes only when what was packed has been read back from the disk and is
 * the same byte for byte; until then both are there, and readers take no event twice. Any number of processes may do
 * this at once. Rejects with the error of the disk.
 */
export async function packEnded(
  folder: string,
  { now, reached }: { readonly now: number; readonly reached: Reached },
): Promise<void> {
  const faults: unknown[] = [];
  for (const { name, packed } of await listJournals(folder)) {
    if (packed) continue;
    try {
      await packOne(folder, name, { now, reached });
    } catch (error) {
      // ENOENT: another process packed it meanwhile. What one journal suffers from is no reason to leave the others.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}

async function packOne(
  folder: string,
  name: string,
  { now, reached }: { readonly now: number; readonly reached: Reached },
): Promise<void> {
  const path = join(folder, name);
  const text = await readFile(path);
  if (!(await hasEnded(path, text, now))) return;
  await publishFile(folder, `${name}.gz`, packJournal(text), { reached });
  if (!(await isPackedAs(`${path}.gz`, path))) return;
  await unlink(path);
  reached('original-removed');
  await syncFolder(folder);
}

/** Sealed, or left without a seal by a process of this machine that is dead. */
async function hasEnded(path: string, text: Buffer, now: number): Promise<boolean> {
  const { state } = writerOf(text);
  if (state === 'none') return true;
  if (state !== 'dead') return false;
  return now - (await stat(path)).mtimeMs > UNSEALED_WAIT;
}

/**
 * Whether somebody may still write to a journal. Of another machine, or of nobody knows whom, that is said for a day
 * after its last event: a window that writes later all the same finds its file gone and carries over what was in it.
 */
export async function isStillWritten(path: string, text: Buffer, now: number): Promise<boolean> {
  const { state } = writerOf(text);
  if (state === 'unknown') return now - (await stat(path)).mtimeMs <= UNSEALED_WAIT;
  return state === 'alive';
}

/** Whether another process of this machine writes to a journal. */
export async function isWrittenElsewhere(path: string): Promise<boolean> {
  const text = await readFile(path).catch(() => Buffer.alloc(0));
  const { state, pid } = writerOf(text);
  return state === 'alive' && pid !== process.pid;
}

interface Writer {
  readonly state: 'none' | 'alive' | 'dead' | 'unknown';
  readonly pid?: number;
}

/** Who writes to a journal: nobody when it is sealed; of another machine nobody knows. */
function writerOf(text: Buffer): Writer {
  const last = lineBefore(text, text.length - 1);
  if (text.at(-1) === LINE_FEED && last?.k === SESSION_SEALED) return { state: 'none' };
  const first = decodeLine(text.toString('utf8', 0, Math.max(text.indexOf(LINE_FEED), 0)));
  const owner = first && readSessionStarted(first);
  if (owner?.host !== hostname()) return { state: 'unknown' };
  return { state: isAlive(owner.pid) ? 'alive' : 'dead', pid: owner.pid };
}

/** The event of the line that the line feed at `end` ends. */
function lineBefore(text: Buffer, end: number): JournalEvent | undefined {
  if (end < 0) return undefined;
  return decodeLine(text.toString('utf8', text.lastIndexOf(LINE_FEED, end - 1) + 1, end));
}

async function isPackedAs(packed: string, original: string): Promise<boolean> {
  const { texts, whole } = await unpackJournal(await readFile(packed));
  return whole && texts[0]?.equals(await readFile(original)) === true;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

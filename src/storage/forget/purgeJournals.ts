import type { Stats } from 'node:fs';
import { readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import { EventIds } from '../../domain/events/eventIds.ts';
import type { PurgeResult } from '../../ports/dataJob.ts';
import { isMissing } from '../files.ts';
import { listJournals, type JournalName } from '../journal/journalFolder.ts';
import { decodeLines, encodeJson, type JournalLine } from '../journal/journalLine.ts';
import { isStillWritten } from '../journal/packEnded.ts';
import { packJournal, unpackJournal } from '../journal/packedJournal.ts';
import { replaceFile } from '../replaceFile.ts';
import type { Reached } from '../steps.ts';
import { syncFolder } from '../syncFolder.ts';

export interface PurgeOptions {
  readonly isForgotten: (event: JournalEvent) => boolean;
  /** A line that can not be read goes when one of these texts is in it. */
  readonly traces: readonly string[];
  readonly now: number;
  readonly signal: AbortSignal;
  /** told how many of all journals have been looked at */
  readonly progress: (done: number, total: number) => void;
  readonly reached: Reached;
}

/**
 * Writes every journal anew that has something forgotten in it, packed, and removes one that has nothing else. A process
 * that dies in it leaves some as they were, and the next call goes on. Rejects with the error of the disk, or as the
 * signal says.
 */
export async function purgeJournals(folder: string, options: PurgeOptions): Promise<PurgeResult> {
  const faults: unknown[] = [];
  let [purged, left] = [0, 0];
  const journals = await listJournals(folder);
  for (const [at, journal] of journals.entries()) {
    options.signal.throwIfAborted();
    try {
      const outcome = await purgeOne(folder, journal, options);
      if (outcome === 'purged') purged += 1;
      if (outcome === 'left') left += 1;
    } catch (error) {
      // Another process packed or purged it meanwhile: then it shows up under another name, and is looked at next time.
      if (isMissing(error)) left += 1;
      // What one journal suffers from is no reason to leave the others.
      else faults.push(error);
    }
    options.progress(at + 1, journals.length);
  }
  if (faults.length > 0) throw faults[0];
  return { purged, left };
}

async function purgeOne(
  folder: string,
  journal: JournalName,
  options: PurgeOptions,
): Promise<'clean' | 'purged' | 'left'> {
  const path = join(folder, journal.name);
  const before = await stat(path);
  const bytes = await readFile(path);
  const kept = journal.packed ? await keptOfPacked(bytes, options) : keptOf(bytes.toString('utf8'), options);
  if (kept === undefined) return 'clean';
  if (!journal.packed && (await isStillWritten(path, bytes, options.now))) return 'left';
  if (!(await isStill(path, before))) return 'left';
  const isEmpty = kept.trim() === '';
  if (!isEmpty) {
    const packed = packJournal(Buffer.from(kept, 'utf8'));
    await replaceFile(folder, journal.packed ? journal.name : `${journal.name}.gz`, packed, options);
  }
  if (isEmpty || !journal.packed) {
    await unlink(path);
    await syncFolder(folder);
  }
  options.reached('journal-purged');
  return 'purged';
}

/** Whether nobody has written to a file, or put another in its place, since it was looked at. */
async function isStill(path: string, { ino, size, mtimeMs }: Stats): Promise<boolean> {
  const now = await stat(path);
  return now.ino === ino && now.size === size && now.mtimeMs === mtimeMs;
}

type What = Pick<PurgeOptions, 'isForgotten' | 'traces'>;

/** What stays of a text, byte for byte; `undefined` when that is all of it. */
function keptOf(text: string, what: What): string | undefined {
  const changed: string[] = [];
  const kept = text.split('\n').flatMap((line) => {
    const rest = keptOfLine(line, what);
    if (rest === undefined) return [line];
    changed.push(line);
    return rest;
  });
  return changed.length === 0 ? undefined : kept.join('\n');
}

/** Whole lines that stay of one line, without their line feeds; `undefined` when all of it stays. */
function keptOfLine(line: string, { isForgotten, traces }: What): string[] | undefined {
  if (line === '') return undefined;
  const { lines, damaged } = decodeLines(line);
  const isTraced = damaged.length > 0 && traces.some((trace) => line.includes(trace));
  if (!isTraced && !lines.some(({ event }) => isForgotten(event))) return undefined;
  return lines.filter(({ event }) => !isForgotten(event)).map(lineOf);
}

/** Of one of which no copy is whole, all that could be read of the copies. */
async function keptOfPacked(packed: Buffer, what: What): Promise<string | undefined> {
  const { texts, whole } = await unpackJournal(packed);
  const [text] = texts;
  if (whole && text !== undefined) return keptOf(text.toString('utf8'), what);
  const readable = texts.map((one) => one.toString('utf8'));
  if (readable.every((one) => keptOf(one, what) === undefined)) return undefined;
  const ids = new EventIds();
  const lines = readable.flatMap((one) => decodeLines(one).lines);
  const kept = lines.filter(({ event }) => !what.isForgotten(event) && ids.add(event));
  return kept.map((line) => `${lineOf(line)}\n`).join('');
}

function lineOf({ json }: JournalLine): string {
  return encodeJson(json).trimEnd();
}

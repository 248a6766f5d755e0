import { join } from 'node:path';
import { csvRow } from '../../domain/export/csv.ts';
import { documentEnd, documentLine, documentStart } from '../../domain/export/exportDocument.ts';
import {
  ACCEPTANCE_COLUMNS,
  acceptanceRow,
  EDIT_COLUMNS,
  editRows,
  SESSION_COLUMNS,
  SessionRow,
} from '../../domain/export/exportTables.ts';
import { markdownText } from '../../domain/export/markdownText.ts';
import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import type { Declined, ExportRequest, ExportResult, JobProgress } from '../../ports/dataJob.ts';
import type { LedgerAnswer } from '../../ports/ledger.ts';
import { bytesOfJournals } from '../journal/journalFolder.ts';
import type { JournalLine } from '../journal/journalLine.ts';
import { lineKeyTexts } from '../keys/lineKeys.ts';
import type { Reached } from '../steps.ts';
import { writeWholeFile, writeWholeFolder, type OutputFile, type Put } from '../wholeOutput.ts';
import { writeExplainedTables, writeNotes, type Explained } from './explained.ts';
import { whyNotThere } from './exportTarget.ts';
import { indexSessions, sessionsInOrder, type Read, type SessionIndex } from './sessionsInOrder.ts';

export interface ExportOptions extends ExportRequest {
  /** the data folder */
  readonly folder: string;
  /** wall clock, milliseconds since 1970 UTC, and what local time is ahead of it, in minutes */
  readonly now: number;
  readonly offset: number;
  readonly signal: AbortSignal;
  readonly progress: (progress: JobProgress) => void;
  readonly reached: Reached;
  /** asks the ledger for all acceptances */
  readonly known: () => Promise<LedgerAnswer>;
  /** what the ledger has of lots, notes and commits */
  readonly explained: Explained;
  /** what is forgotten, though a journal that another process writes to may still have it */
  readonly isForgotten: (event: JournalEvent) => boolean;
}

/** An export under way: where the journals are, what is in them, and who is told how far it is. */
interface Source {
  readonly journals: string;
  readonly index: SessionIndex;
  readonly read: Read;
  readonly isForgotten: (event: JournalEvent) => boolean;
  readonly written: (events: number) => void;
}

const NEWER =
  'A newer Grasp has recorded things here that this one does not understand. Update Grasp, or export as JSON, which takes everything along as it is.';

/**
 * Writes everything that is recorded, whole or not at all: what was at the target stays as it was until all is on the
 * disk. Rejects with the error of the disk, or as the signal says.
 */
export async function exportData(options: ExportOptions): Promise<ExportResult | Declined> {
  const { folder, target, format } = options;
  const declined = await whyNotThere(target, format === 'csv', folder);
  if (declined !== undefined) return { declined };
  if (format === 'json') return writeJson(options);
  const known = await options.known();
  if (known.newer) return { declined: NEWER };
  return format === 'csv' ? writeCsv(options, known) : writeMarkdown(options, known);
}

async function writeJson(options: ExportOptions): Promise<ExportResult> {
  const { folder, target, format, now, reached } = options;
  const keys = options.lineKeys ? await lineKeyTexts(join(folder, 'keys')) : [];
  const source = await openSource(options);
  const { damagedLines } = source.index;
  const write = async (put: Put): Promise<number> => {
    let events = 0;
    await put(documentStart({ exportedAt: now, damagedLines, ...(keys.length > 0 && { lineKeys: keys }) }));
    for await (const lines of sessionsIn(source)) {
      for (const { event, json } of lines) {
        await put(documentLine(event, json, events === 0));
        events += 1;
      }
    }
    await put(documentEnd(events === 0));
    return events;
  };
  return { target, format, events: await writeWholeFile(target, write, reached), damagedLines };
}

async function writeCsv(options: ExportOptions, { acceptances }: LedgerAnswer): Promise<ExportResult> {
  const { target, format, explained, signal, reached } = options;
  const source = await openSource(options);
  const write = async (file: (name: string) => Promise<OutputFile>): Promise<number> => {
    const { put } = await file('acceptances.csv');
    await put(csvRow(ACCEPTANCE_COLUMNS));
    for (const one of acceptances) {
      signal.throwIfAborted();
      await put(csvRow(acceptanceRow(one)));
    }
    await writeExplainedTables(file, explained, signal);
    return writeTables((await file('edits.csv')).put, (await file('sessions.csv')).put, source);
  };
  const events = await writeWholeFolder(target, write, reached);
  return { target, format, events, damagedLines: source.index.damagedLines };
}

async function writeTables(edits: Put, sessions: Put, source: Source): Promise<number> {
  let events = 0;
  let session: SessionRow | undefined;
  const endSession = async (): Promise<void> => {
    if (session !== undefined) await sessions(csvRow(session.cells()));
  };
  await edits(csvRow(EDIT_COLUMNS));
  await sessions(csvRow(SESSION_COLUMNS));
  for await (const lines of sessionsIn(source)) {
    for (const { event } of lines) {
      if (session?.session !== event.s) {
        await endSession();
        session = new SessionRow(event);
      }
      session.take(event);
      for (const row of editRows(event)) await edits(csvRow(row));
    }
    events += lines.length;
  }
  await endSession();
  return events;
}

async function writeMarkdown(options: ExportOptions, known: LedgerAnswer): Promise<ExportResult> {
  const { target, format, now, offset, firstDay, explained, signal, reached } = options;
  const { acceptances, damagedLines, events } = known;
  const write = async (put: Put): Promise<void> => {
    for (const piece of markdownText(acceptances, { exportedAt: now, offset, damagedLines, firstDay })) {
      signal.throwIfAborted();
      await put(piece);
    }
    await writeNotes(put, explained, signal);
  };
  await writeWholeFile(target, write, reached);
  return { target, format, events, damagedLines };
}

/** Looks through the journals, and tells how far an export is that then reads them once more. */
async function openSource({ folder, signal, progress, isForgotten }: ExportOptions): Promise<Source> {
  const journals = join(folder, 'journal');
  const total = 2 * (await bytesOfJournals(journals));
  let done = 0;
  let records = 0;
  const read: Read = (bytes) => {
    signal.throwIfAborted();
    done = Math.min(total, done + bytes);
    progress({ done, total, records });
  };
  const written = (count: number): void => {
    records += count;
  };
  return { journals, index: await indexSessions(journals, read), read, isForgotten, written };
}

async function* sessionsIn(source: Source): AsyncGenerator<readonly JournalLine[]> {
  const { journals, index, read, isForgotten, written } = source;
  for await (const lines of sessionsInOrder(journals, index, read)) {
    yield lines.filter(({ event }) => !isForgotten(event));
    written(lines.length);
  }
}

import { join } from 'node:path';
import { fileOfEvent } from '../../domain/events/fileOfEvent.ts';
import { EventIds } from '../../domain/events/eventIds.ts';
import { whyRefused } from '../../domain/events/foreignEvent.ts';
import { readForgotten } from '../../domain/events/forgotten.ts';
import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import type { Declined, ImportReport, ImportRequest, JobProgress, RefusedLine } from '../../ports/dataJob.ts';
import { bytesOfJournals, everyJournal, readJournal } from '../journal/journalFolder.ts';
import type { JournalLine } from '../journal/journalLine.ts';
import { addLineKeys, lineKeyIds, readLineKeys } from '../keys/lineKeys.ts';
import type { Reached } from '../steps.ts';
import { ImportDrafts } from './importDrafts.ts';
import { ImportProblem } from './importProblem.ts';
import { openSource } from './openSource.ts';
import type { SourcePiece } from './source.ts';

export interface ImportOptions extends ImportRequest {
  /** the data folder */
  readonly folder: string;
  /** wall clock, milliseconds since 1970 UTC */
  readonly now: number;
  readonly signal: AbortSignal;
  readonly progress: (progress: JobProgress) => void;
  readonly reached: Reached;
}

/** Refused lines that are named; all others are counted. */
const MOST_NAMED = 100;

/**
 * Takes in the events of another journal folder, or of an export, that are not known here. All of it is judged and
 * written under names that nobody reads before anything gets its name, so that what stops it until then leaves all as it
 * was. Rejects with the error of the disk, or as the signal says.
 */
export async function importData(options: ImportOptions): Promise<ImportReport | Declined> {
  try {
    return await takeIn(options);
  } catch (error) {
    if (!(error instanceof ImportProblem)) throw error;
    return { declined: `"${options.source}" ${error.message}` };
  }
}

async function takeIn(options: ImportOptions): Promise<ImportReport> {
  const { source: path, preview, allowRefused, folder, signal, reached } = options;
  const journals = join(folder, 'journal');
  const source = await openSource(path);
  const told = follow(options, source.bytes + (await bytesOfJournals(journals)));
  const judge = new Judge(await knownIn(journals, told), options.now);
  const drafts = new ImportDrafts(journals, reached);
  const keys = new ImportedKeys(join(folder, 'keys'));
  try {
    for await (const piece of source.pieces()) {
      keys.take(piece);
      const added = judge.added(piece);
      if (!preview) await drafts.add(added);
      told(piece.bytes, piece.lines.length);
    }
    const report = { ...judge.report(), ...(await keys.report()) };
    if (preview) return report;
    if (report.refusedTotal > 0 && !allowRefused) throw new ImportProblem(refusedInWords(report));
    signal.throwIfAborted();
    // Keys without records do no harm, and records find their keys.
    await keys.add();
    if (report.added > 0) await drafts.publish();
    return report;
  } finally {
    await drafts.discard();
  }
}

/** Line keys that come with records. They are further ones: what is recorded here goes on under the key of here. */
class ImportedKeys {
  readonly #folder: string;
  readonly #texts: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  take({ lineKeys = [] }: SourcePiece): void {
    this.#texts.push(...lineKeys);
  }

  async report(): Promise<Pick<ImportReport, 'lineKeys'>> {
    const known = new Set((await readLineKeys(this.#folder)).map(({ id }) => id));
    const added = new Set(lineKeyIds(this.#texts).filter((id) => !known.has(id)));
    return added.size === 0 ? {} : { lineKeys: added.size };
  }

  async add(): Promise<void> {
    await addLineKeys(this.#folder, this.#texts);
  }
}

type Told = (bytes: number, records: number) => void;

function follow({ signal, progress }: ImportOptions, total: number): Told {
  let done = 0;
  let records = 0;
  return (bytes, more) => {
    signal.throwIfAborted();
    done = Math.min(total, done + bytes);
    records += more;
    progress({ done, total, records });
  };
}

/** Ids of events that are here, and of those that were and are forgotten. */
interface Known {
  readonly here: EventIds;
  readonly forgotten: EventIds;
}

async function knownIn(journals: string, told: Told): Promise<Known> {
  const known = { here: new EventIds(), forgotten: new EventIds() };
  for await (const journal of everyJournal(journals)) {
    let read = 0;
    for await (const { lines, end } of readJournal(journals, journal)) {
      for (const { event } of lines) {
        known.here.add(event);
        eachForgotten(event, (id) => known.forgotten.add(id));
      }
      told(end - read, 0);
      read = end;
    }
  }
  return known;
}

function eachForgotten(event: JournalEvent, each: (id: Pick<JournalEvent, 's' | 'n'>) => void): void {
  for (const [s, numbers] of readForgotten(event) ?? []) {
    numbers.forEach((n) => {
      each({ s, n });
    });
  }
}

/** Decides of every line of a source what becomes of it. Of several with one id the first is taken. */
class Judge {
  readonly #known: Known;
  readonly #now: number;
  readonly #files = new Set<string>();
  readonly #refused: RefusedLine[] = [];
  #refusedTotal = 0;
  #added = 0;
  #knownBefore = 0;
  #forgotten = 0;
  #forgets = 0;
  #earliest = Infinity;
  #latest = -Infinity;
  #order = 0;

  constructor(known: Known, now: number) {
    this.#known = known;
    this.#now = now;
  }

  /** The lines of a piece that are new here. */
  added({ file, lines, refused }: SourcePiece): JournalLine[] {
    for (const { line, why } of refused) this.#refuse({ file, line, why });
    return lines.filter(({ event, number }) => {
      const why = whyRefused(event, this.#now);
      if (why !== undefined) this.#refuse({ file, line: number, why });
      return why === undefined && this.#isNew(event);
    });
  }

  report(): ImportReport {
    return {
      added: this.#added,
      known: this.#knownBefore,
      refused: this.#refused,
      refusedTotal: this.#refusedTotal,
      forgotten: this.#forgotten,
      forgets: this.#forgets,
      files: this.#files.size,
      ...(this.#added === 0 ? {} : { earliest: this.#earliest, latest: this.#latest }),
      order: this.#order,
    };
  }

  #isNew(event: JournalEvent): boolean {
    if (this.#known.forgotten.has(event)) {
      this.#forgotten += 1;
      return false;
    }
    if (!this.#known.here.add(event)) {
      this.#knownBefore += 1;
      return false;
    }
    eachForgotten(event, (id) => {
      if (this.#known.here.has(id) && this.#known.forgotten.add(id)) this.#forgets += 1;
    });
    this.#added += 1;
    this.#earliest = Math.min(this.#earliest, event.t);
    this.#latest = Math.max(this.#latest, event.t);
    this.#order = Math.max(this.#order, event.h);
    const file = fileOfEvent(event);
    if (file !== undefined) this.#files.add(file);
    return true;
  }

  #refuse(line: RefusedLine): void {
    this.#refusedTotal += 1;
    if (this.#refused.length < MOST_NAMED) this.#refused.push(line);
  }
}

function refusedInWords({ refused, refusedTotal }: ImportReport): string {
  const [first] = refused;
  const lines = refusedTotal === 1 ? '1 line' : `${String(refusedTotal)} lines`;
  const where = first === undefined ? '' : ` The first: line ${String(first.line)} of "${first.file}", ${first.why}.`;
  return `has ${lines} that can not be taken in, so nothing was imported.${where} With allowRefused all others are.`;
}

import type { ExportFormat } from '../domain/export/exportFormats.ts';
import type { ForgetScope } from '../domain/privacy/forgetScope.ts';
import type { FirstDay } from '../domain/velocity/localWeek.ts';

/** How far a long job is. */
export interface JobProgress {
  /** bytes of all that is to be read, an export reads it twice */
  readonly done: number;
  readonly total: number;
  /** events that were written or judged so far */
  readonly records: number;
}

/** Something that takes long, and changes nothing when it is called off. */
export interface Job<T> {
  /** Rejects with the error of the disk, or with one named `AbortError` when it was called off. */
  readonly done: Promise<T>;
  cancel(): void;
}

/** Why something was not done, in a sentence for the person. Nothing was changed. */
export interface Declined {
  readonly declined: string;
}

export interface ExportRequest {
  /** absolute path: of a file, for `csv` of a folder that is not there or is empty */
  readonly target: string;
  readonly format: ExportFormat;
  /** for the weeks in a text */
  readonly firstDay: FirstDay;
  /** whether JSON has the keys by which lines are found again: whoever has them can test what a line may have been */
  readonly lineKeys: boolean;
}

export interface ExportResult {
  readonly target: string;
  readonly format: ExportFormat;
  /** that were read, each counted once */
  readonly events: number;
  readonly damagedLines: number;
}

export interface ImportRequest {
  /** absolute path: of an exported JSON document, of a folder of journals, or of a folder that has one named `journal` */
  readonly source: string;
  /** only says what an import would do */
  readonly preview: boolean;
  /** leaves out lines that can not be taken in, instead of importing nothing */
  readonly allowRefused: boolean;
}

export interface RefusedLine {
  readonly file: string;
  /** from 1; 0 is the file as a whole */
  readonly line: number;
  readonly why: string;
}

export interface ImportReport {
  /** events that were not known here, and those that were */
  readonly added: number;
  readonly known: number;
  /** the first hundred lines that can not be taken in, and how many there are */
  readonly refused: readonly RefusedLine[];
  readonly refusedTotal: number;
  /** events that were forgotten here, and stay so */
  readonly forgotten: number;
  /** events here that were forgotten there, and go here too */
  readonly forgets: number;
  /** files of code that what was added is about */
  readonly files: number;
  /** wall clock of what was added, in milliseconds */
  readonly earliest?: number;
  readonly latest?: number;
  /** line keys that are not known here, if there are any: they are taken in beside those that there are */
  readonly lineKeys?: number;
  /** the highest hybrid clock of what was added */
  readonly order: number;
}

export interface FindRequest {
  readonly scope: ForgetScope;
  /** waits first until the other windows have written what they hold and let go of their files, as far as they answer */
  readonly settled: boolean;
}

/** What is recorded of something that somebody wants forgotten. */
export interface FoundRecords {
  /** numbers of the events by session, as `readForgotten` takes them; beginnings and ends of emptied sessions are in it */
  readonly ids: Readonly<Record<string, string>>;
  /** how many events that is, without beginnings and ends */
  readonly records: number;
  readonly acceptances: number;
  /** files of code that they are about */
  readonly files: number;
  /** wall clock, in milliseconds */
  readonly earliest?: number;
  readonly latest?: number;
}

/** What became of journals that had forgotten events in them. */
export interface PurgeResult {
  /** that were written anew without them, or removed since nothing else was in them */
  readonly purged: number;
  /** that another process still writes to: they follow when it lets go of them */
  readonly left: number;
}

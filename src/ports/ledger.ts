import type { Acceptance, AcceptanceQuery } from '../domain/attribution/acceptance.ts';
import type {
  Declined,
  ExportRequest,
  ExportResult,
  FindRequest,
  FoundRecords,
  ImportReport,
  ImportRequest,
  Job,
  JobProgress,
  PurgeResult,
} from './dataJob.ts';
import type { FileName } from '../domain/events/filePath.ts';
import type { PauseFact } from '../domain/events/pauseSet.ts';
import type { ProvenanceRecorded } from '../domain/events/provenanceRecorded.ts';
import type { LineOrigin } from '../domain/provenance/lineOrigin.ts';
import type { ArrivedText } from '../domain/velocity/coverage.ts';
import type { Disposable } from './disposable.ts';

/** An answer of the ledger, and how much of the journal it rests on. */
export interface LedgerAnswer {
  /** in the order in which they happened, oldest first */
  readonly acceptances: readonly Acceptance[];
  /** what else arrived on the days that were asked for, by day and origin */
  readonly arrived: readonly ArrivedText[];
  /** acceptances ever recorded */
  readonly acceptancesEver: number;
  /** readable events of all kinds in all journals */
  readonly events: number;
  /** lines whose checksum or form is wrong; they are left where they are */
  readonly damagedLines: number;
  /** A later version of Grasp has written here. What this one understands may not be all, so it publishes nothing. */
  readonly newer: boolean;
  /** what the latest event says of the pause of all windows; `undefined` when there never was one */
  readonly pause: PauseFact | undefined;
  readonly forgetting: ForgettingFact;
}

/** The latest events, by order, with which a window begins to forget and has said what; empty where there is none. */
export interface ForgettingFact {
  readonly begun: string;
  readonly done: string;
}

/** The lines of a file as they are, which never reach the disk. */
export interface LinesQuery {
  /** the name of the file as it is recorded (may be a hidden one) */
  readonly uri: string;
  /** names under which it may be recorded besides */
  readonly uris: readonly string[];
  readonly lines: readonly string[];
}

/** A file with what is known of who wrote its lines. */
export interface WrittenFile {
  /** as it is recorded */
  readonly file: FileName;
  readonly lines: readonly string[];
  readonly origins: readonly (LineOrigin | undefined)[];
}

/** How far the journals have been read, in bytes. */
export interface LedgerProgress {
  readonly done: number;
  readonly total: number;
}

/** What all journals together say, kept ready for questions. Everything in it can be made again from the journals. */
export interface Ledger {
  /** Answers from what is on the disk now, of all windows. Rejects when it can not be read. */
  acceptances(query: AcceptanceQuery): Promise<LedgerAnswer>;
  /** Who wrote the lines of a file, as far as journals tell; `undefined` for a line of which they tell nothing. */
  lineOrigins(query: LinesQuery): Promise<readonly (LineOrigin | undefined)[]>;
  /**
   * What of a file has not been recorded yet: payloads for events of provenance, bounded in size each; empty when all is.
   * May make the line key, so it is asked only by who may write.
   */
  unrecordedLines(asked: WrittenFile): Promise<readonly ProvenanceRecorded[]>;
  /** Makes the ledger again from the journals, beside the one in use, which stays in use when that is called off. */
  rebuild(): Job<LedgerAnswer>;
  /** Writes everything that is recorded to a file or a folder, whole or not at all. */
  export(request: ExportRequest, progress: (progress: JobProgress) => void): Job<ExportResult | Declined>;
  /** Takes in what was recorded elsewhere, all of it or nothing. */
  import(request: ImportRequest, progress: (progress: JobProgress) => void): Job<ImportReport | Declined>;
  /** Looks for all that is recorded of something. */
  find(request: FindRequest, progress: (progress: JobProgress) => void): Job<FoundRecords | Declined>;
  /**
   * Does away with all that the journals say is forgotten: in published ledgers, in journals, in memory.
   * @param traces texts of which one tells that a line which can not be read goes too
   */
  purge(traces: readonly string[], progress: (progress: JobProgress) => void): Job<PurgeResult>;
  /**
   * Whether the ledger keeps what it would write to the disk for later. It starts so: a window may only write once it
   * knows that it is not paused.
   */
  hold(on: boolean): void;
  /** Fires with every answer, before whoever asked has it. */
  onDidAnswer(listener: (answer: LedgerAnswer) => void): Disposable;
  /** Fires when another window has recorded something. */
  onDidChange(listener: () => void): Disposable;
  /** Fires while much is being read; `undefined` when that is over. */
  onDidProgress(listener: (progress: LedgerProgress | undefined) => void): Disposable;
}

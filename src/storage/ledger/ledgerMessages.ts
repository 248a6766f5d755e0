import type { AcceptanceQuery } from '../../domain/attribution/acceptance.ts';
import type {
  Declined,
  ExportRequest,
  ExportResult,
  FindRequest,
  FoundRecords,
  ImportReport,
  ImportRequest,
  JobProgress,
  PurgeResult,
} from '../../ports/dataJob.ts';
import type { ProvenanceRecorded } from '../../domain/events/provenanceRecorded.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import type { LedgerProgress, LinesQuery, WrittenFile } from '../../ports/ledger.ts';
import type { ExplanationCalls } from './askExplanations.ts';
import type { StoreAnswer } from './askRecorded.ts';

/** What the ledger's thread is started with. */
export interface LedgerThreadData {
  readonly folder: string;
  /** SQLite as WebAssembly */
  readonly wasm: string;
  /** whether it writes nothing until it is told otherwise */
  readonly held: boolean;
}

/** What the thread can be asked, and what it answers. */
export interface LedgerCalls extends ExplanationCalls {
  acceptances: { asked: AcceptanceQuery; answer: StoreAnswer };
  lineOrigins: { asked: LinesQuery; answer: readonly (LineOrigin | undefined)[] };
  unrecordedLines: { asked: WrittenFile; answer: readonly ProvenanceRecorded[] };
  rebuild: { asked: undefined; answer: StoreAnswer };
  export: { asked: ExportRequest; answer: ExportResult | Declined };
  import: { asked: ImportRequest; answer: ImportReport | Declined };
  find: { asked: FindRequest; answer: FoundRecords | Declined };
  purge: { asked: readonly string[]; answer: PurgeResult };
}

export type LedgerCall = keyof LedgerCalls;

export type LedgerRequest =
  | {
      readonly [Call in LedgerCall]: {
        readonly call: Call;
        readonly id: number;
        readonly asked: LedgerCalls[Call]['asked'];
      };
    }[LedgerCall]
  /** writes nothing to the disk from now on, or may write again; has no answer */
  | { readonly call: 'hold'; readonly on: boolean }
  /** calls off the request with that id, if it is one that can be */
  | { readonly call: 'cancel'; readonly id: number };

/** An error, as far as it can be told to another thread. */
export interface LedgerFault {
  readonly name: string;
  readonly message: string;
  /** of the disk */
  readonly code: string | undefined;
}

export type LedgerMessage =
  | { readonly tell: 'answer'; readonly id: number; readonly answer: LedgerCalls[LedgerCall]['answer'] }
  | { readonly tell: 'failed'; readonly id: number; readonly fault: LedgerFault }
  | { readonly tell: 'changed' }
  | { readonly tell: 'progress'; readonly progress: LedgerProgress | undefined }
  /** how far the request with that id is */
  | { readonly tell: 'job'; readonly id: number; readonly progress: JobProgress }
  /** something that runs by itself failed, and will be tried again */
  | { readonly tell: 'trouble'; readonly message: string };

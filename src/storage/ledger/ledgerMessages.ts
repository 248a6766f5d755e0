import type { AcceptanceQuery } from '../../domain/attribution/acceptance.ts';
import type { LedgerProgress } from '../../ports/ledger.ts';
import type { StoreAnswer } from './ledgerStore.ts';

/** What the ledger's thread is started with. */
export interface LedgerThreadData {
  readonly folder: string;
  /** SQLite as WebAssembly */
  readonly wasm: string;
}

export type LedgerRequest =
  | { readonly call: 'acceptances'; readonly id: number; readonly query: AcceptanceQuery }
  | { readonly call: 'rebuild'; readonly id: number }
  /** calls off the request with that id */
  | { readonly call: 'cancel'; readonly id: number };

/** An error, as far as it can be told to another thread. */
export interface LedgerFault {
  readonly name: string;
  readonly message: string;
  /** of the disk */
  readonly code: string | undefined;
}

export type LedgerMessage =
  | { readonly tell: 'answer'; readonly id: number; readonly answer: StoreAnswer }
  | { readonly tell: 'failed'; readonly id: number; readonly fault: LedgerFault }
  | { readonly tell: 'changed' }
  | { readonly tell: 'progress'; readonly progress: LedgerProgress | undefined }
  /** something that runs by itself failed, and will be tried again */
  | { readonly tell: 'trouble'; readonly message: string };

import type { Step } from '../../../src/storage/steps.ts';

const DRAFT: readonly Step[] = ['draft-begun', 'draft-flushed', 'draft-linked', 'draft-removed'];

/** What a writer is at when it reaches a step: the same step means another thing to a ledger and to a packed journal. */
export type Activity = 'write' | 'fold' | 'publish' | 'pack';
export type Death = `${Activity} ${Step}`;

/** Everywhere a process can die: each labelled step, in each thing that reaches it. */
export const DEATHS: readonly Death[] = [
  ...(['journal-made', 'events-written', 'events-flushed'] as const).map((step) => `write ${step}` as const),
  ...(['journal-read', 'ledger-folded'] as const).map((step) => `fold ${step}` as const),
  ...([...DRAFT, 'ledgers-swept'] as const).map((step) => `publish ${step}` as const),
  ...([...DRAFT, 'original-removed'] as const).map((step) => `pack ${step}` as const),
];

/** What a writer is started with, as JSON in its first argument. */
export interface WriterOptions {
  /** the data folder */
  readonly folder: string;
  /** where it kills itself, one of the first times it gets there */
  readonly die?: Death;
}

/** No real event is this late. A ledger that says it is has been taken from a file that is not valid. */
export const POISON = 8e15;

import type { Origin } from '../attribution/origin.ts';

/** Edits of one file that were no acceptance, summed by origin over at most a minute. */
export const EDITS_COUNTED = 'edits';

export interface OriginCount {
  /** change events */
  edits: number;
  /** UTF-16 code units that were inserted, and that were removed; line breaks count as one */
  inserted: number;
  removed: number;
}

export interface EditsCounted {
  readonly uri: string;
  readonly folder?: string;
  readonly language: string;
  readonly counts: Readonly<Partial<Record<Origin, OriginCount>>>;
}

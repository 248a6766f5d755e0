import { diffArrays } from 'diff';

/** Following what is equal is this much cheaper than a step. */
const READS_A_STEP = 10;

/** What comparisons may still cost together, in steps of about 0.1 microseconds. */
export class Steps {
  #left: number;

  constructor(left: number) {
    this.#left = left;
  }

  /** Lets one of so many comparisons take its even share. What that does not need is left to the others. */
  share<T>(among: number, compare: (share: Steps) => T): T {
    const share = new Steps(this.#left / Math.max(1, among));
    this.#left -= share.#left;
    const result = compare(share);
    this.#left += share.#left;
    return result;
  }

  /**
   * The number of single edits up to which two sequences may be compared. For each further edit a comparison takes a step
   * for each way to spread the edits, of which there are no more than the shorter side is long, and reads along that side.
   */
  mostEdits(shorter: number): number {
    const reads = shorter / READS_A_STEP;
    const edits = Math.sqrt(reads ** 2 + 2 * this.#left) - reads;
    return Math.floor(edits <= shorter ? edits : (this.#left + shorter ** 2 / 2) / (shorter + reads));
  }

  spend(edits: number, shorter: number): void {
    const ways = Math.min(edits, shorter);
    this.#left -= Math.min(this.#left, ways * (edits - ways / 2) + (edits * shorter) / READS_A_STEP);
  }
}

/** A run of equal elements: where it is in either sequence, and its length. */
export interface EqualRun {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The runs that two sequences have in common, as many elements as can be, in order; `undefined` if that costs too much. */
export function equalRuns(removed: number[], inserted: number[], steps: Steps): EqualRun[] | undefined {
  const shorter = Math.min(removed.length, inserted.length);
  if (shorter === 0) return [];
  const most = steps.mostEdits(shorter);
  // It takes as many edits at least.
  if (Math.abs(removed.length - inserted.length) > most) return undefined;
  const parts = diffArrays(removed, inserted, { maxEditLength: most });
  const runs: EqualRun[] = [];
  let from = 0;
  let to = 0;
  let edits = 0;
  for (const { added, removed, count } of parts ?? []) {
    if (added || removed) edits += count;
    else runs.push({ from, to, count });
    if (!added) from += count;
    if (!removed) to += count;
  }
  steps.spend(parts === undefined ? most : edits, shorter);
  return parts === undefined ? undefined : runs;
}

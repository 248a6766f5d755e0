const MINUTE = 60_000;

/** AI edits further apart than this are not of one burst, in milliseconds. */
const BURST_WITHIN = 30 * MINUTE;
/** After the last AI edit it is waited for this long whether another one comes, in milliseconds. */
const STILL_COMING = MINUTE;
/** What an agent wrote right before it ended may be told of this much later, in milliseconds. */
const TOLD_AFTER = 15_000;
/** Where nothing else ends the work, so long without any edit does, in milliseconds. */
const NO_EDIT = 10 * MINUTE;

/** Lines that AI wrote in one edit. */
export interface AiEdit {
  /** of the acceptance */
  readonly id: string;
  readonly uri: string;
  readonly lines: number;
  /** wall time, in milliseconds */
  readonly time: number;
}

/** The edits that belong to the burst of the last one. */
export function burstOf(edits: readonly AiEdit[]): readonly AiEdit[] {
  const last = Math.max(...edits.map(({ time }) => time));
  return edits.filter(({ time }) => last - time <= BURST_WITHIN);
}

export function linesOf(edits: readonly { readonly lines: number }[]): number {
  return edits.reduce((sum, { lines }) => sum + lines, 0);
}

/** Wall times, in milliseconds. */
export interface WorkTimes {
  readonly lastAi: number;
  /** of anybody */
  readonly lastEdit: number;
  /** of the last sign that a stretch of work has ended, as by tests that passed, if there was one */
  readonly paused: number | undefined;
}

/** From when on a burst may be asked about, unless more happens; `undefined` where it is no longer fresh or the clock was set back. */
export function pauseFrom({ lastAi, lastEdit, paused }: WorkTimes, now: number): number | undefined {
  if (now - lastAi > BURST_WITHIN || lastAi - now > STILL_COMING) return undefined;
  const isPause = paused !== undefined && lastAi - paused <= TOLD_AFTER;
  return isPause ? Math.max(paused, lastAi + STILL_COMING) : Math.max(lastAi, lastEdit) + NO_EDIT;
}

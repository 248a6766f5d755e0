import { localDay, weekOfDay, type FirstDay } from '../velocity/localWeek.ts';
import { runLeft, workedMinutes, type BlockRun } from './blockRuns.ts';

/** So many weeks are shown, the present one included. */
const WEEKS = 8;

/** Blocks that were held in one local week. */
export interface BlockWeek {
  /** its first day, as `localDay` counts them */
  readonly firstDay: number;
  readonly held: number;
}

/** The blocks that are over and took a minute, rounded, in their order. */
export function heldBlocks(runs: readonly BlockRun[], now: number): readonly BlockRun[] {
  return runs.filter((run) => runLeft(run, now) <= 0 && minutesOf(run, now) > 0);
}

/** How many minutes a block took: as was said looking back at it, or else as it was worked at. */
export function minutesOf(run: BlockRun, now: number): number {
  return run.debrief?.minutes ?? workedMinutes(run, now);
}

/**
 * The blocks of the last eight local weeks, oldest first, each where the person was.
 *
 * @param today local day, as `localDay` counts them
 */
export function blockWeeks(held: readonly BlockRun[], today: number, firstDay: FirstDay): readonly BlockWeek[] {
  const first = weekOfDay(today, firstDay) - 7 * (WEEKS - 1);
  const weeks = held.map(({ begun, offset }) => weekOfDay(localDay(begun, offset), firstDay));
  return Array.from({ length: WEEKS }, (_, at) => {
    const week = first + 7 * at;
    return { firstDay: week, held: weeks.filter((one) => one === week).length };
  });
}

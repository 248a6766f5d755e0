import type { LandedCommit } from '../debt/lot.ts';
import { localDay } from '../velocity/localWeek.ts';
import { WEEKDAYS, type Weekday } from './blockSchedule.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** So many weeks of commits say when somebody usually works, in milliseconds. */
export const USUAL_SPAN = 56 * 24 * HOUR;
const WEEKS = 8;
/** Commits of so many hours speak for the first of them: a block is about as long. */
const HOURS = 2;
/** Of fewer weeks, or fewer commits, nothing is said. */
const LEAST_WEEKS = 2;
const LEAST_COMMITS = 3;

/** An hour of a weekday in which somebody often commits. */
export interface UsualTime {
  readonly weekday: Weekday;
  /** such as "09:00" */
  readonly time: string;
  /** in how many of the last weeks, and of how many */
  readonly weeks: number;
  readonly of: number;
}

/**
 * The best hour of each weekday on which there is enough to go by, best first: the one with commits in most weeks, then with
 * most commits, then the earlier. Each commit counts at the local time that its author had.
 */
export function usualTimes(
  commits: readonly Pick<LandedCommit, 'authored' | 'offset'>[],
  now: number,
): readonly UsualTime[] {
  const lately = commits.filter(({ authored }) => authored > now - USUAL_SPAN && authored <= now).map(placed);
  const best = WEEKDAYS.flatMap((weekday, at) => {
    const ofDay = lately.filter((one) => one.weekday === at);
    const hours = Array.from({ length: 24 }, (_, hour) => ({ weekday, hour, ...countFrom(ofDay, hour) }));
    return hours.filter((one) => one.weeks >= LEAST_WEEKS && one.commits >= LEAST_COMMITS).sort(byMost)[0] ?? [];
  });
  return best.sort(byMost).map(({ weekday, hour, weeks }) => {
    return { weekday, time: `${String(hour).padStart(2, '0')}:00`, weeks: Math.min(weeks, WEEKS), of: WEEKS };
  });
}

interface Placed {
  /** from 0 for Monday */
  readonly weekday: number;
  /** local day of its Monday */
  readonly week: number;
  readonly hour: number;
}

function placed({ authored, offset }: Pick<LandedCommit, 'authored' | 'offset'>): Placed {
  const day = localDay(authored, offset);
  // 1970-01-01 was a Thursday.
  const weekday = (((day + 3) % 7) + 7) % 7;
  const hours = Math.floor((authored + offset * MINUTE) / HOUR);
  return { weekday, week: day - weekday, hour: ((hours % 24) + 24) % 24 };
}

function countFrom(commits: readonly Placed[], from: number): { readonly weeks: number; readonly commits: number } {
  const within = commits.filter(({ hour }) => hour >= from && hour < from + HOURS);
  return { weeks: new Set(within.map(({ week }) => week)).size, commits: within.length };
}

function byMost(
  one: { readonly weeks: number; readonly commits: number },
  other: { readonly weeks: number; readonly commits: number },
): number {
  return other.weeks - one.weeks || other.commits - one.commits;
}

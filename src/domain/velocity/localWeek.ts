import { addDays, addWeeks, startOfDay, startOfWeek } from 'date-fns';

export const WEEK_DAYS = ['monday', 'saturday', 'sunday'] as const;
/** A day on which somebody's week begins. */
export type FirstDay = (typeof WEEK_DAYS)[number];

const DAY_NUMBER = { sunday: 0, monday: 1, saturday: 6 } as const satisfies Record<FirstDay, number>;

const DAY = 86_400_000;

/**
 * The local day of a moment, as the number of days since 1970-01-01.
 * @param offset what local time was ahead of UTC then and there, in minutes: a day stays the day that the engineer had,
 * wherever the engineer is now
 */
export function localDay(at: number, offset: number): number {
  return Math.floor((at + offset * 60_000) / DAY);
}

/** Start of the local day after the one that holds `at`, in milliseconds. */
export function nextDayStart(at: number): number {
  return startOfDay(addDays(at, 1)).getTime();
}

/** Start of the local week that holds `at`, in milliseconds. */
export function weekStart(at: number, firstDay: FirstDay): number {
  return startOfWeek(at, { weekStartsOn: DAY_NUMBER[firstDay] }).getTime();
}

/** Start of the local week after the one that holds `at`; a week with a clock change is not 168 hours long. */
export function nextWeekStart(at: number, firstDay: FirstDay): number {
  return addWeeks(weekStart(at, firstDay), 1).getTime();
}

/** The first day of the week that holds a local day; both as `localDay` counts them. */
export function weekOfDay(day: number, firstDay: FirstDay): number {
  // 1970-01-01 was a Thursday.
  return day - ((((day + 4 - DAY_NUMBER[firstDay]) % 7) + 7) % 7);
}

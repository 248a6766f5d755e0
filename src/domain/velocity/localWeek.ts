import { addWeeks, startOfDay, startOfWeek } from 'date-fns';

export const WEEK_DAYS = ['monday', 'saturday', 'sunday'] as const;
/** A day on which somebody's week begins. */
export type FirstDay = (typeof WEEK_DAYS)[number];

const DAY_NUMBER = { sunday: 0, monday: 1, saturday: 6 } as const satisfies Record<FirstDay, number>;

/** Start of the local day that holds `at`, in milliseconds. */
export function dayStart(at: number): number {
  return startOfDay(at).getTime();
}

/** Start of the local week that holds `at`, in milliseconds. */
export function weekStart(at: number, firstDay: FirstDay): number {
  return startOfWeek(at, { weekStartsOn: DAY_NUMBER[firstDay] }).getTime();
}

/** Start of the local week after the one that holds `at`; a week with a clock change is not 168 hours long. */
export function nextWeekStart(at: number, firstDay: FirstDay): number {
  return addWeeks(weekStart(at, firstDay), 1).getTime();
}

import { format } from 'date-fns';
import { isoDay } from './isoDates.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Local time of day, such as "14:05". */
export function timeOfDay(at: number): string {
  return format(at, 'HH:mm');
}

/** Local day of the week and time, such as "Mon 14:05". */
export function dayAndTime(at: number): string {
  return format(at, 'EEE HH:mm');
}

/** Local day, such as "Mon, Nov 16". */
export function shortDay(at: number): string {
  return format(at, 'EEE, MMM d');
}

/** A day as `localDay` counts them, such as "Nov 16", with the year where that is not the year of `today`. */
export function dateOfDay(day: number, today: number): string {
  const [year, month, date] = isoDay(day).split('-');
  const short = `${MONTHS[Number(month) - 1] ?? ''} ${String(Number(date))}`;
  return year === isoDay(today).split('-')[0] ? short : `${short}, ${year ?? ''}`;
}

/** Time of day where local time was `offset` minutes ahead of UTC, such as "14:05": the one that the engineer had. */
export function timeThere(at: number, offset: number): string {
  const minutes = Math.floor(at / 60_000) + offset;
  const ofDay = ((minutes % 1_440) + 1_440) % 1_440;
  return [Math.floor(ofDay / 60), ofDay % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** How long ago a day was, such as "3 days"; both as `localDay` counts them. */
export function sinceInWords(day: number, today: number): string {
  const days = today - day;
  if (days <= 0) return 'today';
  if (days < 14) return days === 1 ? '1 day' : `${String(days)} days`;
  return days < 91 ? `${String(Math.floor(days / 7))} weeks` : `${String(Math.floor(days / 30))} months`;
}

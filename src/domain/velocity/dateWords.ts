import { format } from 'date-fns';

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

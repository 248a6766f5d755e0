import { differenceInCalendarDays, parseISO } from 'date-fns';
import { dateOfDay, dayAndTime, shortDay, timeOfDay } from '../velocity/dateWords.ts';
import { localDay } from '../velocity/localWeek.ts';
import { momentOf, type Occurrence } from './blockOccurrence.ts';
import type { PlannedBlock } from './plannedBlocks.ts';

/** When a block is, such as "Thu 09:00", "Thu, Mar 18 09:00" where that is not within a week, or "until 10:30". */
export function whenInWords({ start, end }: Pick<Occurrence, 'start' | 'end'>, now: number): string {
  if (start <= now && now < end) return `until ${timeOfDay(end)}`;
  return momentInWords(start, now);
}

/** A moment at or after `now`, such as "Thu 09:00", or "Thu, Mar 18 09:00" where that is not within a week. */
export function momentInWords(moment: number, now: number): string {
  const isNear = Math.abs(differenceInCalendarDays(moment, now)) < 7;
  return isNear ? dayAndTime(moment) : `${shortDay(moment)} ${timeOfDay(moment)}`;
}

/** A local date such as `2027-04-01` as "Apr 1", with its year where that is not this one. */
export function dateInWords(date: string, now: number, offset: number): string {
  // Noon of UTC is the same date wherever the machine is.
  return dateOfDay(localDay(parseISO(`${date}T12:00:00Z`).getTime(), 0), localDay(now, offset));
}

/** How long a block is, and from when it was moved. */
export function detailInWords(block: PlannedBlock, now: number): string {
  const length = `${String(block.minutes)} minutes`;
  return block.state === 'moved' ? `${length} · moved from ${momentInWords(momentOf(block.scheduledAt), now)}` : length;
}

import { addDays, format, parseISO, startOfISOWeek } from 'date-fns';
import { WEEKDAYS, type BlockSchedule } from './blockSchedule.ts';

const MINUTE = 60_000;
/** So long before a block it is told of, in milliseconds. */
export const NUDGE_AHEAD = 10 * MINUTE;

/** The block of one week. */
export interface Occurrence {
  /** names it in all windows, also where it was moved: the week and time for which it was scheduled, such as `2027-W10-tue-0900` */
  readonly id: string;
  /** the local time at which it is to begin, such as `2027-03-09T09:00`, whatever clocks do that day */
  readonly at: string;
  /** length, in real minutes */
  readonly minutes: number;
  /** wall times in the zone that the machine has now, in milliseconds; `end` is exclusive */
  readonly start: number;
  readonly end: number;
}

/** `nudge`: it begins within ten minutes. `missed`: it is over, and nobody was there in any of it. */
export type BlockPhase = 'before' | 'nudge' | 'running' | 'over' | 'missed';

/**
 * Where a moment lies to a block. It follows from the clock as it is now, so that a machine that slept, or whose clock was
 * set back, is where it is.
 *
 * @param wasThere whether somebody was seen in it
 */
export function phaseAt({ start, end }: Pick<Occurrence, 'start' | 'end'>, now: number, wasThere: boolean): BlockPhase {
  if (now < start - NUDGE_AHEAD) return 'before';
  if (now < start) return 'nudge';
  if (now < end) return 'running';
  return wasThere ? 'over' : 'missed';
}

/**
 * What is scheduled for a week.
 *
 * @param near a moment
 * @param weeks how many weeks after that of the moment
 */
export function scheduledIn(schedule: BlockSchedule, near: number, weeks: number): Occurrence {
  const { weekday, time, minutes } = schedule;
  // Counted from the week of the moment: weeks added one by one would keep the hour by which a gap has shifted one of them.
  const day = addDays(startOfISOWeek(near), 7 * weeks + WEEKDAYS.indexOf(weekday));
  const id = `${format(day, "RRRR-'W'II")}-${weekday.slice(0, 3)}-${time.replace(':', '')}`;
  return occurrenceAt({ id, at: `${format(day, 'yyyy-MM-dd')}T${time}`, minutes });
}

/** A block that begins at a local time. */
export function occurrenceAt({ id, at, minutes }: Pick<Occurrence, 'id' | 'at' | 'minutes'>): Occurrence {
  const start = momentOf(at);
  return { id, at, minutes, start, end: start + minutes * MINUTE };
}

/**
 * The moment of a local time such as `2027-03-09T09:00`, in milliseconds: of one that a clock change leaves out, that many
 * minutes later; of one that comes twice, the first. `NaN` where it is no time.
 */
export function momentOf(at: string): number {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/u.test(at) ? parseISO(at).getTime() : NaN;
}

/** The local time of a moment, as `momentOf` takes it. */
export function localTime(moment: number): string {
  return format(moment, "yyyy-MM-dd'T'HH:mm");
}

/** Names a block at the time at which it is: after it has been moved it is told of again. */
export function nameOfOccurrence({ id, at }: Pick<Occurrence, 'id' | 'at'>): string {
  return `${id}.${at.replaceAll(/[-:]/gu, '')}`;
}

/** The local date some weeks after a moment, such as `2027-04-01`. */
export function dateAfter(moment: number, weeks: number): string {
  return format(addDays(moment, 7 * weeks), 'yyyy-MM-dd');
}

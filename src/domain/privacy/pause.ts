import { dayAndTime, shortDay, timeOfDay } from '../velocity/dateWords.ts';

/** Which windows a pause holds for. */
export const PAUSE_SCOPES = ['window', 'all'] as const;
export type PauseScope = (typeof PAUSE_SCOPES)[number];

/** A time in which nothing is recorded; all values in milliseconds since 1970 UTC. */
export interface Pause {
  readonly begun: number;
  /** without it the pause lasts until somebody resumes */
  readonly until?: number | undefined;
}

const DAY = 86_400_000;
/** Below this many days ahead the name of a weekday says which day is meant. */
const NAMED_DAYS = 6;

/**
 * How much longer a pause lasts, in milliseconds; `Infinity` for one that somebody has to end. Never more than what was
 * asked for: a clock that was set back does not prolong it.
 */
export function timeLeft({ begun, until }: Pause, now: number): number {
  return until === undefined ? Infinity : Math.max(0, until - Math.max(begun, now));
}

/** For people, such as "Paused until 15:30 in all windows". Local time. */
export function pauseInWords({ until }: Pause, scope: PauseScope, now: number): string {
  const where = scope === 'all' ? 'in all windows' : 'in this window';
  if (until === undefined) return `Paused ${where} until you resume`;
  return `Paused until ${endInWords(until, now)} ${where}`;
}

function endInWords(until: number, now: number): string {
  if (shortDay(until) === shortDay(now) && until - now < DAY) return timeOfDay(until);
  return until - now < NAMED_DAYS * DAY ? dayAndTime(until) : `${shortDay(until)}, ${timeOfDay(until)}`;
}

import { toDate } from 'date-fns';

const DAY = 86_400_000;
/** Times further from 1970 than this have no date, in milliseconds. */
const FURTHEST = 8_640_000_000_000_000 - DAY;

/** The local day as "2026-11-18", from the number that `localDay` gives; empty for one that no calendar has. */
export function isoDay(day: number): string {
  return isoOf(day * DAY).slice(0, -14);
}

/**
 * Local time with its offset, such as "2026-11-18T10:00:00+01:00"; empty when there is no such date.
 * @param offset what local time was ahead of UTC, in minutes
 */
export function isoTime(at: number, offset: number): string {
  const local = isoOf(at + offset * 60_000);
  if (local === '') return '';
  const ahead = Math.abs(offset);
  const zone = [Math.floor(ahead / 60), ahead % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${local.slice(0, -5)}${offset < 0 ? '-' : '+'}${zone}`;
}

function isoOf(at: number): string {
  return Math.abs(at) <= FURTHEST ? toDate(at).toISOString() : '';
}

import { FORGOTTEN, readForgotten } from './forgotten.ts';
import { FORMAT_VERSION, FURTHEST_AHEAD, type JournalEvent } from './journalEvent.ts';

/** Levels of lists and objects in a payload that somebody may have a use for. */
const DEEPEST = 64;
/** No place on earth is further from UTC than this, in minutes. */
const FURTHEST_OFFSET = 24 * 60;

/**
 * Why an event from elsewhere is not taken among those of this machine, in words; `undefined` when it is.
 * @param now this machine's wall clock, in milliseconds
 */
export function whyRefused(event: JournalEvent, now: number): string | undefined {
  const { v, k, t, h, o, p } = event;
  // It would order before all that this machine writes in the next years.
  if (h > now + FURTHEST_AHEAD || t > now + FURTHEST_AHEAD) return 'its time is more than ten years ahead';
  if (h < 0 || t < 0) return 'its time is before 1970';
  if (Math.abs(o) > FURTHEST_OFFSET) return 'its local time is more than a day from UTC';
  if (k === FORGOTTEN && v <= FORMAT_VERSION && readForgotten(event) === undefined) {
    return 'it does not say what is forgotten';
  }
  return isDeeper(p, DEEPEST) ? 'it is nested too deep' : undefined;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

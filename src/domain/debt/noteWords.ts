import { localDay } from '../velocity/localWeek.ts';
import { ANCHORS } from './rating.ts';
import type { Note } from './lot.ts';

/** Characters of a note that stand in one line. */
const FIRST = 60;
/** Characters that end a line, or that turn or hide what is around them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** The local day on which somebody looks. */
export interface Now {
  /** milliseconds since 1970 UTC, and what local time is ahead of UTC, in minutes */
  readonly time: number;
  readonly offset: number;
}

/** A note in one line, such as "Explained 3 days ago: Retries three times, then gives up". */
export function noteInOneLine({ text, time, offset }: Note, now: Now): string {
  const words = Array.from(text.replaceAll(UNSEEN, ' ').trim());
  const first = words.slice(0, FIRST).join('').trimEnd();
  const when = `Explained ${daysAgo(localDay(now.time, now.offset) - localDay(time, offset))}`;
  return first === '' ? when : `${when}: ${first}${words.length > FIRST ? '…' : ''}`;
}

/** All of a note, paragraph by paragraph. */
export function noteInFull(note: Note, now: Now): readonly string[] {
  const { text, time, offset, question = '', after } = note;
  const when = `Explained ${daysAgo(localDay(now.time, now.offset) - localDay(time, offset))}`;
  return [
    after === undefined ? when : `${when}, understanding ${String(after)}: ${ANCHORS[after]}`,
    ...(question.trim() === '' ? [] : [question]),
    ...(text.trim() === '' ? [] : [text]),
  ];
}

function daysAgo(days: number): string {
  if (days < 1) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 60) return `${String(days)} days ago`;
  const months = Math.round(days / 30.44);
  // What is rounded to 24 months is some days short of two years.
  return months < 24 ? `${String(months)} months ago` : `${String(Math.floor(months / 12))} years ago`;
}

import * as v from 'valibot';
import { FORMAT_VERSION, type JournalEvent } from './journalEvent.ts';
import { PAUSE, RESUME } from './pauseSet.ts';
import { SequenceNumbers } from './sequenceNumbers.ts';

/** Something is about to be forgotten: every window writes what it still holds, and goes on in a new file. */
export const FORGET_BEGUN = 'forget-begun';
/** Events that are forgotten, by their ids alone: this is what keeps them gone, so it says nothing of what they were. */
export const FORGOTTEN = 'forgotten';

/** What Grasp was told to do, and nothing of anybody's work: never forgotten, since it would be undone with it. */
const ORDERS: ReadonlySet<string> = new Set([PAUSE, RESUME, FORGET_BEGUN, FORGOTTEN]);

export function isOrder({ k }: Pick<JournalEvent, 'k'>): boolean {
  return ORDERS.has(k);
}

/** More numbers than this are in no journal folder; whoever says so would only keep everybody counting. */
const MOST_NUMBERS = 5_000_000;

const forgottenSchema = v.object({
  /** numbers of events by session, such as "0-5,9" */
  ids: v.record(
    v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u)),
    v.pipe(v.string(), v.regex(/^\d{1,16}(?:-\d{1,16})?(?:,\d{1,16}(?:-\d{1,16})?)*$/u)),
  ),
});

export type ForgottenPayload = v.InferOutput<typeof forgottenSchema>;

/**
 * The numbers that an event forgets, by session; `undefined` for any other event, and for one that can not be meant: of
 * a later version, or with ranges that do not ascend or have no end.
 */
export function readForgotten({ v: version, k, p }: JournalEvent): ReadonlyMap<string, SequenceNumbers> | undefined {
  if (k !== FORGOTTEN || version > FORMAT_VERSION) return undefined;
  const parsed = v.safeParse(forgottenSchema, p);
  if (!parsed.success) return undefined;
  const ids = new Map(Object.entries(parsed.output.ids).map(([s, text]) => [s, new SequenceNumbers(text)]));
  const all = [...ids.values()];
  const count = all.reduce((sum, numbers) => sum + numbers.count, 0);
  return count <= MOST_NUMBERS && all.every(ascends) ? ids : undefined;
}

function ascends({ ranges }: SequenceNumbers): boolean {
  return ranges.every(([first, last], at) => first <= last && first > (ranges[at - 1]?.[1] ?? -1));
}

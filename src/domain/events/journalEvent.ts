import * as v from 'valibot';

/** The version of the line format. A reader keeps and passes on lines of a later version; it does not interpret them. */
export const FORMAT_VERSION = 1;

/** How far ahead of this machine's clock another one's can be, in milliseconds: ten years. Beyond it a time is none. */
export const FURTHEST_AHEAD = 10 * 365 * 86_400_000;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The envelope of every journal line. Fields that a later version adds stay on it. Its field names are one letter because each is repeated on every line ever written. */
const journalEventSchema = v.looseObject({
  /** format version */
  v: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** session: one run of one extension host */
  s: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u)),
  /** sequence number in the session, from 0 */
  n: count,
  /** wall clock, milliseconds since 1970 UTC */
  t: v.pipe(v.number(), v.finite()),
  /** hybrid logical clock, milliseconds: never runs backwards, orders events of several sessions */
  h: v.pipe(v.number(), v.finite()),
  /** IANA name of the time zone */
  z: v.string(),
  /** offset from UTC at `t`, in minutes, east positive */
  o: v.pipe(v.number(), v.safeInteger()),
  /** kind */
  k: v.pipe(v.string(), v.minLength(1)),
  /** payload; its schema belongs to the kind */
  p: v.record(v.string(), v.unknown()),
});

export type JournalEvent = v.InferOutput<typeof journalEventSchema>;

/** The event in parsed JSON, or `undefined` when it has not the form of one. */
export function readJournalEvent(json: unknown): JournalEvent | undefined {
  const parsed = v.safeParse(journalEventSchema, json);
  return parsed.success ? parsed.output : undefined;
}

/** The identity of an event over all machines and sessions. */
export function eventId(event: Pick<JournalEvent, 's' | 'n'>): string {
  return `${event.s}:${String(event.n)}`;
}

/** What orders an event among all others. */
export type EventOrder = Pick<JournalEvent, 'h' | 's' | 'n'>;

/** The session and number in an id, or `undefined` when it is none. */
export function readEventId(id: string): Pick<JournalEvent, 's' | 'n'> | undefined {
  const groups = /^(?<s>[0-9a-f]{16}):(?<n>\d{1,15})$/u.exec(id)?.groups;
  return groups && { s: groups['s'] ?? '', n: Number(groups['n']) };
}

/** Orders events of several sessions: by hybrid logical clock, then session, then sequence. */
export function compareEvents(a: EventOrder, b: EventOrder): number {
  if (a.h !== b.h) return a.h - b.h;
  if (a.s !== b.s) return a.s < b.s ? -1 : 1;
  return a.n - b.n;
}

/** A text that sorts as `compareEvents` does. */
export function eventOrder({ h, s, n }: Pick<JournalEvent, 'h' | 's' | 'n'>): string {
  return `${h.toFixed(3).padStart(20, '0')}:${s}:${String(n).padStart(16, '0')}`;
}

/** The hybrid logical clock in a text that `eventOrder` gave, in milliseconds; 0 where there is none. */
export function clockOfOrder(order: string): number {
  const [clock = ''] = order.split(':');
  return clock === '' ? 0 : Number(clock);
}

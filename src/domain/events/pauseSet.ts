import * as v from 'valibot';
import { eventOrder, type JournalEvent } from './journalEvent.ts';

/** All windows were asked to record nothing, until a time or until somebody resumes. */
export const PAUSE = 'pause';
/** All windows may record again. */
export const RESUME = 'resume';

const pauseSchema = v.object({
  /** when the pause ends by itself, in milliseconds since 1970 UTC */
  until: v.optional(v.pipe(v.number(), v.finite())),
});

export type PausePayload = v.InferOutput<typeof pauseSchema>;

/** What one event says of the pause of all windows; of several, the one of the highest order holds. */
export interface PauseFact {
  /** place of the event among all others, as `eventOrder` gives it */
  readonly order: string;
  readonly paused: boolean;
  /** wall time of the event, in milliseconds */
  readonly begun: number;
  readonly until?: number;
}

/** What an event says of the pause; `undefined` for any other event, and for one of a form that is not known here. */
export function readPauseFact(event: JournalEvent): PauseFact | undefined {
  const fact = { order: eventOrder(event), begun: event.t };
  if (event.k === RESUME) return { ...fact, paused: false };
  const parsed = v.safeParse(pauseSchema, event.p);
  if (event.k !== PAUSE || !parsed.success) return undefined;
  const { until } = parsed.output;
  return { ...fact, paused: true, ...(until === undefined ? {} : { until }) };
}

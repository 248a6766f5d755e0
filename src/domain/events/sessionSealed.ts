import * as v from 'valibot';
import type { JournalEvent } from './journalEvent.ts';

/** The last line of a journal file: its window writes nothing into it any more. */
export const SESSION_SEALED = 'seal';

const sessionSealedSchema = v.object({ why: v.picklist(['closed', 'size', 'day', 'pause']) });

export type SessionSealed = v.InferOutput<typeof sessionSealedSchema>;

/** Why a session ended, or `undefined` when the event does not say so. */
export function readSessionSealed({ k, p }: JournalEvent): SessionSealed | undefined {
  if (k !== SESSION_SEALED) return undefined;
  const parsed = v.safeParse(sessionSealedSchema, p);
  return parsed.success ? parsed.output : undefined;
}

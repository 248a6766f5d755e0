import * as v from 'valibot';
import type { JournalEvent } from './journalEvent.ts';

/** The first line of every journal file: who writes it. */
export const SESSION_STARTED = 'session';

const sessionStartedSchema = v.object({
  /** version of Grasp */
  grasp: v.string(),
  /** version of VS Code */
  vscode: v.string(),
  /** process that writes the file, and the machine it runs on, so that a file left by a dead process can be told */
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  host: v.optional(v.string()),
  /** the key by which names of files are hidden in this file, if they are */
  key: v.optional(v.string()),
  /** the session that this one goes on with: the same window, in a new file */
  after: v.optional(v.string()),
});

export type SessionStarted = v.InferOutput<typeof sessionStartedSchema>;

/** The first line of a journal, or `undefined` when the event is another one. */
export function readSessionStarted({ k, p }: JournalEvent): SessionStarted | undefined {
  if (k !== SESSION_STARTED) return undefined;
  const parsed = v.safeParse(sessionStartedSchema, p);
  return parsed.success ? parsed.output : undefined;
}

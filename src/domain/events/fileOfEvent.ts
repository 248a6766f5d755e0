import { COMMIT } from './commitLanded.ts';
import type { JournalEvent } from './journalEvent.ts';

/** The file of code that an event names, if it names one: a commit names its repository. */
export function fileOfEvent({ k, p: { uri } }: JournalEvent): string | undefined {
  return typeof uri === 'string' && k !== COMMIT ? uri : undefined;
}

import { compareEvents, eventId, type JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { listJournals, readJournal } from '../../src/storage/journal/journalFolder.ts';

export interface JournalContent {
  /** every readable event of every session, each once, in the order of `compareEvents` */
  readonly events: readonly JournalEvent[];
  /** lines whose checksum or form is wrong */
  readonly damagedLines: number;
}

/** All that the journals of a folder hold. */
export async function readAllJournals(folder: string): Promise<JournalContent> {
  const events = new Map<string, JournalEvent>();
  let damagedLines = 0;
  const read = new Set<string>();
  const first = await listJournals(folder);
  const sessions = new Set(first.map(({ session }) => session));
  // A journal that is packed meanwhile has vanished when its turn comes, and shows up in the next listing.
  for (let journals = first; journals.length > 0;) {
    for (const journal of journals) {
      read.add(journal.name);
      for await (const { lines, damaged } of readJournal(folder, journal)) {
        damagedLines += damaged.length;
        for (const { event } of lines) events.set(eventId(event), event);
      }
    }
    journals = (await listJournals(folder)).filter(({ name, session }) => sessions.has(session) && !read.has(name));
  }
  return { events: [...events.values()].sort(compareEvents), damagedLines };
}

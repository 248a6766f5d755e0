import { readEventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { readJournal } from './journalFolder.ts';

/**
 * The events with these ids, each once and in no order; those that are gone or can not be read are left out. Of a session its
 * whole file is read, which takes some milliseconds. Throws the error of the disk.
 */
export async function readEvents(folder: string, ids: readonly string[]): Promise<readonly JournalEvent[]> {
  const wanted = new Map<string, Set<number>>();
  for (const id of ids) {
    const { s = '', n = -1 } = readEventId(id) ?? {};
    wanted.set(s, (wanted.get(s) ?? new Set()).add(n));
  }
  const found: JournalEvent[] = [];
  for (const [session, numbers] of wanted) found.push(...(await eventsOf(folder, session, numbers)));
  return found;
}

async function eventsOf(folder: string, session: string, numbers: ReadonlySet<number>): Promise<JournalEvent[]> {
  const found = new Map<number, JournalEvent>();
  // In this order: a journal is packed first, and goes after that.
  for (const [end, packed] of [
    ['.jsonl', false],
    ['.jsonl.gz', true],
  ] as const) {
    for await (const { lines } of readJournal(folder, { name: `${session}${end}`, packed })) {
      const events = lines.map(({ event }) => event);
      for (const event of events.filter(({ s, n }) => s === session && numbers.has(n))) found.set(event.n, event);
    }
    if (found.size === numbers.size) break;
  }
  return [...found.values()];
}

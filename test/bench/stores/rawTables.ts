import { ACCEPTANCE, readAcceptanceFollowUp } from '../../../src/domain/events/acceptanceRecorded.ts';
import { eventId, type JournalEvent } from '../../../src/domain/events/journalEvent.ts';

/** The plain way to keep events: each as it is, in one table. */
export const RAW_TABLES = [
  'CREATE TABLE event (id TEXT PRIMARY KEY, t REAL NOT NULL, k TEXT NOT NULL, json TEXT NOT NULL)',
  'CREATE INDEX event_time ON event (t)',
] as const;

export const INSERT_RAW = 'INSERT INTO event VALUES (?, ?, ?, ?)';
export const SELECT_RAW = 'SELECT json FROM event WHERE t >= ? AND t < ? ORDER BY t';

export function rawValues(event: JournalEvent): [string, number, string, string] {
  return [eventId(event), event.t, event.k, JSON.stringify(event)];
}

/** How many acceptances these rows tell of; what became of each is put together as a screen would need it. */
export function acceptancesIn(rows: Iterable<string>): number {
  const found = new Map<string, JournalEvent['p']>();
  for (const row of rows) {
    const event = JSON.parse(row) as JournalEvent;
    if (event.k === ACCEPTANCE) found.set(eventId(event), event.p);
    const followUp = readAcceptanceFollowUp(event.k, event.p);
    const before = followUp && found.get(followUp.of);
    if (before !== undefined) found.set(followUp?.of ?? '', { ...before, ...followUp });
  }
  return found.size;
}

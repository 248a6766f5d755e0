import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { decodeLine } from '../../src/storage/journalLine.ts';

/** The events in a journal folder, or none when it is not there yet. A damaged line is an error. */
export function eventsBelow(journal: string): JournalEvent[] {
  return filesIn(journal).flatMap((name) => {
    const lines = readFileSync(join(journal, name), 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => {
      const event = decodeLine(line);
      if (event === undefined) throw new Error('The journal has a damaged line.');
      return event;
    });
  });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { decodeLine } from '../../src/storage/journal/journalLine.ts';

/** The events in a journal folder, or none when it is not there yet. A damaged line is an error. */
export function eventsBelow(journal: string): JournalEvent[] {
  return filesIn(journal).flatMap((name) => {
    const lines = textOf(join(journal, name)).split('\n').slice(0, -1);
    return lines.map((line) => {
      const event = decodeLine(line);
      if (event === undefined) throw new Error('The journal has a damaged line.');
      return event;
    });
  });
}

function textOf(path: string): string {
  const bytes = readFileSync(path);
  // Two copies of the same.
  const text = path.endsWith('.gz') ? gunzipSync(bytes.subarray(0, bytes.length / 2)) : bytes;
  return text.toString('utf8');
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

import { eventId } from '../../domain/events/journalEvent.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';

export const EXPORT_FORMATS = ['json'] as const;

/** Version of the exported document; it grows when a reader of the earlier version would misread it. */
const EXPORT_VERSION = 1;

/** Writes a whole file or nothing; an existing file is replaced only once the new text is safe. */
export type WriteFile = (target: string, text: string) => Promise<void>;

export interface ExportResult {
  readonly target: string;
  readonly events: number;
  readonly damagedLines: number;
}

/** Writes everything that Grasp has recorded to one JSON document. Rejects with the error of the disk. */
export async function exportData(
  target: string,
  { journal, clock, writeFile }: { journal: Journal; clock: Clock; writeFile: WriteFile },
): Promise<ExportResult> {
  const { events, damagedLines } = await journal.read();
  const head = { format: 'grasp-export', version: EXPORT_VERSION, exportedAt: clock.now(), damagedLines };
  const lines = events.map((event) => JSON.stringify({ id: eventId(event), ...event }));
  // One event a line: readable, and comparable line by line.
  const body = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
  await writeFile(target, `${JSON.stringify(head).slice(0, -1)},"events":${body}}\n`);
  return { target, events: events.length, damagedLines };
}

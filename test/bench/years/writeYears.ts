import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCEPTANCE } from '../../../src/domain/events/acceptanceRecorded.ts';
import { HASH_LENGTH, PROVENANCE, readProvenanceRecorded } from '../../../src/domain/events/provenanceRecorded.ts';
import { encodeLine } from '../../../src/storage/journal/journalLine.ts';
import { packJournal } from '../../../src/storage/journal/packedJournal.ts';
import { openLedger } from '../../support/ledger.ts';
import type { WorkedSession } from './workedYears.ts';

/** What was written. */
export interface Years {
  readonly events: number;
  readonly acceptances: number;
  readonly files: number;
  /** of the journal as it lies there, and before it was packed */
  readonly bytes: number;
  readonly textBytes: number;
  /** of the lines in it that tell who wrote lines of code, and how many names of these they have */
  readonly provenanceBytes: number;
  readonly names: number;
  /** of the published ledger */
  readonly ledgerBytes: number;
}

/**
 * Writes what so many years of work leave in a storage folder: sessions packed as `packEnded` does it, those of the last
 * day as they were written, and a published ledger that does not know of the last day.
 */
export async function writeYears(storage: string, sessions: Iterable<WorkedSession>): Promise<Years> {
  const folder = join(storage, 'journal');
  mkdirSync(folder, { recursive: true });
  const sizes = { bytes: 0, textBytes: 0, provenanceBytes: 0, ledgerBytes: 0 };
  const total = { events: 0, acceptances: 0, files: 0, names: 0, ...sizes };
  const write = ({ name, events, isLatest }: WorkedSession): void => {
    const text = Buffer.from(events.map(encodeLine).join(''));
    const bytes = isLatest ? text : packJournal(text);
    writeFileSync(join(folder, isLatest ? `${name}.jsonl` : `${name}.jsonl.gz`), bytes);
    total.events += events.length;
    total.acceptances += events.filter(({ k }) => k === ACCEPTANCE).length;
    total.files += 1;
    total.bytes += bytes.length;
    total.textBytes += text.length;
    const provenance = events.filter(({ k }) => k === PROVENANCE);
    total.provenanceBytes += provenance.reduce((sum, event) => sum + encodeLine(event).length, 0);
    total.names += provenance.reduce((sum, { p }) => sum + namesIn(p), 0);
  };
  for (const session of sessions) {
    if (session.isLatest && total.ledgerBytes === 0) total.ledgerBytes = await publishLedger(storage);
    write(session);
  }
  return total;
}

function namesIn(payload: unknown): number {
  const lines = readProvenanceRecorded(payload)?.lines ?? [];
  return lines.reduce((sum, { names }) => sum + names.length / HASH_LENGTH, 0);
}

/** Publishes a ledger of all that lies in the journals; gives its size in bytes. */
async function publishLedger(storage: string): Promise<number> {
  const ledger = await openLedger(storage);
  try {
    await ledger.catchUp();
    await ledger.publish();
  } finally {
    ledger.close();
  }
  return statSync(publishedLedger(storage)).size;
}

/** The newest published ledger of a storage folder. */
export function publishedLedger(storage: string): string {
  const folder = join(storage, 'ledger');
  return join(folder, readdirSync(folder).sort().at(-1) ?? '');
}

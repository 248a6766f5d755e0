import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import type { ProvenanceRecorded } from '../../src/domain/events/provenanceRecorded.ts';
import type { LineOrigin } from '../../src/domain/provenance/lineOrigin.ts';
import type { LedgerStore } from '../../src/storage/ledger/ledgerStore.ts';
import { eventOf } from './ledger.ts';

/** An event of provenance as it lies in a journal. */
export function linesEvent(
  s: string,
  n: number,
  payload: ProvenanceRecorded,
  part: Partial<JournalEvent> = {},
): JournalEvent {
  return eventOf(s, n, { k: 'provenance', p: { ...payload }, ...part });
}

/** What a ledger says of lines: the origin of each, with its acceptance, `-` where nothing is known. */
export async function originsIn(
  ledger: LedgerStore,
  uri: string,
  lines: readonly string[],
  uris: readonly string[] = [],
): Promise<string[]> {
  return (await ledger.lineOrigins({ uri, uris, lines })).map(inShort);
}

export function inShort(line: LineOrigin | undefined): string {
  return line === undefined ? '-' : [line.origin, line.acceptance].filter((part) => part !== undefined).join(' ');
}

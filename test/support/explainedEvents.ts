import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import type { LotRecorded } from '../../src/domain/events/lotRecorded.ts';
import type { NoteWritten } from '../../src/domain/events/noteWritten.ts';
import { eventOf } from './ledger.ts';

type Part = Partial<JournalEvent>;

const LOT: LotRecorded = {
  uri: 'file:///home/me/work/src/retry.ts',
  folder: 'file:///home/me/work',
  key: '0'.repeat(16),
  names: 'AAAAAAAAAAA',
  ...{ lines: 12, probable: 3, line: 4, area: 'network', class: 'core', owes: true },
};

/** A lot as it lies in a journal, with what is given and else like all others; other names make it another lot. */
export function lotEvent(s: string, n: number, lot: Partial<LotRecorded> = {}, part: Part = {}): JournalEvent {
  return eventOf(s, n, { k: 'lot', p: { ...LOT, ...lot }, ...part });
}

export function noteEvent(
  s: string,
  n: number,
  note: Partial<NoteWritten> & Pick<NoteWritten, 'lots'>,
  part: Part = {},
): JournalEvent {
  const all = { text: 'It waits before it tries again.', pasted: 0, seconds: 30, changed: false, ...note };
  return eventOf(s, n, { k: 'note', p: all, ...part });
}

export function saidOfLots(
  s: string,
  n: number,
  lots: readonly string[],
  said: { readonly reason: string } | { readonly commit: string },
): JournalEvent {
  return eventOf(s, n, { k: 'reason' in said ? 'lots-skipped' : 'lots-committed', p: { lots, ...said } });
}

import { sumOf } from '../../domain/attribution/acceptance.ts';
import { strengthOf } from '../../domain/attribution/signals.ts';
import {
  ACCEPTANCE_CORRECTED,
  ACCEPTANCE_GROWN,
  ACCEPTANCE_STATE,
  ACCEPTANCE_UPGRADED,
  CHECKPOINTS,
  readAcceptanceFollowUp,
  readAcceptanceRecorded,
  type AcceptanceFollowUp,
} from '../../domain/events/acceptanceRecorded.ts';
import { eventOrder, readEventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { FoldedRows } from './foldedRows.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { KEPT_UNITS } from './ledgerTables.ts';
import { rowWriter, setLater, type Columns } from './orderedColumns.ts';
import type { RowIds } from './rowIds.ts';

const writeRow = rowWriter({
  table: 'acceptance',
  keys: ['session', 'n'],
  own: ['file', 'h', 't', 'utc_offset', 'language', 'origin', 'confidence', 'signal', 'provider'],
  ordered: {
    places_order: ['line', 'lines', 'characters'],
    state_order: ['state'],
    upgraded_order: ['upgraded_confidence', 'upgraded_signal', 'upgraded_provider'],
    corrected_order: ['corrected'],
  },
  // Recorded once each; should two windows do so, the smaller share counts.
  least: CHECKPOINTS.map((at) => `kept_${at}`),
});

type Upgrade = Extract<AcceptanceFollowUp, { kind: typeof ACCEPTANCE_UPGRADED }>;

/** What events say of each acceptance. */
export class AcceptanceFold {
  readonly #ids: RowIds;
  readonly #rows = new FoldedRows();

  constructor(ids: RowIds) {
    this.#ids = ids;
  }

  takeAcceptance(event: JournalEvent): void {
    // A later version's acceptance may look different. It stays in the journal for the version that knows it.
    const recorded = readAcceptanceRecorded(event.p);
    if (recorded === undefined) return;
    const word = (text: string): number => this.#ids.word(text);
    const row = this.#rows.of(this.#ids.session(event.s).id, event.n);
    Object.assign(row, {
      file: this.#ids.file(recorded.uri, recorded.folder),
      h: event.h,
      t: event.t,
      utc_offset: event.o,
      language: word(recorded.language),
      origin: word(recorded.origin),
      confidence: word(recorded.confidence),
      signal: word(recorded.signal),
      provider: recorded.provider === undefined ? null : word(recorded.provider),
    });
    // Whatever part of it was accepted later has more to say.
    setLater(row, 'places_order', '', sumOf(recorded.places));
  }

  takeFollowUp(event: JournalEvent): void {
    const followUp = readAcceptanceFollowUp(event.k, event.p);
    const of = followUp && readEventId(followUp.of);
    if (followUp === undefined || of === undefined) return;
    const session = this.#ids.session(of.s);
    if (session.forgotten.has(of.n)) return;
    const row = this.#rows.of(session.id, of.n);
    if (followUp.kind === ACCEPTANCE_UPGRADED) this.#upgrade(row, followUp, eventOrder(event));
    else applyFollowUp(row, followUp, eventOrder(event));
  }

  write(database: LedgerDatabase): void {
    for (const row of this.#rows.all) writeRow(database, row);
  }

  #upgrade(row: Columns, { confidence, signal, provider }: Upgrade, order: string): void {
    setLater(row, 'upgraded_order', `${String(strengthOf(confidence))}:${order}`, {
      upgraded_confidence: this.#ids.word(confidence),
      upgraded_signal: this.#ids.word(signal),
      // Not nothing, which would not be told from an upgrade that nobody has read.
      upgraded_provider: this.#ids.word(provider ?? ''),
    });
  }
}

function applyFollowUp(row: Columns, followUp: Exclude<AcceptanceFollowUp, Upgrade>, order: string): void {
  if (followUp.kind === ACCEPTANCE_GROWN) setLater(row, 'places_order', order, sumOf(followUp.places));
  else if (followUp.kind === ACCEPTANCE_STATE) setLater(row, 'state_order', order, { state: followUp.state });
  else if (followUp.kind === ACCEPTANCE_CORRECTED) {
    setLater(row, 'corrected_order', order, { corrected: followUp.origin });
  } else {
    const kept = Math.round(followUp.share * KEPT_UNITS);
    row[`kept_${followUp.at}`] = Math.min(kept, Number(row[`kept_${followUp.at}`] ?? KEPT_UNITS));
  }
}

import { readEventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { readNoteEdited, readNoteWritten } from '../../domain/events/noteWritten.ts';
import { FoldedRows } from './foldedRows.ts';
import type { LotFold } from './foldLots.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { rowWriter, setLater, type Columns } from './orderedColumns.ts';
import { packedOrder } from './packedLines.ts';
import type { RowIds } from './rowIds.ts';

const writeRow = rowWriter({
  table: 'note',
  keys: ['session', 'n'],
  own: [...['h', 't', 'utc_offset', 'rated_before', 'question', 'chose', 'turned_down', 'pasted', 'seconds']],
  ordered: { text_order: ['text', 'edited'], after_order: ['rated_after'], changed_order: ['changed'] },
});

/** Before every edit, whatever the clocks say. */
const FIRST = '';

/** What events say of notes: the latest of each value, and of what it was before no more than where that is. */
export class NoteFold {
  readonly #ids: RowIds;
  readonly #lots: LotFold;
  readonly #rows = new FoldedRows();
  readonly #edits: (readonly number[])[] = [];
  readonly #explained: { readonly note: Columns; readonly lot: Columns }[] = [];

  constructor(ids: RowIds, lots: LotFold) {
    this.#ids = ids;
    this.#lots = lots;
  }

  takeNote(event: JournalEvent): void {
    const recorded = readNoteWritten(event.p);
    if (recorded === undefined) return;
    const { before, question, chose, turnedDown, pasted, seconds } = recorded;
    const word = (text: string | undefined): number | null => (text === undefined ? null : this.#ids.word(text));
    const note = this.#rows.of(this.#ids.session(event.s).id, event.n);
    Object.assign(note, {
      ...{ h: event.h, t: event.t, utc_offset: event.o, rated_before: before ?? null },
      ...{ question: word(question && storable(question)), chose: word(chose), pasted, seconds },
      turned_down: turnedDown === undefined ? null : storable(turnedDown),
    });
    setLater(note, 'text_order', FIRST, { text: storable(recorded.text), edited: null });
    setLater(note, 'after_order', FIRST, { rated_after: recorded.after ?? null });
    setLater(note, 'changed_order', FIRST, { changed: Number(recorded.changed) });
    for (const lot of this.#lots.takeExplained(recorded.lots)) this.#explained.push({ note, lot });
  }

  takeEdit(event: JournalEvent): void {
    const edit = readNoteEdited(event.p);
    const of = edit && readEventId(edit.of);
    const order = packedOrder(event);
    if (edit === undefined || of === undefined || order === undefined) return;
    const session = this.#ids.session(of.s);
    // Of what is forgotten no word stays.
    if (session.forgotten.has(of.n)) return;
    const row = this.#rows.of(session.id, of.n);
    if (edit.text !== undefined || edit.after !== undefined) {
      this.#edits.push([session.id, of.n, this.#ids.session(event.s).id, event.n]);
    }
    if (edit.text !== undefined) setLater(row, 'text_order', order, { text: storable(edit.text), edited: event.t });
    if (edit.after !== undefined) setLater(row, 'after_order', order, { rated_after: edit.after });
    if (edit.changed !== undefined) setLater(row, 'changed_order', order, { changed: Number(edit.changed) });
  }

  write(database: LedgerDatabase): void {
    for (const row of this.#rows.all) writeRow(database, row);
    for (const edit of this.#edits) {
      database.run('INSERT INTO note_edit VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [...edit]);
    }
    for (const { note, lot } of this.#explained) {
      database.run('INSERT INTO note_lot VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
        ...[note['session'] ?? null, note['n'] ?? null],
        ...[lot['session'] ?? null, lot['n'] ?? null],
      ]);
    }
  }
}

/** SQLite ends a text at this character. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\u{FFFD}');
}

import type { SqlValue } from 'sql.js';
import type { Lot, Note } from '../../domain/debt/lot.ts';
import type { Rating } from '../../domain/debt/rating.ts';
import { eventId, readEventId } from '../../domain/events/journalEvent.ts';
import type { Chooser } from '../../domain/events/noteWritten.ts';
import type { NotesQuery } from '../../ports/explanations.ts';
import { LotsNow } from './askLots.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';

/** More notes are in no answer; the weeks of the panel ask for as many. */
const MOST_NOTES = 2_000;

type Row = Record<string, SqlValue>;

const SELECT = `SELECT session.name AS s, n, session, t, utc_offset, rated_before, questions.text AS question,
    choosers.text AS chose, turned_down, pasted, seconds, note.text AS text, edited, rated_after, changed
  FROM note
  JOIN session ON session.id = note.session
  LEFT JOIN word AS questions ON questions.id = question
  LEFT JOIN word AS choosers ON choosers.id = chose
  WHERE h IS NOT NULL AND session.name = ? AND n = ?`;

const NAMES = `SELECT session.name AS s, n FROM note JOIN session ON session.id = note.session WHERE h IS NOT NULL`;

const LOTS = `SELECT content FROM note_lot JOIN lot ON lot.session = lot_session AND lot.n = lot_n
  WHERE note_lot.session = ? AND note_lot.n = ? AND content IS NOT NULL
  ORDER BY (SELECT min(twin.lot_order) FROM lot AS twin WHERE twin.content = lot.content)`;

/** The newest notes that a question is about, newest first. */
export function askNotes(database: LedgerDatabase, query: NotesQuery): readonly Note[] {
  const most = Math.min(Math.floor(query.most), MOST_NOTES);
  const isAsked = test(query);
  const found: Note[] = [];
  const lots = new LotsNow(database);
  // One after the other, since the newest ones are mostly enough.
  for (const row of database.all(`${NAMES} AND t >= ? ORDER BY h DESC, s DESC, n DESC`, [query.since ?? -Infinity])) {
    if (!(found.length < most)) break;
    found.push(...noteCalled(database, idOf(row), lots).filter(isAsked));
  }
  return found;
}

/** Ids of all notes, the oldest first. */
export function allNotes(database: LedgerDatabase): readonly string[] {
  return database.all(`${NAMES} ORDER BY h, s, n`).map(idOf);
}

/** The notes with these ids. */
export function notesCalled(database: LedgerDatabase, ids: readonly string[]): readonly Note[] {
  const lots = new LotsNow(database);
  return ids.flatMap((id) => noteCalled(database, id, lots));
}

/** The note with this id, if there is one. */
function noteCalled(database: LedgerDatabase, id: string, lots: LotsNow): readonly Note[] {
  const event = readEventId(id);
  const rows = database.all(SELECT, [event?.s ?? '', event?.n ?? -1]);
  return rows.map((row) => toNote(row, lotsOf(database, row, lots)));
}

function idOf(row: Row): string {
  return eventId({ s: String(row['s']), n: Number(row['n']) });
}

function test({ uris, words = '' }: NotesQuery): (note: Note) => boolean {
  const wanted = comparable(words)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const files = uris && new Set(uris);
  return ({ text, lots }) => {
    if (files !== undefined && !lots.some(({ uri }) => files.has(uri))) return false;
    if (wanted.length === 0) return true;
    const all = [text, ...lots.flatMap(({ path, area }) => [path, area])].map(comparable);
    return wanted.every((word) => all.some((one) => one.includes(word)));
  };
}

/** As people mean it: paths of some disks have their accents apart. */
function comparable(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function lotsOf(database: LedgerDatabase, { session = null, n = null }: Row, now: LotsNow): readonly Lot[] {
  const contents = database.all(LOTS, [session, n]).map(({ content }) => content as Uint8Array);
  return [...new Set(contents.map((content) => now.ofContent(content)))].filter((lot) => lot !== undefined);
}

function toNote(row: Row, lots: readonly Lot[]): Note {
  const { rated_before: before, rated_after: after, question, chose, turned_down: turnedDown, edited } = row;
  return {
    id: idOf(row),
    lots,
    time: Number(row['t']),
    offset: Number(row['utc_offset']),
    text: String(row['text']),
    ...(typeof before === 'number' && { before: before as Rating }),
    ...(typeof after === 'number' && { after: after as Rating }),
    ...(typeof question === 'string' && { question }),
    ...(typeof chose === 'string' && { chose: chose as Chooser }),
    ...(typeof turnedDown === 'string' && { turnedDown }),
    pasted: Number(row['pasted']),
    seconds: Number(row['seconds']),
    changed: row['changed'] === 1,
    edited: typeof edited === 'number' ? edited : undefined,
  };
}

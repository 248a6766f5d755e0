import { sumOf } from '../../domain/attribution/acceptance.ts';
import {
  ACCEPTANCE,
  ACCEPTANCE_CORRECTED,
  ACCEPTANCE_GROWN,
  ACCEPTANCE_STATE,
  ACCEPTANCE_UPGRADED,
  CHECKPOINTS,
  readAcceptanceFollowUp,
  readAcceptanceRecorded,
  type AcceptanceFollowUp,
} from '../../domain/events/acceptanceRecorded.ts';
import { strengthOf } from '../../domain/attribution/signals.ts';
import { FORGET_BEGUN, FORGOTTEN, isOrder, readForgotten } from '../../domain/events/forgotten.ts';
import { EDITS_COUNTED, readEditsCounted } from '../../domain/events/editsCounted.ts';
import { eventOrder, FORMAT_VERSION, readEventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { PROVENANCE } from '../../domain/events/provenanceRecorded.ts';
import { PAUSE, readPauseFact, RESUME, type PauseFact } from '../../domain/events/pauseSet.ts';
import { SequenceNumbers } from '../../domain/events/sequenceNumbers.ts';
import { localDay } from '../../domain/velocity/localWeek.ts';
import type { JournalPiece } from '../journal/journalFolder.ts';
import { addLines, keepNewestLines, LINE_BOUNDS, linesOf, type LineBounds } from './foldLines.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import type { PackedEvent } from './packedLines.ts';

/** More characters than edits of one file bring in a minute; a count above it is none, and sums stay exact. */
const MOST_CHARACTERS = 2 ** 31;

type Value = string | number | null;
type Columns = Record<string, Value>;

/**
 * Folds a piece of a journal into the tables; `stale` when it forgets what is in them. Every event counts once, wherever it is read from, and the outcome does
 * not depend on the order in which pieces come. Rows and watermark change together: a piece is folded whole or not at
 * all.
 */
export function foldPiece(
  database: LedgerDatabase,
  journal: string,
  piece: JournalPiece,
  bounds: LineBounds = LINE_BOUNDS,
): 'folded' | 'stale' {
  const batch = new Batch(database, bounds);
  database.transaction(() => {
    for (const { event } of piece.lines) batch.take(event);
    batch.write();
    database.run(
      `INSERT INTO journal VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET bytes = excluded.bytes, damaged = damaged + excluded.damaged`,
      [journal, piece.end, piece.damaged.length],
    );
  });
  return batch.isStale ? 'stale' : 'folded';
}

interface Session {
  readonly id: number;
  readonly seen: SequenceNumbers;
  /** those of `seen` that count for nothing any more */
  readonly forgotten: SequenceNumbers;
  added: number;
}

/** What the events of a piece say of each acceptance, put together first: most follow-ups are in the piece of theirs. */
class Batch {
  readonly #database: LedgerDatabase;
  readonly #sessions = new Map<string, Session>();
  readonly #rows = new Map<string, Columns>();
  readonly #ids = new Map<string, number>();
  /** characters by local day, then origin */
  readonly #arrived = new Map<number, Map<string, number>>();
  /** events of provenance by file and key */
  readonly #lines = new Map<string, { file: number; key: number; events: PackedEvent[] }>();
  readonly #bounds: LineBounds;
  #latest = 0;
  #newer = false;
  /** whether it forgets what has been taken in already */
  isStale = false;
  readonly #forgetting = { begun: '', done: '', purge: 0 };
  #pause: PauseFact | undefined;

  constructor(database: LedgerDatabase, bounds: LineBounds) {
    this.#database = database;
    this.#bounds = bounds;
  }

  take(event: JournalEvent): void {
    const session = this.#session(event.s);
    if (session.seen.add(event.n)) session.added += 1;
    // An order holds whoever says that it is forgotten, in whatever order the two are read; taken twice it says the same.
    else if (!isOrder(event)) {
      if (session.forgotten.has(event.n)) this.#forgetting.purge += 1;
      return;
    }
    this.#latest = Math.max(this.#latest, event.h);
    if (event.v > FORMAT_VERSION) this.#newer = true;
    else if (event.k === ACCEPTANCE) this.#takeAcceptance(event, session);
    else if (event.k === EDITS_COUNTED) this.#takeCounts(event);
    else if (event.k === PROVENANCE) this.#takeLines(event);
    else if (event.k === PAUSE || event.k === RESUME) this.#takePause(event);
    else if (event.k === FORGET_BEGUN || event.k === FORGOTTEN) this.#takeForgetting(event);
    else this.#takeFollowUp(event);
  }

  write(): void {
    for (const { id, seen, forgotten, added } of this.#sessions.values()) {
      this.#database.run('UPDATE session SET events = events + ?, seen = ?, forgotten = ? WHERE id = ?', [
        ...[added, seen.toString()],
        ...[forgotten.toString(), id],
      ]);
    }
    for (const columns of this.#rows.values())
      this.#database.run(
        UPSERT,
        UPSERT_COLUMNS.map((name) => columns[name] ?? null),
      );
    for (const [day, origins] of this.#arrived) {
      for (const [origin, characters] of origins) this.#database.run(ADD_ARRIVED, [day, origin, characters]);
    }
    this.#database.run('UPDATE ledger SET latest = max(latest, ?), newer = max(newer, ?)', [
      this.#latest,
      Number(this.#newer),
    ]);
    this.#writeForgetting();
    for (const { events, ...where } of this.#lines.values()) addLines(this.#database, where, events, this.#bounds);
    if (this.#lines.size > 0) keepNewestLines(this.#database, this.#bounds);
    if (this.#pause === undefined) return;
    const { order, paused, begun, until } = this.#pause;
    this.#database.run(
      'UPDATE pause SET pause_order = ?1, paused = ?2, begun = ?3, until = ?4 WHERE pause_order < ?1',
      [...[order, Number(paused), begun], until ?? null],
    );
  }

  #takeAcceptance(event: JournalEvent, session: Session): void {
    // A later version's acceptance may look different. It stays in the journal for the version that knows it.
    const recorded = readAcceptanceRecorded(event.p);
    if (recorded === undefined) return;
    const row = this.#row(session.id, event.n);
    Object.assign(row, {
      file: this.#id('file', ['uri', 'folder'], [recorded.uri, recorded.folder ?? '']),
      h: event.h,
      t: event.t,
      utc_offset: event.o,
      language: this.#word(recorded.language),
      origin: this.#word(recorded.origin),
      confidence: this.#word(recorded.confidence),
      signal: this.#word(recorded.signal),
      provider: recorded.provider === undefined ? null : this.#word(recorded.provider),
    });
    // Whatever part of it was accepted later has more to say.
    setLater(row, 'places_order', '', sumOf(recorded.places));
  }

  #takeCounts(event: JournalEvent): void {
    const counts = Object.entries(readEditsCounted(event)?.counts ?? {});
    const day = localDay(event.t, event.o);
    for (const [origin, { inserted }] of counts) {
      if (inserted === 0 || inserted > MOST_CHARACTERS) continue;
      const origins = this.#arrived.get(day) ?? new Map<string, number>();
      this.#arrived.set(day, origins);
      origins.set(origin, (origins.get(origin) ?? 0) + inserted);
    }
  }

  #takeLines(event: JournalEvent): void {
    const lines = linesOf(event);
    if (lines === undefined) return;
    const { uri, folder, key } = lines;
    const where = { file: this.#id('file', ['uri', 'folder'], [uri, folder]), key: this.#word(key) };
    const name = `${String(where.file)} ${String(where.key)}`;
    const known = this.#lines.get(name);
    if (known === undefined) this.#lines.set(name, { ...where, events: [lines.event] });
    else known.events.push(lines.event);
  }

  #takePause(event: JournalEvent): void {
    const fact = readPauseFact(event);
    if (fact !== undefined && fact.order > (this.#pause?.order ?? '')) this.#pause = fact;
  }

  #takeForgetting(event: JournalEvent): void {
    const order = eventOrder(event);
    if (event.k === FORGET_BEGUN) this.#forgetting.begun = laterOf(this.#forgetting.begun, order);
    const ids = readForgotten(event);
    if (ids === undefined) return;
    this.#forgetting.done = laterOf(this.#forgetting.done, order);
    this.#forgetting.purge += 1;
    for (const [name, numbers] of ids) {
      const session = this.#session(name);
      numbers.forEach((number) => {
        if (session.forgotten.add(number) && !session.seen.add(number)) this.isStale = true;
      });
    }
  }

  #writeForgetting(): void {
    const { begun, done, purge } = this.#forgetting;
    this.#database.run('UPDATE forgetting SET begun = max(begun, ?), done = max(done, ?), purge = purge + ?', [
      ...[begun, done],
      purge,
    ]);
  }

  #takeFollowUp(event: JournalEvent): void {
    const followUp = readAcceptanceFollowUp(event.k, event.p);
    const of = followUp && readEventId(followUp.of);
    if (followUp === undefined || of === undefined) return;
    const session = this.#session(of.s);
    if (session.forgotten.has(of.n)) return;
    const row = this.#row(session.id, of.n);
    if (followUp.kind === ACCEPTANCE_UPGRADED) this.#upgrade(row, followUp, eventOrder(event));
    else applyFollowUp(row, followUp, eventOrder(event));
  }

  #upgrade(row: Columns, { confidence, signal, provider }: Upgrade, order: string): void {
    setLater(row, 'upgraded_order', `${String(strengthOf(confidence))}:${order}`, {
      upgraded_confidence: this.#word(confidence),
      upgraded_signal: this.#word(signal),
      // Not nothing, which would not be told from an upgrade that nobody has read.
      upgraded_provider: this.#word(provider ?? ''),
    });
  }

  #row(session: number, n: number): Columns {
    const key = `${String(session)}:${String(n)}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = { session, n };
      this.#rows.set(key, row);
    }
    return row;
  }

  #session(name: string): Session {
    let session = this.#sessions.get(name);
    if (session === undefined) {
      this.#database.run(
        `INSERT INTO session (name, events, seen, forgotten) VALUES (?, 0, '', '') ON CONFLICT DO NOTHING`,
        [name],
      );
      const row = this.#database.all('SELECT id, seen, forgotten FROM session WHERE name = ?', [name])[0];
      const numbers = (column: 'seen' | 'forgotten') => new SequenceNumbers(String(row?.[column] ?? ''));
      session = { id: Number(row?.['id']), seen: numbers('seen'), forgotten: numbers('forgotten'), added: 0 };
      this.#sessions.set(name, session);
    }
    return session;
  }

  #word(text: string): number {
    return this.#id('word', ['text'], [text]);
  }

  /** The number that stands for a text, or for a pair of texts, in the rows. */
  #id(table: 'word' | 'file', columns: readonly string[], values: readonly string[]): number {
    const key = JSON.stringify([table, values]);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const insert = `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`;
    this.#database.run(`${insert} ON CONFLICT DO NOTHING`, values);
    const where = columns.map((column) => `${column} = ?`).join(' AND ');
    const id = Number(this.#database.value(`SELECT id FROM ${table} WHERE ${where}`, values));
    this.#ids.set(key, id);
    return id;
  }
}

type Upgrade = Extract<AcceptanceFollowUp, { kind: typeof ACCEPTANCE_UPGRADED }>;

function applyFollowUp(row: Columns, followUp: Exclude<AcceptanceFollowUp, Upgrade>, order: string): void {
  if (followUp.kind === ACCEPTANCE_GROWN) setLater(row, 'places_order', order, sumOf(followUp.places));
  else if (followUp.kind === ACCEPTANCE_STATE) setLater(row, 'state_order', order, { state: followUp.state });
  else if (followUp.kind === ACCEPTANCE_CORRECTED) {
    setLater(row, 'corrected_order', order, { corrected: followUp.origin });
  } else row[`kept_${followUp.at}`] = Math.min(followUp.share, Number(row[`kept_${followUp.at}`] ?? 1));
}

/** Sets columns unless a later event has set them. */
function setLater(row: Columns, orderColumn: string, order: string, columns: Columns): void {
  const before = row[orderColumn];
  if (typeof before === 'string' && before >= order) return;
  Object.assign(row, columns, { [orderColumn]: order });
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

/** Columns that come with the acceptance itself, and only with it. */
const OWN = ['file', 'h', 't', 'utc_offset', 'language', 'origin', 'confidence', 'signal', 'provider'];
/** Columns that later events set again, after the column that says which event that was. */
const ORDERED = {
  places_order: ['line', 'lines', 'characters'],
  state_order: ['state'],
  upgraded_order: ['upgraded_confidence', 'upgraded_signal', 'upgraded_provider'],
  corrected_order: ['corrected'],
};
/** Recorded once each; should two windows do so, the smaller share counts. */
const KEPT = CHECKPOINTS.map((at) => `kept_${at}`);

const UPSERT_COLUMNS = ['session', 'n', ...OWN, ...Object.entries(ORDERED).flat(2), ...KEPT];

const ADD_ARRIVED = `INSERT INTO arrived VALUES (?, ?, ?)
  ON CONFLICT DO UPDATE SET characters = characters + excluded.characters`;

const UPSERT = `INSERT INTO acceptance (${UPSERT_COLUMNS.join(', ')})
  VALUES (${UPSERT_COLUMNS.map(() => '?').join(', ')})
  ON CONFLICT DO UPDATE SET ${[
    ...OWN.map((name) => `${name} = coalesce(excluded.${name}, ${name})`),
    ...Object.entries(ORDERED).flatMap(([order, names]) =>
      [...names, order].map(
        (name) =>
          `${name} = iif(excluded.${order} > coalesce(${order}, ''), excluded.${name}, coalesce(${name}, excluded.${name}))`,
      ),
    ),
    ...KEPT.map((name) => `${name} = coalesce(min(excluded.${name}, ${name}), excluded.${name}, ${name})`),
  ].join(', ')}`;

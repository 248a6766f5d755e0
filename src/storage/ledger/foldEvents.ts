import { ACCEPTANCE } from '../../domain/events/acceptanceRecorded.ts';
import { BLOCK_PLANNED } from '../../domain/events/blockPlanned.ts';
import { BLOCK_RUN } from '../../domain/events/blockRun.ts';
import { COMMIT } from '../../domain/events/commitLanded.ts';
import { EDITS_COUNTED, readEditsCounted } from '../../domain/events/editsCounted.ts';
import { FORGET_BEGUN, FORGOTTEN, isOrder, readForgotten } from '../../domain/events/forgotten.ts';
import { eventOrder, FORMAT_VERSION, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { LOT, LOTS_COMMITTED, LOTS_SKIPPED } from '../../domain/events/lotRecorded.ts';
import { NOTE, NOTE_EDITED } from '../../domain/events/noteWritten.ts';
import { PAUSE, readPauseFact, RESUME, type PauseFact } from '../../domain/events/pauseSet.ts';
import { PLAN } from '../../domain/events/planWritten.ts';
import { PROMPTED } from '../../domain/events/prompted.ts';
import { PROVENANCE } from '../../domain/events/provenanceRecorded.ts';
import { TASK_ENDED, TASK_STARTED } from '../../domain/events/taskTold.ts';
import { localDay } from '../../domain/velocity/localWeek.ts';
import type { JournalPiece } from '../journal/journalFolder.ts';
import { AcceptanceFold } from './foldAcceptances.ts';
import { foldBlockPlan } from './foldBlockPlans.ts';
import { foldBlockRun } from './foldBlockRuns.ts';
import { CommitFold } from './foldCommits.ts';
import { addLines, keepNewestLines, LINE_BOUNDS, linesOf, type LineBounds } from './foldLines.ts';
import { LotFold } from './foldLots.ts';
import { NoteFold } from './foldNotes.ts';
import { foldPlan } from './foldPlans.ts';
import { foldPrompt } from './foldPrompts.ts';
import { foldTaskEnded, foldTaskStarted } from './foldTasks.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import type { PackedEvent } from './packedLines.ts';
import { RowIds } from './rowIds.ts';

/** More characters than edits of one file bring in a minute; a count above it is none, and sums stay exact. */
const MOST_CHARACTERS = 2 ** 31;

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

/** What the events of a piece say, put together first. */
class Batch {
  readonly #database: LedgerDatabase;
  readonly #ids: RowIds;
  readonly #acceptances: AcceptanceFold;
  readonly #lots: LotFold;
  readonly #notes: NoteFold;
  readonly #commits: CommitFold;
  /** what takes in the events of a kind; those of all other kinds are, or are not, of an acceptance */
  readonly #takes: ReadonlyMap<string, (event: JournalEvent) => void>;
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
    this.#ids = new RowIds(database);
    this.#acceptances = new AcceptanceFold(this.#ids);
    this.#lots = new LotFold(this.#ids, bounds);
    this.#notes = new NoteFold(this.#ids, this.#lots);
    this.#commits = new CommitFold(this.#ids);
    this.#takes = this.#takers();
  }

  take(event: JournalEvent): void {
    const session = this.#ids.session(event.s);
    if (session.seen.add(event.n)) session.added += 1;
    // An order holds whoever says that it is forgotten, in whatever order the two are read; taken twice it says the same.
    else if (!isOrder(event)) {
      if (session.forgotten.has(event.n)) this.#forgetting.purge += 1;
      return;
    }
    this.#latest = Math.max(this.#latest, event.h);
    const take = this.#takes.get(event.k);
    if (event.v > FORMAT_VERSION) this.#newer = true;
    else if (take !== undefined) take(event);
    else this.#acceptances.takeFollowUp(event);
  }

  write(): void {
    this.#ids.write();
    this.#acceptances.write(this.#database);
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
    for (const fold of [this.#lots, this.#notes, this.#commits]) fold.write(this.#database);
    this.#writePause();
  }

  #takers(): ReadonlyMap<string, (event: JournalEvent) => void> {
    const [lots, notes] = [this.#lots, this.#notes];
    return new Map<string, (event: JournalEvent) => void>([
      [ACCEPTANCE, (event) => this.#acceptances.takeAcceptance(event)],
      [EDITS_COUNTED, (event) => this.#takeCounts(event)],
      [PROVENANCE, (event) => this.#takeLines(event)],
      [LOT, (event) => lots.takeLot(event)],
      [LOTS_COMMITTED, (event) => lots.takeCommitted(event)],
      [LOTS_SKIPPED, (event) => lots.takeSkipped(event)],
      [NOTE, (event) => notes.takeNote(event)],
      [NOTE_EDITED, (event) => notes.takeEdit(event)],
      [COMMIT, (event) => this.#commits.take(event)],
      [PROMPTED, (event) => foldPrompt(this.#database, this.#ids, event)],
      [PLAN, (event) => foldPlan(this.#database, this.#ids, event)],
      [BLOCK_PLANNED, (event) => foldBlockPlan(this.#database, event)],
      [TASK_STARTED, (event) => foldTaskStarted(this.#database, event)],
      [TASK_ENDED, (event) => foldTaskEnded(this.#database, event)],
      [BLOCK_RUN, (event) => foldBlockRun(this.#database, this.#ids, event)],
      ...[PAUSE, RESUME].map((kind) => [kind, (event: JournalEvent) => this.#takePause(event)] as const),
      ...[FORGET_BEGUN, FORGOTTEN].map((kind) => [kind, (event: JournalEvent) => this.#takeForgetting(event)] as const),
    ]);
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
    const where = { file: this.#ids.file(uri, folder), key: this.#ids.word(key) };
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
      const session = this.#ids.session(name);
      numbers.forEach((number) => {
        if (session.forgotten.add(number) && !session.seen.add(number)) this.isStale = true;
      });
    }
  }

  #writePause(): void {
    if (this.#pause === undefined) return;
    const { order, paused, begun, until } = this.#pause;
    this.#database.run(
      'UPDATE pause SET pause_order = ?1, paused = ?2, begun = ?3, until = ?4 WHERE pause_order < ?1',
      [...[order, Number(paused), begun], until ?? null],
    );
  }

  #writeForgetting(): void {
    const { begun, done, purge } = this.#forgetting;
    this.#database.run('UPDATE forgetting SET begun = max(begun, ?), done = max(done, ?), purge = purge + ?', [
      ...[begun, done],
      purge,
    ]);
  }
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

const ADD_ARRIVED = `INSERT INTO arrived VALUES (?, ?, ?)
  ON CONFLICT DO UPDATE SET characters = characters + excluded.characters`;

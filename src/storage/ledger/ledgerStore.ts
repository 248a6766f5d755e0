import { join } from 'node:path';
import type { SqlJsStatic } from 'sql.js';
import type { AcceptanceQuery } from '../../domain/attribution/acceptance.ts';
import { isOrder } from '../../domain/events/forgotten.ts';
import type { JournalEvent } from '../../domain/events/journalEvent.ts';
import { SequenceNumbers } from '../../domain/events/sequenceNumbers.ts';
import type { ProvenanceRecorded } from '../../domain/events/provenanceRecorded.ts';
import type { LineOrigin } from '../../domain/provenance/lineOrigin.ts';
import type { LedgerProgress, LinesQuery, WrittenFile } from '../../ports/ledger.ts';
import { statOf } from '../files.ts';
import { listJournals, readJournal, type JournalName, type JournalPiece } from '../journal/journalFolder.ts';
import { readEvents } from '../journal/readEvents.ts';
import { ensureLineKeys, readLineKeys } from '../keys/lineKeys.ts';
import type { Reached } from '../steps.ts';
import { EXPLANATIONS, type ExplanationCall, type ExplanationCalls } from './askExplanations.ts';
import { askLineOrigins, askUnrecordedLines } from './askLines.ts';
import { askRecorded, type StoreAnswer } from './askRecorded.ts';
import { dumpLedger } from './dumpLedger.ts';
import { foldPiece } from './foldEvents.ts';
import { LedgerDatabase } from './ledgerDatabase.ts';
import { LedgerFiles } from './ledgerFiles.ts';
import { LEDGER_TABLES } from './ledgerTables.ts';

export interface LedgerStoreOptions {
  /** the folder that holds the journals, and the ledgers beside them */
  readonly folder: string;
  readonly sql: SqlJsStatic;
  readonly reached: Reached;
  /** told while much is folded, and `undefined` when that is over */
  readonly progress: (progress: LedgerProgress | undefined) => void;
  /** wall clock in milliseconds */
  readonly now: () => number;
  /** whether to begin with the newest published ledger, or with the journals alone */
  readonly from: 'published' | 'journals';
}

/** The names of journals begin with that of their session. */
const SESSION_DIGITS = 16;
/** Reading fewer bytes than this takes no time that anybody would notice. */
const WORTH_TELLING = 2_000_000;
/** Within this time after a change another one may leave a folder's time as it is, in milliseconds. */
const COARSE_TIME = 3_000;

/** A journal file that has more in it than was folded. */
interface Unread {
  readonly journal: JournalName;
  readonly from: number;
  readonly size: number;
}

/**
 * The ledger in memory: the newest published one, and what the journals have beyond it. Its methods must not run at the
 * same time; whoever owns it puts them in a row.
 */
export class LedgerStore {
  readonly #options: LedgerStoreOptions;
  readonly #journals: string;
  readonly #keys: string;
  readonly #files: LedgerFiles;
  #database: LedgerDatabase | undefined;
  /** bytes folded of each journal, as the database has it */
  #folded = new Map<string, number>();
  /** journals in which something could not be read */
  #damaged = new Set<string>();
  /** the journals that may still grow, of a listing; in years most of the others have been packed */
  #looked: { readonly names: readonly JournalName[]; readonly open: readonly JournalName[] } | undefined;
  #listed: { readonly changed: number; readonly names: readonly JournalName[] } | undefined;
  #unpublished = 0;
  /** something is forgotten that is in the tables */
  #isStale = false;
  #newerPublished = false;
  #isCompact = false;

  constructor(options: LedgerStoreOptions) {
    this.#options = options;
    this.#journals = join(options.folder, 'journal');
    this.#keys = join(options.folder, 'keys');
    this.#files = new LedgerFiles(join(options.folder, 'ledger'), options.reached);
  }

  /** Bytes of journals that were folded since the ledger was last published. */
  get unpublished(): number {
    return this.#unpublished;
  }

  /**
   * Takes in what is new in the journals; `true` when answers are others than before. Rejects with the error of the disk,
   * or as the signal says; what was folded until then stays.
   */
  async catchUp(signal?: AbortSignal): Promise<boolean> {
    const before = this.#newerPublished;
    this.#newerPublished = await this.#files.isNewer();
    if (this.#newerPublished) return !before;
    try {
      await this.#open();
      return (await this.#foldWithoutForgotten(signal)) || before;
    } catch (error) {
      if (!isFaultOfDatabase(error)) throw error;
      // A ledger that can not be used is worth nothing: the journals have everything that was in it.
      this.#startEmpty();
      return this.#foldWithoutForgotten(signal);
    }
  }

  answer(query: AcceptanceQuery): StoreAnswer {
    return askRecorded(this.#understood, query);
  }

  /** Asks something of the tables; `undefined` where a later version has published. */
  ask<T>(question: (database: LedgerDatabase) => T): T | undefined {
    return this.#understood && question(this.#understood);
  }

  /**
   * Answers what is asked of lots, notes, commits and prompts. Makes a line key where one is needed and there is none, if it may
   * write. Rejects with the error of the disk.
   */
  async explanation<Call extends ExplanationCall>(
    call: Call,
    asked: ExplanationCalls[Call]['asked'],
    mayWrite: boolean,
  ): Promise<ExplanationCalls[Call]['answer']> {
    const keys = { readKeys: () => readLineKeys(this.#keys), ensureKeys: () => ensureLineKeys(this.#keys) };
    const events = (ids: readonly string[]) => readEvents(this.#journals, ids);
    return EXPLANATIONS[call]({ database: this.#understood, ...keys, mayWrite, readEvents: events }, asked);
  }

  /** Who wrote the lines of a file, as far as is known. Rejects with the error of the disk. */
  async lineOrigins(query: LinesQuery): Promise<readonly (LineOrigin | undefined)[]> {
    const keys = await readLineKeys(this.#keys);
    const database = this.#understood;
    return database === undefined ? query.lines.map(() => undefined) : askLineOrigins(database, keys, query);
  }

  /**
   * What of a file is not recorded yet. Makes a key where there is none, if it may write. Rejects with the error of the disk.
   */
  async unrecordedLines(asked: WrittenFile, mayWrite: boolean): Promise<readonly ProvenanceRecorded[]> {
    const database = this.#understood;
    if (database === undefined || !mayWrite) return [];
    return askUnrecordedLines(database, await ensureLineKeys(this.#keys), asked);
  }

  /** Whether a later version has published here; its ledgers are not ours to judge. */
  get isNewer(): boolean {
    return this.#newerPublished;
  }

  /** Reasons to look for forgotten events in the journals. */
  get purgesDue(): number {
    return Number(this.#newerPublished ? 0 : (this.#database?.value('SELECT purge FROM forgetting') ?? 0));
  }

  /** So many reasons to look have been looked after. */
  purged(due: number): void {
    this.#database?.run('UPDATE forgetting SET purge = max(0, purge - ?)', [due]);
  }

  /** Gives a test for what is forgotten now; an order never is. */
  forgotten(): (event: JournalEvent) => boolean {
    const rows = this.#database?.all(`SELECT name, forgotten FROM session WHERE forgotten != ''`) ?? [];
    const sessions = new Map(rows.map((row) => [String(row['name']), new SequenceNumbers(String(row['forgotten']))]));
    return (event) => sessions.get(event.s)?.has(event.n) === true && !isOrder(event);
  }

  /** Takes all published ledgers away: they may have in them what was forgotten. Rejects with the error of the disk. */
  async withdraw(): Promise<void> {
    if (!this.#newerPublished) await this.#files.removeAll();
  }

  /** Publishes what is in memory for later starts. Nothing depends on it. Rejects with the error of the disk. */
  async publish(): Promise<void> {
    const database = this.#database;
    if (
      database === undefined ||
      this.#isStale ||
      this.#newerPublished ||
      database.value('SELECT newer FROM ledger') !== 0
    )
      return;
    const folded = this.#unpublished;
    // Once is enough: what grows until the window is closed leaves few gaps.
    if (!this.#isCompact) database.compact();
    this.#isCompact = true;
    await this.#files.publish(database.export());
    this.#unpublished -= folded;
  }

  /** All that is in it as one text: two ledgers of the same events have the same. */
  dump(): string {
    return this.#database === undefined ? '' : dumpLedger(this.#database);
  }

  close(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  get #understood(): LedgerDatabase | undefined {
    return this.#newerPublished ? undefined : this.#database;
  }

  async #open(): Promise<void> {
    if (this.#database !== undefined) return;
    const { sql, from } = this.#options;
    const published = from === 'published' ? await this.#files.newest() : undefined;
    if (published === undefined) {
      this.#startEmpty();
      return;
    }
    const database = new LedgerDatabase(sql, published);
    // As one text: years have thousands of journals, and a row each takes twice as long.
    const text = database.value(`SELECT group_concat(name || ' ' || bytes || ' ' || damaged, char(10)) FROM journal`);
    const rows = typeof text === 'string' ? text.split('\n').map((line) => line.split(' ')) : [];
    this.#folded = new Map(rows.map(([name = '', bytes]) => [name, Number(bytes)]));
    this.#damaged = new Set(rows.flatMap(([name = '', , damaged]) => (Number(damaged) > 0 ? [name] : [])));
    this.#database = database;
  }

  #startEmpty(): void {
    this.close();
    this.#database = new LedgerDatabase(this.#options.sql);
    for (const table of LEDGER_TABLES) this.#database.run(table);
    this.#folded = new Map();
    this.#damaged = new Set();
    this.#listed = undefined;
    this.#looked = undefined;
    this.#unpublished = 0;
    this.#isStale = false;
    this.#isCompact = false;
  }

  /**
   * What was forgotten can not be taken out of what it has become a part of: the ledger is made again without it. What the
   * journals have in the way of forgetting is known by then, so that this happens once.
   */
  async #foldWithoutForgotten(signal: AbortSignal | undefined): Promise<boolean> {
    const changed = this.#isStale || (await this.#foldNew(signal));
    while (this.#isStale) {
      const rows = this.#database?.all(`SELECT name, forgotten FROM session WHERE forgotten != ''`) ?? [];
      this.#startEmpty();
      for (const { name = null, forgotten = null } of rows) {
        this.#database?.run('INSERT INTO session (name, events, seen, forgotten) VALUES (?, 0, ?, ?)', [
          ...[name, forgotten],
          forgotten,
        ]);
      }
      await this.#foldNew(signal);
    }
    return changed;
  }

  async #foldNew(signal: AbortSignal | undefined): Promise<boolean> {
    const read = new Set<string>();
    let changed = false;
    let names = await this.#list();
    const sessions = new Set(names.map(({ session }) => session));
    // A journal that is packed while this goes on has vanished when its turn comes, and shows up in the next listing.
    // Sessions that begin meanwhile wait for the next time: there may be no end of them.
    do {
      for (const { name } of names) read.add(name);
      if (await this.#foldListed(names, signal)) changed = true;
      names = await this.#list();
    } while (!this.#isStale && names.some(({ name, session }) => !read.has(name) && sessions.has(session)));
    return changed;
  }

  async #foldListed(names: readonly JournalName[], signal: AbortSignal | undefined): Promise<boolean> {
    const found = await this.#findUnread(names);
    // What a journal said must not outlive it.
    if (found === undefined) this.#startEmpty();
    const unread = found ?? (await this.#findUnread(names)) ?? [];
    const total = unread.reduce((sum, { from, size }) => sum + size - from, 0);
    const progress = total > WORTH_TELLING ? this.#options.progress : ignore;
    let done = 0;
    try {
      for await (const { journal, piece } of this.#pieces(unread)) {
        signal?.throwIfAborted();
        this.#options.reached('journal-read');
        done += this.#fold(journal, piece);
        if (this.#isStale) return true;
        this.#options.reached('ledger-folded');
        progress({ done: Math.min(done, total), total });
      }
    } finally {
      progress(undefined);
    }
    return done > 0 || found === undefined;
  }

  async *#pieces(unread: readonly Unread[]): AsyncGenerator<{ journal: JournalName; piece: JournalPiece }> {
    for (const { journal, from } of unread) {
      for await (const piece of readJournal(this.#journals, journal, from)) yield { journal, piece };
    }
  }

  #fold({ name, packed }: JournalName, piece: JournalPiece): number {
    if (this.#database === undefined) throw new Error('The ledger was closed.');
    // It is read from its beginning each time, so what was damaged in it is counted anew.
    if (packed) this.#forget(name);
    if (foldPiece(this.#database, name, piece) === 'stale') this.#isStale = true;
    const bytes = piece.end - (this.#folded.get(name) ?? 0);
    this.#folded.set(name, piece.end);
    if (piece.damaged.length > 0) this.#damaged.add(name);
    this.#unpublished += bytes;
    return bytes;
  }

  /** `undefined` when a journal that was folded is not there any more as it was. */
  async #findUnread(names: readonly JournalName[]): Promise<Unread[] | undefined> {
    const open = this.#openOnes(names);
    if (open === undefined) return undefined;
    const stats = await Promise.all(open.map(({ name }) => statOf(join(this.#journals, name))));
    const unread: Unread[] = [];
    for (const [at, journal] of open.entries()) {
      const size = stats[at]?.size;
      // Gone since it was listed: the next listing tells whether it was packed.
      if (size === undefined) continue;
      const from = this.#folded.get(journal.name) ?? 0;
      if (size < from) return undefined;
      if (size > from || !this.#folded.has(journal.name)) unread.push({ journal, from, size });
    }
    return unread;
  }

  /** The journals that may have more in them; `undefined` when one that was folded is gone. */
  #openOnes(names: readonly JournalName[]): readonly JournalName[] | undefined {
    const before = this.#looked?.names === names ? this.#looked.open : undefined;
    if (before === undefined && !this.#dropPacked(names)) return undefined;
    const open = (before ?? names).filter((journal) => !this.#isDone(journal));
    this.#looked = { names, open };
    return open;
  }

  /** A packed journal never changes, unless it was read while somebody copied it here. */
  #isDone({ name, packed }: JournalName): boolean {
    return packed && this.#folded.has(name) && !this.#damaged.has(name);
  }

  /** Forgets the watermarks of journals that were packed; `false` when one is gone for good. */
  #dropPacked(names: readonly JournalName[]): boolean {
    const present = new Set(names.map(({ name }) => name));
    const sessions = new Set(names.map(({ session }) => session));
    for (const name of this.#folded.keys()) {
      if (present.has(name)) continue;
      const session = name.slice(0, SESSION_DIGITS);
      if (!sessions.has(session) && !this.#isWhollyForgotten(session)) return false;
      this.#forget(name);
    }
    return true;
  }

  /** Then its journal is gone because it was to be. */
  #isWhollyForgotten(session: string): boolean {
    return this.#database?.value('SELECT seen = forgotten FROM session WHERE name = ?', [session]) === 1;
  }

  /** Forgets how far a journal was folded; its events stay. */
  #forget(name: string): void {
    this.#database?.run('DELETE FROM journal WHERE name = ?', [name]);
    this.#folded.delete(name);
    this.#damaged.delete(name);
  }

  /** The journals; the folder is read again only when it has changed, or may have since its time is a coarse one. */
  async #list(): Promise<readonly JournalName[]> {
    const changed = (await statOf(this.#journals))?.mtimeMs;
    if (this.#listed !== undefined && changed === this.#listed.changed) return this.#listed.names;
    const names = await listJournals(this.#journals);
    const settled = changed !== undefined && changed < this.#options.now() - COARSE_TIME;
    this.#listed = settled ? { changed, names } : undefined;
    return names;
  }
}

/** SQLite's faults have no code, those of the disk have; a call that was called off is no fault. */
function isFaultOfDatabase(error: unknown): boolean {
  return error instanceof Error && !('code' in error) && error.name !== 'AbortError';
}

function ignore(): void {
  // Nobody waits for it.
}

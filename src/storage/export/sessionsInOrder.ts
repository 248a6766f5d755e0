import { compareEvents, type EventOrder, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { bytesOfJournal, everyJournal, readJournal, type JournalName } from '../journal/journalFolder.ts';
import type { JournalLine } from '../journal/journalLine.ts';

/** Journals that were read last and are kept decoded, since one may hold parts of several sessions. */
const KEPT_JOURNALS = 4;

/** Told whenever a piece of a journal was read; with the length of the journal, in bytes, at its end. It may throw. */
export type Read = (bytes: number) => void;

/** What of a session is in one journal. */
interface SessionPart {
  readonly journal: JournalName;
  /** the lowest number of the session's events in it */
  first: number;
}

interface IndexedSession {
  first: EventOrder;
  readonly parts: Map<string, SessionPart>;
}

/** Where the events of all sessions are, and how many lines could not be read. */
export interface SessionIndex {
  readonly sessions: ReadonlyMap<string, IndexedSession>;
  readonly damagedLines: number;
}

/** Looks through all journals, which gives the order of their sessions. Rejects with the error of the disk. */
export async function indexSessions(folder: string, read: Read): Promise<SessionIndex> {
  const sessions = new Map<string, IndexedSession>();
  const damaged = new Map<string, number>();
  for await (const journal of everyJournal(folder)) {
    const lines = await indexJournal(folder, journal, sessions, read);
    // What was packed meanwhile is counted once.
    damaged.set(journal.session, Math.max(lines, damaged.get(journal.session) ?? 0));
  }
  return { sessions, damagedLines: [...damaged.values()].reduce((sum, lines) => sum + lines, 0) };
}

/** Gives the number of damaged lines. */
async function indexJournal(
  folder: string,
  journal: JournalName,
  sessions: Map<string, IndexedSession>,
  read: Read,
): Promise<number> {
  let damagedLines = 0;
  for await (const { lines, damaged } of readJournal(folder, journal)) {
    for (const { event } of lines) indexEvent(sessions, event, journal);
    damagedLines += damaged.length;
    read(0);
  }
  read(await bytesOfJournal(folder, journal));
  return damagedLines;
}

function indexEvent(sessions: Map<string, IndexedSession>, event: JournalEvent, journal: JournalName): void {
  let session = sessions.get(event.s);
  if (session === undefined) {
    session = { first: { h: event.h, s: event.s, n: event.n }, parts: new Map() };
    sessions.set(event.s, session);
  }
  if (event.h < session.first.h) session.first = { h: event.h, s: event.s, n: event.n };
  const part = session.parts.get(journal.name);
  if (part === undefined) session.parts.set(journal.name, { journal, first: event.n });
  else part.first = Math.min(part.first, event.n);
}

/**
 * Every event once: the sessions in the order of their first events, the events of each by number. In memory is never
 * more than a few journals. Rejects with the error of the disk.
 */
export async function* sessionsInOrder(
  folder: string,
  { sessions }: SessionIndex,
  read: Read,
): AsyncGenerator<readonly JournalLine[]> {
  const journals = new RecentJournals(folder, read);
  const names = [...sessions].sort(([, a], [, b]) => compareSessions(a, b)).map(([name]) => name);
  for (const name of names) {
    const parts = [...(sessions.get(name)?.parts.values() ?? [])];
    yield* eventsOf(name, parts.sort(compareParts), journals);
  }
}

/** The events of one session by number, as far as each journal is known to begin with a higher one. */
async function* eventsOf(
  session: string,
  parts: readonly SessionPart[],
  journals: RecentJournals,
): AsyncGenerator<readonly JournalLine[]> {
  let waiting = new Map<number, JournalLine>();
  for (const [at, { journal }] of parts.entries()) {
    for (const line of await journals.read(journal)) {
      const { s, n } = line.event;
      if (s === session && !waiting.has(n)) waiting.set(n, line);
    }
    const end = parts[at + 1]?.first ?? Infinity;
    const sorted = [...waiting.values()].sort((a, b) => a.event.n - b.event.n);
    const whole = sorted.findIndex(({ event }) => event.n >= end);
    const rest = whole === -1 ? [] : sorted.slice(whole);
    waiting = new Map(rest.map((line) => [line.event.n, line]));
    if (rest.length < sorted.length) yield sorted.slice(0, sorted.length - rest.length);
  }
}

/** Reads journals, and keeps a few of them. */
class RecentJournals {
  readonly #folder: string;
  readonly #read: Read;
  readonly #kept = new Map<string, readonly JournalLine[]>();

  constructor(folder: string, read: Read) {
    this.#folder = folder;
    this.#read = read;
  }

  async read(journal: JournalName): Promise<readonly JournalLine[]> {
    const lines = this.#kept.get(journal.name) ?? (await this.#fromDisk(journal));
    this.#kept.delete(journal.name);
    this.#kept.set(journal.name, lines);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_JOURNALS && oldest !== undefined) this.#kept.delete(oldest);
    return lines;
  }

  async #fromDisk(journal: JournalName): Promise<readonly JournalLine[]> {
    const lines: JournalLine[] = [];
    for await (const piece of readJournal(this.#folder, journal)) {
      for (const line of piece.lines) lines.push(line);
      this.#read(0);
    }
    this.#read(await bytesOfJournal(this.#folder, journal));
    if (lines.length > 0 || journal.packed) return lines;
    // It was packed since it was listed.
    return this.#fromDisk({ ...journal, name: `${journal.name}.gz`, packed: true });
  }
}

function compareSessions(a: IndexedSession, b: IndexedSession): number {
  return compareEvents(a.first, b.first);
}

/** What two journals both have is taken from the first by name, as it would be read otherwise. */
function compareParts(a: SessionPart, b: SessionPart): number {
  if (a.first !== b.first) return a.first - b.first;
  return a.journal.name < b.journal.name ? -1 : 1;
}

import { ACCEPTANCE } from '../../domain/events/acceptanceRecorded.ts';
import { fileOfEvent } from '../../domain/events/fileOfEvent.ts';
import { isOrder } from '../../domain/events/forgotten.ts';
import { readEventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { SequenceNumbers } from '../../domain/events/sequenceNumbers.ts';
import { SESSION_SEALED } from '../../domain/events/sessionSealed.ts';
import { SESSION_STARTED } from '../../domain/events/sessionStarted.ts';
import { concernedBy, type ForgetScope } from '../../domain/privacy/forgetScope.ts';
import type { FoundRecords, JobProgress } from '../../ports/dataJob.ts';
import { bytesOfJournals, everyJournal, readJournal } from '../journal/journalFolder.ts';

export interface FindOptions {
  /** the folder of the journals */
  readonly journals: string;
  readonly scope: ForgetScope;
  /** what is forgotten already, though a journal may still have it */
  readonly isForgotten: (event: JournalEvent) => boolean;
  readonly signal: AbortSignal;
  readonly progress: (progress: JobProgress) => void;
}

/** Looks through all journals for what a scope is about. Rejects with the error of the disk, or as the signal says. */
export async function findRecords({
  journals,
  scope,
  isForgotten,
  signal,
  progress,
}: FindOptions): Promise<FoundRecords> {
  const finder = new Finder(scope, isForgotten);
  const total = await bytesOfJournals(journals);
  let done = 0;
  for await (const journal of everyJournal(journals)) {
    let read = 0;
    for await (const { lines, end } of readJournal(journals, journal)) {
      signal.throwIfAborted();
      for (const { event } of lines) finder.take(event);
      done = Math.min(total, done + end - read);
      read = end;
      progress({ done, total, records: finder.records });
    }
  }
  return finder.finish();
}

type Id = Pick<JournalEvent, 's' | 'n'>;

/** What of one session goes, and whether anything stays. */
interface Session {
  readonly seen: SequenceNumbers;
  readonly gone: SequenceNumbers;
  /** its beginning and its end, which go with the last of what is between them */
  readonly frame: JournalEvent[];
  readonly stays: SequenceNumbers;
}

/** Sorts all events into those that go and those that stay. A follow-up goes with what it follows, and of several things with the first that goes. */
class Finder {
  readonly #scope: ForgetScope;
  readonly #isConcerned: (event: JournalEvent) => boolean;
  readonly #isForgotten: (event: JournalEvent) => boolean;
  readonly #sessions = new Map<string, Session>();
  readonly #files = new Set<string>();
  /** follow-ups of what has not been read yet */
  #waiting: { readonly of: readonly Id[]; readonly event: JournalEvent }[] = [];
  #acceptances = 0;
  #earliest = Infinity;
  #latest = -Infinity;
  records = 0;

  constructor(scope: ForgetScope, isForgotten: (event: JournalEvent) => boolean) {
    this.#scope = scope;
    this.#isConcerned = concernedBy(scope);
    this.#isForgotten = isForgotten;
  }

  take(event: JournalEvent): void {
    const session = this.#session(event.s);
    if (this.#isForgotten(event) || !session.seen.add(event.n)) return;
    if (isOrder(event)) session.stays.add(event.n);
    else if (event.k === SESSION_STARTED || event.k === SESSION_SEALED) session.frame.push(event);
    else if (this.#isConcerned(event)) this.#goes(event);
    else this.#follows(event);
  }

  finish(): FoundRecords {
    this.#decideWaiting();
    const ids: Record<string, string> = {};
    for (const [name, session] of this.#sessions) {
      this.#decideFrame(session);
      const gone = this.#scope.what === 'everything' ? allBut(session) : session.gone;
      if (gone.count > 0) ids[name] = gone.toString();
    }
    return {
      ids,
      records: this.records,
      acceptances: this.#acceptances,
      files: this.#files.size,
      ...(this.records === 0 ? {} : { earliest: this.#earliest, latest: this.#latest }),
    };
  }

  #follows(event: JournalEvent): void {
    const open: Id[] = [];
    for (const id of followedBy(event)) {
      const followed = this.#sessions.get(id.s);
      if (followed?.gone.has(id.n) === true) {
        this.#goes(event);
        return;
      }
      if (followed?.stays.has(id.n) !== true) open.push(id);
    }
    if (open.length === 0) this.#session(event.s).stays.add(event.n);
    else this.#waiting.push({ of: open, event });
  }

  /** What follows something that follows something takes one more round each. */
  #decideWaiting(): void {
    for (let before = Infinity; this.#waiting.length < before;) {
      before = this.#waiting.length;
      this.#waiting = this.#waiting.filter(({ of, event }) => {
        if (!of.some(({ s, n }) => this.#sessions.get(s)?.gone.has(n) === true)) return true;
        this.#goes(event);
        return false;
      });
    }
    for (const { event } of this.#waiting) this.#session(event.s).stays.add(event.n);
  }

  #decideFrame({ frame, gone, stays }: Session): void {
    const isEmpty = stays.count === 0 && (gone.count > 0 || frame.every(this.#isConcerned));
    for (const { n } of frame) (isEmpty ? gone : stays).add(n);
  }

  #goes(event: JournalEvent): void {
    this.#session(event.s).gone.add(event.n);
    this.records += 1;
    if (event.k === ACCEPTANCE) this.#acceptances += 1;
    const file = fileOfEvent(event);
    if (file !== undefined) this.#files.add(file);
    this.#earliest = Math.min(this.#earliest, event.t);
    this.#latest = Math.max(this.#latest, event.t);
  }

  #session(name: string): Session {
    let session = this.#sessions.get(name);
    if (session === undefined) {
      const [seen, gone, stays] = [new SequenceNumbers(), new SequenceNumbers(), new SequenceNumbers()];
      session = { seen, gone, stays, frame: [] };
      this.#sessions.set(name, session);
    }
    return session;
  }
}

/** What an event is about, of which any will take it along: a note may say what is in the file of one of its lots. */
function followedBy({ p: { of, lots } }: JournalEvent): Id[] {
  const named: readonly unknown[] = Array.isArray(lots) ? [of, ...(lots as readonly unknown[])] : [of];
  return named.map((one) => (typeof one === 'string' ? readEventId(one) : undefined)).filter((id) => id !== undefined);
}

/** A gap of this many numbers or fewer is lines that could not be read; a longer one is a journal of no making of ours. */
const LONGEST_GAP = 10_000;

/** With the numbers of lines that can not be read, so that an earlier copy of these is not taken in again. */
function allBut({ seen, gone, stays }: Session): SequenceNumbers {
  let next = 0;
  for (const [first, last] of seen.ranges) {
    if (first - next <= LONGEST_GAP) for (let number = next; number < first; number += 1) gone.add(number);
    next = last + 1;
  }
  // Nothing is in both: what stays was seen.
  return stays.count < seen.count ? gone : new SequenceNumbers();
}

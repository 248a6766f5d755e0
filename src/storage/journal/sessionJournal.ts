import { FORMAT_VERSION, FURTHEST_AHEAD, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { SESSION_SEALED, type SessionSealed } from '../../domain/events/sessionSealed.ts';
import { SESSION_STARTED, type SessionStarted } from '../../domain/events/sessionStarted.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Appended, JournalHealth, PausableJournal, Urgency } from '../../ports/journal.ts';
import type { Timers } from '../../ports/timers.ts';
import type { Reached } from '../steps.ts';
import { JournalFile } from './journalFile.ts';
import { encodeLine } from './journalLine.ts';

/** Events wait this long for others to be written with them, in milliseconds. */
const GROUP_WAIT = 200;
/** A group of this many characters is written at once. */
const GROUP_CHARACTERS = 64 * 1024;
/** The wait before a failed write is tried again grows between these, in milliseconds. */
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 30_000;
/** What a failing disk may keep in memory. Beyond it an event is refused, counted and said. */
const MOST_WAITING_EVENTS = 5_000;
const MOST_WAITING_CHARACTERS = 5_000_000;

/** A session goes on in a new file, under a new name, when its file has become this long, in characters, … */
const LONGEST_FILE = 1_000_000;
/** … this old, … */
const OLDEST_FILE = 24 * 3_600_000;
/** … or when nothing was written for this long, which is mostly a machine that slept; in milliseconds. */
const LONGEST_PAUSE = 3_600_000;

/** One file of this window: a session of its own to everybody who reads it. */
interface Part {
  readonly session: string;
  readonly file: JournalFile;
  readonly begun: number;
  nextNumber: number;
  characters: number;
  lastEvent: number;
}

interface Waiting {
  readonly part: Part;
  readonly line: string;
  readonly written: () => void;
  readonly dropped: (error: Error) => void;
}

export interface SessionJournalOptions {
  readonly folder: string;
  /** gives 16 hexadecimal digits, never used before */
  readonly newSession: () => string;
  readonly header: Omit<SessionStarted, 'after' | 'key'>;
  /** the key by which names are hidden in a file that begins now */
  readonly keyId?: () => string | undefined;
  readonly clock: Clock;
  readonly timers: Timers;
  /** whether nothing is written until `release` */
  readonly held?: boolean;
  readonly reached?: Reached;
}

/**
 * The journal as one window writes it, to a file of its own. The file is made with the first event, so that a window in
 * which nothing happens leaves nothing behind.
 */
export class SessionJournal implements PausableJournal {
  readonly folder: string;
  readonly #options: SessionJournalOptions;
  readonly #reached: Reached;
  readonly #listeners = new Set<(health: JournalHealth) => void>();
  #part: Part | undefined;
  #lastSession: string | undefined;
  #held: boolean;
  #queue: Waiting[] = [];
  #queuedCharacters = 0;
  #hybridClock = 0;
  #timer: Disposable | undefined;
  #writing: Promise<void> | undefined;
  #failures = 0;
  #lost = 0;
  #health: JournalHealth = { state: 'writing' };

  constructor(options: SessionJournalOptions) {
    this.folder = options.folder;
    this.#options = options;
    this.#held = options.held ?? false;
    this.#reached = options.reached ?? ignore;
  }

  get health(): JournalHealth {
    return this.#health;
  }

  onDidChangeHealth(listener: (health: JournalHealth) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  append(kind: string, payload: Readonly<Record<string, unknown>>, urgency: Urgency = 'grouped'): Appended {
    const part = this.#partFor(this.#options.clock.now());
    const event = this.#makeEvent(part, kind, payload);
    if (this.#queue.length >= MOST_WAITING_EVENTS || this.#queuedCharacters >= MOST_WAITING_CHARACTERS) {
      this.#lost += 1;
      this.#setHealth({ ...this.#failing(), lost: this.#lost });
      const refusal = new Error('The journal takes no more events until the disk has taken those that wait.');
      return { event, written: Promise.reject(refusal) };
    }
    const written = new Promise<void>((resolve, reject) => {
      this.#enqueue(part, event, resolve, reject);
    });
    this.#schedule(urgency);
    return { event, written };
  }

  /**
   * Events of other windows that this one has seen come before what it writes from now on. One that is years ahead is not
   * followed: it was no clock that said so.
   */
  noticeOrder(h: number): void {
    if (h > this.#options.clock.now() + FURTHEST_AHEAD) return;
    this.#hybridClock = Math.max(this.#hybridClock, h);
  }

  rest(): Promise<void> {
    const part = this.#part;
    if (part === undefined || this.#held) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#part = undefined;
      this.#enqueue(part, this.#makeEvent(part, SESSION_SEALED, { why: 'closed' }), resolve, reject);
      this.#schedule('at once');
    });
  }

  release(): void {
    this.#held = false;
    if (this.#queue.length > 0) this.#schedule('at once');
  }

  discard(): void {
    const dropped = this.#held ? this.#queue : [];
    this.#held = false;
    if (dropped.length === 0) return;
    this.#queue = [];
    this.#queuedCharacters = 0;
    // Its file was never made, so its name was never used.
    this.#part = this.#lastSession = undefined;
    const why = Object.assign(new Error('Recording is paused.'), { name: 'AbortError' });
    for (const waiting of dropped) waiting.dropped(why);
  }

  /** Writes what waits, once, and seals and closes the file. What is held back was never to be written. */
  async close(): Promise<void> {
    if (this.#held) this.discard();
    await this.#writing;
    this.#timer?.dispose();
    if (this.#part !== undefined) this.#seal(this.#part, 'closed');
    const last = this.#part;
    this.#part = undefined;
    while (this.#queue.length > 0 && (await this.#writeGroup()));
    await last?.file.close();
  }

  #partFor(now: number): Part {
    const part = this.#part;
    const why = part && reasonToSeal(part, now);
    if (part !== undefined && why === undefined) return part;
    if (part !== undefined && why !== undefined) this.#seal(part, why);
    return this.#begin(now, this.#lastSession);
  }

  #begin(now: number, after: string | undefined): Part {
    const { folder, newSession, header } = this.#options;
    const session = newSession();
    const file = new JournalFile(folder, session, this.#reached);
    const part = { session, file, begun: now, nextNumber: 0, characters: 0, lastEvent: now };
    this.#part = part;
    this.#lastSession = session;
    const key = this.#options.keyId?.();
    const started: SessionStarted = {
      ...header,
      ...(key === undefined ? {} : { key }),
      ...(after === undefined ? {} : { after }),
    };
    this.#enqueue(part, this.#makeEvent(part, SESSION_STARTED, { ...started }), ignore);
    return part;
  }

  #seal(part: Part, why: SessionSealed['why']): void {
    this.#enqueue(part, this.#makeEvent(part, SESSION_SEALED, { why }), ignore);
  }

  #makeEvent(part: Part, kind: string, payload: Readonly<Record<string, unknown>>): JournalEvent {
    const { clock } = this.#options;
    const now = clock.now();
    this.#hybridClock = Math.max(now, this.#hybridClock + 1);
    part.lastEvent = now;
    return {
      v: FORMAT_VERSION,
      s: part.session,
      n: part.nextNumber++,
      t: now,
      h: this.#hybridClock,
      z: clock.zone(),
      o: clock.offsetMinutes(now),
      k: kind,
      p: payload,
    };
  }

  #enqueue(part: Part, event: JournalEvent, written: Waiting['written'], dropped: Waiting['dropped'] = ignore): void {
    const line = encodeLine(event);
    this.#queue.push({ part, line, written, dropped });
    this.#queuedCharacters += line.length;
    part.characters += line.length;
  }

  #schedule(urgency: Urgency): void {
    if (this.#writing !== undefined || this.#held) return;
    const isHealthy = this.#health.state === 'writing';
    const atOnce = isHealthy && (urgency === 'at once' || this.#queuedCharacters >= GROUP_CHARACTERS);
    if (this.#timer !== undefined && !atOnce) return;
    this.#timer?.dispose();
    this.#timer = this.#options.timers.after(atOnce ? 0 : this.#wait(), () => {
      this.#timer = undefined;
      this.#writing = this.#writeGroup().then(() => {
        this.#writing = undefined;
        if (this.#queue.length > 0) this.#schedule('at once');
      });
    });
  }

  #wait(): number {
    return this.#failures === 0 ? GROUP_WAIT : Math.min(FIRST_RETRY * 2 ** (this.#failures - 1), LONGEST_RETRY);
  }

  /** Writes what waits for the oldest file; `false` when the disk did not take it. */
  async #writeGroup(): Promise<boolean> {
    const part = this.#queue[0]?.part;
    if (part === undefined) return true;
    const end = this.#queue.findIndex((waiting) => waiting.part !== part);
    // A copy: what is added while this group is being written belongs to the next one.
    const group = this.#queue.slice(0, end === -1 ? undefined : end);
    try {
      await part.file.ready();
      await part.file.append(group.map((waiting) => waiting.line).join(''));
    } catch (error) {
      this.#failures += 1;
      this.#setHealth({ ...this.#failing(), reason: String((error as NodeJS.ErrnoException).code ?? error) });
      return false;
    }
    this.#queue = this.#queue.slice(group.length);
    for (const waiting of group) this.#queuedCharacters -= waiting.line.length;
    if (part !== this.#part && this.#queue[0]?.part !== part) await part.file.close();
    this.#failures = 0;
    this.#setHealth({ state: 'writing' });
    for (const waiting of group) waiting.written();
    return true;
  }

  #failing(): Extract<JournalHealth, { state: 'failing' }> {
    const before = this.#health.state === 'failing' ? this.#health : { state: 'failing' as const, reason: '' };
    return { ...before, waiting: this.#queue.length, lost: this.#lost };
  }

  #setHealth(health: JournalHealth): void {
    const changed = JSON.stringify(health) !== JSON.stringify(this.#health);
    this.#health = health;
    if (!changed) return;
    for (const listener of [...this.#listeners]) listener(health);
  }
}

function reasonToSeal({ characters, begun, lastEvent }: Part, now: number): SessionSealed['why'] | undefined {
  if (characters >= LONGEST_FILE) return 'size';
  if (now - begun >= OLDEST_FILE) return 'day';
  return now - lastEvent >= LONGEST_PAUSE ? 'pause' : undefined;
}

function ignore(): void {
  // Header and seal have nobody who waits for them, and steps are for tests.
}

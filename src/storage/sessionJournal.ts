import type { JournalEvent } from '../domain/events/journalEvent.ts';
import { FORMAT_VERSION } from '../domain/events/journalEvent.ts';
import { SESSION_STARTED, type SessionStarted } from '../domain/events/sessionStarted.ts';
import type { Clock } from '../ports/clock.ts';
import type { Disposable } from '../ports/disposable.ts';
import type { Appended, Journal, JournalContent, JournalHealth } from '../ports/journal.ts';
import type { Timers } from '../ports/timers.ts';
import { JournalFile } from './journalFile.ts';
import { encodeLine } from './journalLine.ts';
import { JournalReader } from './journalReader.ts';

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

interface Waiting {
  readonly line: string;
  readonly written: () => void;
}

export interface SessionJournalOptions {
  readonly folder: string;
  /** 16 hexadecimal digits, never used before */
  readonly session: string;
  readonly header: SessionStarted;
  readonly clock: Clock;
  readonly timers: Timers;
}

/**
 * The journal as one session sees it: it appends to a file of its own and reads the files of all sessions. The file is
 * made with the first event, so that a session in which nothing happens leaves nothing behind.
 */
export class SessionJournal implements Journal {
  readonly folder: string;
  readonly #options: SessionJournalOptions;
  readonly #file: JournalFile;
  readonly #reader: JournalReader;
  readonly #listeners = new Set<(health: JournalHealth) => void>();
  #queue: Waiting[] = [];
  #queuedCharacters = 0;
  #nextNumber = 0;
  #hybridClock = 0;
  #timer: Disposable | undefined;
  #writing: Promise<void> | undefined;
  #failures = 0;
  #lost = 0;
  #health: JournalHealth = { state: 'writing' };

  constructor(options: SessionJournalOptions) {
    this.folder = options.folder;
    this.#options = options;
    this.#file = new JournalFile(options.folder, options.session);
    this.#reader = new JournalReader(options.folder);
  }

  get health(): JournalHealth {
    return this.#health;
  }

  onDidChangeHealth(listener: (health: JournalHealth) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  append(kind: string, payload: Readonly<Record<string, unknown>>): Appended {
    if (this.#nextNumber === 0) this.#enqueueHeader();
    const event = this.#makeEvent(kind, payload);
    if (this.#queue.length >= MOST_WAITING_EVENTS || this.#queuedCharacters >= MOST_WAITING_CHARACTERS) {
      this.#lost += 1;
      this.#setHealth({ ...this.#failing(), lost: this.#lost });
      const refusal = new Error('The journal takes no more events until the disk has taken those that wait.');
      return { event, written: Promise.reject(refusal) };
    }
    const written = new Promise<void>((resolve) => {
      this.#enqueue(event, resolve);
    });
    this.#schedule();
    return { event, written };
  }

  async read(): Promise<JournalContent> {
    const content = await this.#reader.read();
    // Events of other windows that this one has seen come before what it writes from now on.
    this.#hybridClock = Math.max(this.#hybridClock, content.events.at(-1)?.h ?? 0);
    return content;
  }

  /** Writes what waits, once, and closes the file. */
  async close(): Promise<void> {
    await this.#writing;
    this.#timer?.dispose();
    await this.#write();
    await this.#file.close();
  }

  #makeEvent(kind: string, payload: Readonly<Record<string, unknown>>): JournalEvent {
    const { clock, session } = this.#options;
    const now = clock.now();
    this.#hybridClock = Math.max(now, this.#hybridClock + 1);
    return {
      v: FORMAT_VERSION,
      s: session,
      n: this.#nextNumber++,
      t: now,
      h: this.#hybridClock,
      z: clock.zone(),
      o: clock.offsetMinutes(now),
      k: kind,
      p: payload,
    };
  }

  #enqueueHeader(): void {
    this.#enqueue(this.#makeEvent(SESSION_STARTED, { ...this.#options.header }), ignore);
  }

  #enqueue(event: JournalEvent, written: Waiting['written']): void {
    const line = encodeLine(event);
    this.#queue.push({ line, written });
    this.#queuedCharacters += line.length;
  }

  #schedule(): void {
    if (this.#writing !== undefined) return;
    const isLarge = this.#queuedCharacters >= GROUP_CHARACTERS && this.#health.state === 'writing';
    if (this.#timer !== undefined && !isLarge) return;
    this.#timer?.dispose();
    this.#timer = this.#options.timers.after(isLarge ? 0 : this.#wait(), () => {
      this.#timer = undefined;
      this.#writing = this.#write().finally(() => {
        this.#writing = undefined;
        if (this.#queue.length > 0) this.#schedule();
      });
    });
  }

  #wait(): number {
    return this.#failures === 0 ? GROUP_WAIT : Math.min(FIRST_RETRY * 2 ** (this.#failures - 1), LONGEST_RETRY);
  }

  async #write(): Promise<void> {
    // A copy: what is added while this group is being written belongs to the next one.
    const group = [...this.#queue];
    if (group.length === 0) return;
    try {
      await this.#file.ready();
      await this.#file.append(group.map((waiting) => waiting.line).join(''));
    } catch (error) {
      this.#failures += 1;
      this.#setHealth({ ...this.#failing(), reason: String((error as NodeJS.ErrnoException).code ?? error) });
      return;
    }
    this.#queue = this.#queue.slice(group.length);
    for (const waiting of group) this.#queuedCharacters -= waiting.line.length;
    this.#failures = 0;
    this.#setHealth({ state: 'writing' });
    for (const waiting of group) waiting.written();
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

function ignore(): void {
  // The header has nobody who waits for it.
}

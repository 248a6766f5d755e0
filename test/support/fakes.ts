import type { EditFact, TextChange } from '../../src/domain/attribution/editFact.ts';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Disposable } from '../../src/ports/disposable.ts';
import type { Appended, Journal, JournalHealth } from '../../src/ports/journal.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { Timers } from '../../src/ports/timers.ts';

/** A clock and its timers that move only when a test says so. */
export class FakeTime implements Clock, Timers {
  #now: number;
  readonly #due: { at: number; run: () => void }[] = [];

  constructor(now = Date.UTC(2026, 10, 18, 9, 0)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  zone(): string {
    return 'Europe/Berlin';
  }

  offsetMinutes(): number {
    return 60;
  }

  after(milliseconds: number, run: () => void): Disposable {
    const entry = { at: this.#now + milliseconds, run };
    this.#due.push(entry);
    return { dispose: () => this.#drop(entry) };
  }

  get pending(): number {
    return this.#due.length;
  }

  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#due.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#drop(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }

  /** Sets the wall clock as a person or the network would: timers do not notice. */
  jumpTo(now: number): void {
    for (const entry of this.#due) entry.at += now - this.#now;
    this.#now = now;
  }

  #drop(entry: { at: number; run: () => void }): void {
    const at = this.#due.indexOf(entry);
    if (at >= 0) this.#due.splice(at, 1);
  }
}

/** A journal in memory. */
export class MemoryJournal implements Journal {
  readonly folder = '/nowhere';
  readonly health: JournalHealth = { state: 'writing' };
  readonly events: JournalEvent[] = [];
  readonly #time: Clock;

  constructor(time: Clock) {
    this.#time = time;
  }

  append(kind: string, payload: Readonly<Record<string, unknown>>): Appended {
    const now = this.#time.now();
    const event: JournalEvent = {
      v: 1,
      s: '00000000000000aa',
      n: this.events.length,
      t: now,
      h: now,
      z: this.#time.zone(),
      o: this.#time.offsetMinutes(now),
      k: kind,
      p: payload,
    };
    this.events.push(event);
    return { event, written: Promise.resolve() };
  }

  onDidChangeHealth(): Disposable {
    return { dispose: () => undefined };
  }
}

/** A log that a test can read. */
export class MemoryLog implements Logger {
  readonly lines: string[] = [];
  readonly debug = (message: string): void => void this.lines.push(message);
  readonly info = this.debug;
  readonly warn = this.debug;
  readonly error = this.debug;
}

export function textChange(part: Partial<TextChange> = {}): TextChange {
  return { line: 0, character: 0, removed: '', inserted: '', offset: 0, ...part };
}

export function editFact(part: Partial<EditFact> = {}): EditFact {
  return {
    uri: 'file:///project/src/retry.ts',
    folder: 'file:///project',
    language: 'typescript',
    clean: false,
    active: true,
    changes: [textChange({ inserted: 'a, b) {\n  return a + b;\n}' })],
    history: undefined,
    source: undefined,
    ...part,
  };
}

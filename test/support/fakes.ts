import type { EditFact, TextChange } from '../../src/domain/attribution/editFact.ts';
import type { AcceptanceRecorded } from '../../src/domain/events/acceptanceRecorded.ts';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Disposable } from '../../src/ports/disposable.ts';
import type { Appended, JournalHealth, PausableJournal } from '../../src/ports/journal.ts';
import type { Ledger, LedgerAnswer } from '../../src/ports/ledger.ts';
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
export class MemoryJournal implements PausableJournal {
  readonly folder = '/nowhere';
  readonly health: JournalHealth = { state: 'writing' };
  readonly events: JournalEvent[] = [];
  /** what it was told about writing */
  readonly told: string[] = [];
  /** settles what is appended from now on */
  written: Promise<void> = Promise.resolve();
  readonly #time: Clock;
  readonly #session: string;

  constructor(time: Clock, session = '00000000000000aa') {
    this.#time = time;
    this.#session = session;
  }

  append(kind: string, payload: Readonly<Record<string, unknown>>): Appended {
    const now = this.#time.now();
    const event: JournalEvent = {
      v: 1,
      s: this.#session,
      n: this.events.length,
      t: now,
      h: now,
      z: this.#time.zone(),
      o: this.#time.offsetMinutes(now),
      k: kind,
      p: payload,
    };
    this.events.push(event);
    return { event, written: this.written };
  }

  rest(): Promise<void> {
    this.told.push('rest');
    return Promise.resolve();
  }

  release(): void {
    this.told.push('release');
  }

  discard(): void {
    this.told.push('discard');
  }

  onDidChangeHealth(): Disposable {
    return { dispose: () => undefined };
  }
}

function notHere(): never {
  throw new Error('Not here.');
}

export const NOTHING_RECORDED: LedgerAnswer = {
  acceptances: [],
  arrived: [],
  acceptancesEver: 0,
  events: 0,
  damagedLines: 0,
  newer: false,
  pause: undefined,
  forgetting: { begun: '', done: '' },
};

/** A ledger that answers when a test says so. */
export class FakeLedger implements Ledger {
  held = true;
  #asked: { resolve: (answer: LedgerAnswer) => void; reject: (error: Error) => void }[] = [];
  readonly #changed = new Set<() => void>();
  readonly #answered = new Set<(answer: LedgerAnswer) => void>();

  acceptances(): Promise<LedgerAnswer> {
    return new Promise((resolve, reject) => this.#asked.push({ resolve, reject }));
  }

  /** Answers all that was asked. */
  async answer(pause: LedgerAnswer['pause'], part: Partial<LedgerAnswer> = {}): Promise<void> {
    const answer = { ...NOTHING_RECORDED, pause, ...part };
    for (const listener of this.#answered) listener(answer);
    for (const { resolve } of this.#asked.splice(0)) resolve(answer);
    await new Promise((resolve) => setImmediate(resolve));
  }

  async fail(): Promise<void> {
    for (const { reject } of this.#asked.splice(0)) reject(new Error('The ledger can not be read.'));
    await new Promise((resolve) => setImmediate(resolve));
  }

  get asked(): number {
    return this.#asked.length;
  }

  change(): void {
    for (const listener of this.#changed) listener();
  }

  hold(on: boolean): void {
    this.held = on;
  }

  lineOrigins: Ledger['lineOrigins'] = notHere;
  unrecordedLines: Ledger['unrecordedLines'] = notHere;
  readonly rebuild = notHere;
  readonly export = notHere;
  readonly import = notHere;
  find: Ledger['find'] = notHere;
  purge: Ledger['purge'] = notHere;

  onDidAnswer(listener: (answer: LedgerAnswer) => void): Disposable {
    this.#answered.add(listener);
    return { dispose: () => this.#answered.delete(listener) };
  }

  onDidChange(listener: () => void): Disposable {
    this.#changed.add(listener);
    return { dispose: () => this.#changed.delete(listener) };
  }

  onDidProgress(): Disposable {
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

/** An acceptance at two cursors, as it is recorded. */
export const RECORDED: AcceptanceRecorded = {
  uri: 'file:///home/me/my%20project/src/retry.ts',
  folder: 'file:///home/me/my%20project',
  language: 'typescript',
  origin: 'completion',
  confidence: 'certain',
  signal: 'accept-mark',
  places: [
    { line: 3, lines: 2, characters: 20 },
    { line: 9, lines: 1, characters: 5 },
  ],
};

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

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ACCEPTANCE } from '../../../src/domain/events/acceptanceRecorded.ts';
import type { JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import { systemClock, systemTimers } from '../../../src/host/systemTime.ts';
import type { Urgency } from '../../../src/ports/journal.ts';
import { readAllJournals } from '../../support/journals.ts';
import { SessionJournal } from '../../../src/storage/journal/sessionJournal.ts';
import { spreadOf, type Spread } from '../figures.ts';
import { NativeStore } from '../stores/nativeStore.ts';
import { PlainStore } from '../stores/plainStore.ts';

/** Commits, one at a time. The plain way is so slow that it gets few of them. */
const COMMITS = 300;
const PLAIN_EVERY = 50;
/** Events that are grouped, and the time between two of them in milliseconds. */
const GROUPED = 150;
const GROUPED_EVERY = 15;
const WARM_UP = 30;
/** Events at once; a journal takes no more than 5,000 that wait. */
const MANY = 4_000;
const MANY_TIMES = 3;
/** The session of the events that the others are given. */
const OTHERS = '0123456789abcdef';

export interface AppendingInput {
  /** for files that are made here */
  readonly folder: string;
  /** what five years of raw events left; the native store's is written to */
  readonly plain: string;
  readonly native: string;
}

/** What each way took with the same event, in milliseconds. */
export interface Ways {
  readonly grasp: Spread;
  readonly plain?: Spread;
  readonly native: Spread;
}

export interface AppendingResult {
  readonly atOnce: Ways;
  /** from the call until it is written, and the call itself */
  readonly grouped: Spread;
  readonly call: Spread;
  /** an event of many */
  readonly each: Record<keyof Ways, number>;
}

/** Events on their way to the disk, as each way does it, in turn. */
export async function appending({ folder, plain, native }: AppendingInput): Promise<AppendingResult> {
  const journal = new SessionJournal({
    folder: join(folder, 'journal'),
    newSession: () => randomBytes(8).toString('hex'),
    header: { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid, host: 'workstation' },
    clock: systemClock,
    timers: systemTimers,
  });
  const ways = {
    journal,
    plain: await PlainStore.open(join(folder, 'plain.db'), plain),
    native: new NativeStore(native),
  };
  for (let time = 0; time < WARM_UP; time += 1) await append(journal, 'at once');
  const atOnce = await commitInTurn(ways);
  const { written, call } = await appendGrouped(journal);
  const each = await appendMany(ways);
  await journal.close();
  const { events, damagedLines } = await readAllJournals(journal.folder);
  const accepted = events.filter(({ k }) => k === ACCEPTANCE).length;
  const expected = WARM_UP + COMMITS + GROUPED + MANY * MANY_TIMES;
  assert.deepEqual([accepted, damagedLines], [expected, 0], 'events and damaged lines in the journal');
  return { atOnce, grouped: written, call, each };
}

interface AllWays {
  readonly journal: SessionJournal;
  readonly plain: PlainStore;
  readonly native: NativeStore;
}

async function commitInTurn({ journal, plain, native }: AllWays): Promise<Ways> {
  const times = { grasp: [] as number[], plain: [] as number[], native: [] as number[] };
  for (let time = 0; time < COMMITS; time += 1) {
    times.grasp.push(await timed(() => append(journal, 'at once')));
    times.native.push(await timed(() => native.commit([otherEvent()])));
    if (time % PLAIN_EVERY === 0) times.plain.push(await timed(() => plain.commit([otherEvent()])));
  }
  return { grasp: spreadOf(times.grasp), plain: spreadOf(times.plain), native: spreadOf(times.native) };
}

async function appendGrouped(journal: SessionJournal): Promise<{ written: Spread; call: Spread }> {
  const calls: number[] = [];
  const waits: Promise<number>[] = [];
  for (let time = 0; time < GROUPED; time += 1) {
    const started = performance.now();
    const { written } = journal.append(ACCEPTANCE, PAYLOAD, 'grouped');
    calls.push(performance.now() - started);
    waits.push(written.then(() => performance.now() - started));
    await delay(GROUPED_EVERY);
  }
  return { written: spreadOf(await Promise.all(waits)), call: spreadOf(calls) };
}

async function appendMany({ journal, plain, native }: AllWays): Promise<AppendingResult['each']> {
  const total = { grasp: 0, plain: 0, native: 0 };
  for (let time = 0; time < MANY_TIMES; time += 1) {
    total.grasp += await timed(async () => {
      await Promise.all(Array.from({ length: MANY }, () => append(journal, 'grouped')));
    });
    total.native += await timed(() => native.commit(Array.from({ length: MANY }, otherEvent)));
    total.plain += await timed(() => plain.commit(Array.from({ length: MANY }, otherEvent)));
  }
  const events = MANY * MANY_TIMES;
  return { grasp: total.grasp / events, plain: total.plain / events, native: total.native / events };
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function append(journal: SessionJournal, urgency: Urgency): Promise<void> {
  return journal.append(ACCEPTANCE, PAYLOAD, urgency).written;
}

const PAYLOAD = {
  uri: 'file:///home/engineer/projects/parcel-desk/src/features/part7/module12.ts',
  folder: 'file:///home/engineer/projects/parcel-desk',
  language: 'typescript',
  origin: 'completion',
  confidence: 'certain',
  signal: 'accept-mark',
  places: [{ line: 120, lines: 4, characters: 173 }],
};

let others = 0;

function otherEvent(): JournalEvent {
  const t = Date.now();
  return { v: 1, s: OTHERS, n: (others += 1), t, h: t, z: 'Europe/Berlin', o: 60, k: ACCEPTANCE, p: PAYLOAD };
}

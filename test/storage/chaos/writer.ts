// A window that writes, folds, publishes and packs until it is killed or its input ends. It tells each event that it was
// promised to be on the disk, in a line that begins with `acceptance` or `other`.
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHECKPOINTS } from '../../../src/domain/events/acceptanceRecorded.ts';
import { eventId } from '../../../src/domain/events/journalEvent.ts';
import { PROVENANCE } from '../../../src/domain/events/provenanceRecorded.ts';
import { systemTimers } from '../../../src/host/systemTime.ts';
import { packEnded } from '../../../src/storage/journal/packEnded.ts';
import { SessionJournal } from '../../../src/storage/journal/sessionJournal.ts';
import type { LedgerStore } from '../../../src/storage/ledger/ledgerStore.ts';
import type { Reached, Step } from '../../../src/storage/steps.ts';
import { RECORDED } from '../../support/fakes.ts';
import { openLedger } from '../../support/ledger.ts';
import { POISON, type Activity, type WriterOptions } from './deaths.ts';

const { folder, die } = JSON.parse(process.argv[2] ?? '') as WriterOptions;
const SESSION_LIVES = 120;
const PAUSE = 3_600_001;

const closing = new AbortController();
process.stdin.on('end', () => closing.abort()).resume();

// Of many who publish or pack at once only one gets all the way: to get there once is enough.
const isContested = /^(?:publish|pack)/u.test(die ?? '');
let timesLeft = isContested ? 1 : 1 + pick(3);
let skew = 0;
const clock = { now: () => Date.now() + skew, zone: () => 'Europe/Berlin', offsetMinutes: () => 60 };
const acceptances: string[] = [];

function tell(...words: string[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

function dying(activity: Activity): Reached {
  return (step: Step) => {
    const isPublishing = activity === 'fold' && (step.startsWith('draft') || step === 'ledgers-swept');
    const death = `${isPublishing ? 'publish' : activity} ${step}`;
    if (death !== die || (timesLeft -= 1) > 0) return;
    tell('died', death);
    process.kill(process.pid, 'SIGKILL');
    // Nothing more happens in this thread, however late the signal is.
    for (;;);
  };
}

function openJournal(): SessionJournal {
  return new SessionJournal({
    folder: join(folder, 'journal'),
    newSession: () => randomBytes(8).toString('hex'),
    header: { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid, host: hostname() },
    clock,
    timers: systemTimers,
    reached: dying('write'),
  });
}

let journal = openJournal();

function append(what: 'acceptance' | 'other', kind: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
  const { event, written } = journal.append(kind, payload, pick(4) === 0 ? 'grouped' : 'at once');
  if (what === 'acceptance') acceptances.push(eventId(event));
  return written.then(() => {
    tell(what, eventId(event));
  });
}

/** What becomes of an acceptance of this window, or of another one whose events it has read. */
function followUp(): Promise<void> {
  const of = acceptances[pick(acceptances.length)];
  const share = pick(11) / 10;
  switch (pick(4)) {
    case 0:
      return append('other', PROVENANCE, {
        uri: RECORDED.uri,
        key: '0'.repeat(16),
        lines: [{ of, names: anyNames() }],
      });
    case 1:
      return append('other', 'acceptance-state', { of, state: ['kept', 'reverted', 'deleted'][pick(3)] });
    case 2:
      return append('other', 'acceptance-survival', { of, at: CHECKPOINTS[pick(CHECKPOINTS.length)], share });
    default:
      return append('other', 'acceptance-grown', {
        of,
        places: [{ line: pick(9), lines: pick(5), characters: pick(99) }],
      });
  }
}

/** Hashes of the names of some lines. */
function anyNames(): string {
  return Array.from({ length: 1 + pick(5) }, () => randomBytes(8).toString('base64url')).join('');
}

async function write(): Promise<void> {
  while (!isOver()) {
    const closes = Date.now() + pick(SESSION_LIVES);
    do {
      await Promise.all([append('acceptance', 'acceptance', RECORDED), followUp(), followUp()]);
      await sleep(pick(40));
      // A machine that sleeps, and a clock that somebody sets.
      if (pick(15) === 0) skew = pick(4) * PAUSE - PAUSE;
    } while (!isOver() && Date.now() < closes);
    await journal.close();
    journal = openJournal();
  }
  await journal.close();
}

async function look(ledger: LedgerStore): Promise<void> {
  await ledger.catchUp();
  const { latest, acceptances: found } = ledger.answer({ since: Date.now() - 1_000 });
  if (latest > POISON) throw new Error('An invalid ledger was taken.');
  journal.noticeOrder(latest);
  acceptances.push(...found.slice(-5).map(({ id }) => id));
  if (die?.startsWith('publish') === true || pick(8) === 0) {
    await ledger.publish();
    tell('published');
  }
  if (die?.startsWith('pack') !== true && pick(8) > 0) return;
  await packEnded(join(folder, 'journal'), { now: Date.now(), reached: dying('pack') });
  tell('packed');
}

async function keepLedger(): Promise<void> {
  while (!isOver()) {
    const ledger = await openLedger(folder, {
      from: pick(8) === 0 ? 'journals' : 'published',
      reached: dying('fold'),
    });
    for (let looks = 1 + pick(8); looks > 0 && !isOver(); looks -= 1) {
      await look(ledger);
      await sleep(pick(60));
    }
    ledger.close();
  }
}

function isOver(): boolean {
  return closing.signal.aborted;
}

function pick(below: number): number {
  return Math.floor(Math.random() * below);
}

await Promise.all([write(), keepLedger()]);

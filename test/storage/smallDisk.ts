// Fills a small disk, or finds it read-only, and asserts what becomes of the journal and the ledger there. It runs where
// the folder is a disk of its own that nobody else sees: smallDisk FOLDER full|read-only
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventId } from '../../src/domain/events/journalEvent.ts';
import { systemClock, systemTimers } from '../../src/host/systemTime.ts';
import { readAllJournals } from '../support/journals.ts';
import { SessionJournal } from '../../src/storage/journal/sessionJournal.ts';
import { RECORDED } from '../support/fakes.ts';
import { openLedger } from '../support/ledger.ts';
import { assertKept } from './chaos/oracle.ts';

const [folder = '', what] = process.argv.slice(2);
const FILLER = 60_000;

/** Tries that wait while the test looks at the disk; `undefined` while they may go on. */
let held: (() => void)[] | undefined;
const promised = new Map<string, 'acceptance'>();
const journal = new SessionJournal({
  folder: join(folder, 'journal'),
  newSession: () => randomBytes(8).toString('hex'),
  header: { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid },
  clock: systemClock,
  // It is tried again at once: what is shown here is that it is tried, not when.
  timers: {
    after: (milliseconds, run) =>
      systemTimers.after(Math.min(milliseconds, 10), () => {
        if (held === undefined) run();
        else held.push(run);
      }),
  },
});

function append(): void {
  const { event, written } = journal.append('acceptance', RECORDED, 'at once');
  void written.then(() => promised.set(eventId(event), 'acceptance'));
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}

/** Appends and publishes until there is no more room; both fail then, and leave nothing half-done. */
async function fill(): Promise<void> {
  const ledger = await openLedger(folder);
  for (let turn = 0; journal.health.state === 'writing'; turn += 1) {
    for (let i = 0; i < 20; i += 1) append();
    await sleep(5);
    await ledger.catchUp();
    if (turn % 10 === 0) await ledger.publish().catch(isFull);
  }
  await assert.rejects(ledger.publish(), isFull);
  ledger.close();
  held = [];
  await until(() => held?.length === 1);
  const files = await readdir(folder, { recursive: true });
  assert.deepEqual(
    files.filter((name) => name.includes('draft')),
    [],
  );
  for (const name of files.filter((file) => file.endsWith('.jsonl'))) {
    assert.ok((await readFile(join(folder, name), 'utf8')).endsWith('\n'), 'a torn line was left');
  }
}

function isFull(error: unknown): true {
  assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
  return true;
}

async function recover(waiting: number): Promise<void> {
  await until(() => journal.health.state === 'writing');
  await journal.close();
  const { damagedLines } = await readAllJournals(journal.folder);
  assert.equal(damagedLines, 0);
  assert.ok(promised.size >= waiting);
}

if (what === 'full') {
  await writeFile(join(folder, 'filler'), Buffer.alloc(FILLER));
  await fill();
  const { size } = promised;
  assert.ok(size > 0);
  assert.ok(journal.health.state === 'failing' && journal.health.reason === 'ENOSPC' && journal.health.waiting > 0);
  await assertKept(folder, promised);
  await rm(join(folder, 'filler'));
  const tries = held ?? [];
  held = undefined;
  for (const run of tries) run();
  await recover(size + 1);
} else {
  await mkdir(journal.folder);
  execFileSync('mount', ['-o', 'remount,ro', folder]);
  append();
  await until(() => journal.health.state === 'failing');
  assert.equal(journal.health.state === 'failing' && journal.health.reason, 'EROFS');
  execFileSync('mount', ['-o', 'remount,rw', folder]);
  await recover(1);
}
await assertKept(folder, promised);

// Answers on a disk that is full, and asserts what becomes of it: fullDiskExplaining FOLDER, which is the disk, ROOT
import assert from 'node:assert/strict';
import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemTimers } from '../../../src/host/systemTime.ts';
import { EMPTY_DRAFT } from '../../../src/ports/explainPage.ts';
import type { Timers } from '../../../src/ports/timers.ts';
import { byAi, ExplainingRepository, saved } from '../../support/explainingRepository.ts';
import { openExplainingLedger, openJournal } from '../../support/explainingStorage.ts';

const [folder = '', root = ''] = process.argv.slice(2);
const journal = openJournal(folder);
const { ledger } = await openExplainingLedger(folder);
// Nobody waits here as long as a person does.
const timers: Timers = { after: (milliseconds, run) => systemTimers.after(Math.min(milliseconds, 100), run) };
const here = await ExplainingRepository.in(root, { journal, ledger, timers });
/** Too long for what is left of the journal's last block. */
const WHY = 'It measures each part. '.repeat(250).trim();
const filler = join(folder, 'filler');

async function fill(): Promise<void> {
  for (let size = 1_000_000; size >= 1; size = Math.floor(size / 2)) {
    await writeFile(filler, Buffer.alloc(size), { flag: 'a' }).catch((error: unknown) => {
      assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
    });
  }
}

await here.stage('a.ts', byAi('first'));
await fill();
here.answers = [saved(WHY), saved(WHY), { kind: 'later', draft: EMPTY_DRAFT }];
const first = await here.askBefore();
assert.equal(first.outcome, 'later');
assert.match(first.told[0] ?? '', /can not be written now.*take "Later"/u);
assert.match(first.told[1] ?? '', /can not be written now/u);
here.answers = [{ kind: 'skipped', reason: 'no time', draft: EMPTY_DRAFT }];
assert.equal((await here.askBefore()).outcome, 'skipped');
assert.equal(journal.health.state, 'failing');
await truncate(filler, 0);
await rm(filler);
// What was said is in memory, and is written once there is room: each of it once.
await journal.rest();
const { notes, lots } = await here.recordedNow();
assert.deepEqual([notes.length, notes[0]?.text, lots.length, lots[0]?.state], [1, WHY, 1, 'explained']);
assert.equal((await here.askBefore()).outcome, 'not asked');
process.exit(0);

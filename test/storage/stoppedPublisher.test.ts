import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { eventOf, journalOf, ledgerName, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { assertLedgerIsWhole, dumpOf } from './chaos/oracle.ts';

const SESSION = sessionOf('a');

describe('a window that is stopped while it publishes', () => {
  const folders = temporaryFolder();
  let stopped: ChildProcess | undefined;
  afterEach(() => stopped?.kill('SIGKILL'));

  for (const step of ['ledger-folded', 'draft-begun', 'draft-flushed'] as const) {
    it(`at ${step}, while others publish five times, takes nothing from them`, async () => {
      const journal = join(folders.path, 'journal', `${SESSION}.jsonl`);
      await mkdir(join(folders.path, 'journal'));
      await writeFile(journal, journalOf(SESSION, 3));
      stopped = await publisherStoppedAt(folders.path, step);
      for (let n = 6; n < 11; n += 1) {
        await appendFile(journal, encodeLine(eventOf(SESSION, n)));
        const ledger = await openLedger(folders.path);
        await ledger.catchUp();
        await ledger.publish();
        ledger.close();
      }
      const ended = once(stopped, 'close');
      stopped.kill('SIGCONT');
      assert.deepEqual(await ended, [0, null]);
      const names = (await readdir(join(folders.path, 'ledger'))).sort();
      // Who stopped before it looked for a number reads on and publishes under the next one.
      const newest = step === 'ledger-folded' ? [5, 6] : [4, 5];
      assert.deepEqual(
        names,
        newest.map((number) => ledgerName(number)),
      );
      const ledger = await openLedger(folders.path);
      assert.equal(await ledger.catchUp(), false, 'the newest ledger has everything');
      ledger.close();
      assert.equal((await assertLedgerIsWhole(folders.path)).events.length, 11);
      assert.match(await dumpOf(folders.path, 'published'), /"events": 11,/u);
    });
  }
});

/** A process that catches up and publishes, stopped by itself at a step. */
async function publisherStoppedAt(folder: string, step: string): Promise<ChildProcess> {
  const program = join(import.meta.dirname, 'stoppedPublisher.ts');
  const child = spawn(process.execPath, [program, folder, step], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [told] = (await once(child.stdout, 'data')) as [Buffer];
  assert.equal(told.toString(), 'stopping');
  // It is stopped as soon as its signal arrives, and that it has arrived is to be seen in its state.
  await untilStopped(child.pid ?? 0);
  return child;
}

async function untilStopped(pid: number): Promise<void> {
  for (;;) {
    const state = /\) (?<state>\S)/u.exec(await readFile(`/proc/${String(pid)}/stat`, 'utf8'))?.groups?.['state'];
    if (state === 'T') return;
    await sleep(10);
  }
}

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventId } from '../../src/domain/events/journalEvent.ts';
import { systemClock, systemTimers } from '../../src/host/systemTime.ts';
import { SessionJournal } from '../../src/storage/journal/sessionJournal.ts';
import { RECORDED } from '../support/fakes.ts';
import { openLedger } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { assertKept } from './chaos/oracle.ts';

const TIMES = 12;

describe('a data folder that vanishes while a window writes', () => {
  const folders = temporaryFolder();

  for (const [how, vanish] of [
    ['is removed', remove],
    ['is moved away and comes back', moveAwayAndBack],
  ] as const) {
    it(`and ${how} has every event of that window again`, async () => {
      const folder = join(folders.path, 'data');
      const journal = openJournal(join(folder, 'journal'));
      const promised = new Map<string, 'acceptance'>();
      const ledger = await openLedger(folder);
      const over = new AbortController();
      const writing = (async () => {
        while (!over.signal.aborted) {
          const { event, written } = journal.append('acceptance', RECORDED, 'at once');
          await written;
          promised.set(eventId(event), 'acceptance');
        }
      })();
      for (let i = 0; i < TIMES; i += 1) {
        await sleep(20);
        await vanish(folder);
        await ledger.catchUp();
        await ledger.publish().catch(vanished);
      }
      over.abort();
      await writing;
      await journal.close();
      assert.ok(promised.size > TIMES);
      await ledger.catchUp();
      assert.equal(ledger.answer({}).acceptancesEver, promised.size);
      ledger.close();
      await assertKept(folder, promised);
    });
  }
});

function openJournal(folder: string): SessionJournal {
  return new SessionJournal({
    folder,
    newSession: () => randomBytes(8).toString('hex'),
    header: { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid },
    clock: systemClock,
    // It is tried again at once: what is shown here is that it is tried, not when.
    timers: { after: (milliseconds, run) => systemTimers.after(Math.min(milliseconds, 5), run) },
  });
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 9 });
}

async function moveAwayAndBack(folder: string): Promise<void> {
  const away = `${folder}-away`;
  await rename(folder, away);
  await sleep(10);
  // The window has made another one meanwhile, perhaps once more right now.
  for (let isBack = false; !isBack;) {
    await remove(folder);
    isBack = await rename(away, folder).then(
      () => true,
      () => false,
    );
  }
}

/** Where the ledgers lie may vanish between any two steps. */
function vanished(error: unknown): void {
  assert.equal((error as NodeJS.ErrnoException).code, 'ENOENT');
}

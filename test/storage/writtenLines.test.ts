import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVENANCE } from '../../src/domain/events/provenanceRecorded.ts';
import { systemClock, systemTimers } from '../../src/host/systemTime.ts';
import { SessionJournal } from '../../src/storage/journal/sessionJournal.ts';
import { LedgerClient } from '../../src/storage/ledger/ledgerClient.ts';
import { MemoryLog } from '../support/fakes.ts';
import { WASM } from '../support/ledger.ts';
import { windowOn } from '../support/lineWindow.ts';
import { URI } from '../support/recorder.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const PROGRAM = resolve(import.meta.dirname, '../../src/storage/ledger/ledgerThread.ts');
const TYPED = { name: 'cursor', detail: 'type', extensionId: undefined };
const RELOAD = { name: 'reloadFromDisk', detail: '', extensionId: undefined };
const BEFORE = 'const there = before(anybody);';
const MINE = 'const typed = by.somebody(here);\nreturn typed.twice();\n';

describe('who wrote the lines of a file', function () {
  this.timeout(60_000);
  const folders = temporaryFolder();
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  /** A window with a journal and a ledger of its own, whose time is the one of tests. */
  function newWindow() {
    const newSession = (): string => randomBytes(8).toString('hex');
    const header = { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid };
    const folder = join(folders.path, 'journal');
    const journal = new SessionJournal({ folder, newSession, header, clock: systemClock, timers: systemTimers });
    const noticeOrder = (latest: number): void => {
      journal.noticeOrder(latest);
    };
    const ledger = new LedgerClient({
      ...{ folder: folders.path, wasm: WASM, program: PROGRAM },
      ...{ log: new MemoryLog(), noticeOrder },
    });
    ledger.hold(false);
    const written: Promise<void>[] = [];
    const window = windowOn({
      origins: (query) => ledger.lineOrigins(query),
      unrecorded: (file) => ledger.unrecordedLines(file),
      record: (payload) => written.push(journal.append(PROVENANCE, payload).written),
    });
    ledger.onDidChange(() => {
      window.ledger.change();
    });
    ends.push(async () => {
      ledger.dispose();
      await journal.close();
    });
    return { ...window, written };
  }

  /** Lets the window's time pass until its lines are as expected. */
  async function see(window: ReturnType<typeof newWindow>, expected: string[]): Promise<void> {
    for (let looks = 0; looks < 1_000 && window.origins().join() !== expected.join(); looks += 1) {
      await window.pass(100);
      await sleep(10);
    }
    assert.deepEqual(window.origins(), expected);
  }

  /** A window in which somebody wrote, and whose journal has it. */
  async function written() {
    const window = newWindow();
    window.openFile(BEFORE);
    window.edit({ inserted: MINE }, { source: TYPED });
    while (window.written.length === 0) {
      await window.pass(100);
      await sleep(10);
    }
    await Promise.all(window.written);
    return window;
  }

  it('is known to the next window, also when the one before was killed', async () => {
    await written();
    const next = newWindow();
    next.openFile(`// by somebody else\n${MINE}${BEFORE}`);
    await see(next, ['-', 'typed', 'typed', '-']);
  });

  it('is the same in two windows after a while, and what one saw typed stays so', async () => {
    const other = newWindow();
    other.openFile(BEFORE);
    other.edit({ inserted: MINE }, { source: RELOAD, clean: true });
    await see(other, ['external', 'external', '-']);
    const one = await written();
    await see(other, ['typed', 'typed', '-']);
    other.edit({ inserted: 'const other = also.typed(there);\n' }, { source: TYPED });
    await other.letGo();
    await Promise.all(other.written);
    one.closeFile();
    await one.pass(3_000);
    one.openFile(`const other = also.typed(there);\n${MINE}${BEFORE}`, URI);
    await see(one, ['typed', 'typed', 'typed', '-']);
  });
});

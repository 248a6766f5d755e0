import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProvenanceKeeper } from '../../src/features/provenance/provenanceKeeper.ts';
import { PauseControl } from '../../src/features/pause/pauseControl.ts';
import { ChatEditing } from '../../src/domain/attribution/chatEditing.ts';
import { AcceptanceFollower } from '../../src/features/record-edits/acceptanceFollower.ts';
import { AcceptanceLog } from '../../src/features/record-edits/acceptanceLog.ts';
import { EditCounts } from '../../src/features/record-edits/editCounts.ts';
import { EditRecorder } from '../../src/features/record-edits/editRecorder.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { SessionJournal } from '../../src/storage/journal/sessionJournal.ts';
import { LedgerServer } from '../../src/storage/ledger/ledgerServer.ts';
import { editFact, FakeLedger, FakeTime, MemoryLog, textChange } from '../support/fakes.ts';
import { folderHash } from '../support/folderHash.ts';
import { eventOf, loadSqlite, openLedger, sessionOf } from '../support/ledger.ts';
import { ACCEPT } from '../support/recorder.ts';
import { readAllJournals } from '../support/journals.ts';
import { quietDisk } from '../support/recorder.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const A = sessionOf('a');
const B = sessionOf('b');
const MINUTE = 60_000;

describe('the ledger and the pause of all windows', () => {
  const folders = temporaryFolder();

  /** What is known after reading journals with these events, each group after the one before. */
  async function pauseAfter(...groups: Parameters<typeof eventOf>[]) {
    const journals = join(folders.path, 'journal');
    await mkdir(journals, { recursive: true });
    const ledger = await openLedger(folders.path, { from: 'journals' });
    for (const [session, n, part] of groups) {
      await writeFile(join(journals, `${session}.jsonl`), encodeLine(eventOf(session, n, part)), { flag: 'a' });
      await ledger.catchUp();
    }
    const fresh = await openLedger(folders.path, { from: 'journals' });
    await fresh.catchUp();
    assert.equal(ledger.dump(), fresh.dump());
    return ledger.answer({}).pause;
  }

  it('knows of none when there never was one', async () => {
    assert.equal(await pauseAfter([A, 0]), undefined);
  });

  it('tells what the latest event says, in whatever order they are read', async () => {
    const begun = eventOf(A, 0).t;
    const pause = await pauseAfter(
      [B, 5, { k: 'pause', p: { until: 7 } }],
      [A, 6, { k: 'resume', p: {} }],
      [A, 1, { k: 'pause', p: {} }],
    );
    assert.deepEqual([pause?.paused, pause?.begun, pause?.until], [false, begun + 6_000, undefined]);
  });

  it('drops the end of an earlier pause', async () => {
    const pause = await pauseAfter([A, 0, { k: 'pause', p: { until: 7 } }], [A, 1, { k: 'pause', p: {} }]);
    assert.deepEqual([pause?.paused, pause?.until], [true, undefined]);
  });

  it('takes the session, then the number where two events are of one moment', async () => {
    const h = 1_000;
    const pause = await pauseAfter(
      [B, 0, { h, k: 'pause', p: {} }],
      [A, 9, { h, k: 'resume', p: {} }],
      [B, 1, { h, k: 'pause', p: { until: 3 } }],
    );
    assert.deepEqual([pause?.paused, pause?.until], [true, 3]);
  });

  it('passes over a pause of a form that it does not know', async () => {
    assert.equal(await pauseAfter([A, 0, { k: 'pause', p: { until: 'noon' } }]), undefined);
  });
});

describe('a paused window', () => {
  const folders = temporaryFolder();

  function window() {
    const time = new FakeTime();
    const newSession = (): string => randomBytes(8).toString('hex');
    const header = { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid };
    const folder = join(folders.path, 'journal');
    const journal = new SessionJournal({ folder, newSession, header, clock: time, timers: time, held: true });
    const acceptances = new AcceptanceLog(journal, new MemoryLog());
    const follower = new AcceptanceFollower(acceptances, time, time);
    const counts = new EditCounts(time, (one) => {
      acceptances.recordCounts(one);
    });
    const clipboard = { read: () => Promise.resolve({ kind: 'off' as const }) };
    const report = (error: unknown): never => assert.fail(String(error));
    const witness = new ProvenanceKeeper({ clock: time, timers: time, linesOf: () => undefined, report });
    const recorder = new EditRecorder({
      timers: time,
      clock: time,
      chat: new ChatEditing(() => undefined),
      clipboard,
      follower,
      counts,
      disk: quietDisk(time),
      witness,
      report,
    });
    const ledger = new FakeLedger();
    const letGo = (): Promise<void> => recorder.letGo();
    const pausing = new PauseControl({ journal, ledger, clock: time, timers: time, log: new MemoryLog(), letGo });
    /** An edit, as the observer of the editor hands it on. */
    const edit = (fact: Parameters<typeof editFact>[0]): void => {
      if (!pausing.isPaused) recorder.recordEdit(editFact(fact));
    };
    /** Lets time pass and the disk work. */
    const pass = async (milliseconds: number): Promise<void> => {
      for (let at = 0; at < milliseconds; at += 200) {
        time.advance(Math.min(200, milliseconds - at));
        if (at % 20_000 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await new Promise((resolve) => setTimeout(resolve, 60));
    };
    /** Waits for a promise while time passes. */
    const whileTimePasses = async <T>(work: Promise<T>): Promise<T> => {
      const state = { isDone: false };
      void work.finally(() => (state.isDone = true));
      while (!state.isDone) {
        time.advance(10);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return work;
    };
    const write = () => {
      edit({ source: ACCEPT });
      edit({ changes: [textChange({ inserted: 'x' })] });
    };
    return { time, journal, ledger, pausing, recorder, follower, write, pass, whileTimePasses, folder };
  }

  async function kinds(journal: SessionJournal): Promise<string[]> {
    return (await readAllJournals(journal.folder)).events.map(({ k }) => k);
  }

  it('has written all it knew, and then nothing for half an hour of edits, checkpoints, commits and closing', async () => {
    const { ledger, pausing, journal, follower, recorder, write, pass, whileTimePasses, folder } = window();
    await ledger.answer(undefined);
    write();
    await pass(1_000);
    assert.equal(await whileTimePasses(pausing.pause('window')), 'done');
    assert.deepEqual(await kinds(journal), ['session', 'acceptance', 'edits', 'seal']);
    const before = await folderHash(folder);
    for (let minute = 0; minute < 30; minute += 1) {
      write();
      follower.committed('file:///project');
      await pass(MINUTE);
    }
    recorder.dispose();
    await journal.close();
    assert.equal(await folderHash(folder), before);
  });

  it('records afresh when it is resumed, in a new file that names the one before', async () => {
    const { ledger, pausing, journal, write, pass, whileTimePasses } = window();
    await ledger.answer(undefined);
    write();
    await whileTimePasses(pausing.pause('all'));
    assert.deepEqual(await kinds(journal), ['session', 'acceptance', 'edits', 'pause', 'seal']);
    write();
    await pass(2 * MINUTE);
    await whileTimePasses(pausing.resume());
    write();
    await pass(1_000);
    await journal.close();
    const { events } = await readAllJournals(journal.folder);
    const later = events.slice(5);
    assert.deepEqual(
      later.map(({ k }) => k),
      ['session', 'resume', 'acceptance', 'seal'],
    );
    assert.equal(later[0]?.p['after'], events[0]?.s);
  });

  it('that started while all were paused leaves no file', async () => {
    const { ledger, journal, pausing, write, pass, time, folder } = window();
    write();
    await pass(5_000);
    await ledger.answer({ order: '1', paused: true, begun: time.now() });
    await pausing.known;
    write();
    await pass(2 * MINUTE);
    await journal.close();
    await assert.rejects(readdir(folder));
  });

  it('writes what it held back once it knows that there is no pause', async () => {
    const { ledger, journal, write, pass } = window();
    write();
    await pass(5_000);
    assert.deepEqual(await kinds(journal), []);
    await ledger.answer(undefined);
    await pass(1_000);
    assert.deepEqual(await kinds(journal), ['session', 'acceptance']);
    await journal.close();
  });
});

describe('a ledger that is held', () => {
  const folders = temporaryFolder();

  it('publishes nothing, and packs nothing, until it may', async () => {
    const journals = join(folders.path, 'journal');
    await mkdir(journals);
    const seal = eventOf(A, 1, { k: 'seal', p: { why: 'closed' } });
    await writeFile(join(journals, `${A}.jsonl`), encodeLine(eventOf(A, 0)) + encodeLine(seal));
    let now = Date.now();
    const sql = await loadSqlite();
    const server = new LedgerServer({
      folder: folders.path,
      sql,
      now: () => now,
      offsetMinutes: () => 60,
      tell: () => undefined,
      held: true,
    });
    const before = await folderHash(folders.path);
    for (let look = 0; look < 3; look += 1) {
      await server.lookAfter();
      now += 8 * 60 * MINUTE;
    }
    assert.equal(await folderHash(folders.path), before);
    server.receive({ call: 'hold', on: false });
    await server.lookAfter();
    now += 2 * MINUTE;
    await server.lookAfter();
    assert.notEqual(await folderHash(folders.path), before);
  });
});

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { SessionJournal } from '../../src/storage/journal/sessionJournal.ts';
import { FakeTime } from '../support/fakes.ts';
import { readAllJournals } from '../support/journals.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('the journal of a session', () => {
  const folders = temporaryFolder();
  const journals: SessionJournal[] = [];
  afterEach(async () => {
    await Promise.all(journals.splice(0).map((journal) => journal.close()));
  });

  function open(folder = join(folders.path, 'data', 'journal'), time = new FakeTime()) {
    const session = randomBytes(8).toString('hex');
    const header = { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid };
    const journal = new SessionJournal({ folder, newSession: () => session, header, clock: time, timers: time });
    journals.push(journal);
    const file = join(folder, `${session}.jsonl`);
    /** Lets one group be written, or one failed write be tried again. */
    const write = async (wait = 200): Promise<void> => {
      time.advance(wait);
      await new Promise((resolve) => setTimeout(resolve, 60));
    };
    return { journal, file, time, write, folder, session };
  }

  it('writes a header and its events, each once, for others to read', async () => {
    const { journal, file, write, folder } = open();
    const first = journal.append('acceptance', { uri: 'file:///a' });
    const second = journal.append('acceptance', { uri: 'file:///b' });
    await write();
    await Promise.all([first.written, second.written]);
    assert.equal(first.event.n, 1);
    assert.equal(second.event.n, 2);
    const lines = (await readFile(file, 'utf8')).split('\n');
    assert.equal(lines.length, 4);
    assert.match(lines[0] ?? '', /^[0-9a-f]{8} \{"v":1,"s":"[0-9a-f]{16}","n":0,.*"k":"session"/u);
    assert.deepEqual(
      (await readAllJournals(folder)).events.map((event) => event.k),
      ['session', 'acceptance', 'acceptance'],
    );
  });

  it('leaves nothing behind when nothing happens, and what it writes is for the owner alone', async () => {
    const { journal, folder, file, write } = open();
    await journal.close();
    await assert.rejects(readdir(folder));
    const used = open(folder);
    used.journal.append('acceptance', {});
    await used.write();
    assert.equal((await stat(used.file)).mode & 0o777, 0o600);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    await assert.rejects(stat(file));
    await write();
  });

  it('writes what waits when it is closed', async () => {
    const { journal, file } = open();
    journal.append('acceptance', { last: true });
    await journal.close();
    assert.match(await readFile(file, 'utf8'), /"last":true/u);
  });

  it('orders events after everything it has read, also when the clock was set back', async () => {
    const one = open();
    one.journal.append('acceptance', {});
    await one.write();
    const late = new FakeTime(one.time.now() - 86_400_000);
    const two = open(one.folder, late);
    const { events } = await readAllJournals(two.folder);
    two.journal.noticeOrder(events.at(-1)?.h ?? NaN);
    const append = two.journal.append('acceptance', {});
    await two.write();
    assert.ok(append.event.h > (events.at(-1)?.h ?? Infinity));
    assert.ok(append.event.t < (events.at(-1)?.t ?? 0));
    assert.equal((await readAllJournals(one.folder)).events.at(-1)?.s, two.session);
  });

  it('keeps every other line when one is damaged, torn or of a later version', async () => {
    const { journal, file, write } = open();
    journal.append('acceptance', { n: 1 });
    journal.append('acceptance', { n: 2 });
    await write();
    const [header, one, two] = (await readFile(file, 'utf8')).split('\n');
    const later = encodeLine({
      v: 9,
      s: 'f'.repeat(16),
      n: 0,
      t: 1,
      h: 1,
      z: 'UTC',
      o: 0,
      k: 'dream',
      p: {},
      extra: [1],
    });
    const damaged = (one ?? '').replace('"n":1}', '"n":7}');
    const copy = join(folders.path, 'copy');
    await mkdir(copy);
    const name = file.slice(file.lastIndexOf('/'));
    await writeFile(join(copy, name), [header, damaged, 'junk', two, `${later}${(one ?? '').slice(0, 20)}`].join('\n'));
    const reader = open(copy);
    const content = await readAllJournals(reader.folder);
    assert.equal(content.damagedLines, 2);
    assert.deepEqual(
      content.events.map((event) => event.k),
      ['dream', 'session', 'acceptance'],
    );
    assert.deepEqual(content.events[0]?.['extra'], [1]);
    await appendFile(join(copy, name), `${(one ?? '').slice(20)}\n`);
    assert.equal((await readAllJournals(reader.folder)).events.length, 4, 'the torn line was only not finished yet');
  });

  it('survives a torn end at every byte of its last line', async () => {
    const { journal, file, write } = open();
    journal.append('acceptance', { n: 'ü🦊' });
    await write();
    const bytes = await readFile(file);
    const lastLine = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
    for (let end = lastLine; end < bytes.length; end += 1) {
      const copy = join(folders.path, `torn${String(end)}`);
      await mkdir(copy);
      await writeFile(join(copy, `${'a'.repeat(16)}.jsonl`), bytes.subarray(0, end));
      const content = await readAllJournals(copy);
      assert.deepEqual([content.events.length, content.damagedLines], [1, 0], `cut at ${String(end)}`);
    }
  });

  it('waits with what it cannot write, says so, and writes it in order once it can', async () => {
    const { journal, file, write, folder } = open();
    const states: string[] = [];
    journal.onDidChangeHealth((health) => states.push(health.state));
    await mkdir(join(folders.path, 'data'));
    await writeFile(folder, 'in the way');
    const appended = [journal.append('acceptance', { n: 1 }), journal.append('acceptance', { n: 2 })];
    await write();
    assert.equal(journal.health.state, 'failing');
    assert.equal(journal.health.waiting, 3);
    await rm(folder);
    await write(1_000);
    await Promise.all(appended.map(({ written }) => written));
    assert.deepEqual(states, ['failing', 'writing']);
    assert.equal((await readFile(file, 'utf8')).trimEnd().split('\n').length, 3);
    assert.deepEqual(
      (await readAllJournals(folder)).events.map((event) => event.n),
      [0, 1, 2],
    );
  });

  it('starts its file anew when somebody removed it, and goes on in it when it comes back torn', async () => {
    const { journal, file, write, folder } = open();
    journal.append('acceptance', { n: 1 });
    await write();
    await rename(folder, `${folder}-away`);
    journal.append('acceptance', { n: 2 });
    await write();
    await rm(folder, { recursive: true });
    await rename(`${folder}-away`, folder);
    await appendFile(file, 'half a line');
    journal.append('acceptance', { n: 3 });
    await write();
    const content = await readAllJournals(folder);
    assert.deepEqual(
      content.events.map((event) => event.n),
      [0, 1, 2, 3],
    );
    assert.equal(content.damagedLines, 1);
  });

  it('keeps a bounded number of events in memory, and says how many it had to refuse', async () => {
    const { journal, write, folder } = open();
    await mkdir(join(folders.path, 'data'));
    await writeFile(folder, 'in the way');
    const kept = Array.from({ length: 4_999 }, () => journal.append('acceptance', {}));
    await assert.rejects(journal.append('acceptance', {}).written, /takes no more events/u);
    await write();
    assert.deepEqual(journal.health, { state: 'failing', reason: 'EEXIST', waiting: 5_000, lost: 1 });
    await rm(folder);
    await write(1_000);
    await Promise.all(kept.map(({ written }) => written));
    assert.equal((await readAllJournals(folder)).events.length, 5_000);
  });
});

import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportData } from '../../src/features/export-and-forget/exportData.ts';
import { writeWholeFile } from '../../src/storage/writeWholeFile.ts';
import { FakeTime, MemoryJournal } from '../support/fakes.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('the export', () => {
  const folders = temporaryFolder();
  const clock = new FakeTime();

  it('holds every event with its id, in order, and replaces an older file', async () => {
    const journal = new MemoryJournal(clock);
    journal.append('acceptance', { uri: 'file:///ü "quoted"\n' });
    journal.append('kind of a later version', { any: [1] });
    const target = join(folders.path, 'export.json');
    await writeFile(target, 'older');
    assert.deepEqual(await exportData(target, { journal, clock, writeFile: writeWholeFile }), {
      target,
      events: 2,
      damagedLines: 0,
    });
    const read = JSON.parse(await readFile(target, 'utf8')) as { events: object[] };
    const events = journal.events.map((event) => ({ id: `${event.s}:${String(event.n)}`, ...event }));
    const head = { format: 'grasp-export', version: 1, exportedAt: clock.now(), damagedLines: 0 };
    assert.deepEqual(read, { ...head, events });
    assert.deepEqual(await readdir(folders.path), ['export.json']);
  });

  it('of nothing is a valid document', async () => {
    const target = join(folders.path, 'empty.json');
    await exportData(target, { journal: new MemoryJournal(clock), clock, writeFile: writeWholeFile });
    assert.deepEqual((JSON.parse(await readFile(target, 'utf8')) as { events: object[] }).events, []);
  });

  it('to a place that can not be written changes nothing there', async () => {
    const target = join(folders.path, 'folder');
    await mkdir(target);
    const parts = { journal: new MemoryJournal(clock), clock, writeFile: writeWholeFile };
    await assert.rejects(exportData(target, parts));
    await assert.rejects(exportData(join(folders.path, 'no', 'such.json'), parts));
    assert.deepEqual(await readdir(folders.path), ['folder']);
  });
});

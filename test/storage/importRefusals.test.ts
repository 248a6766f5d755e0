import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, open, readdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { packJournal } from '../../src/storage/journal/packedJournal.ts';
import { exportBelow } from '../support/exports.ts';
import { imported, whyDeclined } from '../support/imports.ts';
import { eventOf, journalOf, loadSqlite, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const HEAD = '{"format":"grasp-export","version":1,"exportedAt":0,"damagedLines":0,"events":[';

describe('what is no export', () => {
  let here: string;
  let source: string;
  // Before the folder is removed.
  afterEach(async () => {
    assert.deepEqual(await readdir(join(here, 'journal')), [], 'something was imported');
  });
  const folders = temporaryFolder();

  beforeEach(async () => {
    here = join(folders.path, 'here');
    source = join(folders.path, 'source');
    await mkdir(join(here, 'journal'), { recursive: true });
  });

  const event = JSON.stringify({ id: `${sessionOf('1')}:0`, ...eventOf(sessionOf('1'), 0) });
  const texts: [string, string | Buffer, RegExp][] = [
    ['an empty file', '', /is empty/u],
    ['a text', 'Dear diary\n', /is not JSON/u],
    ['a binary file', Buffer.from([1, 2, 0, 3]), /is no text/u],
    ['JSON of something else', '{"events":[]}', /no export of Grasp/u],
    ['JSON that is no object', '[1]', /no export of Grasp/u],
    ['null', 'null', /no export of Grasp/u],
    ['an export of a later version', `${HEAD.replace('"version":1', '"version":2')}\n${event}\n]}\n`, /later version/u],
    ['an export of a later version, pretty', '{\n"format":"grasp-export",\n"version":7}', /later version/u],
    ['an export of no version', '{"format":"grasp-export","version":"1"}', /no version that there is/u],
    ['an export without events', '{"format":"grasp-export","version":1}', /without a list of events/u],
    ['a document that is cut off between events', `${HEAD}\n${event},\n`, /is cut off after line 2/u],
    ['a document that is cut off in an event', `${HEAD}\n${event},\n${event.slice(0, 50)}`, /is cut off after line 3/u],
    ['a document that is cut off in its head', HEAD.slice(0, 40), /is not JSON, or is cut off/u],
    ['a document that goes on after its end', `${HEAD}\n${event}\n]}\n${event}\n`, /goes on after its end, in line 4/u],
    ['lists in lists, 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000), /no export of Grasp/u],
    ['lists in lists that do not end', '['.repeat(100_000), /is not JSON/u],
    ['one journal', encodeLine(eventOf(sessionOf('1'), 0)), /single journal/u],
    ['one packed journal', packJournal(Buffer.from(journalOf(sessionOf('1'), 1))), /single journal/u],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /is not JSON/u],
    ['a line that does not end', `${HEAD}\n${'x'.repeat(9 * 1024 * 1024)}`, /a line of more than 8 MB/u],
  ];
  for (const [what, content, why] of texts) {
    it(`is told of ${what}`, async () => {
      await writeFile(source, content);
      assert.match(await whyDeclined(here, { source }), why);
    });
  }

  it('is told of another program’s database', async () => {
    const { Database } = await loadSqlite();
    const database = new Database();
    database.run('CREATE TABLE t (x)');
    await writeFile(source, database.export());
    assert.match(await whyDeclined(here, { source }), /is a database/u);
  });

  it('is told of a gigabyte, at once', async () => {
    await writeFile(source, '{"format":');
    await truncate(source, 1_000_000_000);
    assert.match(await whyDeclined(here, { source }), /is no text/u);
    const handle = await open(source, 'r+');
    await handle.write(' '.repeat(300_000), 0);
    await handle.close();
    assert.match(await whyDeclined(here, { source }), /one event a line\. Other JSON is read up to 100 MB/u);
  });

  it('is told of deep nesting inside of an event, on a line of its own or not', async () => {
    const deep = `{"v":1,"s":"${sessionOf('1')}","n":0,"t":1,"h":1,"z":"","o":0,"k":"x","p":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    for (const text of [`${HEAD}\n${deep}\n]}\n`, `${HEAD}${deep}]}`]) {
      await writeFile(source, text);
      assert.match(await whyDeclined(here, { source }), /1 line .* nested too deep/u);
    }
  });

  it('is told of a path that leads nowhere, or to no file', async () => {
    assert.match(await whyDeclined(here, { source }), /is not there/u);
    assert.match(await whyDeclined(here, { source: 'source' }), /no absolute path/u);
    assert.match(await whyDeclined(here, { source: join(source, '\0') }), /can not be read/u);
    assert.match(await whyDeclined(here, { source: '/dev/zero' }), /neither a file nor a folder/u);
    execFileSync('mkfifo', [source]);
    assert.match(await whyDeclined(here, { source }), /neither a file nor a folder/u);
  });

  it('is told of a folder without journals', async () => {
    await mkdir(join(source, 'x.jsonl.d'), { recursive: true });
    await writeFile(join(source, 'export.json'), '{}');
    assert.match(await whyDeclined(here, { source }), /holds no journals/u);
  });

  it('is told of links, pipes and folders among journals, which are not followed', async () => {
    await mkdir(source);
    const outside = join(folders.path, 'outside.jsonl');
    await writeFile(outside, journalOf(sessionOf('1'), 1));
    await symlink(outside, join(source, 'link.jsonl'));
    await mkdir(join(source, 'folder.jsonl'));
    execFileSync('mkfifo', [join(source, 'pipe.jsonl.gz')]);
    const { refused, added } = await imported(here, { source, preview: true });
    assert.equal(added, 0);
    assert.deepEqual(
      refused.map(({ file, line, why }) => `${file} ${String(line)} ${why}`),
      [
        'folder.jsonl 0 it is no plain file',
        'link.jsonl 0 it is a symbolic link, which Grasp does not follow',
        'pipe.jsonl.gz 0 it is no plain file',
      ],
    );
    await symlink(source, join(folders.path, 'journal'));
    assert.match(await whyDeclined(here, { source: folders.path }), /symbolic link in the place of its folder/u);
  });

  it('is told of what pretends to be a packed journal', async () => {
    await mkdir(source);
    const bomb = gzipSync(Buffer.alloc(101 * 1024 * 1024));
    await writeFile(join(source, 'bomb.jsonl.gz'), Buffer.concat([bomb, bomb]));
    await writeFile(join(source, 'noise.jsonl.gz'), 'no gzip at all');
    await writeFile(join(source, 'endless.jsonl'), 'x'.repeat(9 * 1024 * 1024));
    const { refused, added } = await imported(here, { source, preview: true });
    assert.equal(added, 0);
    assert.deepEqual([...new Set(refused.map(({ file }) => file))].sort(), [
      'bomb.jsonl.gz',
      'endless.jsonl',
      'noise.jsonl.gz',
    ]);
  });

  it('is no matter to the export of nothing', async () => {
    await exportBelow(here, { target: source });
    assert.equal((await imported(here, { source })).added, 0);
  });
});

import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FURTHEST_AHEAD } from '../../src/domain/events/journalEvent.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { packJournal } from '../../src/storage/journal/packedJournal.ts';
import { exportBelow } from '../support/exports.ts';
import { IMPORTED_AT, imported, importInto, whyDeclined } from '../support/imports.ts';
import { readAllJournals } from '../support/journals.ts';
import { RECORDED } from '../support/fakes.ts';
import { eventOf, journalOf, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const NOTHING = { added: 0, known: 0, refused: [], refusedTotal: 0, forgotten: 0, forgets: 0, files: 0, order: 0 };

describe('an import', () => {
  const folders = temporaryFolder();
  let here: string;
  let there: string;
  let document: string;

  beforeEach(async () => {
    [here = '', there = '', document = ''] = ['here', 'there', 'export.json'].map((name) => join(folders.path, name));
    await mkdir(join(there, 'journal'), { recursive: true });
  });

  async function record(folder: string, digit: string, text = journalOf(sessionOf(digit), 3)): Promise<void> {
    await mkdir(join(folder, 'journal'), { recursive: true });
    await writeFile(join(folder, 'journal', `${sessionOf(digit)}.jsonl`), text);
  }

  async function dump(folder: string): Promise<string> {
    const ledger = await openLedger(folder, { from: 'journals' });
    await ledger.catchUp();
    return ledger.dump();
  }

  async function withDocument(...events: object[]): Promise<void> {
    const lines = events.map((event) => JSON.stringify(event)).join(',\n');
    await writeFile(document, `{"format":"grasp-export","version":1,"events":[\n${lines}\n]}\n`);
  }

  it('of an export gives the same ledger, and the same export again', async () => {
    // More than one journal's worth, with kinds and versions that nobody knows, and text of every length in UTF-8.
    for (const digit of ['a', '1', '5']) await record(there, digit, journalOf(sessionOf(digit), 2_000));
    const odd = [
      encodeLine({ ...eventOf(sessionOf('7'), 0, { k: 'dream', p: { text: 'ü🦊\u2028"\\' } }), 5: 'first' }),
      encodeLine(eventOf(sessionOf('7'), 7, { k: 'grown', p: { big: [1e21, -0.5, null], deep: { a: { b: [{}] } } } })),
    ];
    await writeFile(join(there, 'journal', `${sessionOf('7')}.jsonl.gz`), packJournal(Buffer.from(odd.join(''))));
    await exportBelow(there, { target: document });
    const report = await imported(here, { source: document });
    assert.deepEqual([report.added, report.known, report.files, report.refusedTotal], [12_002, 0, 1, 0]);
    assert.deepEqual([report.earliest, report.latest], [eventOf('', 0).t, eventOf('', 3_999).t]);
    assert.equal(await dump(here), await dump(there));
    await exportBelow(here, { target: `${document}.2` });
    assert.equal(await readFile(`${document}.2`, 'utf8'), await readFile(document, 'utf8'));
    const names = await readdir(join(here, 'journal'));
    assert.ok(names.length >= 2 && names.every((name) => /^[0-9a-f]{16}\.jsonl\.gz$/u.test(name)), names.join());
  });

  it('once more changes nothing, nor does one of what is here', async () => {
    await record(there, '1');
    await exportBelow(there, { target: document });
    await imported(here, { source: document });
    const names = await readdir(join(here, 'journal'));
    for (const source of [document, there, here, join(here, 'journal')]) {
      assert.deepEqual(await imported(here, { source }), { ...NOTHING, known: 6 });
    }
    assert.deepEqual(await readdir(join(here, 'journal')), names);
  });

  it('of another machine’s journals, plain, packed and of any name, merges them', async () => {
    await record(here, '1');
    await record(there, '1', journalOf(sessionOf('1'), 5));
    const journals = join(there, 'journal');
    await writeFile(join(journals, 'copy of 2.jsonl'), journalOf(sessionOf('2'), 2));
    await writeFile(
      join(journals, `${sessionOf('3')}.jsonl.gz`),
      packJournal(Buffer.from(journalOf(sessionOf('3'), 1))),
    );
    await writeFile(join(journals, 'readme.txt'), 'nothing for us');
    const report = await imported(here, { source: there });
    assert.deepEqual([report.added, report.known], [4 + 4 + 2, 6]);
    const all = join(folders.path, 'all');
    for (const [digit, count] of [
      ['1', 5],
      ['2', 2],
      ['3', 1],
    ] as const) {
      await record(all, digit, journalOf(sessionOf(digit), count));
    }
    assert.equal(await dump(here), await dump(all));
  });

  it('is seen by a ledger that is open, and by one that was published', async () => {
    await record(here, '1');
    const ledger = await openLedger(here);
    await ledger.catchUp();
    await ledger.publish();
    await record(there, '2');
    await imported(here, { source: there });
    assert.equal(await ledger.catchUp(), true);
    assert.equal(ledger.answer({}).acceptances.length, 6);
    const next = await openLedger(here);
    await next.catchUp();
    assert.equal(next.dump(), await dump(here));
  });

  it('as a preview tells the same and writes nothing, not even a folder', async () => {
    await record(there, '1');
    const preview = await imported(here, { source: there, preview: true });
    assert.deepEqual(await readdir(folders.path), ['there']);
    assert.deepEqual(preview, await imported(here, { source: there }));
  });

  it('takes the first of two with one id, and what is here before both', async () => {
    const s = sessionOf('1');
    const other = (n: number): object => eventOf(s, n, { p: { ...RECORDED, language: 'other' } });
    await record(here, '1', encodeLine(eventOf(s, 0)));
    await withDocument(
      { id: `${s}:0`, ...other(0) },
      { id: `${s}:1`, ...eventOf(s, 1) },
      { id: `${s}:1`, ...other(1) },
    );
    const report = await imported(here, { source: document });
    assert.deepEqual([report.added, report.known], [1, 2]);
    const { events } = await readAllJournals(join(here, 'journal'));
    assert.deepEqual(
      events.map(({ p }) => p['language']),
      ['typescript', 'typescript'],
    );
  });

  it('with lines that can not be taken in asks for a word, names them, and then has all others', async () => {
    const s = sessionOf('1');
    const far = { h: IMPORTED_AT + FURTHEST_AHEAD + 1 };
    let deep: object = {};
    for (let level = 0; level < 100; level += 1) deep = { deep };
    await withDocument(
      { id: `${s}:0`, ...eventOf(s, 0) },
      { id: `${s}:9`, ...eventOf(s, 1) },
      { id: `${s}:2`, ...eventOf(s, 2, far) },
      { id: `${s}:3`, ...eventOf(s, 3, { t: -1 }) },
      { id: `${s}:4`, ...eventOf(s, 4, { o: 9_999 }) },
      { id: `${s}:5`, ...eventOf(s, 5, { p: deep as never }) },
      { id: `${s}:6`, ...eventOf(s, 6), k: '' },
      { ...eventOf(s, 7) },
    );
    const why = await whyDeclined(here, { source: document });
    assert.match(why, /6 lines .* nothing was imported\. The first: line 3 of "export\.json", its id is/u);
    assert.deepEqual(await readdir(join(here, 'journal')).catch(() => []), []);
    const report = await imported(here, { source: document, allowRefused: true });
    assert.deepEqual([report.added, report.refusedTotal], [2, 6]);
    assert.deepEqual(
      report.refused.map(({ line, why }) => [line, why]),
      [
        [3, 'its id is that of another event'],
        [8, 'it has not the form of an event'],
        [4, 'its time is more than ten years ahead'],
        [5, 'its time is before 1970'],
        [6, 'its local time is more than a day from UTC'],
        [7, 'it is nested too deep'],
      ],
    );
  });

  it('names a hundred refused lines and counts the others', async () => {
    const s = sessionOf('1');
    const text = Array.from({ length: 250 }, () => 'rotten\n').join('');
    await record(there, '1', encodeLine(eventOf(s, 0)) + text);
    const report = await imported(here, { source: there, preview: true });
    assert.deepEqual([report.added, report.refused.length, report.refusedTotal], [1, 100, 250]);
    assert.deepEqual(report.refused[0], {
      ...{ file: `${s}.jsonl`, line: 2, why: 'its checksum or its form is wrong' },
    });
  });

  it('that is called off leaves the journals as they were, and can be done again', async () => {
    for (const digit of ['1', '2', '3']) await record(there, digit, journalOf(sessionOf(digit), 2_000));
    await record(here, '4');
    for (const allowed of [0, 1, 2, 5, 9]) {
      const stop = new AbortController();
      let told = 0;
      const progress = (): void => {
        if ((told += 1) > allowed) stop.abort();
      };
      await assert.rejects(importInto(here, { source: there, signal: stop.signal, progress }), { name: 'AbortError' });
      assert.deepEqual(await readdir(join(here, 'journal')), [`${sessionOf('4')}.jsonl`]);
    }
    assert.equal((await imported(here, { source: there })).added, 12_000);
  });

  it('that fails while it is written leaves the journals as they were', async () => {
    await record(there, '1');
    for (const step of ['draft-begun', 'draft-flushed', 'import-drafted']) {
      const reached = (at: string): void => {
        if (at === step) throw new Error('no room');
      };
      await assert.rejects(importInto(here, { source: there, reached }), /no room/u);
      assert.deepEqual(await readdir(join(here, 'journal')), []);
    }
    await writeFile(join(folders.path, 'file'), '');
    await assert.rejects(importInto(join(folders.path, 'file'), { source: there }), { code: 'ENOTDIR' });
  });

  it('reads an export that somebody has written anew: with a mark, CR LF, or as pretty JSON', async () => {
    await record(there, '1');
    await exportBelow(there, { target: document });
    const text = await readFile(document, 'utf8');
    const pretty = JSON.stringify(JSON.parse(text), undefined, 2);
    for (const [at, other] of [`\u{FEFF}${text}`, text.replaceAll('\n', '\r\n'), pretty, text.trimEnd()].entries()) {
      await writeFile(document, other);
      const folder = join(folders.path, `here${String(at)}`);
      assert.equal((await imported(folder, { source: document })).added, 6);
      assert.equal(await dump(folder), await dump(there));
    }
    const empty = join(folders.path, 'empty');
    await mkdir(empty);
    await exportBelow(empty, { target: document });
    assert.deepEqual(await imported(here, { source: document }), NOTHING);
  });
});

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packJournal } from '../../src/storage/journal/packedJournal.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import type { JobProgress } from '../../src/ports/dataJob.ts';
import { lotEvent, noteEvent, saidOfLots } from '../support/explainedEvents.ts';
import { exportBelow } from '../support/exports.ts';
import { eventOf, journalOf, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

interface Exported {
  readonly damagedLines: number;
  readonly events: readonly Record<string, unknown>[];
}

describe('an export', () => {
  const folders = temporaryFolder();
  let data: string;
  let journals: string;
  let target: string;

  beforeEach(async () => {
    data = join(folders.path, 'data');
    journals = join(data, 'journal');
    target = join(folders.path, 'out');
    await mkdir(journals, { recursive: true });
  });

  async function exported(): Promise<Exported> {
    return JSON.parse(await readFile(target, 'utf8')) as Exported;
  }

  async function idsOf(): Promise<string[]> {
    return (await exported()).events.map(({ id }) => String(id));
  }

  it('of nothing is a valid document, empty tables and a short text', async () => {
    assert.deepEqual(await exportBelow(data, { target }), { target, format: 'json', events: 0, damagedLines: 0 });
    const head = { format: 'grasp-export', version: 1, exportedAt: Date.UTC(2026, 10, 21, 12), damagedLines: 0 };
    assert.deepEqual(await exported(), { ...head, events: [] });
    await exportBelow(data, { target: `${target}.d`, format: 'csv' });
    assert.deepEqual((await readdir(`${target}.d`)).sort(), ['acceptances.csv', 'edits.csv', 'sessions.csv']);
    await exportBelow(data, { target, format: 'markdown' });
    assert.match(await readFile(target, 'utf8'), /^# What Grasp has recorded/u);
    assert.deepEqual((await readdir(folders.path)).sort(), ['data', 'out', 'out.d']);
  });

  it('has every session by its first event, every event once, by number', async () => {
    const [late, early] = [sessionOf('1'), sessionOf('2')];
    const event = (s: string, n: number): string => encodeLine(eventOf(s, n, { h: (s === late ? 5_000 : 0) + n }));
    // The session that began first, in three files that overlap, and twice in one of them.
    await writeFile(join(journals, `${late}.jsonl`), event(late, 1) + event(late, 0) + event(early, 9));
    await writeFile(join(journals, `${early}.jsonl`), event(early, 0) + event(early, 2) + event(early, 0));
    const parts = [event(early, 1), event(early, 2), event(late, 1), event(early, 10)].join('');
    await writeFile(join(journals, `${sessionOf('3')}.jsonl.gz`), packJournal(Buffer.from(parts)));
    assert.deepEqual(await exportBelow(data, { target }), { target, format: 'json', events: 7, damagedLines: 0 });
    const expected = [...[0, 1, 2, 9, 10].map((n) => `${early}:${String(n)}`), `${late}:0`, `${late}:1`];
    assert.deepEqual(await idsOf(), expected);
  });

  it('has one event a line, each as it was written, of whatever kind and version', async () => {
    const s = sessionOf('4');
    const later = { ...eventOf(s, 1, { v: 9, k: 'dream', p: { any: [1, { deep: null }] } }), 10: 'first', extra: 'ü' };
    await writeFile(join(journals, `${s}.jsonl`), encodeLine(eventOf(s, 0)) + encodeLine(later));
    await exportBelow(data, { target });
    const lines = (await readFile(target, 'utf8')).split('\n');
    assert.equal(lines.length, 5);
    assert.equal(lines[2], `{"id":"${s}:1",${JSON.stringify(later).slice(1)}`);
    assert.deepEqual((await exported()).events[1], { id: `${s}:1`, ...later });
  });

  it('counts what is damaged, and has all else', async () => {
    const s = sessionOf('5');
    await writeFile(
      join(journals, `${s}.jsonl`),
      `${encodeLine(eventOf(s, 0))}damaged\n${encodeLine(eventOf(s, 1))}torn`,
    );
    assert.deepEqual(await exportBelow(data, { target }), { target, format: 'json', events: 2, damagedLines: 1 });
    assert.equal((await exported()).damagedLines, 1);
  });

  it('loses nothing when a journal is packed between its two looks', async () => {
    const s = sessionOf('6');
    const text = journalOf(s, 3);
    await writeFile(join(journals, `${s}.jsonl`), text);
    let packed = false;
    const progress = ({ done }: JobProgress): void => {
      if (packed || done < text.length) return;
      packed = true;
      writeFileSync(join(journals, `${s}.jsonl.gz`), packJournal(Buffer.from(text)));
      rmSync(join(journals, `${s}.jsonl`));
    };
    await exportBelow(data, { target, progress, format: 'json' });
    assert.ok(packed);
    assert.equal((await idsOf()).length, 6);
  });

  it('tells how far it is, in bytes and events', async () => {
    const text = journalOf(sessionOf('7'), 10);
    await writeFile(join(journals, `${sessionOf('7')}.jsonl`), text);
    const told: JobProgress[] = [];
    await exportBelow(data, { target, progress: (one) => told.push(one) });
    assert.deepEqual(told.at(-1), { done: 2 * text.length, total: 2 * text.length, records: 0 });
  });

  it('as tables has what the journals say', async () => {
    const s = sessionOf('8');
    const uri = 'file:///p/=cmd|%27%20x.ts';
    const counts = { typed: { edits: 2, inserted: 30, removed: 1 }, pasted: { edits: 1, inserted: 9, removed: 0 } };
    const events = [
      eventOf(s, 0, { k: 'session', p: { grasp: '0.1.0', vscode: '1.103.0', pid: 7, host: '-host' } }),
      eventOf(s, 1, { p: { ...eventOf(s, 1).p, uri, folder: 'file:///p' } }),
      eventOf(s, 2, { k: 'acceptance-survival', p: { of: `${s}:1`, at: '2min', share: 0.5 } }),
      eventOf(s, 3, { k: 'edits', p: { uri, folder: 'file:///p', language: 'typescript', counts } }),
      eventOf(s, 4, { k: 'edits', p: { uri, language: 'typescript', counts: 'of a later version' } }),
      eventOf(s, 5, { k: 'acceptance-corrected', p: { of: `${s}:1`, origin: 'pasted' } }),
      eventOf(s, 6, { k: 'seal', p: { why: 'closed' } }),
    ];
    await writeFile(join(journals, `${s}.jsonl`), events.map(encodeLine).join(''));
    const result = await exportBelow(data, { target, format: 'csv' });
    assert.deepEqual(result, { target, format: 'csv', events: 7, damagedLines: 0 });
    const [acceptances, edits, sessions] = await Promise.all(
      ['acceptances', 'edits', 'sessions'].map((name) => readFile(join(target, `${name}.csv`), 'utf8')),
    );
    const time = '2026-11-18T10:00:0';
    assert.deepEqual(acceptances!.split('\r\n')[1]?.split(',').slice(0, 4), [
      ...[`${s}:1`, `${time}1+01:00`, `'=cmd|' x.ts`, uri],
    ]);
    assert.match(acceptances!, /pasted,certain,You said so.,3,25,4,kept,,,0.5,,,,,completion,certain\r\n$/u);
    assert.deepEqual(edits!.split('\r\n').slice(1), [
      `${s}:3,${time}3+01:00,'=cmd|' x.ts,${uri},typescript,typed,2,30,1`,
      `${s}:3,${time}3+01:00,'=cmd|' x.ts,${uri},typescript,pasted,1,9,0`,
      '',
    ]);
    assert.equal(sessions!.split('\r\n')[1], `${s},${time}0+01:00,${time}6+01:00,7,0.1.0,1.103.0,'-host,7,,closed`);
  });

  it('has lots, notes, commits and tasks as they stand, as tables and in the text, where there are any', async () => {
    const s = sessionOf('8');
    const uri = 'file:///p/=x.ts';
    const commit = eventOf(s, 5, {
      k: 'commit',
      p: { uri: '=p', commit: 'c'.repeat(40), authored: 0, offset: 60, typed: 1, ai: 2, probable: 3, unseen: 4 },
    });
    const events = [
      ...[lotEvent(s, 0, { uri, folder: 'file:///p' }), lotEvent(s, 1, { names: 'BBBBBBBBBBA', owes: false })],
      noteEvent(s, 2, { lots: [`${s}:0`, `${s}:1`], text: '=1+1\n"two", <b>', after: 4, turnedDown: '@y' }),
      eventOf(s, 3, { k: 'note-edited', p: { of: `${s}:2`, after: 2 } }),
      ...[saidOfLots(s, 4, [`${s}:1`], { commit: 'c'.repeat(40) }), commit],
      eventOf(s, 6, { k: 'task-started', p: { title: '=Sort', kind: 'fix', estimate: 30, confidence: 70, ai: true } }),
      eventOf(s, 7, { k: 'task-ended', p: { of: `${s}:6`, as: 'done', minutes: 45, ai: false } }),
    ];
    await writeFile(join(journals, `${s}.jsonl`), events.map(encodeLine).join(''));
    await exportBelow(data, { target: `${target}.d`, format: 'csv' });
    const [lots, notes, commits] = await Promise.all(
      ['lots', 'notes', 'commits'].map((name) => readFile(join(`${target}.d`, `${name}.csv`), 'utf8')),
    );
    const time = '2026-11-18T10:00:0';
    const lot = (n: number, file: string): string =>
      `${s}:${String(n)},${time}${String(n)}+01:00,${file},12,3,5,network`;
    assert.deepEqual(lots!.split('\r\n').slice(1, -1), [
      lot(0, `'=x.ts,${uri}`) + ',core,explained,,',
      lot(1, 'src/retry.ts,file:///home/me/work/src/retry.ts') + `,core,explained,,${'c'.repeat(40)}`,
    ]);
    assert.equal(
      notes!.slice(notes!.indexOf('\r\n') + 2),
      `${s}:2,${time}2+01:00,,${s}:0 ${s}:1,"'=x.ts\nsrc/retry.ts","'=1+1\n""two"", <b>",,2,,,'@y,0,30,no\r\n`,
    );
    assert.equal(commits!.split('\r\n')[1], `${'c'.repeat(40)},1970-01-01T01:00:00+01:00,'=p,1,2,3,4,no`);
    const tasks = await readFile(join(`${target}.d`, 'tasks.csv'), 'utf8');
    assert.equal(tasks.slice(tasks.indexOf('\r\n') + 2), `${s}:6,${time}6+01:00,'=Sort,fix,30,70,no,done,45,\r\n`);
    await exportBelow(data, { target, format: 'markdown' });
    const text = await readFile(target, 'utf8');
    assert.match(
      text,
      /\n## Notes\n\n### 2026-11-18 10:00: understanding 2 of 5\n\nIn =x.ts, src\/retry.ts\n\n> \\=1\+1\\\n> "two", \\<b\\>\n$/u,
    );
  });

  it('has all lots, also of more than one part of them', async () => {
    const s = sessionOf('8');
    const many = Array.from({ length: 450 }, (_, at) => lotEvent(s, at, { names: `${String(1_000 + at)}AAAAAAA` }));
    await writeFile(join(journals, `${s}.jsonl`), many.map(encodeLine).join(''));
    await exportBelow(data, { target, format: 'csv' });
    assert.equal((await readFile(join(target, 'lots.csv'), 'utf8')).split('\r\n').length, 452);
    assert.deepEqual((await readdir(target)).sort(), ['acceptances.csv', 'edits.csv', 'lots.csv', 'sessions.csv']);
  });

  it('as tables or text is refused where a later version has recorded, and as JSON is whole', async () => {
    const s = sessionOf('9');
    await writeFile(join(journals, `${s}.jsonl`), encodeLine(eventOf(s, 0, { v: 2 })));
    for (const format of ['csv', 'markdown'] as const) {
      const outcome = await exportBelow(data, { target, format });
      assert.match('declined' in outcome ? outcome.declined : '', /newer Grasp .* JSON/u);
    }
    assert.deepEqual(await readdir(folders.path), ['data']);
    await exportBelow(data, { target });
    assert.deepEqual(await idsOf(), [`${s}:0`]);
  });
});

describe('the place of an export', () => {
  const folders = temporaryFolder();
  let data: string;
  let target: string;

  beforeEach(async () => {
    data = join(folders.path, 'data');
    target = join(folders.path, 'out');
    await mkdir(join(data, 'journal'), { recursive: true });
    for (const digit of ['1', '2', '3']) {
      await writeFile(join(data, 'journal', `${sessionOf(digit)}.jsonl`), journalOf(sessionOf(digit), 400));
    }
  });

  async function whyNot(part: Partial<Parameters<typeof exportBelow>[1]>): Promise<string> {
    const outcome = await exportBelow(data, { target, ...part });
    return 'declined' in outcome ? outcome.declined : 'it was written';
  }

  it('is a file, which is replaced, or a folder that is new or empty', async () => {
    await writeFile(target, 'older');
    await exportBelow(data, { target });
    assert.match(await readFile(target, 'utf8'), /^\{"format":"grasp-export"/u);
    assert.match(await whyNot({ format: 'csv' }), /is no folder/u);
    const folder = join(folders.path, 'tables');
    await mkdir(folder);
    assert.match(await whyNot({ target: folder }), /is no file/u);
    assert.equal(await whyNot({ target: folder, format: 'csv' }), 'it was written');
    assert.match(await whyNot({ target: folder, format: 'csv' }), /is not empty/u);
    assert.deepEqual((await readdir(folders.path)).sort(), ['data', 'out', 'tables']);
  });

  it('is absolute, and not among the records, not even by another name', async () => {
    assert.match(await whyNot({ target: 'out' }), /absolute/u);
    await symlink(data, join(folders.path, 'link'));
    for (const inside of [join(data, 'x'), join(data, 'journal', `${sessionOf('1')}.jsonl`), data]) {
      assert.match(await whyNot({ target: inside }), /holds your records/u);
    }
    assert.match(await whyNot({ target: join(folders.path, 'link', 'x') }), /holds your records/u);
    assert.match(await whyNot({ target: join(folders.path, 'link', 'x'), format: 'csv' }), /holds your records/u);
    assert.equal(await whyNot({ target: `${data}.json` }), 'it was written');
  });

  for (const format of ['json', 'csv', 'markdown'] as const) {
    it(`stays as it was when ${format} is called off at any moment, or fails`, async () => {
      if (format !== 'csv') await writeFile(target, 'older');
      for (const allowed of [0, 1, 3, 5, 7]) {
        const stop = new AbortController();
        let told = 0;
        const progress = (): void => {
          if ((told += 1) > allowed) stop.abort();
        };
        if (format === 'markdown' || allowed === 0) stop.abort();
        await assert.rejects(exportBelow(data, { target, format, signal: stop.signal, progress }), {
          name: 'AbortError',
        });
      }
      const failing = (): void => {
        throw new Error('no room');
      };
      await assert.rejects(exportBelow(data, { target, format, reached: failing }), /no room/u);
      await assert.rejects(exportBelow(data, { target: join(folders.path, 'no', 'such'), format }), { code: 'ENOENT' });
      assert.deepEqual((await readdir(folders.path)).sort(), format === 'csv' ? ['data'] : ['data', 'out']);
      if (format !== 'csv') assert.equal(await readFile(target, 'utf8'), 'older');
    });
  }
});

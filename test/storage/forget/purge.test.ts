import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import type { ForgetScope } from '../../../src/domain/privacy/forgetScope.ts';
import type { FoundRecords } from '../../../src/ports/dataJob.ts';
import { findRecords } from '../../../src/storage/forget/findRecords.ts';
import { encodeLine } from '../../../src/storage/journal/journalLine.ts';
import { packJournal } from '../../../src/storage/journal/packedJournal.ts';
import { LedgerServer } from '../../../src/storage/ledger/ledgerServer.ts';
import { exportBelow } from '../../support/exports.ts';
import { lotEvent, noteEvent, saidOfLots } from '../../support/explainedEvents.ts';
import { RECORDED } from '../../support/fakes.ts';
import { imported } from '../../support/imports.ts';
import { readAllJournals } from '../../support/journals.ts';
import { eventOf, ledgerName, loadSqlite, openLedger, sessionOf } from '../../support/ledger.ts';
import { linesEvent } from '../../support/lines.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { filesWith } from '../../support/traces.ts';
import { assertLedgerIsWhole } from '../chaos/oracle.ts';

const CHILD = join(import.meta.dirname, 'purgingChild.ts');
const SECRET = 'file:///home/me/work/secret.ts';
const FILE: ForgetScope = { what: 'place', path: '/home/me/work/secret.ts', isFolder: false, uris: [SECRET] };
const [A, B, C, LATER] = ['a', 'b', 'c', 'f'].map(sessionOf) as [string, string, string, string];
/** No process has this number: it is beyond what systems give. */
const NOBODY = 2 ** 30;

const started = (s: string, pid = NOBODY, host = hostname()): JournalEvent =>
  eventOf(s, 0, { k: 'session', p: { grasp: '0.1.0', vscode: '1.103.0', pid, host } });
const secret = (s: string, n: number): JournalEvent => eventOf(s, n, { p: { ...RECORDED, uri: SECRET } });
const state = (s: string, n: number, of: string): JournalEvent =>
  eventOf(s, n, { k: 'acceptance-state', p: { of, state: 'deleted' } });
const sealed = (s: string, n: number): JournalEvent => eventOf(s, n, { k: 'seal', p: { why: 'closed' } });

describe('what is forgotten', () => {
  const folders = temporaryFolder();
  let folder: string;
  let journals: string;

  beforeEach(async () => {
    folder = join(folders.path, 'data');
    journals = join(folder, 'journal');
    await mkdir(journals, { recursive: true });
  });

  const lines = (...events: readonly JournalEvent[]): string => events.map(encodeLine).join('');

  async function write(session: string, text: string, packed = false): Promise<void> {
    if (packed) await writeFile(join(journals, `${session}.jsonl.gz`), packJournal(Buffer.from(text)));
    else await writeFile(join(journals, `${session}.jsonl`), text);
  }

  async function find(scope: ForgetScope): Promise<FoundRecords> {
    const signal = new AbortController().signal;
    return findRecords({ journals, scope, isForgotten: () => false, signal, progress: () => undefined });
  }

  /** Says that it is forgotten, as a window does, in a journal that nobody writes to any more. */
  async function tell(scope: ForgetScope): Promise<FoundRecords> {
    const found = await find(scope);
    const told = eventOf(LATER, 1, { k: 'forgotten', p: { ids: found.ids }, h: Date.UTC(2027, 0) });
    await write(LATER, lines(started(LATER), told, sealed(LATER, 2)));
    return found;
  }

  function run(...values: readonly string[]): Promise<string> {
    return new Promise((resolve) => {
      execFile(process.execPath, [CHILD, folder, ...values], (_error, out) => {
        resolve(out);
      });
    });
  }

  async function names(): Promise<string[]> {
    return (await readdir(journals)).filter((name) => !name.startsWith('.')).sort();
  }

  it('goes from journals that are packed, sealed or were left by a dead window, with what follows it', async () => {
    await write(
      A,
      lines(started(A), secret(A, 1), eventOf(A, 2), state(A, 3, `${A}:1`), state(A, 4, `${A}:2`), sealed(A, 5)),
      true,
    );
    await write(B, lines(started(B), state(B, 1, `${A}:1`), eventOf(B, 2), sealed(B, 3)));
    await write(C, lines(started(C), secret(C, 1), eventOf(C, 2)));
    const found = await tell(FILE);
    assert.deepEqual(found.ids, { [A]: '1,3', [B]: '1', [C]: '1' });
    assert.deepEqual([found.records, found.acceptances, found.files], [4, 2, 1]);
    assert.equal(await run(), '{"purged":3,"left":0}');
    assert.deepEqual(await filesWith(folder, 'secret.ts'), []);
    assert.deepEqual(await names(), [`${A}.jsonl.gz`, `${B}.jsonl.gz`, `${C}.jsonl.gz`, `${LATER}.jsonl`]);
    const { events } = await readAllJournals(journals);
    assert.deepEqual(
      events
        .filter(({ s }) => s !== LATER)
        .map(({ s, n }) => `${s[0] ?? ''}${String(n)}`)
        .sort(),
      ['a0', 'a2', 'a4', 'a5', 'b0', 'b2', 'b3', 'c0', 'c2'],
    );
    assert.equal(await run(), '{"purged":0,"left":0}');
    await assertLedgerIsWhole(folder);
  });

  it('takes what is recorded of its lines with it, and nothing of those of another file', async () => {
    const names = 'AAAAAAAAAAA';
    const writtenLines = (n: number, uri: string): JournalEvent =>
      linesEvent(A, n, { uri, key: '0'.repeat(16), lines: [{ of: `${A}:1`, names }] });
    const other = 'file:///home/me/work/other.ts';
    await write(A, lines(started(A), secret(A, 1), writtenLines(2, SECRET), writtenLines(3, other), sealed(A, 4)));
    const before = await openLedger(folder);
    await before.catchUp();
    assert.match(before.dump(), /secret\.ts[^]*other\.ts/u);
    assert.deepEqual((await tell(FILE)).ids, { [A]: '1-2' });
    await before.catchUp();
    const dump = before.dump();
    assert.doesNotMatch(dump, /secret\.ts/u);
    assert.match(dump, /other\.ts/u);
    before.close();
    assert.equal(await run(), '{"purged":1,"left":0}');
    assert.deepEqual(await filesWith(folder, 'secret.ts'), []);
    await assertLedgerIsWhole(folder);
  });

  it('takes lots with it, all that is said of them and notes on them, in whatever order the journals are read', async () => {
    const other = { uri: 'file:///home/me/work/other.ts', names: 'BBBBBBBBBBA' };
    const id = (s: string, n: number): string => `${s}:${String(n)}`;
    const edit = (s: string, n: number, of: string): JournalEvent =>
      eventOf(s, n, { k: 'note-edited', p: { of, text: 'edited' } });
    const [lotted, said] = [
      [started(B), lotEvent(B, 1, { uri: SECRET }), lotEvent(B, 2, other), lotEvent(B, 3, { uri: SECRET })],
      [
        ...[started(A), saidOfLots(A, 1, [id(B, 2)], { reason: 'known' }), edit(A, 2, id(C, 2)), edit(A, 3, id(C, 1))],
        // Of a lot of each file, and of one that nobody knows.
        ...[
          saidOfLots(A, 4, [id(B, 2), id(B, 3)], { reason: 'known' }),
          saidOfLots(A, 5, [id(LATER, 9)], { reason: 'known' }),
        ],
        saidOfLots(A, 6, [id(B, 1)], { commit: 'c'.repeat(40) }),
        eventOf(A, 7, { k: 'later', p: { lots: [7, 'none', id(B, 3)] } }),
        eventOf(A, 8, { k: 'commit', p: { uri: 'file:///home/me/work', commit: 'c'.repeat(40) } }),
      ],
    ];
    const noted = [
      ...[started(C), noteEvent(C, 1, { lots: [id(B, 2), id(LATER, 9)] })],
      noteEvent(C, 2, { lots: [id(B, 2), id(LATER, 9), id(B, 1)], text: 'what is in the secret' }),
    ];
    const gone = { [A]: '2,4,6-7', [B]: '1,3', [C]: '2' };
    // Journals are read by their names.
    for (const [one, two, three] of [
      [lotted, said, noted],
      [noted, said, lotted],
      [said, lotted, noted],
    ] as const) {
      await write('1'.repeat(16), lines(...one));
      await write('2'.repeat(16), lines(...two));
      await write('3'.repeat(16), lines(...three));
      const found = await find(FILE);
      assert.deepEqual([found.ids, found.records, found.files], [gone, 7, 1]);
    }
    await tell(FILE);
    assert.equal(await run(), '{"purged":3,"left":0}');
    assert.deepEqual(await filesWith(folder, 'secret'), []);
    await assertLedgerIsWhole(folder);
  });

  it('takes a journal with it that has nothing else, and the session’s beginning and end', async () => {
    await write(A, lines(started(A), secret(A, 1), sealed(A, 2)));
    await write(B, lines(started(B), eventOf(B, 1), sealed(B, 2)));
    assert.deepEqual((await tell(FILE)).ids, { [A]: '0-2' });
    assert.equal(await run(), '{"purged":1,"left":0}');
    assert.deepEqual(await names(), [`${B}.jsonl`, `${LATER}.jsonl`]);
  });

  it('is left in a journal that a living window writes to', async () => {
    await write(A, lines(started(A, process.pid), secret(A, 1)));
    await write(B, lines(started(B, 1, 'another machine'), secret(B, 1)));
    await tell(FILE);
    assert.equal(await run(), '{"purged":0,"left":2}');
    // Nobody has heard of the other machine for more than a day.
    await utimes(join(journals, `${B}.jsonl`), 1_000, 1_000);
    assert.equal(await run(), '{"purged":1,"left":1}');
    const { events } = await readAllJournals(journals);
    assert.ok(events.some(({ s, n }) => s === A && n === 1));
    await assertLedgerIsWhole(folder);
  });

  it('takes a damaged line with it that has its name in it, and leaves all others as they are', async () => {
    const damaged = (event: JournalEvent): string => encodeLine(event).replace('"typescript"', '"typescrip!"');
    const kept = lines(started(A)) + damaged(eventOf(A, 1)) + lines(eventOf(A, 2), sealed(A, 4));
    await write(A, kept.replace(lines(sealed(A, 4)), damaged(secret(A, 3)) + lines(sealed(A, 4))));
    await tell(FILE);
    assert.equal(await run(SECRET), '{"purged":1,"left":0}');
    assert.deepEqual(await filesWith(folder, 'secret.ts'), []);
    assert.equal((await filesWith(folder, kept)).length, 1);
  });

  it('of a time range is what happened then, with what follows it, to the millisecond', async () => {
    await write(A, lines(started(A), ...[1, 2, 3, 4].map((n) => eventOf(A, n)), state(A, 9, `${A}:2`), sealed(A, 10)));
    const { t } = eventOf(A, 0);
    const found = await find({ what: 'time', from: t + 2_000, until: t + 4_000 });
    assert.deepEqual(found.ids, { [A]: '2-3,9' });
    assert.deepEqual([found.earliest, found.latest], [t + 2_000, t + 9_000]);
  });

  it('of a folder is all that is in it, whatever kind of event says so, and nothing beside it', async () => {
    const named = (n: number, p: object): JournalEvent => eventOf(A, n, { k: 'dream', v: 7, p: { ...p } });
    const text = lines(
      started(A),
      named(1, { about: [{ uri: 'file:///home/me/work/deep/er.ts' }] }),
      named(2, { uri: 'file:///home/me/workshop/a.ts' }),
      named(3, { folder: 'file:///home/me/work' }),
      named(4, { uri: 'vscode-remote://ssh/home/me/work/%C3%BC.ts' }),
      named(5, { uri: 'vscode-notebook-cell:/home/me/work/n.ipynb#W0' }),
      named(6, { uri: 'grasp-hidden:0123456789abcdef' }),
      named(7, { text: 'work' }),
    );
    await write(A, text);
    const scope = {
      what: 'place',
      path: '/home/me/work',
      isFolder: true,
      uris: ['grasp-hidden:0123456789abcdef'],
    } as const;
    assert.deepEqual((await find(scope)).ids, { [A]: '1,3-6' });
  });

  it('does not come back with an import, which says so', async () => {
    await write(A, lines(started(A), secret(A, 1), eventOf(A, 2), sealed(A, 3)));
    const document = join(folders.path, 'before.json');
    await exportBelow(folder, { target: document });
    await tell(FILE);
    await run();
    const { added, known, forgotten } = await imported(folder, { source: document });
    assert.deepEqual([added, known, forgotten], [0, 3, 1]);
    assert.deepEqual(await filesWith(folder, 'secret.ts'), []);
  });

  it('elsewhere is forgotten here with an import, which says so before', async () => {
    const there = join(folders.path, 'there');
    await mkdir(join(there, 'journal'), { recursive: true });
    const told = eventOf(LATER, 1, { k: 'forgotten', p: { ids: { [A]: '1' } } });
    await writeFile(join(there, 'journal', `${LATER}.jsonl`), lines(started(LATER), told, sealed(LATER, 2)));
    await write(A, lines(started(A), secret(A, 1), eventOf(A, 2), sealed(A, 3)));
    assert.equal((await imported(folder, { source: there, preview: true })).forgets, 1);
    assert.equal((await imported(folder, { source: there })).forgets, 1);
    await run();
    assert.deepEqual(await filesWith(folder, 'secret.ts'), []);
    await assertLedgerIsWhole(folder);
  });

  it('can not be said of numbers without end: such an event forgets nothing, and is no part of an import', async () => {
    await write(A, lines(started(A), secret(A, 1)));
    for (const ids of [{ [A]: '0-9007199254740991' }, { [A]: '5-1' }, { [A]: 'all' }, { nobody: '1' }, null]) {
      await write(LATER, lines(eventOf(LATER, 0, { k: 'forgotten', p: { ids } })));
      const other = join(folders.path, 'other');
      const report = await imported(other, { source: folder, allowRefused: true, preview: true });
      assert.deepEqual([report.added, report.refused[0]?.why], [2, 'it does not say what is forgotten']);
      const ledger = await openLedger(folder, { from: 'journals' });
      await ledger.catchUp();
      assert.equal(ledger.answer({}).acceptances.length, 1);
      ledger.close();
    }
  });

  for (const step of ['draft-begun', 'draft-flushed', 'file-replaced', 'journal-purged'] as const) {
    it(`is cleaned up by another window when one dies at "${step}"`, async () => {
      await write(A, lines(started(A), secret(A, 1), eventOf(A, 2), sealed(A, 3)), true);
      await write(B, lines(started(B), secret(B, 1), eventOf(B, 2), sealed(B, 3)));
      const before = await openLedger(folder);
      await before.catchUp();
      await before.publish();
      before.close();
      assert.deepEqual(await readdir(join(folder, 'ledger')), [ledgerName(1)]);
      await tell(FILE);
      assert.equal(await run('', step), '');
      await lookAfter(folder);
      assert.deepEqual(await filesWith(folder, 'secret.ts'), []);
      await assertLedgerIsWhole(folder);
    });
  }
});

/** A window that is open for some hours. */
async function lookAfter(folder: string): Promise<void> {
  let time = Date.now();
  const troubles: string[] = [];
  const server = new LedgerServer({
    ...{ folder, sql: await loadSqlite(), held: false, offsetMinutes: () => 60 },
    now: () => time,
    tell: (message) => {
      if (message.tell === 'trouble') troubles.push(message.message);
    },
  });
  for (let looks = 0; looks < 8; looks += 1) {
    await server.lookAfter();
    await new Promise((resolve) => setTimeout(resolve, 150));
    time += 3_600_000;
  }
  assert.deepEqual(troubles, []);
  assert.notEqual((await readFile(join(folder, 'ledger', (await readdir(join(folder, 'ledger')))[0] ?? ''))).length, 0);
}

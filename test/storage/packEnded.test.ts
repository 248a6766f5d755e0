import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile, mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { readAllJournals } from '../support/journals.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { packEnded } from '../../src/storage/journal/packEnded.ts';
import { packJournal } from '../../src/storage/journal/packedJournal.ts';
import { eventOf, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { assertLedgerIsWhole } from './chaos/oracle.ts';

const HOUR = 3_600_000;
const MANY = 40;

describe('packing journals that have ended', () => {
  const folders = temporaryFolder();
  let journals = '';
  const dead = spawnSync(process.execPath, ['--version']).pid;

  beforeEach(async () => {
    journals = join(folders.path, 'journal');
    await mkdir(journals);
  });

  interface Written {
    readonly pid?: number;
    readonly host?: string | undefined;
    readonly sealed?: boolean;
    /** hours since it was last written to */
    readonly age?: number;
  }

  /** Writes a journal: a header, two acceptances, and a seal if it has one. */
  async function put(
    session: string,
    { pid = dead, host = hostname(), sealed = false, age = 0 }: Written,
  ): Promise<void> {
    const header = { grasp: '0.1.0', vscode: '1.103.0', pid, host };
    const parts: Partial<JournalEvent>[] = [{ k: 'session', p: header }, {}, {}];
    if (sealed) parts.push({ k: 'seal', p: { why: 'closed' } });
    const path = join(journals, `${session}.jsonl`);
    await writeFile(path, parts.map((part, n) => encodeLine(eventOf(session, n, part))).join(''));
    await grow(path, age);
  }

  async function grow(path: string, hours: number): Promise<void> {
    const then = new Date(Date.now() - hours * HOUR);
    await utimes(path, then, then);
  }

  function pack(now = Date.now()): Promise<void> {
    return packEnded(journals, { now, reached: () => undefined });
  }

  async function packedNames(): Promise<string[]> {
    return (await readdir(journals)).filter((name) => name.endsWith('.gz'));
  }

  it('packs a sealed one, of whatever machine and age; for readers nothing changes', async () => {
    await put(sessionOf('a'), { sealed: true });
    await put(sessionOf('b'), { sealed: true, host: 'elsewhere', pid: process.pid });
    const before = await readAllJournals(journals);
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    const dump = ledger.dump();
    await pack();
    assert.deepEqual(
      (await readdir(journals)).sort(),
      ['a', 'b'].map((digit) => `${sessionOf(digit)}.jsonl.gz`),
    );
    assert.deepEqual(await readAllJournals(journals), before);
    await ledger.catchUp();
    assert.equal(ledger.dump(), dump);
    ledger.close();
    await assertLedgerIsWhole(folders.path);
  });

  it('packs what a dead process of this machine left, once it is a day old', async () => {
    await put(sessionOf('a'), { age: 25 });
    await put(sessionOf('b'), { age: 23 });
    await pack();
    assert.deepEqual(await packedNames(), [`${sessionOf('a')}.jsonl.gz`]);
  });

  it('leaves what a living process may still write, and what another machine may', async () => {
    await put(sessionOf('a'), { age: 99, pid: process.pid });
    await put(sessionOf('b'), { age: 99, host: 'elsewhere' });
    await writeFile(join(journals, `${sessionOf('c')}.jsonl`), '');
    await writeFile(join(journals, `${sessionOf('d')}.jsonl`), 'no header');
    for (const digit of ['c', 'd']) await grow(join(journals, `${sessionOf(digit)}.jsonl`), 99);
    await pack();
    assert.deepEqual(await packedNames(), []);
  });

  it('finds no damage in a line that a dead process did not end', async () => {
    await put(sessionOf('a'), {});
    await appendFile(join(journals, `${sessionOf('a')}.jsonl`), '12345678 {"v":1,"s"');
    await grow(join(journals, `${sessionOf('a')}.jsonl`), 25);
    const before = await readAllJournals(journals);
    assert.equal(before.damagedLines, 0);
    await pack();
    assert.deepEqual(await packedNames(), [`${sessionOf('a')}.jsonl.gz`]);
    assert.deepEqual(await readAllJournals(journals), before);
  });

  it('keeps what is damaged as it is, damaged lines too', async () => {
    await put(sessionOf('a'), { sealed: true });
    const path = join(journals, `${sessionOf('a')}.jsonl`);
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('"acceptance"')] = 0;
    writeFileSync(path, bytes);
    const before = await readAllJournals(journals);
    assert.equal(before.damagedLines, 1);
    await pack();
    assert.deepEqual(await packedNames(), [`${sessionOf('a')}.jsonl.gz`]);
    assert.deepEqual(await readAllJournals(journals), before);
    await assertLedgerIsWhole(folders.path);
  });

  it('leaves both when there is another file in the place of the packed one', async () => {
    await put(sessionOf('a'), { sealed: true });
    const other = packJournal(Buffer.from(encodeLine(eventOf(sessionOf('a'), 9))));
    await writeFile(join(journals, `${sessionOf('a')}.jsonl.gz`), other);
    await pack();
    assert.equal((await readdir(journals)).length, 2);
    assert.equal((await assertLedgerIsWhole(folders.path)).events.length, 5);
  });

  it('by many at once, while others read and fold, shows each event once at every moment', async () => {
    const sessions = Array.from({ length: MANY }, (_, at) => at.toString(16).padStart(16, '0'));
    for (const session of sessions) await put(session, { sealed: true });
    const inUse = await openLedger(folders.path);
    const packing = new AbortController();
    const looking = (async () => {
      while (!packing.signal.aborted) {
        await inUse.catchUp();
        const fresh = await openLedger(folders.path, { from: 'journals' });
        await fresh.catchUp();
        const counts = [
          inUse.answer({}).events,
          fresh.answer({}).events,
          (await readAllJournals(journals)).events.length,
        ];
        fresh.close();
        assert.deepEqual(counts, [4 * MANY, 4 * MANY, 4 * MANY]);
      }
    })();
    try {
      await Promise.all([pack(), pack(), pack(), pack()]);
    } finally {
      packing.abort();
    }
    await looking;
    inUse.close();
    assert.equal((await packedNames()).length, MANY);
    assert.equal((await readdir(journals)).length, MANY);
    await assertLedgerIsWhole(folders.path);
  });

  it('hides nothing from who had listed the journal before and reads it after', async () => {
    const [first = '', second = ''] = ['a', 'b'].map(sessionOf);
    for (const session of [first, second]) await put(session, { sealed: true });
    const ledger = await openLedger(folders.path, {
      reached(step) {
        const path = join(journals, `${second}.jsonl`);
        if (step !== 'journal-read') return;
        // Another window packs the second journal while this one reads the first.
        try {
          writeFileSync(`${path}.gz`, packJournal(readFileSync(path)));
          rmSync(path);
        } catch {
          // It has been packed.
        }
      },
    });
    await ledger.catchUp();
    assert.equal(ledger.answer({}).events, 8);
    ledger.close();
  });

  it('removes no original when the packed one can not be read back', async () => {
    await put(sessionOf('a'), { sealed: true });
    await mkdir(join(journals, `${sessionOf('a')}.jsonl.gz`));
    await assert.rejects(pack(), { code: 'EISDIR' });
    assert.ok((await readdir(journals)).includes(`${sessionOf('a')}.jsonl`));
  });
});

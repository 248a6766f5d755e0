import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SessionJournal } from '../../src/storage/journal/sessionJournal.ts';
import { FakeTime, RECORDED } from '../support/fakes.ts';
import { journalOf, ledgerName, openLedger } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const HEADER = { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid, host: 'here' };

describe('the ledger', () => {
  const folders = temporaryFolder();
  let sessions = 0;

  function window(time = new FakeTime()): { journal: SessionJournal; time: FakeTime } {
    const newSession = (): string => String((sessions += 1)).padStart(16, '0');
    const journal = new SessionJournal({
      folder: join(folders.path, 'journal'),
      newSession,
      header: HEADER,
      clock: time,
      timers: time,
    });
    return { journal, time };
  }

  it('of nothing has nothing', async () => {
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    assert.deepEqual(ledger.answer({}), {
      acceptances: [],
      acceptancesEver: 0,
      events: 0,
      damagedLines: 0,
      newer: false,
      pause: undefined,
      forgetting: { begun: '', done: '' },
      latest: 0,
    });
  });

  it('has an acceptance and what became of it', async () => {
    const { journal } = window();
    const { event } = journal.append('acceptance', RECORDED);
    const of = `${event.s}:${String(event.n)}`;
    journal.append('acceptance-state', { of, state: 'reverted' });
    journal.append('acceptance-survival', { of, at: '30s', share: 0.25 });
    journal.append('acceptance-state', { of, state: 'deleted' });
    await journal.close();
    const ledger = await openLedger(folders.path);
    assert.equal(await ledger.catchUp(), true);
    assert.equal(await ledger.catchUp(), false);
    const [one] = ledger.answer({}).acceptances;
    assert.ok(one);
    assert.deepEqual([one.id, one.path, one.line, one.lines, one.characters], [of, 'src/retry.ts', 3, 3, 25]);
    assert.deepEqual([one.state, one.survival], ['deleted', { '30s': 0.25 }]);
    assert.match(one.reason, /key/u);
  });

  it('finds by time, the earliest included and the latest not', async () => {
    const { journal, time } = window();
    const start = time.now();
    journal.append('acceptance', RECORDED);
    time.advance(1_000);
    journal.append('acceptance', RECORDED);
    await journal.close();
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    const count = (query: object): number => ledger.answer(query).acceptances.length;
    assert.equal(count({ since: start, until: start + 1_000 }), 1);
    assert.equal(count({ since: start + 1_000 }), 1);
    assert.equal(count({ until: start }), 0);
  });

  it('finds by path', async () => {
    const { journal } = window();
    journal.append('acceptance', RECORDED);
    await journal.close();
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    for (const path of ['src/retry.ts', './src/retry.ts', '/home/me/my project/src/retry.ts', RECORDED.uri]) {
      assert.equal(ledger.answer({ path }).acceptances.length, 1, path);
      assert.equal(ledger.answer({ path: `${path}x` }).acceptances.length, 0, path);
    }
  });

  it('goes on from what was published', async () => {
    const first = window();
    first.journal.append('acceptance', RECORDED);
    await first.journal.close();
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    await ledger.publish();
    assert.deepEqual(await readdir(join(folders.path, 'ledger')), [ledgerName(1)]);
    const second = window();
    second.journal.append('acceptance', RECORDED);
    await second.journal.close();
    const next = await openLedger(folders.path);
    await next.catchUp();
    assert.equal(next.answer({}).acceptances.length, 2);
    const fresh = await openLedger(folders.path, { from: 'journals' });
    await fresh.catchUp();
    assert.equal(next.dump(), fresh.dump());
  });

  it('comes to an end also when new sessions never do', async () => {
    const journals = join(folders.path, 'journal');
    await mkdir(journals);
    let begun = 0;
    const begin = (): void => {
      const session = String((begun += 1)).padStart(16, '0');
      writeFileSync(join(journals, `${session}.jsonl`), journalOf(session, 1));
    };
    begin();
    const reached = (): void => {
      if (begun < 50) begin();
    };
    const ledger = await openLedger(folders.path, { reached });
    await ledger.catchUp();
    assert.ok(begun < 50, 'it waited for sessions that began after it had');
    while (await ledger.catchUp());
    assert.equal(ledger.answer({}).events, 2 * begun);
  });
});

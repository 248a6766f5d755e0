import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SessionJournal } from '../../src/storage/journal/sessionJournal.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { FakeTime, NOTHING_RECORDED, RECORDED } from '../support/fakes.ts';
import { eventOf, journalOf, ledgerName, openLedger, sessionOf } from '../support/ledger.ts';
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
    assert.deepEqual(ledger.answer({}), { ...NOTHING_RECORDED, latest: 0 });
  });

  it('keeps what a completion and an agent wrote apart', async () => {
    const { journal } = window();
    journal.append('acceptance', RECORDED);
    journal.append('acceptance', { ...RECORDED, origin: 'agent', confidence: 'likely', signal: 'chat-documents' });
    await journal.close();
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    const { acceptances } = ledger.answer({});
    assert.deepEqual(
      acceptances.map(({ origin, confidence }) => [origin, confidence]),
      [
        ['completion', 'certain'],
        ['agent', 'likely'],
      ],
    );
    assert.match(acceptances[1]?.reason ?? '', /chat/u);
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

  it('has what the engineer says of an acceptance, the last word, and its withdrawal', async () => {
    const { journal, time } = window();
    const { event } = journal.append('acceptance', { ...RECORDED, confidence: 'guess', signal: 'shape' });
    const of = `${event.s}:${String(event.n)}`;
    const ledger = await openLedger(folders.path);
    const said = async (origin: string): Promise<unknown[]> => {
      const { written } = journal.append('acceptance-corrected', { of, origin });
      time.advance(1_000);
      await written;
      await ledger.catchUp();
      const [one] = ledger.answer({ id: of }).acceptances;
      return [one?.origin, one?.confidence, one?.recorded?.confidence];
    };
    assert.deepEqual(await said('typed'), ['typed', 'certain', 'guess']);
    assert.deepEqual(await said('completion'), ['completion', 'certain', 'guess']);
    assert.deepEqual(await said('as recorded'), ['completion', 'guess', undefined]);
    assert.deepEqual(await said('pasted'), ['pasted', 'certain', 'guess']);
    // What a later version may say is kept and not interpreted.
    assert.deepEqual(await said('dreamt'), ['pasted', 'certain', 'guess']);
    await journal.close();
  });

  it('has the surest evidence for an acceptance, whatever came last, and what the engineer says above it', async () => {
    const { journal, time } = window();
    const { event } = journal.append('acceptance', {
      ...RECORDED,
      ...{ origin: 'agent', confidence: 'likely', signal: 'disk-write-during-agent', provider: 'codex' },
    });
    const of = `${event.s}:${String(event.n)}`;
    const ledger = await openLedger(folders.path);
    const after = async (kind: string, payload: Readonly<Record<string, unknown>>): Promise<unknown[]> => {
      const { written } = journal.append(kind, { of, ...payload });
      time.advance(1_000);
      await written;
      await ledger.catchUp();
      const [one] = ledger.answer({ id: of }).acceptances;
      return [one?.origin, one?.confidence, one?.provider, one?.recorded?.confidence];
    };
    const guess = { confidence: 'guess', signal: 'agent-report-unseen', provider: 'gemini' };
    const report = { confidence: 'certain', signal: 'agent-report', provider: 'claude-code' };
    assert.deepEqual(await after('acceptance-upgraded', guess), ['agent', 'likely', 'codex', undefined]);
    assert.deepEqual(await after('acceptance-upgraded', report), ['agent', 'certain', 'claude-code', undefined]);
    assert.deepEqual(await after('acceptance-upgraded', guess), ['agent', 'certain', 'claude-code', undefined]);
    assert.deepEqual(await after('acceptance-corrected', { origin: 'typed' }), [
      ...['typed', 'certain', 'claude-code', 'certain'],
    ]);
    assert.match(ledger.answer({ id: of }).acceptances[0]?.recorded?.reason ?? '', /reported/u);
    await journal.close();
  });

  it('keeps a correction until what it corrects is known', async () => {
    const journals = join(folders.path, 'journal');
    await mkdir(journals);
    const [first, second] = [sessionOf('a'), sessionOf('b')];
    const correction = eventOf(first, 0, { k: 'acceptance-corrected', p: { of: `${second}:0`, origin: 'typed' } });
    writeFileSync(join(journals, `${first}.jsonl`), encodeLine(correction));
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    assert.deepEqual([ledger.answer({}).acceptances, ledger.answer({}).acceptancesEver], [[], 0]);
    writeFileSync(join(journals, `${second}.jsonl`), encodeLine(eventOf(second, 0)));
    await ledger.catchUp();
    assert.equal(ledger.answer({}).acceptances[0]?.origin, 'typed');
  });

  it('finds one acceptance by its id', async () => {
    const { journal } = window();
    journal.append('acceptance', RECORDED);
    const { event } = journal.append('acceptance', RECORDED);
    await journal.close();
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    const id = `${event.s}:${String(event.n)}`;
    assert.deepEqual(
      ledger.answer({ id }).acceptances.map((one) => one.id),
      [id],
    );
    for (const other of [`${event.s}:99`, event.s, '', "' OR 1 --"]) {
      assert.deepEqual(ledger.answer({ id: other }).acceptances, [], other);
    }
  });

  it('sums what arrived otherwise by local day and origin', async () => {
    const { journal, time } = window(new FakeTime(Date.UTC(2026, 10, 18, 22, 30)));
    const counted = (typed: number) => ({
      ...{ uri: RECORDED.uri, language: 'typescript' },
      counts: { typed: { edits: 1, inserted: typed, removed: 0 }, tool: { edits: 1, inserted: 0, removed: 9 } },
    });
    journal.append('edits', counted(10));
    journal.append('edits', counted(5));
    // Half past midnight in Berlin.
    time.advance(3_600_000);
    journal.append('edits', counted(3));
    await journal.close();
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    const day = Date.UTC(2026, 10, 18) / 86_400_000;
    const arrived = (first: number, last: number) => ledger.answer({ days: { first, last } }).arrived;
    const [wednesday, thursday] = [
      { day, origin: 'typed', characters: 15 },
      { day: day + 1, origin: 'typed', characters: 3 },
    ];
    assert.deepEqual(arrived(day, day + 1), [wednesday, thursday]);
    assert.deepEqual(arrived(day + 1, day + 9), [thursday]);
    assert.deepEqual(ledger.answer({}).arrived, []);
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

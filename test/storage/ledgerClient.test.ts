import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventOrder } from '../../src/domain/events/journalEvent.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { LedgerClient } from '../../src/storage/ledger/ledgerClient.ts';
import { lotEvent, noteEvent } from '../support/explainedEvents.ts';
import { MemoryLog } from '../support/fakes.ts';
import { eventOf, journalOf, sessionOf, WASM } from '../support/ledger.ts';
import { inShort, linesEvent } from '../support/lines.ts';
import { acceptedLine, TYPED_LINE } from '../support/recordedLines.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const PROGRAM = resolve(import.meta.dirname, '../../src/storage/ledger/ledgerThread.ts');
const SESSION = sessionOf('a');
/** What another window recorded is seen within this time, in milliseconds. */
const SEEN_WITHIN = 2_000;

describe('the ledger in its thread', () => {
  const folders = temporaryFolder();
  const clients: LedgerClient[] = [];
  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose();
  });

  function open(program = PROGRAM): { client: LedgerClient; log: MemoryLog; latest: number[] } {
    const log = new MemoryLog();
    const latest: number[] = [];
    const noticeOrder = (h: number): void => void latest.push(h);
    const client = new LedgerClient({ folder: folders.path, wasm: WASM, program, log, noticeOrder });
    clients.push(client);
    return { client, log, latest };
  }

  async function record(session = SESSION, acceptances = 2): Promise<void> {
    await mkdir(join(folders.path, 'journal'), { recursive: true });
    await writeFile(join(folders.path, 'journal', `${session}.jsonl`), journalOf(session, acceptances));
  }

  it('answers what is on the disk at that moment', async () => {
    const { client, latest } = open();
    assert.equal((await client.acceptances({})).acceptancesEver, 0);
    await record();
    const { acceptances, events, damagedLines, newer } = await client.acceptances({});
    assert.deepEqual([acceptances.length, events, damagedLines, newer], [2, 4, 0, false]);
    assert.equal(latest.at(-1), eventOf(SESSION, 3).h);
    assert.deepEqual((await client.acceptances({ since: Infinity })).acceptances, []);
  });

  it('answers many questions at once, each with its own answer', async () => {
    await record();
    const { client } = open();
    const [all, first, none] = await Promise.all([
      client.acceptances({}),
      client.acceptances({ until: eventOf(SESSION, 1).t }),
      client.acceptances({ path: 'nowhere' }),
    ]);
    assert.deepEqual(
      [all, first, none].map(({ acceptances }) => acceptances.length),
      [2, 1, 0],
    );
  });

  it('tells of what another window recorded', async () => {
    await record();
    const { client } = open();
    await client.acceptances({});
    await heard(client, () =>
      appendFile(join(folders.path, 'journal', `${SESSION}.jsonl`), encodeLine(eventOf(SESSION, 4))),
    );
    assert.equal((await client.acceptances({})).acceptances.length, 3);
  });

  it('tells everybody, also when the question of somebody else had brought it in', async () => {
    await record();
    const { client } = open();
    await client.acceptances({});
    await heard(client, async () => {
      await record(sessionOf('b'));
      await client.acceptances({});
    });
  });

  it('tells what is not recorded of lines once it may write, and then whose they are', async () => {
    await record();
    const { client } = open();
    const uri = 'file:///home/me/lines.ts';
    const lines = ['const one = compute(first);', 'const two = compute(second);', ''];
    const origins = [acceptedLine(`${SESSION}:0`), TYPED_LINE, undefined];
    assert.deepEqual(await client.unrecordedLines({ file: { uri }, lines, origins }), []);
    client.hold(false);
    const [payload, ...more] = await client.unrecordedLines({ file: { uri }, lines, origins });
    assert.ok(payload !== undefined && more.length === 0);
    await appendFile(join(folders.path, 'journal', `${SESSION}.jsonl`), encodeLine(linesEvent(SESSION, 4, payload)));
    assert.deepEqual(await client.unrecordedLines({ file: { uri }, lines, origins }), []);
    const told = await client.lineOrigins({ uri, uris: [], lines });
    assert.deepEqual(told.map(inShort), [`completion ${SESSION}:0`, 'typed', '-']);
    assert.deepEqual(told[1], TYPED_LINE);
  });

  it('answers what is asked of lots, notes, commits and prompts', async () => {
    await mkdir(join(folders.path, 'journal'), { recursive: true });
    const { client } = open();
    const chosen = { lines: ['const one = compute(first);', ''], chosen: [0] };
    assert.deepEqual(await client.lotNames(chosen), []);
    client.hold(false);
    const [names, ...more] = await client.lotNames(chosen);
    assert.ok(names !== undefined && more.length === 0);
    const id = `${SESSION}:0`;
    const commit = 'c'.repeat(40);
    const landed = { uri: 'file:///p', commit, authored: 1, offset: 60, typed: 1, ai: 2, probable: 3, unseen: 4 };
    const skipped = { change: 'skipped', of: '2027-W10-tue-0900', reason: 'meeting' };
    const task = { title: 'Parse dates', kind: 'fix', estimate: 30, confidence: 70, ai: true };
    const ended = { of: `${SESSION}:7`, as: 'done', minutes: 45, felt: 0.75 };
    const begun = { change: 'begun', until: 7, block: '2027-W10-tue-0900' };
    const prompt = { kind: 'plan', asked: false, outcome: 'later', seconds: 2 };
    const events = [
      ...[lotEvent(SESSION, 0, names), lotEvent(SESSION, 1, { names: 'AAAAAAAAAAA' })],
      ...[noteEvent(SESSION, 2, { lots: [id] }), eventOf(SESSION, 3, { k: 'commit', p: landed })],
      eventOf(SESSION, 4, { k: 'prompted', p: prompt }),
      eventOf(SESSION, 5, { k: 'note-edited', p: { of: `${SESSION}:2`, text: 'It gives up.' } }),
      eventOf(SESSION, 6, { k: 'block-planned', p: skipped }),
      ...[eventOf(SESSION, 7, { k: 'task-started', p: task }), eventOf(SESSION, 8, { k: 'task-ended', p: ended })],
      eventOf(SESSION, 9, { k: 'block-run', p: begun }),
    ];
    await writeFile(join(folders.path, 'journal', `${SESSION}.jsonl`), events.map(encodeLine).join(''));
    const { uri } = (await client.lots([id]))[0]!;
    assert.deepEqual(await client.lotsOfLines({ uri, uris: [], lines: chosen.lines }), [id, undefined]);
    const owed = await client.owed();
    assert.deepEqual([owed.lots.map((lot) => lot.id), owed.more], [[`${SESSION}:1`], 0]);
    assert.deepEqual(
      (await client.notes({ most: 1 })).map(({ lots }) => lots[0]?.state),
      ['explained'],
    );
    const earlier = await client.earlierTexts({ note: `${SESSION}:2`, most: 1 });
    assert.deepEqual(
      earlier.map(({ text }) => text),
      ['It waits before it tries again.'],
    );
    assert.deepEqual(await client.landed(0), [landed]);
    assert.deepEqual(await client.knownCommits([commit, 'd'.repeat(40)]), [commit]);
    const last = eventOf(SESSION, 6);
    assert.deepEqual(await client.blockPlans(), [{ ...skipped, order: eventOrder(last), time: last.t }]);
    const { t: time, o: offset } = eventOf(SESSION, 7);
    const end = { as: 'done', minutes: 45, felt: 0.75, time: eventOf(SESSION, 8).t };
    assert.deepEqual(await client.tasks(), [{ ...task, id: `${SESSION}:7`, time, offset, end }]);
    assert.deepEqual(await client.blockRuns(0), [
      { ...begun, id: `${SESSION}:9`, time: eventOf(SESSION, 9).t, offset },
    ]);
    assert.deepEqual(await client.prompts(0), [{ ...prompt, time: eventOf(SESSION, 4).t, offset: 60 }]);
  });

  it('is made anew beside the one in use, says how far it is, and can be called off', async () => {
    for (const digit of ['a', 'b', 'c', 'd']) await record(sessionOf(digit), 2_000);
    const { client } = open();
    client.hold(false);
    const before = await client.acceptances({});
    assert.equal(before.acceptancesEver, 8_000);
    const done: number[] = [];
    const begun = new Promise<void>((resolve) => {
      client.onDidProgress((progress) => {
        if (progress !== undefined) done.push(progress.done / progress.total);
        resolve();
      });
    });
    const called = client.rebuild();
    await begun;
    called.cancel();
    await assert.rejects(called.done, { name: 'AbortError' });
    assert.deepEqual(await client.acceptances({}), before);
    const rebuilt = await client.rebuild().done;
    assert.deepEqual(rebuilt, { ...before, acceptances: [] });
    assert.equal(done.at(-1), 1);
    assert.ok((await readdir(join(folders.path, 'ledger'))).length > 0);
    assert.deepEqual(await client.acceptances({}), before);
  });

  it('rejects what it can not read, and answers again once it can', async () => {
    await writeFile(join(folders.path, 'journal'), 'in the way');
    const { client } = open();
    await assert.rejects(client.acceptances({}), { code: 'ENOTDIR' });
    await assert.rejects(client.rebuild().done, { code: 'ENOTDIR' });
  });

  it('that dies fails what was asked of it, and the next question starts another one', async () => {
    await record();
    const dying = join(folders.path, 'dying.ts');
    const flag = join(folders.path, 'died');
    // The first thread dies of its first question; those after it are as they should be.
    await writeFile(
      dying,
      `import { existsSync, writeFileSync } from 'node:fs';
       import { parentPort } from 'node:worker_threads';
       if (existsSync(${JSON.stringify(flag)})) await import(${JSON.stringify(PROGRAM)});
       else parentPort.once('message', () => {
         writeFileSync(${JSON.stringify(flag)}, '');
         throw new Error('a fault');
       });`,
    );
    const { client, log } = open(dying);
    await assert.rejects(client.acceptances({}), /thread of the ledger has ended/u);
    assert.match(log.lines.join(), /thread of the ledger failed/u);
    assert.equal((await client.acceptances({})).acceptances.length, 2);
  });

  it('answers nothing any more when it was disposed of', async () => {
    const { client } = open();
    const asked = client.acceptances({});
    client.dispose();
    await assert.rejects(asked, /ended/u);
    await assert.rejects(client.acceptances({}), /closed/u);
  });
});

/** Asserts that a ledger tells of a change that something makes, in time. */
async function heard(client: LedgerClient, change: () => Promise<unknown>): Promise<void> {
  let changes = 0;
  const listening = client.onDidChange(() => (changes += 1));
  await change();
  const began = Date.now();
  while (changes === 0 && Date.now() - began < SEEN_WITHIN) await sleep(20);
  listening.dispose();
  assert.ok(changes > 0, 'nobody was told of what changed');
}

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import type { Explanations } from '../../src/ports/explanations.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import type { ExplanationCall, ExplanationCalls } from '../../src/storage/ledger/askExplanations.ts';
import type { LedgerStore } from '../../src/storage/ledger/ledgerStore.ts';
import { readLineKeys } from '../../src/storage/keys/lineKeys.ts';
import { lotEvent, noteEvent, saidOfLots } from '../support/explainedEvents.ts';
import { eventOf, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { filesWith } from '../support/traces.ts';

const [A, B] = ['a', 'b'].map(sessionOf) as [string, string];
const URI = 'file:///home/me/work/src/retry.ts';
const LINES = [
  'export async function retry(times) {',
  '  await attempt(times);',
  '}',
  '',
  'const byHand = "typed by me";',
];
const COMMIT = 'c'.repeat(40);

describe('lots in the ledger', () => {
  const folders = temporaryFolder();
  let ledger: LedgerStore;

  beforeEach(async () => {
    await mkdir(join(folders.path, 'journal'));
    ledger = await openLedger(folders.path, { from: 'journals' });
    await ledger.catchUp();
  });
  afterEach(() => {
    ledger.close();
  });

  async function write(...events: JournalEvent[]): Promise<void> {
    for (const event of events) {
      await writeFile(join(folders.path, 'journal', `${event.s}.jsonl`), encodeLine(event), { flag: 'a' });
    }
    await ledger.catchUp();
  }

  function ask<Call extends ExplanationCall>(
    call: Call,
    asked: ExplanationCalls[Call]['asked'],
    mayWrite = true,
  ): Promise<ExplanationCalls[Call]['answer']> {
    return ledger.explanation(call, asked, mayWrite);
  }

  const namesOf = (chosen: readonly number[]): ReturnType<Explanations['lotNames']> =>
    ask('lotNames', { lines: LINES, chosen });

  it('are told as they stand, by any of their ids', async () => {
    await write(
      lotEvent(B, 0, {}, { h: 2 }),
      lotEvent(A, 0, { owes: false }, { h: 1 }),
      lotEvent(A, 1, { names: 'BBBBBBBBBBA' }),
    );
    const [lot, ...others] = await ask('lots', [`${B}:0`, `${A}:0`, `${A}:9`, 'none']);
    assert.deepEqual(others, []);
    const { id, path, area, lines, probable, state, commit, reason } = lot!;
    assert.deepEqual(
      { id, path, area, lines, probable, state, commit, reason },
      {
        ...{ id: `${A}:0`, path: 'src/retry.ts', area: 'network', lines: 12, probable: 3, state: 'small' },
        ...{ commit: undefined, reason: undefined },
      },
    );
    await write(saidOfLots(A, 2, [`${B}:0`], { reason: 'no time' }), saidOfLots(A, 3, [`${B}:0`], { commit: COMMIT }));
    const [skipped] = await ask('lots', [`${A}:0`]);
    assert.deepEqual([skipped?.state, skipped?.reason, skipped?.commit], ['skipped', 'no time', COMMIT]);
    await write(noteEvent(A, 4, { lots: [`${B}:0`] }), saidOfLots(A, 5, [`${A}:0`], { reason: 'trivial' }));
    const [explained] = await ask('lots', [`${B}:0`]);
    assert.deepEqual([explained?.state, explained?.reason], ['explained', 'trivial']);
  });

  it('have a hidden name as it is, and a path that tells nothing', async () => {
    await write(lotEvent(A, 0, { uri: 'grasp-hidden:0123456789ab' }));
    const [lot] = await ask('lots', [`${A}:0`]);
    assert.deepEqual([lot?.uri, lot?.path], ['grasp-hidden:0123456789ab', 'hidden file 01234567']);
  });

  it('that wait are told core first, then the newest first, and beyond 500 by their number', async () => {
    const names = (at: number): string => `${String(10_000 + at)}AAAAAA`;
    const one = (at: number, part: object): JournalEvent => lotEvent(A, at, { names: names(at), ...part });
    const some = [one(0, { class: 'repeatable' }), one(1, {}), one(2, { class: 'transient' }), one(3, { owes: false })];
    await write(
      ...some,
      one(4, { class: 'repeatable' }),
      one(5, {}),
      one(6, {}),
      noteEvent(A, 7, { lots: [`${A}:6`] }),
    );
    const { lots, more } = await ask('owed', undefined);
    assert.deepEqual([lots.map(({ id }) => Number(id.slice(17))), more], [[5, 1, 4, 0, 2], 0]);
    const many = Array.from({ length: 600 }, (_, at) => encodeLine(one(100 + at, {}))).join('');
    await writeFile(join(folders.path, 'journal', `${B}.jsonl`), many);
    await ledger.catchUp();
    const all = await ask('owed', undefined);
    assert.deepEqual([all.lots.length, all.more, all.lots[0]?.id], [500, 105, `${A}:699`]);
  });

  it('are found by their lines under all names of the file, the latest one first', async () => {
    const [first] = await namesOf([0, 1, 2]);
    const [second] = await namesOf([1]);
    assert.ok(first && second);
    await write(lotEvent(A, 0, { ...first }), lotEvent(A, 1, { ...second }), lotEvent(B, 0, { ...first }));
    const told = [`${A}:0`, `${A}:1`, `${A}:0`, undefined, undefined];
    assert.deepEqual(await ask('lotsOfLines', { uri: URI, uris: [], lines: LINES }), told);
    assert.deepEqual(await ask('lotsOfLines', { uri: 'file:///new', uris: [URI], lines: LINES }), told);
    assert.deepEqual(
      await ask('lotsOfLines', { uri: 'file:///new', uris: [], lines: LINES }),
      Array(5).fill(undefined),
    );
    // Indented otherwise, in another order, and without the line that named the bracket.
    const moved = ['}', 'const another = "line from elsewhere";', '\tawait attempt(times);'];
    assert.deepEqual(await ask('lotsOfLines', { uri: URI, uris: [], lines: moved }), [undefined, undefined, `${A}:1`]);
    for (const text of ['attempt', 'byHand']) assert.deepEqual(await filesWith(folders.path, text), []);
  });

  it('get names in parts that events take, and none where nothing may be written', async () => {
    assert.deepEqual(await ask('lotNames', { lines: LINES, chosen: [0] }, false), []);
    assert.deepEqual(await readLineKeys(join(folders.path, 'keys')), []);
    assert.deepEqual(await namesOf([3, 99, -1]), []);
    const lines = Array.from({ length: 9_000 }, (_, at) => `const line${String(at)} = "of many";`);
    const parts = await ask('lotNames', { lines, chosen: [...lines.keys(), 0] });
    assert.deepEqual(
      parts.map(({ names }) => names.length / 11),
      [4_000, 4_000, 1_000],
    );
    for (const [n, part] of parts.entries()) await write(lotEvent(A, n, { ...part }));
    const told = await ask('lotsOfLines', { uri: URI, uris: [], lines });
    assert.deepEqual([told[0], told[4_000], told[8_999]], [`${A}:0`, `${A}:1`, `${A}:2`]);
    const long = [...lines, ...lines, ...lines];
    assert.deepEqual(await ask('lotNames', { lines: long, chosen: [0] }), []);
    assert.equal((await ask('lotsOfLines', { uri: URI, uris: [], lines: long })).length, 27_000);
  });

  it('of the newest 40,000 names are found by their lines, and all others by their ids', async () => {
    const parts = Array.from({ length: 12 }, (_, at) => ({ names: `${String(at + 10)}AAAAAAAAA`.repeat(4_000) }));
    await write(...parts.map((part, n) => lotEvent(A, n, part)));
    const kept = JSON.parse(ledger.dump()) as { lots: unknown[]; lotNames: { hashes: string }[] };
    assert.equal(kept.lots.length, 12);
    assert.deepEqual(
      kept.lotNames.map(({ hashes }) => hashes.slice(0, 2)),
      Array.from({ length: 10 }, (_, at) => Buffer.from(`${String(at + 12)}AA`, 'base64url').toString('hex', 0, 1)),
    );
  });

  it('keep commits apart by repository, also those that were replaced before they were told', async () => {
    const names = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string];
    const landed = (n: number, commit: string, part: object): JournalEvent =>
      eventOf(A, n, {
        k: 'commit',
        p: { uri: 'file:///p', commit, authored: n, offset: 60, typed: 1, ai: 2, probable: 3, unseen: 4, ...part },
      });
    await write(landed(0, names[1], { replaces: [names[0], names[1]] }), landed(1, names[0], {}));
    await write(landed(2, names[0], { uri: 'file:///q' }), landed(3, names[1], { ai: 9, authored: 7 }));
    const told = (await ask('landed', 1)).map(({ commit, uri, ai, authored }) => [commit, uri, ai, authored]);
    assert.deepEqual(told, [
      [names[0], 'file:///q', 2, 2],
      [names[1], 'file:///p', 9, 7],
    ]);
    assert.deepEqual(await ask('landed', 8), []);
    assert.deepEqual(await ask('knownCommits', [names[2], names[1], names[0], 'HEAD']), [names[1], names[0]]);
  });

  it('and all else are nothing where a payload is none that anybody can read', async () => {
    const id = `${A}:0`;
    const bad: [string, Record<string, unknown>][] = [
      ...(
        [
          'lot',
          'lots-skipped',
          'lots-committed',
          'note',
          'note-edited',
          'commit',
          'prompted',
          'plan',
          'block-planned',
          'task-started',
          'task-ended',
          'block-run',
        ] as const
      ).flatMap((k): [string, Record<string, unknown>][] => [
        [k, {}],
        [k, { lots: id, of: [id], uri: 7, text: {}, commit: null, kind: 'dream' }],
        [k, { lots: [], text: '', reason: 'known', commit: COMMIT }],
      ]),
      ['note', { lots: [id, 7], text: '', pasted: 0, seconds: 0, changed: false }],
      ['note', { lots: [id], text: 'x'.repeat(20_001), pasted: 0, seconds: 0, changed: false }],
      ['note', { lots: [id], text: '', pasted: 2, seconds: -1, changed: 'no' }],
      ['lots-skipped', { lots: Array(1_000_000).fill(7), reason: 'known' }],
      ['lots-committed', { lots: [id], commit: 'c'.repeat(41) }],
      ['lot', { ...lotEvent(A, 0).p, names: 'AAAA' }],
      ['lot', { ...lotEvent(A, 0).p, names: 'A'.repeat(11 * 4_001) }],
    ];
    await write(lotEvent(A, 0), ...bad.map(([k, p], at) => eventOf(A, 1 + at, { k, p })));
    // They name what never was.
    const nobody = `${sessionOf('9')}:999999999`;
    await write(
      noteEvent(B, 0, { lots: [nobody] }),
      saidOfLots(B, 1, [nobody], { reason: 'other' }),
      eventOf(B, 2, { k: 'note-edited', p: { of: nobody, text: 'of nothing' } }),
      lotEvent(B, 2 ** 33, { names: 'BBBBBBBBBBA' }),
    );
    const { lots, more } = await ask('owed', undefined);
    assert.deepEqual([lots.map((lot) => lot.id), more], [[id], 0]);
    const notes = await ask('notes', { most: 9 });
    assert.deepEqual([notes.length, notes[0]?.lots], [1, []]);
    assert.deepEqual([await ask('landed', -Infinity), await ask('prompts', 0)], [[], []]);
    assert.deepEqual([await ask('blockPlans', undefined), await ask('tasks', undefined)], [[], []]);
    assert.deepEqual(await ask('blockRuns', 0), []);
    assert.equal(ledger.answer({}).damagedLines, 0);
  });

  it('are not told where a later version has published', async () => {
    await write(lotEvent(A, 0), noteEvent(A, 1, { lots: [`${A}:0`] }));
    await mkdir(join(folders.path, 'ledger'));
    await writeFile(join(folders.path, 'ledger', 'ledger-999.0000000001.db'), '');
    await ledger.catchUp();
    assert.deepEqual(await ask('lots', [`${A}:0`]), []);
    assert.deepEqual(await ask('owed', undefined), { lots: [], more: 0 });
    assert.deepEqual(await ask('lotsOfLines', { uri: URI, uris: [], lines: ['a', 'b'] }), [undefined, undefined]);
    assert.deepEqual(await namesOf([0]), []);
  });
});

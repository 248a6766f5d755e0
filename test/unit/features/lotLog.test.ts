import assert from 'node:assert/strict';
import { MOST_LOTS, readLotRecorded, readLotsCommitted } from '../../../src/domain/events/lotRecorded.ts';
import { LotLog, type NewLot } from '../../../src/features/explain-commit/lotLog.ts';
import { FakeExplanations } from '../../support/fakeExplanations.ts';
import { FakeTime, MemoryJournal } from '../../support/fakes.ts';

function setUp() {
  const journal = new MemoryJournal(new FakeTime());
  const explanations = new FakeExplanations();
  return { journal, explanations, log: new LotLog(journal, explanations) };
}

function lotOfLines(count: number, part: Partial<NewLot> = {}): NewLot {
  return {
    name: { uri: 'grasp-hidden:1', folder: 'grasp-hidden:2' },
    owned: { area: 'net', class: 'core' },
    lines: Array.from({ length: count }, (_, at) => `line ${String(at)}`),
    chosen: Array.from({ length: count }, (_, at) => at),
    probable: new Set(),
    ...part,
  };
}

describe('the log of lots', () => {
  it('names the lines of a lot, under the name by which its file is recorded', async () => {
    const { journal, log } = setUp();
    const [lot, ...more] = await log.prepare([lotOfLines(9, { chosen: [2, 5, 7], probable: new Set([5, 6]) })], true);
    assert.deepEqual([more, journal.events], [[], []]);
    const { names, ...told } = readLotRecorded(lot)!;
    assert.equal(names.length, 3 * 11);
    assert.deepEqual(told, {
      ...{ uri: 'grasp-hidden:1', folder: 'grasp-hidden:2', key: '0'.repeat(16), area: 'net', class: 'core' },
      ...{ owes: true, lines: 3, probable: 1, line: 2 },
    });
    assert.equal(log.lot(lot!).id, '00000000000000aa:0');
  });

  it('parts what is too long for one event, each part with its own lines', async () => {
    const { log } = setUp();
    const lots = await log.prepare([lotOfLines(3_100, { probable: new Set([0, 1_600, 3_050]) }), lotOfLines(1)], false);
    assert.deepEqual(
      lots.map(({ lines, probable, line, owes }) => [lines, probable, line, owes]),
      [
        [1_500, 1, 0, false],
        [1_500, 1, 1_500, false],
        [100, 1, 3_000, false],
        [1, 0, 0, false],
      ],
    );
    assert.ok(lots.every((lot) => readLotRecorded(lot) !== undefined));
  });

  it('makes no lot where nothing may be written', async () => {
    const { explanations, log } = setUp();
    explanations.mayWrite = false;
    assert.deepEqual(await log.prepare([lotOfLines(3)], true), []);
  });

  it('says of many lots bit by bit that they are committed or skipped, and nothing of none', async () => {
    const { journal, log } = setUp();
    const ids = Array.from({ length: MOST_LOTS + 1 }, (_, at) => `${'a'.repeat(16)}:${String(at)}`);
    await log.committed([], 'c'.repeat(40));
    await log.skip([], 'known');
    assert.deepEqual(journal.events, []);
    await log.committed(ids, 'c'.repeat(40));
    assert.deepEqual(
      journal.events.map(({ p }) => readLotsCommitted(p)?.lots.length),
      [MOST_LOTS, 1],
    );
  });

  it('writes no explanation that nobody could read again', () => {
    const { journal, log } = setUp();
    const note = { lots: [`${'a'.repeat(16)}:1`], text: '', pasted: 0, seconds: 0, changed: false };
    const wrong = [{ lots: [] }, { text: 'x'.repeat(20_001) }, { turnedDown: 'x'.repeat(2_001) }, { seconds: NaN }];
    for (const part of wrong) assert.throws(() => log.note({ ...note, ...part }));
    assert.throws(() => log.edit({ of: 'x', changed: true }));
    assert.deepEqual(journal.events, []);
    log.note(note);
    assert.equal(journal.events.length, 1);
  });
});

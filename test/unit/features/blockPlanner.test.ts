import assert from 'node:assert/strict';
import type { BlockRun } from '../../../src/domain/blocks/blockRuns.ts';
import type { BlockSchedule } from '../../../src/domain/blocks/blockSchedule.ts';
import { BlockPlanner, presenceIn, type BlockPlannerParts } from '../../../src/features/no-ai-block/blockPlanner.ts';
import { blockInWords, blockRow } from '../../../src/features/no-ai-block/blockRow.ts';
import { FakeExplanations } from '../../support/fakeExplanations.ts';
import { FakeTime, MemoryJournal, MemoryLog } from '../../support/fakes.ts';

/** Wednesday, Nov 18, 2026, 10:00 in Berlin. */
const NOW = Date.UTC(2026, 10, 18, 9, 0);
const HOUR = 3_600_000;
const THURSDAY: BlockSchedule = { weekday: 'thursday', time: '09:00', minutes: 90 };

function planning(part: Partial<BlockPlannerParts> = {}) {
  const time = new FakeTime(NOW);
  const journal = new MemoryJournal(time);
  const log = new MemoryLog();
  const explanations = new FakeExplanations();
  const claimed = new Set<string>();
  const state: { schedule: BlockSchedule | undefined } = { schedule: THURSDAY };
  const planner = new BlockPlanner({
    ...{ journal, explanations, clock: time, timers: time, log },
    isPaused: () => false,
    claims: { isClaimed: (name) => Promise.resolve(claimed.has(name)) },
    schedule: () => state.schedule,
    ...part,
  });
  const runner = { current: undefined, runOf: () => undefined };
  return { planner, runner, time, journal, log, explanations, claimed, state };
}

describe('the planner of blocks', () => {
  it('knows none where none is scheduled', async () => {
    const { planner, runner, state, time } = planning();
    state.schedule = undefined;
    assert.deepEqual([planner.current, planner.asked, await planner.missed()], [undefined, undefined, undefined]);
    assert.deepEqual([blockRow({ planner, runner }, time), blockInWords({ planner, runner })], [undefined, '']);
  });

  it('says when the next one is, and that one runs', () => {
    const { planner, runner, time } = planning();
    assert.deepEqual(blockRow({ planner, runner }, time), { words: 'No-AI block Thu 09:00', detail: '90 minutes' });
    assert.equal(blockInWords({ planner, runner }), 'Next no-AI block: Thu 09:00');
    time.advance(23 * HOUR);
    assert.equal(blockInWords({ planner, runner }), 'No-AI block until 10:30');
    const ended = (stopped: number | undefined) => ({
      current: undefined,
      runOf: ({ id }: { id: string }) => (id === planner.current?.id ? ({ stopped } as BlockRun) : undefined),
    });
    assert.equal(blockInWords({ planner, runner: ended(1) }), 'No-AI block until 10:30, stopped early');
    assert.equal(blockRow({ planner, runner: ended(1) }, time)?.detail, '90 minutes · stopped early');
    assert.equal(blockRow({ planner, runner: ended(undefined) }, time)?.detail, '90 minutes · over already');
    time.advance(2 * HOUR);
    assert.equal(blockRow({ planner, runner }, time)?.words, 'No-AI block Thu, Nov 26 09:00');
  });

  it('takes down what is said, tells of it at once, and gives an empty text when it is on the disk', async () => {
    const { planner, runner, time, journal } = planning();
    let told = 0;
    planner.onDidChange(() => (told += 1));
    assert.equal(await planner.move(planner.current!, '2026-11-20T14:00'), '');
    assert.deepEqual(blockRow({ planner, runner }, time), {
      words: 'No-AI block Fri 14:00',
      detail: '90 minutes · moved from Thu 09:00',
    });
    assert.equal(await planner.say({ change: 'frozen', until: '2026-12-01' }), '');
    assert.deepEqual(blockRow({ planner, runner }, time), {
      words: 'No-AI block Thu, Dec 3 09:00',
      detail: '90 minutes · frozen until Dec 1',
    });
    assert.deepEqual(
      journal.events.map(({ k, p }) => [k, p['change']]),
      [
        ['block-planned', 'moved'],
        ['block-planned', 'frozen'],
      ],
    );
    assert.equal(told, 2);
  });

  it('says what is wrong with a time, in a pause, and where the disk is full', async () => {
    assert.equal(
      await planning().planner.move(planning().planner.current!, '2026-11-18T09:00'),
      'That time has passed.',
    );
    const { planner, journal } = planning({ isPaused: () => true });
    assert.match(await planner.say({ change: 'unfrozen' }), /paused/u);
    assert.equal(journal.events.length, 0);
    const failing = planning();
    failing.journal.written = Promise.reject(new Error('full'));
    assert.match(await failing.planner.say({ change: 'unfrozen' }), /could not be written/u);
    assert.equal(failing.log.lines.length, 1);
  });

  it('hears what other windows said, and keeps what it knows where that can not be read', async () => {
    const { planner, explanations, log } = planning();
    let told = 0;
    planner.onDidChange(() => (told += 1));
    explanations.blocks = [{ change: 'skipped', of: '2026-W47-thu-0900', reason: 'away', order: '1', time: NOW }];
    await planner.read();
    await planner.read();
    assert.deepEqual([planner.current?.at, told], ['2026-11-26T09:00', 1]);
    explanations.blockPlans = () => Promise.reject(new Error('gone'));
    await planner.read();
    assert.deepEqual([planner.current?.at, told, log.lines.length], ['2026-11-26T09:00', 1, 1]);
  });

  it('knows a block of this week that went by unseen from one in which somebody was there', async () => {
    const { planner, time, claimed } = planning();
    assert.equal(await planner.missed(), undefined);
    const block = planner.current!;
    time.advance(30 * HOUR);
    assert.equal((await planner.missed())?.id, block.id);
    claimed.add(presenceIn(block));
    assert.equal(await planner.missed(), undefined);
  });

  it('lets a block that has begun go on when the schedule becomes another one', () => {
    const { planner, time, state } = planning();
    time.advance(23 * HOUR);
    assert.equal(planner.current?.id, '2026-W47-thu-0900');
    state.schedule = { weekday: 'friday', time: '10:00', minutes: 20 };
    assert.equal(planner.current.id, '2026-W47-thu-0900');
    time.advance(90 * 60_000);
    assert.equal(planner.current.id, '2026-W47-fri-1000');
    state.schedule = undefined;
    assert.equal(planner.current, undefined);
  });
});

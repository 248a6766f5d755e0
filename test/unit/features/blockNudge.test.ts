import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { occurrenceAt } from '../../../src/domain/blocks/blockOccurrence.ts';
import type { PlannedBlock } from '../../../src/domain/blocks/plannedBlocks.ts';
import { BlockNudge, type BlockNudgeParts } from '../../../src/features/no-ai-block/blockNudge.ts';
import { FakeTime, MemoryLog } from '../../support/fakes.ts';

const MINUTE = 60_000;
const BLOCK: PlannedBlock = {
  ...occurrenceAt({ id: '2026-W47-thu-0900', at: '2026-11-19T09:00', minutes: 90 }),
  ...{ scheduledAt: '2026-11-19T09:00', state: 'scheduled' },
};
const AHEAD = BLOCK.start - 10 * MINUTE;
const NUDGE = 'nudge.2026-W47-thu-0900.20261119T0900';
const THERE = 'there.2026-W47-thu-0900.20261119T0900';

/** A window among others, which share what is claimed. */
function nudging({
  at = AHEAD - 5 * MINUTE,
  claimed = new Set<string>(),
  time = new FakeTime(at),
  isFocused = true,
  ...part
}: Partial<Omit<BlockNudgeParts, 'isFocused'>> & {
  at?: number;
  claimed?: Set<string>;
  time?: FakeTime;
  isFocused?: boolean;
} = {}) {
  const state = {
    isFocused,
    isPaused: false,
    isRunning: false,
    current: BLOCK as PlannedBlock | undefined,
    takesUp: true,
  };
  const told: string[] = [];
  const prompts: string[] = [];
  const log = new MemoryLog();
  let phases = 0;
  const nudge = new BlockNudge({
    planner: {
      get current() {
        return time.now() < BLOCK.end ? state.current : undefined;
      },
      read: () => Promise.resolve(),
    },
    claims: {
      claim: (name) => Promise.resolve(!claimed.has(name) && Boolean(claimed.add(name))),
      isClaimed: (name) => Promise.resolve(claimed.has(name)),
    },
    budget: {
      record: (kind, { asked, outcome }) => prompts.push(`${kind} ${asked ? 'asked' : 'unasked'} ${outcome}`),
    },
    pausing: {
      known: Promise.resolve(),
      get isPaused() {
        return state.isPaused;
      },
    },
    ...{ clock: time, timers: time, log },
    quietHours: () => [],
    isFocused: () => state.isFocused,
    isRunning: () => state.isRunning,
    tell: (block) => {
      told.push(block.id);
      return Promise.resolve(state.takesUp);
    },
    phaseChanged: () => (phases += 1),
    ...part,
  });
  /** Time goes by as it does: what waits for a promise gets its turn. */
  const pass = async (milliseconds: number): Promise<void> => {
    for (let left = milliseconds; left > 0; left -= 10_000) {
      time.advance(Math.min(left, 10_000));
      await turn();
    }
  };
  return { nudge, time, state, told, prompts, log, claimed, pass, phases: () => phases };
}

describe('what tells of a block', () => {
  it('does so once, ten minutes ahead', async () => {
    const { nudge, pass, told, prompts, time } = nudging();
    nudge.look();
    await pass(5 * MINUTE - 1_000);
    assert.deepEqual(told, []);
    await pass(1_000);
    assert.deepEqual([told, time.now()], [[BLOCK.id], AHEAD]);
    await pass(12 * MINUTE);
    assert.equal(told.length, 1);
    assert.deepEqual(prompts, ['block asked shown', 'block asked answered']);
  });

  it('does so in the window that has the focus, and in no other', async () => {
    const [claimed, time] = [new Set<string>(), new FakeTime(AHEAD - MINUTE)];
    const others = [1, 2, 3].map(() => nudging({ claimed, time, isFocused: false }));
    const focused = nudging({ claimed, time });
    for (const { nudge } of [...others, focused]) nudge.look();
    await focused.pass(5 * MINUTE);
    assert.deepEqual([focused.told.length, ...others.map(({ told }) => told.length)], [1, 0, 0, 0]);
  });

  it('does so in one of the others after twenty seconds where none has it', async () => {
    const [claimed, time] = [new Set<string>(), new FakeTime(AHEAD - MINUTE)];
    const others = [1, 2, 3].map(() => nudging({ claimed, time, isFocused: false }));
    for (const { nudge } of others) nudge.look();
    await others[0]!.pass(MINUTE + 10_000);
    assert.equal(others.flatMap(({ told }) => told).length, 0);
    await others[0]!.pass(10_000);
    assert.equal(others.flatMap(({ told }) => told).length, 1);
    await others[0]!.pass(5 * MINUTE);
    assert.equal(others.flatMap(({ told }) => told).length, 1);
  });

  it('does so late where the machine slept until then, and not at all once the block has begun or is over', async () => {
    for (const [wakes, times] of [
      [AHEAD + 6 * MINUTE, 1],
      [BLOCK.start, 0],
      [BLOCK.start + 20 * MINUTE, 0],
      [BLOCK.end + MINUTE, 0],
    ] as const) {
      const { nudge, time, pass, told } = nudging();
      nudge.look();
      time.jumpTo(wakes);
      await pass(MINUTE);
      assert.equal(told.length, times, String(wakes));
    }
  });

  it('does so no second time where the clock is set back, but once more where the block was moved', async () => {
    const { nudge, time, pass, told, state } = nudging();
    nudge.look();
    await pass(7 * MINUTE);
    time.jumpTo(AHEAD - 30 * MINUTE);
    await pass(35 * MINUTE);
    assert.equal(told.length, 1);
    state.current = { ...BLOCK, ...occurrenceAt({ ...BLOCK, at: '2026-11-19T09:10' }), state: 'moved' };
    await pass(10 * MINUTE);
    assert.equal(told.length, 2);
  });

  it('does not in quiet hours, nor in a pause, and claims nothing then', async () => {
    const quiet = nudging({ quietHours: () => [{ from: 8 * 60, to: 10 * 60 }] });
    quiet.nudge.look();
    await quiet.pass(14 * MINUTE);
    assert.deepEqual([quiet.told, [...quiet.claimed]], [[], []]);
    const paused = nudging();
    paused.state.isPaused = true;
    paused.nudge.look();
    await paused.pass(40 * MINUTE);
    assert.deepEqual([paused.told, [...paused.claimed]], [[], []]);
  });

  it('does not while a block runs, and then does where there is still time', async () => {
    const { nudge, pass, told, claimed, state } = nudging();
    state.isRunning = true;
    nudge.look();
    await pass(8 * MINUTE);
    assert.deepEqual([told, [...claimed]], [[], []]);
    state.isRunning = false;
    await pass(MINUTE);
    assert.deepEqual(told, [BLOCK.id]);
  });

  it('does not where the block was skipped a moment ago in another window', async () => {
    const { nudge, pass, told, claimed, state } = nudging({
      planner: {
        get current() {
          return state.current;
        },
        read: () => {
          state.current = undefined;
          return Promise.resolve();
        },
      },
    });
    nudge.look();
    await pass(14 * MINUTE);
    assert.deepEqual([told, [...claimed]], [[], []]);
  });

  it('says what came of it: a message that goes by is no answer', async () => {
    const { nudge, pass, prompts, state } = nudging();
    state.takesUp = false;
    nudge.look();
    await pass(6 * MINUTE);
    assert.deepEqual(prompts, ['block asked shown', 'block asked ignored']);
  });

  it('keeps that somebody is there in a block, and tells the screens of each phase', async () => {
    const { nudge, pass, claimed, phases } = nudging();
    nudge.look();
    assert.equal(phases(), 1);
    await pass(16 * MINUTE);
    assert.deepEqual([...claimed], [NUDGE, THERE]);
    await pass(100 * MINUTE);
    // Before, ahead, running, over.
    assert.equal(phases(), 4);
  });

  it('goes on looking where something fails, and ends with its window', async () => {
    const { nudge, pass, told, log, time } = nudging({
      claims: { claim: () => Promise.reject(new Error('full')), isClaimed: () => Promise.resolve(false) },
    });
    nudge.look();
    await pass(6 * MINUTE);
    assert.deepEqual([told, log.lines.length], [[], 1]);
    nudge.dispose();
    assert.equal(time.pending, 0);
  });
});

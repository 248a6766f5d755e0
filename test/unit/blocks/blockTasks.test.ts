import assert from 'node:assert/strict';
import { blockRuns, type BlockFact } from '../../../src/domain/blocks/blockRuns.ts';
import { withBlockTasks } from '../../../src/domain/blocks/blockTasks.ts';
import type { BlockRunSaid, BlockTask, Debrief } from '../../../src/domain/events/blockRun.ts';
import { timedTasks } from '../../../src/domain/velocity/benchmark.ts';
import type { Task } from '../../../src/domain/velocity/task.ts';

const MINUTE = 60_000;
const BEGUN = Date.UTC(2026, 10, 19, 8, 0);
const OF = `${'a'.repeat(16)}:1`;

function fact(n: number, minute: number, said: BlockRunSaid): BlockFact {
  return { ...said, id: `${'a'.repeat(16)}:${String(n)}`, time: BEGUN + minute * MINUTE, offset: 60 };
}

/** A block of 90 minutes, with how it went. */
function block(task: BlockTask, ...debriefs: (Partial<Debrief> & Pick<Debrief, 'outcome'>)[]) {
  const said = debriefs.map((one, at) =>
    fact(2 + at, 90 + at, { change: 'debriefed', of: OF, minutes: 80, assisted: 0, ...one }),
  );
  return blockRuns([fact(1, 0, { change: 'begun', until: BEGUN + 90 * MINUTE, ...task }), ...said]);
}

function told(begun: number, end: Partial<NonNullable<Task['end']>>, ai = false): Task {
  return {
    ...{
      id: `${'b'.repeat(16)}:1`,
      time: BEGUN + begun * MINUTE,
      offset: 60,
      title: 'Told',
      kind: 'fix',
      estimate: 45,
      ai,
    },
    end: { as: 'done', minutes: 30, time: BEGUN + (begun + 30) * MINUTE, ...end },
  };
}

const FIX = { title: 'Fix a bug', kind: 'fix', estimate: 60 } as const;

describe('a block as a task', () => {
  it('has its estimate, and the minutes and the end that were said when it was looked back at', () => {
    const timed = (...debriefs: Parameters<typeof block>[1][]) =>
      timedTasks(withBlockTasks([], block(FIX, ...debriefs)));
    const task = { estimate: 60, minutes: 80, kind: 'fix', ai: false };
    assert.deepEqual(timed({ outcome: 'done' }), [{ ...task, isDone: true }]);
    assert.deepEqual(timed({ outcome: 'partly' }), [{ ...task, isDone: false }]);
    assert.deepEqual(timed({ outcome: 'not' }), [{ ...task, isDone: false }]);
    // What was said last holds.
    assert.deepEqual(timed({ outcome: 'not' }, { outcome: 'done', minutes: 70 }), [
      { ...task, minutes: 70, isDone: true },
    ]);
  });

  it('is one with AI where some was used, as was said, and else as is recorded', () => {
    const ai = (debrief: Partial<Debrief>) =>
      timedTasks(withBlockTasks([], block(FIX, { outcome: 'done', ...debrief })))[0]?.ai;
    assert.deepEqual([ai({ ai: 'none' }), ai({ ai: 'little' }), ai({ ai: 'much' })], [false, true, true]);
    assert.deepEqual([ai({ assisted: 2 }), ai({ ai: 'none', assisted: 2 })], [true, false]);
  });

  it('is none without an estimate, before it was looked back at, or without a minute of work', () => {
    const count = (...[task, ...debriefs]: Parameters<typeof block>) =>
      withBlockTasks([], block(task, ...debriefs)).length;
    assert.equal(count({ title: 'Fix a bug' }, { outcome: 'done' }), 0);
    assert.equal(count(FIX), 0);
    assert.equal(count(FIX, { outcome: 'done', minutes: 0 }), 0);
    assert.equal(count({ estimate: 60 }, { outcome: 'done' }), 1);
  });

  it('does not count twice where it was told of as a task too', () => {
    const titles = (task: Task) => withBlockTasks([task], block(FIX, { outcome: 'done' })).map(({ title }) => title);
    assert.deepEqual(titles(told(10, {})), ['Told']);
    // A task that runs beside it with AI, one that was called off, and one before it are others.
    assert.deepEqual(titles(told(10, {}, true)), ['Fix a bug', 'Told']);
    assert.deepEqual(titles(told(10, { ai: true })), ['Fix a bug', 'Told']);
    assert.deepEqual(titles(told(10, { as: 'called off' })), ['Fix a bug', 'Told']);
    assert.deepEqual(titles(told(-30, {})), ['Told', 'Fix a bug']);
  });

  it('counts beside a task that never ended and was left behind, and not while that one runs', () => {
    const { end: _, ...left } = told(-600, {});
    const titles = (...tasks: Task[]) =>
      withBlockTasks(tasks, block(FIX, { outcome: 'done' })).map(({ title }) => title);
    assert.deepEqual(titles(left), ['Told']);
    assert.deepEqual(titles(left, told(-300, {})), ['Told', 'Told', 'Fix a bug']);
  });
});

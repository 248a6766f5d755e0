import assert from 'node:assert/strict';
import { readTaskEnded, readTaskStarted, type TaskStarted } from '../../../src/domain/events/taskTold.ts';
import { feltRatio, sureness, timedTasks } from '../../../src/domain/velocity/benchmark.ts';
import { minutesInWords, minutesRead } from '../../../src/domain/velocity/minutesRead.ts';
import { minutesSince, runningTask, usesAi, type Task } from '../../../src/domain/velocity/task.ts';

const SAID: TaskStarted = { title: 'Parse dates', kind: 'fix', estimate: 30, confidence: 70, ai: true };

function task(end?: Partial<NonNullable<Task['end']>>, part: Partial<Task> = {}): Task {
  const ended = end && { end: { as: 'done' as const, minutes: 40, time: 9, ...end } };
  return { ...SAID, id: `${'a'.repeat(16)}:1`, time: 1, offset: 60, ...ended, ...part };
}

describe('a task', () => {
  it('is read from its events, and is none where these are of another form', () => {
    assert.deepEqual(readTaskStarted(SAID), SAID);
    for (const bad of [
      { title: '' },
      { title: 'x'.repeat(201) },
      { estimate: 0 },
      { estimate: 1e9 },
      { kind: 'fun' },
    ]) {
      assert.equal(readTaskStarted({ ...SAID, ...bad }), undefined, JSON.stringify(bad));
    }
    const of = `${'a'.repeat(16)}:1`;
    assert.deepEqual(readTaskEnded({ of, as: 'called off' }), { of, as: 'called off' });
    assert.equal(readTaskEnded({ of, as: 'done' }), undefined);
    assert.equal(readTaskEnded({ of, as: 'done', minutes: 5, felt: 0 }), undefined);
    assert.equal(readTaskEnded({ of: 'x', as: 'done', minutes: 5 }), undefined);
  });

  it('runs until it has ended, and only the latest does', () => {
    assert.equal(runningTask([]), undefined);
    assert.equal(runningTask([task(), task({})]), undefined);
    assert.equal(runningTask([task({}), task()])?.title, SAID.title);
  });

  it('is with AI or without as was said last', () => {
    assert.deepEqual([task(), task({}), task({ ai: false })].map(usesAi), [true, true, false]);
  });

  it('has run for a minute at least, and no longer than a task can', () => {
    const at = (now: number): number => minutesSince(task(undefined, { time: 0 }), now);
    assert.deepEqual([at(-5), at(0), at(89_000), at(5_400_000), at(1e15)], [1, 1, 1, 90, 150_000]);
  });

  it('enters the comparison once it has ended with a time', () => {
    const told = timedTasks([task(), task({}), task({ as: 'called off' }), task({ as: 'unfinished', ai: false })]);
    assert.deepEqual(
      told.map(({ isDone, ai, minutes }) => [isDone, ai, minutes]),
      [
        [true, true, 40],
        [false, false, 40],
      ],
    );
  });

  it('is felt to be faster by the geometric mean, of tasks with AI alone', () => {
    assert.equal(feltRatio([task(), task({ felt: 0.5, ai: false })]), undefined);
    const { ratio, count } = feltRatio([task({ felt: 0.5 }), task({ felt: 2 }), task({})])!;
    assert.deepEqual([ratio, count], [1, 2]);
  });

  it('tells how often the person was right to be sure, from three on', () => {
    assert.equal(sureness([task({}), task({})]), undefined);
    const tasks = [task({ minutes: 15 }), task({ minutes: 60 }), task({ minutes: 61 }), task({ as: 'unfinished' })];
    assert.deepEqual(sureness(tasks), { percent: 70, right: 2, count: 3 });
  });
});

describe('minutes', () => {
  it('are read from what people write', () => {
    const texts = ['45', ' 90 min', '1.5 h', '1,5h', '1h30', '2 h 5 min', '2 hours', '7m'];
    assert.deepEqual(texts.map(minutesRead), [45, 90, 90, 90, 90, 125, 120, 7]);
    assert.deepEqual(['', 'soon', '-5', '1:30', '1e9', '5 days'].map(minutesRead), Array(6).fill(undefined));
  });

  it('are said in hours where there are any', () => {
    assert.deepEqual(
      [0.4, 45, 60, 90.2, 60_000].map((one) => minutesInWords(one).replaceAll('\u{A0}', ' ')),
      [...['0 min', '45 min', '1 h', '1 h 30 min', '1,000 h']],
    );
  });
});

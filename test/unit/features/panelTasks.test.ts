import assert from 'node:assert/strict';
import * as v from 'valibot';
import { usesAi, type Task } from '../../../src/domain/velocity/task.ts';
import { panelTasks } from '../../../src/features/tasks/panelTasks.ts';
import { tasksSchema } from '../../../src/protocol/taskMessages.ts';

function task(n: number, end?: Partial<NonNullable<Task['end']>>, part: Partial<Task> = {}): Task {
  return {
    ...{ id: `${'a'.repeat(16)}:${String(n)}`, time: Date.UTC(2026, 10, 18, 9, n), offset: 60 },
    ...{ title: `Task ${String(n)}`, kind: 'fix', estimate: 60, ai: n % 2 === 0 },
    ...(end && { end: { as: 'done', minutes: 60, time: 1, ...end } }),
    ...part,
  };
}

/** Six a side, that take twice the time with AI, which felt to be half of it. */
function many(): Task[] {
  return Array.from({ length: 12 }, (_, n) =>
    task(
      n,
      { minutes: (n % 2 === 0 ? 120 : 60) * (n % 4 < 2 ? 0.6 : 1.7), ...(n % 2 === 0 ? { felt: 0.5 } : {}) },
      { confidence: 70 },
    ),
  );
}

describe('tasks in the panel', () => {
  it('are nothing until one was finished, but for the one that runs', () => {
    assert.deepEqual(panelTasks([], undefined), { rows: [], told: [], explained: [] });
    const running = task(3);
    const { running: shown, rows } = panelTasks([task(1, { as: 'called off' }), running], running);
    assert.deepEqual(rows, []);
    assert.deepEqual(shown, { title: 'Task 3', detail: 'since 10:03 · estimate 1\u{A0}h · without AI' });
  });

  it('say what is lacking while there are few', () => {
    const tasks = [task(1, {}), task(3, {}), task(2, { as: 'unfinished', minutes: 90 })];
    const { told, rows, compared, explained } = panelTasks(tasks, undefined);
    assert.deepEqual(told, ['Not enough yet: 2 of 3 finished tasks without AI, 0 of 3 finished tasks with AI.']);
    assert.equal(compared, undefined);
    assert.deepEqual(rows[0], {
      ...{ title: 'Task 2', ai: 'with', estimate: '1\u{A0}h', actual: 'over 1\u{A0}h 30\u{A0}min, not finished' },
    });
    assert.ok(explained.includes('Of 1 task left unfinished only counts that it takes longer than it had by then.'));
    const two = [...tasks, task(4, { as: 'unfinished', minutes: 30 }), task(5, {}, { estimate: 0 })];
    const more = panelTasks(two, undefined).explained;
    assert.ok(more.includes('Of 2 tasks left unfinished only counts that they take longer than they had by then.'));
    assert.ok(more.includes('1 task with times that can not be is left out.'));
  });

  it('are compared in words and numbers that agree, beside what was felt', () => {
    const tasks = many();
    const { compared, told, rows, explained, ...rest } = panelTasks(tasks, undefined);
    assert.ok(v.is(tasksSchema, { compared, told, rows, explained, ...rest }));
    const { low, median, high, felt } = compared!;
    assert.ok(low < median && median < high && median > 1.3, JSON.stringify(compared));
    assert.ok(Math.abs(felt! - 0.5) < 1e-9);
    const percent = String(Math.round(100 * (median - 1)));
    assert.match(compared!.words, new RegExp(`^With AI: (?:${percent}\\s% longer|\\d\\.\\d times as long)\\.`, 'u'));
    assert.match(compared!.words, /from 6 tasks with AI and 6 without\.$/u);
    assert.ok(told.includes('You felt that AI tasks take 50\u{A0}% less time (6 tasks).'), told.join(' '));
    assert.match(told.at(-1) ?? '', /until your own tasks can rule out a difference of/u);
    assert.ok(explained.some((words) => words.startsWith('You were 70\u{A0}% sure on average')));
    assert.deepEqual([rows.length, rows[0]?.title], [8, 'Task 11']);
  });

  it('say that others weigh most while there are few on one side, and that tasks count by what was said last', () => {
    const few = many().filter((one) => usesAi(one) || Number(one.id.split(':')[1]) < 6);
    assert.ok(panelTasks(few, undefined).told.includes('So far this is mostly what others measured.'));
    assert.ok(!panelTasks(many(), undefined).told.includes('So far this is mostly what others measured.'));
    const turned = few.map((one, at) => (at === 0 ? { ...one, end: { ...one.end!, ai: false } } : one));
    assert.match(panelTasks(turned, undefined).compared!.words, /from 5 tasks with AI and 4 without/u);
  });
});

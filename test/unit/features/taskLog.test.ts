import assert from 'node:assert/strict';
import type { TaskStarted } from '../../../src/domain/events/taskTold.ts';
import { TaskLog } from '../../../src/features/tasks/taskLog.ts';
import { FakeExplanations } from '../../support/fakeExplanations.ts';
import { FakeTime, MemoryJournal, MemoryLog } from '../../support/fakes.ts';

const SAID: TaskStarted = { title: ' Parse dates ', kind: 'fix', estimate: 30, confidence: 70, ai: false };

function logging() {
  const time = new FakeTime(Date.UTC(2026, 10, 18, 9));
  const journal = new MemoryJournal(time);
  const explanations = new FakeExplanations();
  const log = new MemoryLog();
  const pausing = { known: Promise.resolve(), isPaused: false };
  const tasks = new TaskLog({ ...{ journal, explanations, pausing, timers: time, log } });
  /** The ledger has what the journal has. */
  tasks.onDidChange(() => (explanations.worked = [...tasks.tasks]));
  return { tasks, time, journal, explanations, log, pausing };
}

describe('the log of tasks', () => {
  it('has a task run from its start to its end', async () => {
    const { tasks, time, journal } = logging();
    let told = 0;
    tasks.onDidChange(() => (told += 1));
    const { problem, task } = await tasks.start(SAID);
    assert.deepEqual([problem, task?.title, tasks.running], ['', 'Parse dates', task]);
    time.advance(600_000);
    const ended = await tasks.end({ of: task!.id, as: 'done', minutes: 10 });
    assert.deepEqual([ended.problem, ended.task?.end?.minutes, tasks.running], ['', 10, undefined]);
    assert.deepEqual(
      journal.events.map(({ k, p }) => [k, p]),
      [
        ['task-started', { ...SAID, title: 'Parse dates' }],
        ['task-ended', { of: task!.id, as: 'done', minutes: 10 }],
      ],
    );
    assert.equal(told, 2);
  });

  it('starts one only after the one that runs has ended, also where that began in another window', async () => {
    const { tasks, explanations, journal } = logging();
    const other = { ...SAID, title: 'Of another window', id: `${'a'.repeat(16)}:7`, time: 1, offset: 0 };
    explanations.worked = [other];
    const { problem, task } = await tasks.start(SAID);
    assert.match(problem, /^"Of another window" runs\. Finish it or call it off first/u);
    assert.deepEqual([task, journal.events.length, tasks.running], [undefined, 0, other]);
    assert.equal((await tasks.end({ of: other.id, as: 'called off' })).problem, '');
    assert.equal((await tasks.start(SAID)).problem, '');
  });

  it('runs on what was started last, where two windows began at once', async () => {
    const { tasks, explanations } = logging();
    const one = (n: number) => ({ ...SAID, id: `${'a'.repeat(16)}:${String(n)}`, time: n, offset: 0 });
    explanations.worked = [one(1), one(2)];
    await tasks.read();
    assert.equal(tasks.running?.time, 2);
    await tasks.end({ of: one(2).id, as: 'done', minutes: 5 });
    assert.equal(tasks.running, undefined);
  });

  it('masks what is likely a secret in the title', async () => {
    const { tasks, journal } = logging();
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    await tasks.start({ ...SAID, title: `Rotate ${secret}` });
    assert.doesNotMatch(JSON.stringify(journal.events), /a1B2a1B2a1B2/u);
    assert.match(String(journal.events[0]?.p['title']), /^Rotate /u);
  });

  it('writes nothing while it is paused, nor of a task that nobody knows, nor without a title', async () => {
    const { tasks, journal, pausing } = logging();
    assert.match((await tasks.end({ of: `${'b'.repeat(16)}:1`, as: 'done', minutes: 1 })).problem, /not known/u);
    assert.match((await tasks.start({ ...SAID, title: '  ' })).problem, /needs a title/u);
    pausing.isPaused = true;
    assert.match((await tasks.start(SAID)).problem, /paused/u);
    assert.deepEqual([journal.events, tasks.running], [[], undefined]);
  });

  it('keeps what it knows where tasks can not be read, and says so in the log', async () => {
    const { tasks, explanations, log } = logging();
    const { task } = await tasks.start(SAID);
    explanations.tasks = () => Promise.reject(new Error('gone'));
    await tasks.read();
    assert.equal(tasks.running?.id, task!.id);
    assert.equal(log.lines.length, 1);
  });
});

import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { workedBy, type BlockFact } from '../../../src/domain/blocks/blockRuns.ts';
import { readBlockRun } from '../../../src/domain/events/blockRun.ts';
import { eventId } from '../../../src/domain/events/journalEvent.ts';
import { AiQuiet } from '../../../src/features/no-ai-block/aiQuiet.ts';
import { BlockRunner } from '../../../src/features/no-ai-block/blockRunner.ts';
import { blockStatus } from '../../../src/features/no-ai-block/blockStatus.ts';
import { FakeExplanations } from '../../support/fakeExplanations.ts';
import { FakeTime, MemoryJournal, MemoryLog } from '../../support/fakes.ts';

const MINUTE = 60_000;

/** A window, which sees what others of the same journal have said once it reads. */
function running({
  time = new FakeTime(),
  session = 'a',
  isPaused = false,
  refuses = false,
}: { time?: FakeTime; session?: string; isPaused?: boolean; refuses?: boolean } = {}) {
  const journal = new MemoryJournal(time, session.repeat(16));
  const explanations = new FakeExplanations();
  const log = new MemoryLog();
  /** what the editor was told: minutes of a snooze, and `end` */
  const told: (number | 'end')[] = [];
  const tell = (what: number | 'end') => {
    told.push(what);
    return refuses ? Promise.reject(new Error("command 'snooze' not found")) : Promise.resolve();
  };
  const snooze = { for: (minutes: number) => tell(Math.round(minutes * 100) / 100), end: () => tell('end') };
  const quiet = new AiQuiet({ snooze, clock: time, log });
  const parts = { journal, explanations, log, clock: time, timers: time, isPaused: () => isPaused };
  const runner = new BlockRunner({ ...parts, quiet });
  const left = () => (runner.current === undefined ? undefined : runner.current.left / MINUTE);
  const begin = (minutes: number) => runner.begin({ until: time.now() + minutes * MINUTE });
  return { runner, quiet, journal, explanations, log, time, told, left, begin };
}

/** What a ledger tells of the events of a journal. */
function factsOf({ events }: MemoryJournal): BlockFact[] {
  return events.map((event) => ({ ...readBlockRun(event.p)!, id: eventId(event), time: event.t, offset: event.o }));
}

describe('what runs a block', () => {
  it('begins it, counts down by the minute, and says so each time', async () => {
    const { runner, begin, time, journal, left } = running();
    let told = 0;
    runner.onDidChange(() => (told += 1));
    assert.equal(await begin(3), '');
    assert.deepEqual([left(), told], [3, 1]);
    time.advance(MINUTE);
    assert.deepEqual([left(), told], [2, 2]);
    time.advance(2 * MINUTE);
    assert.deepEqual([left(), told, time.pending], [undefined, 4, 0]);
    assert.deepEqual(
      journal.events.map(({ k, p }) => [k, p['change']]),
      [['block-run', 'begun']],
    );
  });

  it('has the editor be quiet for what remains, again and again, and lets its end come by itself', async () => {
    const { begin, time, told } = running();
    await begin(1);
    time.advance(30_000);
    time.advance(30_000);
    assert.deepEqual(told, [1, 0.5]);
  });

  it('calls that off where it is stopped early, once, and only where a block had begun it', async () => {
    const { runner, begin, told } = running();
    runner.look();
    assert.deepEqual(told, []);
    await begin(20);
    assert.equal(await runner.stop(), '');
    runner.look();
    assert.deepEqual(told, [20, 20, 'end']);
    assert.match(await runner.stop(), /No block without AI runs/u);
  });

  it('goes on after a kill for what remains, and not after its end', async () => {
    const killed = running();
    await killed.begin(20);
    for (const [minutes, remains] of [
      [5, 15],
      [19.5, 0.5],
      [20, undefined],
    ] as const) {
      const time = new FakeTime(killed.time.now() + minutes * MINUTE);
      const next = running({ time, session: 'b' });
      next.explanations.runs = factsOf(killed.journal);
      await next.runner.read();
      assert.equal(next.left(), remains);
      assert.deepEqual(next.told, remains === undefined ? [] : [remains]);
    }
  });

  it('is known in another window, which is quiet too and hears of the end', async () => {
    const time = new FakeTime();
    const [one, other] = [running({ time }), running({ time, session: 'b' })];
    await one.begin(20);
    other.explanations.runs = factsOf(one.journal);
    await other.runner.read();
    assert.deepEqual([other.left(), other.told], [20, [20]]);
    one.explanations.runs = factsOf(one.journal);
    assert.match(await other.begin(5), /runs already, until \d\d:\d\d/u);
    time.advance(MINUTE);
    await one.runner.stop();
    other.explanations.runs = factsOf(one.journal);
    await other.runner.read();
    assert.deepEqual([other.left(), other.told.at(-1)], [undefined, 'end']);
  });

  it('is the latest also in a window that has been open since the block of last week', async () => {
    const { begin, time, journal, explanations, runner, left } = running();
    // As the ledger does, of which only the last day is asked.
    explanations.blockRuns = (since) => Promise.resolve(factsOf(journal).filter((fact) => fact.time >= since));
    await begin(20);
    await runner.read();
    time.advance(7 * 24 * 60 * MINUTE);
    await begin(45);
    await runner.read();
    assert.equal(left(), 45);
  });

  it('ends by its real minutes where the clock is set back, and at its end where the machine slept', async () => {
    const back = running();
    await back.begin(20);
    back.time.advance(10 * MINUTE);
    back.time.jumpTo(back.time.now() - 60 * MINUTE);
    assert.equal(back.left(), 10);
    back.time.advance(10 * MINUTE);
    assert.equal(back.left(), undefined);
    assert.deepEqual(
      [back.runner.latest?.until, workedBy(back.runner.latest!, back.time.now())],
      [back.time.now(), 20 * MINUTE],
    );
    const asleep = running();
    await asleep.begin(20);
    asleep.time.jumpTo(asleep.time.now() + 600 * MINUTE);
    assert.equal(asleep.left(), undefined);
  });

  it('lasts no longer in a window that comes after the clock was set back, nor for how it was told by several', async () => {
    const time = new FakeTime();
    const one = running({ time });
    await one.begin(90);
    const other = running({ time, session: 'b' });
    other.explanations.runs = factsOf(one.journal);
    await other.runner.read();
    time.advance(30 * MINUTE);
    time.jumpTo(time.now() - 120 * MINUTE);
    time.advance(MINUTE);
    const facts = [...factsOf(one.journal), ...factsOf(other.journal)];
    assert.deepEqual(
      facts.map(({ change }) => change),
      ['begun', 'clock-set', 'clock-set'],
    );
    const next = running({ time, session: 'c' });
    next.explanations.runs = facts;
    await next.runner.read();
    assert.deepEqual([next.left(), one.left(), other.left()], [59, 59, 59]);
    time.advance(10 * MINUTE);
    assert.equal(await next.runner.stop(), '');
    assert.equal(workedBy(next.runner.latest!, time.now()), 41 * MINUTE);
  });

  it('has its end by the clock as it is before anything else is taken down', async () => {
    const { runner, begin, time, journal } = running();
    await begin(90);
    time.advance(30 * MINUTE);
    time.jumpTo(time.now() - 120 * MINUTE);
    await runner.pause();
    assert.deepEqual(
      journal.events.map(({ p }) => p['change']),
      ['begun', 'clock-set', 'paused'],
    );
    time.advance(10 * MINUTE);
    assert.equal(workedBy(runner.latest!, time.now()), 30 * MINUTE);
  });

  it('is known to have been slept through for a while, also where the clock is set back at once after that', async () => {
    const { runner, begin, time, left } = running();
    await begin(90);
    time.jumpTo(time.now() + 60 * MINUTE);
    runner.look();
    time.jumpTo(time.now() - 120 * MINUTE);
    time.advance(MINUTE);
    assert.equal(left(), 29.5);
  });

  it('ends by the clock where that was set by no more than a moment', async () => {
    const { begin, time, journal, left } = running();
    await begin(20);
    time.advance(10 * MINUTE);
    time.jumpTo(time.now() - 5_000);
    time.advance(10 * MINUTE);
    assert.equal(left(), 5_000 / MINUTE);
    time.advance(5_000);
    assert.deepEqual([left(), journal.events.length], [undefined, 1]);
  });

  it('lasts as long as it was to where another one was stopped a moment before', async () => {
    const { runner, begin, time, left } = running();
    await begin(20);
    time.advance(10_000);
    await runner.stop();
    assert.equal(time.pending, 0);
    time.advance(10_000);
    await begin(1);
    time.advance(59_000);
    assert.equal(left(), 1 / 60);
    time.advance(1_000);
    assert.deepEqual([left(), time.pending], [undefined, 0]);
  });

  it('lasts as long as it was to however often it is looked at', async () => {
    const { runner, begin, time, left } = running();
    await begin(2);
    for (let second = 1; second < 120; second += 1) {
      time.advance(1_000);
      runner.look();
      assert.equal(left(), (120 - second) / 60);
    }
    time.advance(1_000);
    assert.equal(left(), undefined);
  });

  it('keeps its planned end in a pause', async () => {
    const { runner, begin, time, left } = running();
    await begin(20);
    assert.match(await runner.resume(), /not paused/u);
    assert.equal(await runner.pause(), '');
    assert.match(await runner.pause(), /paused already/u);
    time.advance(5 * MINUTE);
    assert.equal(await runner.resume(), '');
    assert.deepEqual([left(), runner.current?.paused], [15, 5 * MINUTE]);
  });

  it('says what is wrong in a pause of Grasp, on a full disk, and where nothing can be read', async () => {
    assert.match(await running({ isPaused: true }).begin(20), /paused and writes nothing/u);
    const full = running();
    full.journal.written = Promise.reject(new Error('full'));
    assert.match(await full.begin(20), /could not be written/u);
    const { runner, begin, explanations, log, left } = running();
    await begin(20);
    explanations.blockRuns = () => Promise.reject(new Error('gone'));
    await runner.read();
    assert.deepEqual([left(), log.lines.length], [20, 1]);
  });

  it('keeps what was looked up in it, with its place, and masks what looks like a secret', async () => {
    const { runner, begin, journal } = running();
    assert.match(await runner.noteLookUp({ what: 'Array.flat' }), /No block/u);
    await begin(20);
    const key = `AKIA${'ABCDEFGH'.repeat(2)}`;
    const place = { uri: 'file:///a.ts', folder: 'file:///', line: 7 };
    assert.equal(await runner.noteLookUp({ what: 'Array.flat', why: `with ${key}`, ...place }), '');
    const [one] = runner.current?.lookUps ?? [];
    assert.deepEqual([one?.what, one?.place], ['Array.flat', place]);
    assert.ok(!JSON.stringify(journal.events).includes(key));
    assert.match(one?.why ?? '', /^with /u);
  });

  it('keeps what was looked up in it also where it ended while that was written down', async () => {
    const { runner, begin, time } = running();
    await begin(1);
    const of = runner.current!.id;
    time.advance(MINUTE);
    assert.equal(runner.current, undefined);
    assert.equal(await runner.noteLookUp({ what: 'Array.flat' }, of), '');
    assert.deepEqual(
      runner.latest?.lookUps.map(({ what }) => what),
      ['Array.flat'],
    );
  });

  it('takes down what it is for and how it went, and knows what was looked up again', async () => {
    const { runner, journal, time, explanations } = running();
    const key = `AKIA${'ABCDEFGH'.repeat(2)}`;
    await runner.begin({ until: time.now() + MINUTE, title: `Use ${key}`, estimate: 1 });
    for (const what of ['Map.groupBy', 'map.groupBy']) await runner.noteLookUp({ what });
    time.advance(MINUTE);
    assert.equal(await runner.debrief(runner.latest!.id, { outcome: 'partly', gone: key, assisted: 0 }), '');
    assert.deepEqual([runner.latest?.debrief?.outcome, runner.current], ['partly', undefined]);
    assert.ok(!JSON.stringify(journal.events).includes(key));
    explanations.runs = factsOf(journal);
    assert.deepEqual(await runner.lookedUpAgain(8), ['map.groupBy']);
  });

  it('is forgotten with what it was said by', async () => {
    const { runner, begin, left } = running();
    await begin(20);
    await runner.forget();
    assert.equal(left(), undefined);
  });

  it('runs also where the editor can not be quiet, which is told once', async () => {
    const { runner, begin, left, log, quiet } = running({ refuses: true });
    await begin(20);
    runner.look();
    await turn();
    assert.deepEqual([left(), quiet.canNot, log.lines.length], [20, true, 1]);
  });
});

describe('a block in the status bar', () => {
  const planned = (start: number, now: number, state: 'scheduled' | 'moved' = 'scheduled') => ({
    asked: { schedule: { weekday: 'thursday', time: '09:00', minutes: 90 }, plans: [], now } as const,
    current: {
      ...{ id: '2026-W47-thu-0900', at: '', minutes: 90, start, end: start + 90 * MINUTE },
      ...{ scheduledAt: '', state },
    },
  });

  it('may be started in its time, until it has been', async () => {
    const { runner, quiet, time } = running();
    const now = time.now();
    const shown = (start: number) => blockStatus({ planner: planned(start, now), runner, quiet })?.state;
    assert.deepEqual([shown(now + 1), shown(now - MINUTE)], [undefined, 'open']);
    await runner.begin({ until: now + MINUTE, block: '2026-W47-thu-0900' });
    assert.equal(shown(now - MINUTE), 'running');
    await runner.stop();
    assert.equal(shown(now - MINUTE), undefined);
  });

  it('may be started once more where it was stopped and then moved to later, and not by a clock that was set back', async () => {
    const { runner, quiet, time } = running();
    const shown = (start: number, state?: 'moved') =>
      blockStatus({ planner: planned(start, time.now(), state), runner, quiet })?.state;
    const start = time.now();
    await runner.begin({ until: start + 90 * MINUTE, block: '2026-W47-thu-0900' });
    time.advance(10 * MINUTE);
    await runner.stop();
    time.advance(50 * MINUTE);
    assert.deepEqual([shown(start, 'moved'), shown(start + 60 * MINUTE, 'moved')], [undefined, 'open']);
    // As where somebody travels west, and its hour comes once more.
    assert.equal(shown(start + 60 * MINUTE), undefined);
    const back = running();
    await back.runner.begin({ until: back.time.now() + 20 * MINUTE, block: '2026-W47-thu-0900' });
    back.time.advance(10 * MINUTE);
    const scheduled = planned(back.time.now() - 10 * MINUTE, back.time.now());
    back.time.jumpTo(back.time.now() - 60 * MINUTE);
    back.time.advance(70 * MINUTE);
    assert.equal(back.runner.current, undefined);
    assert.equal(blockStatus({ planner: scheduled, runner: back.runner, quiet: back.quiet }), undefined);
  });

  it('says how many minutes are left, and that it is paused', async () => {
    const { runner, quiet, time, begin } = running();
    const shown = () => blockStatus({ planner: { asked: undefined, current: undefined }, runner, quiet });
    assert.equal(shown(), undefined);
    await begin(42);
    time.advance(1);
    assert.deepEqual([shown()?.state, shown()?.minutes], ['running', 42]);
    await runner.pause();
    assert.equal(shown()?.state, 'paused');
  });
});

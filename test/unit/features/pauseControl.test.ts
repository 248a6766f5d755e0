import assert from 'node:assert/strict';
import type { PauseFact } from '../../../src/domain/events/pauseSet.ts';
import { PauseControl } from '../../../src/features/pause/pauseControl.ts';
import { FakeLedger, FakeTime, MemoryJournal, MemoryLog } from '../../support/fakes.ts';

const MINUTE = 60_000;

function setUp() {
  const time = new FakeTime();
  const journal = new MemoryJournal(time);
  const ledger = new FakeLedger();
  const done: string[] = [];
  const letGo = async (): Promise<void> => {
    done.push(`let go after ${String(journal.events.length)}`);
  };
  const pausing = new PauseControl({ journal, ledger, clock: time, timers: time, log: new MemoryLog(), letGo });
  // It asks right after the start.
  time.advance(0);
  /** a pause that another window has begun now */
  const fact = (part: Partial<PauseFact> = {}): PauseFact => ({
    order: `9${String(time.now())}`,
    paused: true,
    begun: time.now(),
    ...part,
  });
  return { time, journal, ledger, done, pausing, fact };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('a window that starts', () => {
  it('writes nothing until the ledger has told that there is no pause', async () => {
    const { pausing, journal, ledger } = setUp();
    await settled();
    assert.deepEqual([journal.told, ledger.held], [[], true]);
    await ledger.answer(undefined);
    await pausing.known;
    assert.deepEqual([journal.told, ledger.held, pausing.isPaused], [['release'], false, false]);
  });

  it('drops what it saw until then when all windows are paused', async () => {
    const { pausing, journal, ledger, fact } = setUp();
    await ledger.answer(fact());
    await pausing.known;
    assert.deepEqual([journal.told, ledger.held, pausing.isPaused], [['discard'], true, true]);
  });

  it('records when the pause was over before', async () => {
    const { pausing, journal, ledger, fact, time } = setUp();
    await ledger.answer(fact({ begun: time.now() - 2 * MINUTE, until: time.now() - MINUTE }));
    assert.deepEqual([journal.told, pausing.isPaused], [['release'], false]);
  });

  it('records when the ledger can not be read, or never answers', async () => {
    const failing = setUp();
    await failing.ledger.fail();
    assert.deepEqual([failing.journal.told, failing.ledger.held], [['release'], false]);
    const silent = setUp();
    silent.time.advance(MINUTE);
    await silent.pausing.known;
    assert.deepEqual(silent.journal.told, ['release']);
  });

  it('that closes before it knows releases nothing when its ledger dies', async () => {
    const { pausing, journal, ledger } = setUp();
    pausing.dispose();
    await ledger.fail();
    assert.deepEqual(journal.told, []);
  });
});

describe('a pause of this window', () => {
  it('lets go first, writes what is known, and leaves no event', async () => {
    const { pausing, journal, ledger, done, time } = setUp();
    await ledger.answer(undefined);
    assert.equal(await pausing.pause('window', time.now() + 30 * MINUTE), 'done');
    assert.deepEqual(done, ['let go after 0']);
    assert.deepEqual(journal.events, []);
    assert.deepEqual([journal.told.slice(0, 2), ledger.held], [['release', 'rest'], true]);
    assert.deepEqual(pausing.current, { scope: 'window', begun: time.now(), until: time.now() + 30 * MINUTE });
  });

  it('ends by itself, and says so', async () => {
    const { pausing, ledger, time } = setUp();
    await ledger.answer(undefined);
    await pausing.pause('window', time.now() + 30 * MINUTE);
    let changes = 0;
    pausing.onDidChange(() => (changes += 1));
    time.advance(30 * MINUTE - 1);
    assert.equal(pausing.isPaused, true);
    time.advance(1);
    await settled();
    assert.deepEqual([pausing.isPaused, changes, ledger.held, time.pending], [false, 1, false, 0]);
  });

  it('ends on time after the machine slept, before any timer has noticed', async () => {
    const { pausing, ledger, time } = setUp();
    await ledger.answer(undefined);
    await pausing.pause('window', time.now() + 30 * MINUTE);
    time.jumpTo(time.now() + 31 * MINUTE);
    assert.equal(pausing.isPaused, false);
  });

  it('is not prolonged by a clock that is set back', async () => {
    const { pausing, ledger, time } = setUp();
    await ledger.answer(undefined);
    await pausing.pause('window', time.now() + 30 * MINUTE);
    time.advance(20 * MINUTE);
    time.jumpTo(time.now() - 365 * 24 * 60 * MINUTE);
    time.advance(10 * MINUTE);
    assert.equal(pausing.isPaused, false);
  });

  it('without an end lasts until it is resumed', async () => {
    const { pausing, ledger, time, journal } = setUp();
    await ledger.answer(undefined);
    await pausing.pause('window');
    time.advance(10_000 * MINUTE);
    assert.equal(pausing.isPaused, true);
    assert.equal(await pausing.resume(), 'done');
    assert.deepEqual([pausing.isPaused, ledger.held, journal.events], [false, false, []]);
  });
});

describe('a pause of all windows', () => {
  it('is an event behind all that was recorded before, and the file is let go of', async () => {
    const { pausing, journal, ledger, done, time } = setUp();
    await ledger.answer(undefined);
    const until = time.now() + 30 * MINUTE;
    await pausing.pause('all', until);
    assert.equal(done[0], 'let go after 0');
    assert.deepEqual(
      journal.events.map(({ k, p }) => [k, p]),
      [['pause', { until }]],
    );
    assert.equal(journal.told.at(-1), 'rest');
  });

  it('is ended by an event', async () => {
    const { pausing, journal, ledger } = setUp();
    await ledger.answer(undefined);
    await pausing.pause('all');
    assert.equal(await pausing.resume(), 'done');
    assert.deepEqual(
      journal.events.map(({ k, p }) => [k, p]),
      [
        ['pause', {}],
        ['resume', {}],
      ],
    );
  });

  it('comes from another window, and ends with it', async () => {
    const { pausing, journal, ledger, fact, time } = setUp();
    await ledger.answer(undefined);
    ledger.change();
    assert.equal(ledger.asked, 1);
    await ledger.answer(fact());
    assert.deepEqual([pausing.isPaused, journal.told, journal.events], [true, ['release', 'rest'], []]);
    time.advance(1_000);
    await ledger.answer(fact({ paused: false }));
    assert.equal(pausing.isPaused, false);
  });

  it('is not undone by an answer from before it', async () => {
    const { pausing, ledger, fact } = setUp();
    await ledger.answer(undefined);
    await pausing.pause('all');
    await ledger.answer(fact({ order: '0', paused: false }));
    await ledger.answer(undefined);
    assert.equal(pausing.isPaused, true);
  });

  it('holds for this window at once where the others can not be told yet', async () => {
    const { pausing, journal, ledger, time } = setUp();
    await ledger.answer(undefined);
    journal.written = new Promise(() => undefined);
    const outcome = pausing.pause('all');
    await settled();
    assert.equal(pausing.isPaused, true);
    time.advance(5_000);
    assert.equal(await outcome, 'untold');
    assert.equal(pausing.isPaused, true);
  });

  it('and one of this window end together; of two the longer one is told', async () => {
    const { pausing, ledger, time } = setUp();
    await ledger.answer(undefined);
    await pausing.pause('all', time.now() + MINUTE);
    await pausing.pause('window', time.now() + 2 * MINUTE);
    assert.equal(pausing.current?.scope, 'window');
    time.advance(MINUTE);
    assert.equal(pausing.isPaused, true);
    await pausing.resume();
    assert.equal(pausing.isPaused, false);
    assert.equal(await pausing.resume(), 'no pause');
  });
});

import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { blockRuns, type BlockRun } from '../../../src/domain/blocks/blockRuns.ts';
import { IdleWatch, type IdleWatchParts } from '../../../src/features/no-ai-block/idleWatch.ts';
import { LookBackOffer } from '../../../src/features/no-ai-block/lookBackOffer.ts';
import { FakeTime, MemoryLog } from '../../support/fakes.ts';

const MINUTE = 60_000;
const ID = `${'a'.repeat(16)}:0`;

function runOf(time: FakeTime, minutes: number, part: Partial<BlockRun> = {}): BlockRun {
  const until = time.now() + minutes * MINUTE;
  const [run] = blockRuns([{ change: 'begun', until, id: ID, time: time.now(), offset: 60 }]);
  return { ...run!, ...part };
}

function watching({ minutes = 60, part = {} }: { minutes?: number; part?: Partial<BlockRun> } = {}) {
  const time = new FakeTime();
  const log = new MemoryLog();
  const state = {
    latest: runOf(time, minutes, part) as BlockRun | undefined,
    isActive: true,
    isPaused: false,
    counts: false,
  };
  /** when somebody was seen, as all windows know it */
  const seen: { at: number | undefined } = { at: undefined };
  const said: string[] = [];
  const asked: number[] = [];
  const begun = time.now();
  const at = (moment: number) => String((moment - begun) / MINUTE);
  const say = (words: string) => {
    said.push(words);
    return Promise.resolve('');
  };
  const parts: IdleWatchParts = {
    runner: {
      get latest() {
        return state.latest;
      },
      noteAway: (_of, { from, to }) => say(`away ${at(from)}-${at(to)}`),
      countAway: (_of, from) => say(`counted ${at(from)}`),
    },
    presence: {
      touch: () => Promise.resolve(void (seen.at = time.now())),
      latest: () => Promise.resolve(seen.at),
    },
    pausing: {
      known: Promise.resolve(),
      get isPaused() {
        return state.isPaused;
      },
    },
    ...{ clock: time, log },
    isActive: () => state.isActive,
    ask: (length) => {
      asked.push(length);
      return Promise.resolve(state.counts);
    },
  };
  const watch = new IdleWatch(parts);
  /** Looks each minute, as the block counts down. */
  const pass = async (all: number, isActive: boolean): Promise<void> => {
    state.isActive = isActive;
    for (let minute = 0; minute < all; minute += 1) {
      time.advance(MINUTE);
      await watch.look();
    }
    await turn();
  };
  return { watch, pass, state, seen, said, asked, log, time, parts };
}

describe('what notices that nobody is there in a block', () => {
  it('asks once the person is back, and does not count it until they say so', async () => {
    const { pass, said, asked, state } = watching();
    await pass(5, true);
    await pass(12, false);
    assert.deepEqual([said, asked], [[], []]);
    await pass(1, true);
    assert.deepEqual([said, asked], [['away 5-18'], [13]]);
    state.counts = true;
    await pass(20, false);
    await pass(1, true);
    assert.deepEqual(said.slice(1), ['away 18-39', 'counted 18']);
  });

  it('takes no shorter time for an absence, nor one in which another window saw somebody', async () => {
    const { pass, said, seen, time } = watching();
    await pass(1, true);
    await pass(8, false);
    await pass(1, true);
    await pass(15, false);
    seen.at = time.now() - MINUTE;
    await pass(1, true);
    assert.deepEqual(said, []);
  });

  it('looks once more after the end, for as much as lay within the block', async () => {
    const { pass, said } = watching({ minutes: 20 });
    await pass(2, true);
    await pass(100, false);
    await pass(3, true);
    assert.deepEqual(said, ['away 2-20']);
  });

  it('has looked once a second look is done that came in between', async () => {
    const { watch, said, time, pass } = watching();
    await pass(1, true);
    time.advance(20 * MINUTE);
    void watch.look();
    await watch.look();
    assert.deepEqual(said, ['away 1-21']);
  });

  it('asks nothing in a pause, of which the person has said so, and nothing where there is no block', async () => {
    const paused = watching({ part: { pausedSince: 0 } });
    await paused.pass(30, false);
    await paused.pass(1, true);
    assert.deepEqual(paused.said, []);
    const none = watching();
    none.state.latest = undefined;
    await none.pass(30, true);
    assert.deepEqual([none.said, none.seen.at], [[], undefined]);
  });

  it('writes nothing in a pause of Grasp, and takes for no absence that somebody was there in it', async () => {
    const { pass, said, seen, state, time } = watching();
    await pass(5, true);
    const before = seen.at;
    state.isPaused = true;
    await pass(20, true);
    assert.equal(seen.at, before);
    state.isPaused = false;
    await pass(1, true);
    assert.deepEqual([said, seen.at], [[], time.now()]);
    await pass(12, false);
    await pass(1, true);
    assert.deepEqual(said, ['away 26-39']);
  });

  it('goes on where the disk fails', async () => {
    const { pass, log, parts } = watching();
    parts.presence.touch = () => Promise.reject(new Error('full'));
    await pass(2, true);
    assert.equal(log.lines.length, 2);
  });
});

describe('what offers to look back at a block', () => {
  function offering(part: Partial<BlockRun> = {}, claimed = new Set<string>(), time = new FakeTime()) {
    const state = { isActive: true, isPaused: false };
    const offered: string[] = [];
    const latest = runOf(time, 20, part);
    const offer = new LookBackOffer({
      runner: {
        latest,
        get current() {
          return time.now() < latest.until ? { ...latest, left: latest.until - time.now() } : undefined;
        },
      },
      claims: {
        claim: (name) => Promise.resolve(!claimed.has(name) && Boolean(claimed.add(name))),
        isClaimed: (name) => Promise.resolve(claimed.has(name)),
      },
      pausing: {
        known: Promise.resolve(),
        get isPaused() {
          return state.isPaused;
        },
      },
      ...{ clock: time, log: new MemoryLog() },
      isActive: () => state.isActive,
      offer: ({ id }) => void offered.push(id),
    });
    const lookAfter = async (minutes: number): Promise<number> => {
      time.advance(minutes * MINUTE);
      await offer.look();
      return offered.length;
    };
    return { lookAfter, state };
  }

  it('does so once at its end, in the first window in which somebody is', async () => {
    const [claimed, time] = [new Set<string>(), new FakeTime()];
    const [one, other] = [offering({}, claimed, time), offering({}, claimed, time)];
    one.state.isActive = false;
    assert.deepEqual([await one.lookAfter(19), await other.lookAfter(0)], [0, 0]);
    assert.deepEqual([await one.lookAfter(1), await other.lookAfter(0)], [0, 1]);
    one.state.isActive = true;
    assert.deepEqual([await one.lookAfter(1), await other.lookAfter(0)], [0, 1]);
  });

  it('does not in a pause of Grasp, and claims nothing then, but after it where that is not much later', async () => {
    const claimed = new Set<string>();
    const { lookAfter, state } = offering({}, claimed);
    state.isPaused = true;
    assert.deepEqual([await lookAfter(20), claimed.size], [0, 0]);
    state.isPaused = false;
    assert.deepEqual([await lookAfter(10), claimed.size], [1, 1]);
  });

  it('does not much later, nor where the block was stopped, or looked back at', async () => {
    assert.equal(await offering().lookAfter(51), 0);
    assert.equal(await offering({ stopped: 1 }).lookAfter(20), 0);
    assert.equal(await offering({ debrief: { outcome: 'done', assisted: 0 } }).lookAfter(20), 0);
  });
});

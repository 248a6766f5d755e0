import assert from 'node:assert/strict';
import type { Acceptance } from '../../../src/domain/attribution/acceptance.ts';
import type { OwnershipClass } from '../../../src/domain/ownership/area.ts';
import { FreshOffer } from '../../../src/features/explain-while-fresh/freshOffer.ts';
import type { PromptVerdict } from '../../../src/features/prompts/promptBudget.ts';
import { FakeTime, MemoryLog } from '../../support/fakes.ts';

const MINUTE = 60_000;
const A = 'file:///project/a.ts';
const B = 'file:///project/b.ts';

function setUp() {
  const time = new FakeTime();
  const log = new MemoryLog();
  const acceptances: Acceptance[] = [];
  const state = {
    verdict: { may: true } as PromptVerdict,
    asked: [] as string[],
    recorded: [] as [string, boolean, string, number][],
    classes: new Map<string, OwnershipClass>(),
    isReadable: true,
    changes: 0,
    /** of whoever is asked whether something may be prompted */
    beforeVerdict: () => {},
  };
  const fresh = new FreshOffer({
    ...{ clock: time, timers: time, log, minimumLines: () => 15 },
    budget: {
      mayPrompt: async (_kind, repository) => {
        state.asked.push(repository);
        state.beforeVerdict();
        return state.verdict;
      },
      record: (kind, { asked, outcome, seconds }) => state.recorded.push([kind, asked, outcome, seconds]),
    },
    repositoryOf: async (uri) => /^file:\/\/(\/(?:project|other))\//u.exec(uri)?.[1],
    classOf: async (uri) => state.classes.get(uri) ?? 'core',
    isLeftOut: async (uri) => uri.endsWith('.lock'),
    acceptances: async (since) => {
      if (!state.isReadable) throw new Error('No ledger.');
      return acceptances.filter((one) => one.time >= since);
    },
  });
  fresh.onDidChange(() => (state.changes += 1));
  const accept = (lines: number, part: Partial<Acceptance> = {}): Acceptance => {
    const one: Acceptance = {
      ...{ id: String(acceptances.length), uri: A, path: 'a.ts', time: time.now(), offset: 60, origin: 'agent' },
      ...{
        confidence: 'certain',
        reason: '',
        lines,
        characters: 9,
        line: 0,
        language: 'ts',
        state: 'kept',
        survival: {},
      },
      ...part,
    };
    acceptances.push(one);
    fresh.recorded(one);
    return one;
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const wait = async (milliseconds: number): Promise<void> => {
    time.advance(milliseconds);
    await settled();
  };
  const offered = () => state.recorded.filter(([, , outcome]) => outcome === 'shown').length;
  return { time, log, acceptances, state, fresh, accept, wait, offered };
}

/** An offer for 20 lines of two files. */
async function withOffer() {
  const all = setUp();
  all.accept(12);
  all.accept(8, { uri: B, confidence: 'likely', origin: 'completion' });
  await all.wait(2 * MINUTE);
  all.fresh.paused();
  await all.wait(0);
  assert.deepEqual(all.fresh.offer, { files: [A, B], lines: 20, repository: '/project' });
  return all;
}

describe('an offer to explain what is fresh', () => {
  it('comes with a pause after a burst, once, and is recorded as shown', async () => {
    const { state, fresh, wait } = await withOffer();
    assert.deepEqual(state.recorded, [['explain while fresh', false, 'shown', 0]]);
    assert.deepEqual([state.asked, state.changes], [['/project'], 1]);
    fresh.paused();
    await wait(30 * MINUTE);
    assert.deepEqual([state.asked.length, state.changes], [1, 1]);
  });

  it('waits for a minute without AI edits, also after an agent whose last edit is told of late', async () => {
    const { fresh, accept, wait, offered } = setUp();
    accept(20);
    await wait(1_000);
    fresh.paused();
    await wait(10_000);
    accept(5);
    await wait(59_999);
    assert.equal(offered(), 0);
    await wait(1);
    assert.equal(fresh.offer?.lines, 25);
  });

  it('does not come with a pause after which AI went on', async () => {
    const { fresh, accept, wait, offered } = setUp();
    accept(20);
    fresh.paused();
    await wait(30_000);
    accept(5);
    await wait(9 * MINUTE);
    assert.equal(offered(), 0);
    await wait(MINUTE);
    assert.equal(offered(), 1);
  });

  it('comes when a file with such lines is closed, and not when another one is', async () => {
    const { fresh, accept, wait, offered } = setUp();
    accept(20);
    await wait(2 * MINUTE);
    fresh.closed(B);
    await wait(0);
    assert.equal(offered(), 0);
    fresh.closed(A);
    await wait(0);
    assert.equal(offered(), 1);
  });

  it('comes ten minutes after the last edit of anybody', async () => {
    const { fresh, accept, wait, offered } = setUp();
    accept(20);
    for (let minutes = 0; minutes < 12; minutes += 1) {
      await wait(MINUTE);
      fresh.edited();
    }
    await wait(10 * MINUTE - 1);
    assert.equal(offered(), 0);
    await wait(1);
    assert.equal(offered(), 1);
  });

  it('comes for no fewer lines, for no guesses, and not when half an hour has gone by', async () => {
    const { time, fresh, accept, wait, state } = setUp();
    accept(14);
    accept(100, { confidence: 'guess' });
    await wait(29 * MINUTE);
    fresh.paused();
    await wait(2 * MINUTE);
    accept(1);
    await wait(2 * MINUTE);
    fresh.paused();
    await wait(0);
    assert.deepEqual(state.asked, []);
    accept(14);
    time.jumpTo(time.now() + 31 * MINUTE);
    fresh.paused();
    await wait(20 * MINUTE);
    assert.deepEqual(state.asked, []);
  });

  it('comes for no lines that were undone or corrected, or that nobody means to own, or of no repository', async () => {
    const { acceptances, fresh, accept, wait, state } = setUp();
    accept(20);
    accept(20);
    accept(20, { uri: B });
    accept(20, { uri: 'file:///elsewhere/c.ts' });
    acceptances[0] = { ...acceptances[0]!, state: 'reverted' };
    acceptances[1] = { ...acceptances[1]!, origin: 'typed' };
    state.classes.set(B, 'transient');
    await wait(2 * MINUTE);
    fresh.paused();
    await wait(0);
    assert.deepEqual(state.asked, []);
    state.classes.set(B, 'repeatable');
    fresh.paused();
    await wait(0);
    assert.deepEqual(fresh.offer, { files: [B], lines: 20, repository: '/project' });
  });

  it('comes for no lines of files that are left out', async () => {
    const { fresh, accept, wait } = setUp();
    accept(200, { uri: 'file:///project/yarn.lock' });
    accept(14);
    await wait(2 * MINUTE);
    fresh.paused();
    await wait(0);
    assert.equal(fresh.offer, undefined);
    accept(1);
    await wait(2 * MINUTE);
    fresh.paused();
    await wait(0);
    assert.deepEqual(fresh.offer, { files: [A], lines: 15, repository: '/project' });
  });

  it('names no more files than can be asked about at once, those with most lines', async () => {
    const { fresh, accept, wait } = setUp();
    for (let at = 0; at < 60; at += 1) accept(at + 1, { uri: `file:///project/${String(at)}.ts` });
    await wait(2 * MINUTE);
    fresh.paused();
    await wait(0);
    const files = Array.from({ length: 50 }, (_, at) => `file:///project/${String(59 - at)}.ts`);
    assert.deepEqual(fresh.offer, { files, lines: (11 + 60) * 25, repository: '/project' });
  });

  it('is for the repository in which most is to be explained', async () => {
    const { fresh, accept, wait } = setUp();
    accept(15);
    accept(30, { uri: 'file:///other/c.ts' });
    await wait(2 * MINUTE);
    fresh.paused();
    await wait(0);
    assert.deepEqual(fresh.offer, { files: ['file:///other/c.ts'], lines: 30, repository: '/other' });
  });

  it('does not come where the budget says no, and may at the next pause', async () => {
    const { fresh, accept, wait, state, offered } = setUp();
    state.verdict = { may: false, reason: 'too soon', from: 0 };
    accept(20);
    await wait(2 * MINUTE);
    fresh.paused();
    await wait(MINUTE);
    assert.deepEqual([state.asked.length, offered(), fresh.offer], [1, 0, undefined]);
    state.verdict = { may: true };
    fresh.paused();
    await wait(0);
    assert.equal(offered(), 1);
  });

  it('does not come where AI edits while it is asked whether it may', async () => {
    const { fresh, accept, wait, state, offered } = setUp();
    accept(20);
    state.beforeVerdict = () => {
      state.beforeVerdict = () => {};
      accept(3);
    };
    await wait(2 * MINUTE);
    fresh.paused();
    await wait(0);
    assert.equal(offered(), 0);
    await wait(10 * MINUTE);
    assert.equal(fresh.offer?.lines, 23);
  });

  it('throws nothing where the journals can not be read, or the clock is set back', async () => {
    const { time, log, fresh, accept, wait, state } = setUp();
    accept(20);
    state.isReadable = false;
    await wait(10 * MINUTE);
    assert.equal(log.lines.length, 1);
    state.isReadable = true;
    time.jumpTo(time.now() - 5 * 60 * MINUTE);
    fresh.paused();
    await wait(20 * MINUTE);
    assert.deepEqual(state.asked, []);
  });

  it('leaves no timer behind where it is not wanted any more', async () => {
    const { time, fresh, accept } = setUp();
    accept(20);
    assert.equal(time.pending, 1);
    fresh.dispose();
    fresh.paused();
    assert.equal(time.pending, 0);
  });
});

describe('an offer that is there', () => {
  it('goes away when it is taken up, and what came of it is recorded once', async () => {
    const { state, fresh, wait } = await withOffer();
    const taken = fresh.take();
    assert.deepEqual(taken?.files, [A, B]);
    assert.deepEqual([fresh.offer, fresh.take()], [undefined, undefined]);
    await wait(61 * MINUTE);
    taken.done('skipped', 12);
    taken.done('answered', 12);
    assert.deepEqual(state.recorded.slice(1), [['explain while fresh', false, 'skipped', 12]]);
  });

  it('shrinks with each file that is explained otherwise, and then goes away as answered', async () => {
    const { state, fresh } = await withOffer();
    fresh.explained([A]);
    assert.deepEqual(fresh.offer, { files: [B], lines: 8, repository: '/project' });
    fresh.explained([A]);
    assert.equal(state.changes, 2);
    fresh.explained([B]);
    assert.equal(fresh.offer, undefined);
    assert.deepEqual(state.recorded.at(-1), ['explain while fresh', false, 'answered', 0]);
  });

  it('goes away after an hour as ignored', async () => {
    const { time, state, fresh, wait } = await withOffer();
    await wait(60 * MINUTE - 1);
    assert.ok(fresh.offer);
    await wait(1);
    assert.deepEqual([fresh.offer, time.pending], [undefined, 0]);
    assert.deepEqual(state.recorded.at(-1), ['explain while fresh', false, 'ignored', 0]);
  });

  it('goes away without a word when its files are to be forgotten', async () => {
    const { state, fresh, wait } = await withOffer();
    fresh.letGo();
    await wait(61 * MINUTE);
    assert.deepEqual([fresh.offer, state.recorded.length, state.changes], [undefined, 1, 2]);
  });

  it('is followed by one for the next burst', async () => {
    const { fresh, accept, wait } = await withOffer();
    accept(30);
    fresh.take();
    await wait(2 * MINUTE);
    fresh.paused();
    await wait(0);
    assert.equal(fresh.offer?.lines, 30);
  });

  it('does not come for what was explained before the pause', async () => {
    const { fresh, accept, wait, state } = setUp();
    accept(20);
    fresh.explained([A]);
    await wait(20 * MINUTE);
    fresh.paused();
    await wait(0);
    assert.deepEqual(state.asked, []);
  });
});

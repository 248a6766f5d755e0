// Blocks without AI for which AI is quieted by settings too: the windows, the journal and the settings that they share.
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { blockToBegin, type BlockFact } from '../../../src/domain/blocks/blockRuns.ts';
import { readBlockRun } from '../../../src/domain/events/blockRun.ts';
import { eventId } from '../../../src/domain/events/journalEvent.ts';
import { BlockRunner } from '../../../src/features/no-ai-block/blockRunner.ts';
import { SettingsQuiet } from '../../../src/features/no-ai-block/settingsQuiet.ts';
import { QuietAi } from '../../../src/features/quiet-ai/quietAi.ts';
import { FakeExplanations } from '../../support/fakeExplanations.ts';
import { FakeSettings } from '../../support/fakeSettings.ts';
import { FakeTime, MemoryJournal, MemoryLog } from '../../support/fakes.ts';

const MINUTE = 60_000;
const UNDO = 'grasp.quietAi.undo';
const INLINE = 'editor.inlineSuggest.enabled';
const AGENT = 'chat.agent.enabled';
const OWN = { [INLINE]: true, other: 1 };

/** What all windows share. */
function sharing({ isOn = true }: { isOn?: boolean } = {}) {
  return {
    settings: newSettings(),
    time: new FakeTime(),
    claimed: new Set<string>(),
    journals: [] as MemoryJournal[],
    isOn,
  };
}

function newSettings(): FakeSettings {
  return new FakeSettings({ registered: { [INLINE]: true, [AGENT]: true }, own: OWN });
}

type Shared = ReturnType<typeof sharing>;

/** What a ledger tells of the events of all journals. */
function factsOf({ journals }: Shared): BlockFact[] {
  const events = journals.flatMap((journal) => journal.events).sort((one, other) => one.t - other.t);
  return events.map((event) => ({ ...readBlockRun(event.p)!, id: eventId(event), time: event.t, offset: event.o }));
}

/** A window as it is wired, in which nothing happens until somebody does something, or time passes. */
function opened(
  shared: Shared,
  { isPaused = false, settings = shared.settings }: { isPaused?: boolean; settings?: FakeSettings } = {},
) {
  const { time, claimed } = shared;
  const journal = new MemoryJournal(time, String(shared.journals.length).repeat(16));
  shared.journals.push(journal);
  const explanations = new FakeExplanations();
  const log = new MemoryLog();
  const told: string[] = [];
  const snooze = { hold: () => Promise.resolve(), release: () => Promise.resolve() };
  const parts = { journal, explanations, log, clock: time, timers: time, isPaused: () => isPaused };
  const runner = new BlockRunner({ ...parts, quiet: snooze });
  const quiet = new QuietAi({
    ...{ settings, log, clock: time, pausing: { known: Promise.resolve(), isPaused } },
    claims: { claim: (name) => Promise.resolve(!claimed.has(name) && Boolean(claimed.add(name))) },
    // The second try of a write comes at once.
    timers: {
      after: (wait, run) => (wait < 1_000 ? (setImmediate(run), { dispose: () => undefined }) : time.after(wait, run)),
    },
    tell: ({ left }) => told.push(`left ${left.join()}`),
  });
  const ofBlock = new SettingsQuiet({
    ...{ runner, quiet, log, isOn: () => shared.isOn, tell: (why) => told.push(why) },
  });
  runner.onDidBegin((run) => void ofBlock.begin(run));
  runner.onDidChange(() => {
    ofBlock.look();
  });
  quiet.look();
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 100; turns += 1) await turn();
  };
  /** It hears of what other windows have written. */
  const hear = async (facts = factsOf(shared)): Promise<void> => {
    explanations.runs = facts;
    await runner.read();
    ofBlock.look();
    quiet.look();
    await settle();
  };
  const begin = async (minutes: number): Promise<string> => {
    const problem = await runner.begin({ until: time.now() + minutes * MINUTE });
    await settle();
    return problem;
  };
  const stop = async (): Promise<void> => {
    assert.equal(await runner.stop(), '');
    await settle();
  };
  const pass = async (minutes: number): Promise<void> => {
    time.advance(minutes * MINUTE);
    quiet.look();
    await settle();
  };
  return {
    explanations,
    runner,
    quiet,
    told,
    settle,
    hear,
    begin,
    stop,
    pass,
    in: (minutes: number) => time.now() + minutes * MINUTE,
  };
}

function isOff({ settings: { own } }: Shared): boolean {
  return own[INLINE] === false && own[AGENT] === false;
}

describe('a block without AI that quiets it by settings too', () => {
  it('has it put back where it is stopped also if it is one of the longest, begun ahead of its time', async () => {
    const shared = sharing();
    const window = opened(shared);
    const start = shared.time.now() + 9 * MINUTE;
    const scheduled = { id: '2026-W47-thu-0900', start, end: start + 480 * MINUTE };
    assert.equal(await window.runner.begin(blockToBegin(undefined, scheduled, shared.time.now())!), '');
    await window.settle();
    assert.ok(isOff(shared));
    await window.stop();
    assert.deepEqual(shared.settings.own, OWN);
  });

  it('does so only where the person has chosen it, and has it put back where it is stopped', async () => {
    const without = sharing({ isOn: false });
    const plain = opened(without);
    await plain.begin(20);
    await plain.stop();
    assert.deepEqual([without.settings.written, plain.told], [[], []]);
    const shared = sharing();
    const window = opened(shared);
    await window.begin(20);
    assert.deepEqual([isOff(shared), window.quiet.until], [true, window.in(20)]);
    // What is quieted by then is put back, whatever is chosen for the next one.
    shared.isOn = false;
    await window.stop();
    assert.deepEqual([shared.settings.own, window.told], [OWN, []]);
  });

  it('has it put back where it is stopped while settings are still being written', async () => {
    const shared = sharing();
    const window = opened(shared);
    await window.runner.begin({ until: window.in(20) });
    await window.runner.stop();
    await window.settle();
    assert.deepEqual([shared.settings.own, window.told], [OWN, []]);
  });

  it('is quiet by the hand of one window, and put back by any of them', async () => {
    const shared = sharing();
    const windows = [opened(shared), opened(shared), opened(shared)] as const;
    const [first, second, third] = windows;
    await first.begin(20);
    const written = shared.settings.written.length;
    for (const window of windows) await window.hear();
    assert.equal(shared.settings.written.length, written);
    await second.stop();
    assert.deepEqual(shared.settings.own, OWN);
    const after = shared.settings.written.length;
    for (const window of [first, third]) await window.hear();
    assert.equal(shared.settings.written.length, after);
  });

  it('is put back also where another window stopped it before it could see what is quieted', async () => {
    const shared = sharing();
    const unchanged = newSettings();
    const [first, second] = [opened(shared), opened(shared, { settings: unchanged })];
    await first.begin(20);
    await second.hear();
    await second.stop();
    assert.deepEqual([unchanged.written, isOff(shared)], [[], true]);
    await first.hear();
    assert.deepEqual(shared.settings.own, OWN);
  });

  it('leaves what the person has quieted for longer, before it or in it', async () => {
    for (const order of ['before', 'in it']) {
      const shared = sharing();
      const window = opened(shared);
      const until = window.in(90);
      if (order === 'before') await window.quiet.begin(until);
      await window.begin(20);
      if (order === 'in it') await window.quiet.begin(until);
      await window.stop();
      assert.deepEqual([isOff(shared), window.quiet.until], [true, until], order);
      await window.pass(91);
      assert.deepEqual(shared.settings.own, OWN);
    }
  });

  it('quiets nothing again that the person has ended in it', async () => {
    const shared = sharing();
    const window = opened(shared);
    await window.begin(20);
    await window.quiet.end();
    await window.pass(1);
    await window.hear();
    await window.quiet.begin(window.in(5));
    await window.stop();
    assert.equal(isOff(shared), true, 'this is the own quiet of the person');
    await window.pass(6);
    assert.deepEqual(shared.settings.own, OWN);
  });

  it('ends by its plan without being told, also after its window was killed', async () => {
    for (const minutes of [5, 19, 20, 300]) {
      const shared = sharing();
      await opened(shared).begin(20);
      // What a killed window would still have done by a timer is not done.
      shared.time = new FakeTime(shared.time.now() + minutes * MINUTE);
      const next = opened(shared);
      await next.hear();
      assert.equal(isOff(shared), minutes < 20);
      await next.pass(20);
      assert.deepEqual([shared.settings.own, next.told], [OWN, []]);
    }
  });

  it('is put back at the next start where a window died between its stop and that', async () => {
    const shared = sharing();
    const window = opened(shared);
    await window.begin(20);
    shared.settings.mostWrites = shared.settings.written.length;
    await window.stop();
    assert.equal(isOff(shared), true);
    shared.settings.mostWrites = Infinity;
    shared.time = new FakeTime(shared.time.now() + MINUTE);
    await opened(shared).hear();
    assert.deepEqual(shared.settings.own, OWN);
  });

  it('is put back where its beginning is forgotten', async () => {
    const shared = sharing();
    const [first, second] = [opened(shared), opened(shared)];
    await first.begin(20);
    await second.hear();
    second.explanations.runs = [];
    await second.runner.forget();
    await second.settle();
    assert.deepEqual(shared.settings.own, OWN);
  });

  it('runs all the same where settings can not be written, and that is told once', async () => {
    const shared = sharing();
    shared.settings.refused.set(UNDO, 'The file has unsaved changes.');
    const window = opened(shared);
    assert.equal(await window.begin(20), '');
    await window.hear();
    await window.pass(1);
    assert.deepEqual(window.told, ['The file has unsaved changes.']);
    assert.notEqual(window.runner.current, undefined);
    assert.deepEqual(shared.settings.own, OWN);
  });

  it('says what stays since the person has changed it', async () => {
    const shared = sharing();
    const window = opened(shared);
    await window.begin(20);
    shared.settings.own[AGENT] = true;
    await window.stop();
    assert.deepEqual([shared.settings.own, window.told], [{ ...OWN, [AGENT]: true }, [`left ${AGENT}`]]);
  });

  it('changes nothing in a pause of Grasp, in which no block begins', async () => {
    const shared = sharing();
    const window = opened(shared, { isPaused: true });
    assert.match(await window.begin(20), /paused/u);
    assert.deepEqual(shared.settings.written, []);
  });
});

import assert from 'node:assert/strict';
import type { PromptNow } from '../../../src/domain/debt/lot.ts';
import { PROMPTED, readPrompted, type PromptOutcome } from '../../../src/domain/events/prompted.ts';
import { PromptBudget } from '../../../src/features/prompts/promptBudget.ts';
import { FakeTime, MemoryJournal, MemoryLog } from '../../support/fakes.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const KIND = 'explain while fresh';
const HERE = '/home/me/project';
const MAY = { may: true };

/** Journals that several windows share, and what a ledger tells of them, sooner or later. */
class Journals {
  readonly time = new FakeTime();
  readonly journals: MemoryJournal[] = [];
  readonly log = new MemoryLog();
  isReadable = true;
  answers = true;
  /** how many events of each journal the ledger has seen */
  seen = Infinity;
  pausing = { known: Promise.resolve(), isPaused: false };
  settings = { perDay: 3, quietHours: [] as { from: number; to: number }[], offIn: [] as string[] };

  window(): { budget: PromptBudget; journal: MemoryJournal } {
    const journal = new MemoryJournal(this.time);
    this.journals.push(journal);
    const { time, log, pausing } = this;
    const explanations = { prompts: (since: number) => this.#prompts(since) };
    const settings = () => this.settings;
    const budget = new PromptBudget({ journal, explanations, pausing, clock: time, timers: time, log, settings });
    return { budget, journal };
  }

  async #prompts(since: number): Promise<readonly PromptNow[]> {
    if (!this.answers) return new Promise(() => {});
    if (!this.isReadable) throw new Error('No ledger.');
    const events = this.journals
      .flatMap((one) => one.events.slice(0, this.seen))
      .filter(({ k, t }) => k === PROMPTED && t >= since);
    return events.sort((a, b) => a.t - b.t).map(({ p, t, o }) => ({ ...readPrompted(p)!, time: t, offset: o }));
  }
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

const unasked = (outcome: PromptOutcome) => ({ asked: false, outcome, seconds: 0 });

describe('the budget of a window', () => {
  let all = new Journals();
  let { budget, journal } = all.window();

  beforeEach(() => {
    all = new Journals();
    ({ budget, journal } = all.window());
  });

  const outcomes = () => all.journals.flatMap(({ events }) => events.map(({ p }) => p['outcome']));

  it('takes down what was asked, at once, and goes by it', async () => {
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), MAY);
    budget.record(KIND, { asked: false, outcome: 'answered', seconds: 41.4 });
    assert.deepEqual(
      journal.events.map(({ k, p }) => [k, p]),
      [[PROMPTED, { kind: KIND, asked: false, outcome: 'answered', seconds: 41 }]],
    );
    const from = all.time.now() + 20 * MINUTE;
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), { may: false, reason: 'too soon', from });
    all.time.advance(20 * MINUTE);
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), MAY);
  });

  it('lets one of two questions pass that come at once, until the prompt has not come', async () => {
    const both = await Promise.all([budget.mayPrompt(KIND, HERE), budget.mayPrompt('plan', HERE)]);
    assert.deepEqual(
      both.map(({ may }) => may),
      [true, false],
    );
    all.time.advance(59_999);
    assert.equal((await budget.mayPrompt(KIND, HERE)).may, false);
    all.time.advance(1);
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), MAY);
  });

  it('knows its own prompts before the ledger does, and counts none twice', async () => {
    all.seen = 0;
    for (const seen of [0, Infinity]) {
      assert.deepEqual(await budget.mayPrompt(KIND, HERE), MAY);
      budget.record(KIND, unasked('answered'));
      assert.equal((await budget.mayPrompt(KIND, HERE)).may, false);
      all.seen = seen;
      all.time.advance(21 * MINUTE);
    }
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), MAY);
    budget.record(KIND, unasked('answered'));
    all.time.advance(21 * MINUTE);
    const verdict = await budget.mayPrompt(KIND, HERE);
    assert.equal(!verdict.may && verdict.reason, 'enough today');
  });

  it('is that of all windows, also for what is only being shown', async () => {
    const other = all.window().budget;
    budget.record(KIND, unasked('shown'));
    assert.equal((await other.mayPrompt(KIND, HERE)).may, false);
  });

  it('lets through whatever the person asks for, and does not count it', async () => {
    for (let times = 0; times < 5; times += 1) budget.record('commit', { asked: true, outcome: 'skipped', seconds: 3 });
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), MAY);
  });

  it('goes by the settings as they are now', async () => {
    all.settings = { perDay: 3, quietHours: [{ from: 10 * 60, to: 11 * 60 }], offIn: [] };
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), {
      may: false,
      reason: 'quiet hours',
      from: all.time.now() + HOUR,
    });
    all.settings = { perDay: 3, quietHours: [], offIn: ['/home/me'] };
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), { may: false, reason: 'off here', from: undefined });
    all.settings = { perDay: 0, quietHours: [], offIn: [] };
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), { may: false, reason: 'none wanted', from: undefined });
  });

  it('asks and writes nothing while paused, and still knows afterwards what it asked', async () => {
    all.pausing.isPaused = true;
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), { may: false, reason: 'paused', from: undefined });
    budget.record(KIND, unasked('skipped'));
    assert.deepEqual(journal.events, []);
    all.pausing.isPaused = false;
    assert.equal((await budget.mayPrompt(KIND, HERE)).may, false);
  });

  it('asks nothing where a pause began while the ledger was read', async () => {
    const verdict = budget.mayPrompt(KIND, HERE);
    await all.pausing.known;
    all.pausing.isPaused = true;
    assert.equal((await verdict).may, false);
  });

  it('asks nothing while nobody can tell what was asked before, and logs that once', async () => {
    all.isReadable = false;
    for (let times = 0; times < 3; times += 1) {
      assert.deepEqual(await budget.mayPrompt(KIND, HERE), { may: false, reason: 'unreadable', from: undefined });
    }
    assert.equal(all.log.lines.length, 1);
    all.isReadable = true;
    assert.deepEqual(await budget.mayPrompt(KIND, HERE), MAY);
  });

  it('waits for no ledger that is silent', async () => {
    all.answers = false;
    const verdict = budget.mayPrompt(KIND, HERE);
    await settled();
    all.time.advance(5_000);
    assert.deepEqual(await verdict, { may: false, reason: 'unreadable', from: undefined });
  });

  it('throws nothing where the journal does, or its disk fails later', async () => {
    journal.written = Promise.reject(new Error('No disk.'));
    budget.record(KIND, unasked('skipped'));
    await settled();
    journal.append = () => {
      throw new Error('No journal.');
    };
    budget.record(KIND, { asked: false, outcome: 'skipped', seconds: NaN });
    assert.equal(all.log.lines.length, 2);
  });

  it('says once over all windows that less is asked, after the third skip', async () => {
    const windows = [{ budget, journal }, all.window()];
    let told = 0;
    for (const one of windows) one.budget.onDidHalve(() => (told += 1));
    const tellings: number[] = [];
    for (const [at, outcome] of (['skipped', 'ignored', 'skipped', 'skipped', 'skipped'] as const).entries()) {
      windows[at % 2]!.budget.record(KIND, unasked(outcome));
      await settled();
      tellings.push(told);
      all.time.advance(HOUR);
    }
    assert.deepEqual(tellings, [0, 0, 1, 1, 1]);
    assert.deepEqual(outcomes().filter((one) => one === 'told').length, 1);
    const restarted = all.window().budget;
    restarted.onDidHalve(() => (told += 1));
    restarted.record(KIND, unasked('ignored'));
    await settled();
    assert.equal(told, 1);
  });

  it('says it once where two skips come together, before the ledger knows', async () => {
    let told = 0;
    budget.onDidHalve(() => (told += 1));
    all.seen = 0;
    for (let times = 0; times < 4; times += 1) budget.record(KIND, unasked('skipped'));
    await settled();
    assert.equal(told, 1);
  });
});

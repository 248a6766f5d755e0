import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { QuietAi, type QuietAiParts, type QuietEnded } from '../../../src/features/quiet-ai/quietAi.ts';
import { outcomesInWords } from '../../../src/features/quiet-ai/quietOutcomes.ts';
import type { UserSettings } from '../../../src/ports/userSettings.ts';
import { FakeSettings, Killed, type FakeSettingsStart } from '../../support/fakeSettings.ts';
import { FakeTime, MemoryLog } from '../../support/fakes.ts';

const MINUTE = 60_000;
const UNDO = 'grasp.quietAi.undo';
const INLINE = 'editor.inlineSuggest.enabled';
const COPILOT = 'github.copilot.enable';
const CODY = 'cody.suggestions.mode';
const TABNINE = 'tabnine.disableFileRegex';
/** an object, of which one name alone is a switch */
const TABBY = 'tabby.settings.advanced';
const TRIGGER = 'inlineCompletion.triggerMode';

const REGISTERED = {
  [INLINE]: true,
  [COPILOT]: { '*': true, markdown: false },
  [CODY]: 'auto',
  [TABNINE]: [],
  [TABBY]: {},
  'codeium.disableTabJump': false,
};

const STARTS: [string, FakeSettingsStart][] = [
  ['nothing', { registered: REGISTERED }],
  ['what is so anyway', { registered: REGISTERED, own: { [INLINE]: true, [TABNINE]: [], [COPILOT]: { '*': true } } }],
  ['something else', { registered: REGISTERED, own: { [COPILOT]: { python: true }, [TABNINE]: ['x'], [CODY]: null } }],
  ['some off', { registered: REGISTERED, own: { [INLINE]: false, [COPILOT]: { '*': false, c: true }, other: 1 } }],
  [
    'languages apart',
    {
      registered: { ...REGISTERED, [`${INLINE}[markdown]`]: true },
      own: { [INLINE]: false, [`${INLINE}[python]`]: true, [`${INLINE}[c]`]: false },
    },
  ],
];

/** A window on settings, which others may share with it. */
function quieting({
  settings,
  time = new FakeTime(),
  claimed = new Set<string>(),
  ...part
}: { settings: UserSettings; time?: FakeTime; claimed?: Set<string> } & Partial<QuietAiParts>) {
  const told: QuietEnded[] = [];
  const quiet = new QuietAi({
    settings,
    claims: { claim: (name) => Promise.resolve(!claimed.has(name) && Boolean(claimed.add(name))) },
    ...{ clock: time, log: new MemoryLog(), pausing: { known: Promise.resolve(), isPaused: false } },
    timers: {
      // The second try of a write comes at once.
      after: (milliseconds, run) =>
        milliseconds < 1_000 ? (setImmediate(run), { dispose }) : time.after(milliseconds, run),
    },
    tell: (ended) => told.push(ended),
    ...part,
  });
  const pass = async (milliseconds: number): Promise<void> => {
    time.advance(milliseconds);
    for (let turns = 0; turns < 200; turns += 1) await turn();
  };
  return { quiet, time, claimed, told, pass, in: (minutes: number) => time.now() + minutes * MINUTE };
}

const dispose = (): void => undefined;

describe('AI that is quieted by settings', () => {
  for (const [name, start] of STARTS) {
    it(`is off everywhere, and all is exactly back, where settings say ${name}`, async () => {
      const settings = new FakeSettings(start);
      const window = quieting({ settings });
      const begun = await window.quiet.begin(window.in(30));
      assert.deepEqual(begun, { state: 'quiet', until: window.in(30) });
      assert.ok(settings.changedFrom(start.own ?? {}).length > 3);
      assert.deepEqual(new Set(window.quiet.outcomes.map(({ state }) => state)), new Set(['quiet']));
      assert.equal(window.quiet.outcomes.length, Object.keys(REGISTERED).length);
      assert.deepEqual(await window.quiet.end(), { ended: true, left: [], waiting: [], failed: [] });
      assert.deepEqual(settings.own, start.own ?? {});
      assert.equal(window.quiet.until, undefined);
      assert.equal((await window.quiet.end()).ended, false);
    });

    it(`can be gone back from every death, where settings say ${name}`, async () => {
      const deaths = async (most: number, ends: boolean): Promise<number> => {
        const settings = new FakeSettings(start);
        const time = new FakeTime();
        const dying = quieting({ settings, time });
        if (ends) await dying.quiet.begin(dying.in(30));
        const done = settings.written.length;
        settings.mostWrites = done + most;
        await (ends ? dying.quiet.end() : dying.quiet.begin(dying.in(30)));
        const written = settings.written.length - done;
        const changed = settings.changedFrom(start.own ?? {}).filter((one) => one !== UNDO);
        if (changed.length > 0) assert.ok(UNDO in settings.own, 'what is to be undone is on the disk');
        settings.mostWrites = Infinity;
        const next = quieting({ settings, time: new FakeTime(time.now() + 40 * MINUTE) });
        next.quiet.look();
        await next.pass(0);
        assert.deepEqual(settings.own, start.own ?? {}, `${String(most)} writes, then dead`);
        assert.deepEqual(next.told, []);
        return written;
      };
      for (const ends of [false, true]) {
        let most = 0;
        while ((await deaths(most, ends)) === most) most += 1;
        assert.ok(most > 4, 'it died often');
      }
    });
  }

  it('writes every language that any file names', async () => {
    const settings = new FakeSettings({
      registered: REGISTERED,
      own: { [COPILOT]: { python: true } },
      workspace: { [COPILOT]: { rust: true } },
    });
    const window = quieting({ settings });
    await window.quiet.begin(window.in(30));
    assert.deepEqual(settings.own[COPILOT], { '*': false, markdown: false, python: false, rust: false });
    const copilot = window.quiet.outcomes.find(({ key }) => key === COPILOT);
    assert.equal(copilot?.state, 'elsewhere');
  });

  it('writes one name in an object, beside the others that stand there', async () => {
    const others = { 'chatEdit.history': 7, [TRIGGER]: 'automatic' };
    const settings = new FakeSettings({ registered: REGISTERED, own: { [TABBY]: others } });
    const window = quieting({ settings });
    await window.quiet.begin(window.in(30));
    assert.deepEqual(settings.own[TABBY], { 'chatEdit.history': 7, [TRIGGER]: 'manual' });
    assert.equal(window.quiet.outcomes.find(({ key }) => key === TABBY)?.state, 'quiet');
    await window.quiet.end();
    assert.deepEqual(settings.own, { [TABBY]: others });
    const off = new FakeSettings({ registered: REGISTERED, own: { [TABBY]: { [TRIGGER]: 'manual' } } });
    const next = quieting({ settings: off });
    await next.quiet.begin(next.in(30));
    assert.ok(!off.written.includes(TABBY), 'it is off already');
  });

  it('leaves what is not registered, of another form, or of a remote machine', async () => {
    const settings = new FakeSettings({
      registered: { [INLINE]: true, [CODY]: true, [TABNINE]: [], [TABBY]: 'all' },
      own: { 'supermaven.enable': true },
      remote: { [TABNINE]: ['a'] },
    });
    const window = quieting({ settings });
    await window.quiet.begin(window.in(30));
    assert.deepEqual(settings.written, [UNDO, INLINE]);
    assert.deepEqual(
      window.quiet.outcomes.map(({ key, state }) => [key, state]),
      [
        [INLINE, 'quiet'],
        [TABNINE, 'elsewhere'],
      ],
    );
  });

  it('says why something could not be written, and does the rest', async () => {
    const settings = new FakeSettings({ registered: REGISTERED });
    settings.refused.set(CODY, 'It is configured in system policy.').set(TABNINE, 'The file has unsaved changes.');
    const window = quieting({ settings });
    await window.quiet.begin(window.in(30));
    const states = new Map(window.quiet.outcomes.map(({ key, state, why }) => [key, [state, why]]));
    assert.deepEqual(states.get(CODY), ['policy', 'It is configured in system policy.']);
    assert.deepEqual(states.get(TABNINE), ['not written', 'The file has unsaved changes.']);
    assert.deepEqual(states.get(INLINE), ['quiet', undefined]);
    assert.deepEqual(await window.quiet.end(), { ended: true, left: [], waiting: [], failed: [] });
    assert.deepEqual(settings.own, {});
  });

  it('changes nothing where the record can not be written, or is not there afterwards', async () => {
    const settings = new FakeSettings({ registered: REGISTERED });
    settings.refused.set(UNDO, 'The file has unsaved changes.');
    const window = quieting({ settings });
    const refused = await window.quiet.begin(window.in(30));
    assert.deepEqual(refused, { state: 'failed', why: 'The file has unsaved changes.' });
    const deaf = quieting({ settings: { look: (name) => settings.look(name), write: () => Promise.resolve() } });
    assert.equal((await deaf.quiet.begin(deaf.in(30))).state, 'failed');
    assert.deepEqual(settings.own, {});
  });

  it('leaves what the person has changed since, in either direction, and says so', async () => {
    const settings = new FakeSettings({ registered: REGISTERED, own: { [INLINE]: true, [TABNINE]: ['x'] } });
    const window = quieting({ settings });
    await window.quiet.begin(window.in(30));
    settings.own[TABNINE] = ['y'];
    settings.own[CODY] = 'auto-edit';
    settings.own[INLINE] = true;
    assert.equal(window.quiet.outcomes.find(({ key }) => key === CODY)?.state, 'changed since');
    // What was on again stays on when it goes on for longer.
    await window.quiet.begin(window.in(60));
    assert.equal(settings.own[CODY], 'auto-edit');
    const ended = await window.quiet.end();
    assert.deepEqual([...ended.left].sort(), [CODY, TABNINE]);
    assert.deepEqual(settings.own, { [INLINE]: true, [TABNINE]: ['y'], [CODY]: 'auto-edit' });
  });

  it('waits for an extension that is not there, and puts back when it is', async () => {
    const settings = new FakeSettings({ registered: REGISTERED, own: { [CODY]: 'auto-edit' } });
    const window = quieting({ settings });
    await window.quiet.begin(window.in(30));
    const { [CODY]: _, [TABNINE]: __, ...others } = settings.registered;
    settings.registered = others;
    await window.pass(0);
    window.quiet.look();
    await window.pass(31 * MINUTE);
    // What was not set before is only taken away, which needs no extension.
    assert.deepEqual(window.told, [{ ended: true, left: [], waiting: [CODY], failed: [] }]);
    assert.deepEqual(Object.keys(settings.own).sort(), [CODY, UNDO].sort());
    assert.equal(window.quiet.until, undefined);
    const written = settings.written.length;
    await window.pass(5 * MINUTE);
    assert.deepEqual([settings.written.length, window.told.length], [written, 1], 'it waits quietly');
    settings.registered = { ...others, [CODY]: 'auto', [TABNINE]: [] };
    // A new time before that takes nothing of what it wrote for what the person had.
    await window.quiet.begin(window.in(30));
    await window.quiet.end();
    assert.deepEqual(settings.own, { [CODY]: 'auto-edit' });
  });

  it('ends by itself in one window of several, and goes on where that one dies', async () => {
    const settings = new FakeSettings({ registered: REGISTERED });
    const [time, claimed] = [new FakeTime(), new Set<string>()];
    const windows = [1, 2, 3].map(() => quieting({ settings, time, claimed }));
    const [first] = windows;
    const until = first!.in(10);
    const begun = await Promise.all(windows.map(({ quiet }) => quiet.begin(until)));
    assert.deepEqual(begun.map(({ state }) => state).sort(), ['elsewhere', 'elsewhere', 'quiet']);
    for (const { quiet } of windows) quiet.look();
    await first!.pass(9 * MINUTE);
    assert.equal(first!.quiet.until, until);
    claimed.add(`quiet.end.${String(until)}.${String(Math.floor(until / MINUTE))}`);
    await first!.pass(MINUTE);
    assert.ok(UNDO in settings.own, 'somebody has claimed it, and died');
    assert.equal(first!.quiet.until, undefined);
    await first!.pass(MINUTE);
    assert.deepEqual(settings.own, {});
    assert.equal(settings.written.filter((one) => one === INLINE).length, 2);
  });

  it('is all back where another window ends it after any write', async () => {
    const start: FakeSettingsStart = { registered: REGISTERED, own: { [COPILOT]: { python: true }, [CODY]: null } };
    const endedAfter = async (most: number): Promise<number> => {
      const settings = new FakeSettings(start);
      const time = new FakeTime();
      const other = quieting({ settings, time });
      const write: UserSettings['write'] = async (name, value) => {
        await settings.write(name, value);
        if (settings.written.length === most) await other.quiet.end();
      };
      const window = quieting({ settings: { look: (name) => settings.look(name), write }, time });
      const { state } = await window.quiet.begin(window.in(30));
      if (state === 'quiet') return settings.written.length;
      assert.deepEqual(settings.own, start.own, `ended after ${String(most)} writes`);
      return Infinity;
    };
    let most = 1;
    while ((await endedAfter(most)) === Infinity) most += 1;
    assert.ok(most > 4, 'it was ended often');
  });

  it('keeps what another window quiets, and how that is undone, while this one claims it', async () => {
    const own = { [INLINE]: true };
    for (const act of ['begin', 'end'] as const) {
      const settings = new FakeSettings({ registered: REGISTERED, own });
      const time = new FakeTime();
      const other = quieting({ settings, time });
      const until = time.now() + 30 * MINUTE;
      if (act === 'end') await other.quiet.begin(until);
      const begun: Promise<unknown>[] = [];
      // The other one is in the middle of it, or has said that it goes on for longer.
      const written = settings.written.length + (act === 'begin' ? 2 : 1);
      const claim = async () => {
        begun.push(other.quiet.begin(until + 30 * MINUTE));
        while (settings.written.length < written) await Promise.resolve();
        return true;
      };
      const window = quieting({ settings, time, claims: { claim } });
      await (act === 'begin' ? window.quiet.begin(until) : window.quiet.endOf(until));
      await Promise.all(begun);
      assert.equal(other.quiet.until, until + 30 * MINUTE, act);
      await other.quiet.end();
      assert.deepEqual(settings.own, own, act);
    }
  });

  it('ends what is quiet until one moment, in one window, and not what is quiet for longer', async () => {
    const settings = new FakeSettings({ registered: REGISTERED, own: { [CODY]: 'auto-edit' } });
    const [time, claimed] = [new FakeTime(), new Set<string>()];
    const windows = [1, 2].map(() => quieting({ settings, time, claimed }));
    const [first] = windows;
    const endAll = (until: number) => Promise.all(windows.map(({ quiet }) => quiet.endOf(until)));
    await endAll(first!.in(30));
    assert.deepEqual(settings.written, []);
    const [short, long] = [first!.in(30), first!.in(60)];
    await first!.quiet.begin(short);
    await first!.quiet.begin(long);
    await endAll(short);
    assert.equal(first!.quiet.until, long);
    settings.own[INLINE] = true;
    await endAll(long);
    assert.deepEqual(settings.own, { [CODY]: 'auto-edit', [INLINE]: true });
    const told = windows.flatMap((window) => window.told);
    assert.deepEqual(told, [{ ended: true, left: [INLINE], waiting: [], failed: [] }]);
  });

  it('tells in a sum what came of the settings', () => {
    const states = ['quiet', 'elsewhere', 'quiet', 'policy', 'not written', 'changed since'] as const;
    const outcomes = states.map((state) => ({ key: state, whose: '', state }));
    assert.equal(outcomesInWords(outcomes), '2 quieted, 2 not controlled here, 1 changed since, 1 not written');
    assert.deepEqual([outcomesInWords(outcomes.slice(0, 1)), outcomesInWords([])], ['1 quieted', '']);
  });

  it('is over where the clock was set back behind its beginning, and after eight hours at most', async () => {
    const settings = new FakeSettings({ registered: REGISTERED });
    const window = quieting({ settings });
    await window.quiet.begin(Infinity);
    assert.equal(window.quiet.until, window.in(8 * 60));
    assert.equal((await window.quiet.begin(window.in(-1))).state, 'failed');
    window.time.jumpTo(window.in(-3));
    assert.notEqual(window.quiet.until, undefined);
    window.time.jumpTo(window.in(-60));
    window.quiet.look();
    await window.pass(0);
    assert.deepEqual(settings.own, {});
  });

  it('tries again where something can not be put back, and says so once', async () => {
    const settings = new FakeSettings({ registered: REGISTERED, own: { [CODY]: 'auto-edit' } });
    const window = quieting({ settings });
    await window.quiet.begin(window.in(1));
    settings.refused.set(CODY, 'The file has unsaved changes.');
    window.quiet.look();
    await window.pass(MINUTE);
    for (let minutes = 0; minutes < 4; minutes += 1) await window.pass(MINUTE);
    assert.deepEqual(window.told, [
      { ended: true, left: [], waiting: [], failed: [{ key: CODY, why: 'The file has unsaved changes.' }] },
    ]);
    settings.refused.clear();
    await window.pass(MINUTE);
    await window.pass(MINUTE);
    assert.deepEqual(settings.own, { [CODY]: 'auto-edit' });
  });

  it('claims nothing in a pause, and acts all the same, as it does where nothing can be claimed', async () => {
    for (const part of [
      { pausing: { known: Promise.resolve(), isPaused: true }, claims: { claim: () => Promise.reject(new Killed()) } },
      { claims: { claim: () => Promise.reject(new Error('full')) } },
    ]) {
      const settings = new FakeSettings({ registered: REGISTERED });
      const window = quieting({ settings, ...part });
      assert.equal((await window.quiet.begin(window.in(1))).state, 'quiet');
      window.quiet.look();
      await window.pass(MINUTE);
      assert.deepEqual(settings.own, {});
    }
  });

  it('touches nothing where its record is no record', async () => {
    const settings = new FakeSettings({ registered: REGISTERED, own: { [UNDO]: { v: 2 } } });
    const window = quieting({ settings });
    assert.equal((await window.quiet.begin(window.in(1))).state, 'failed');
    assert.match((await window.quiet.end()).failed[0]?.why ?? '', /by hand/u);
    window.quiet.look();
    await window.pass(MINUTE);
    assert.deepEqual([settings.written, window.quiet.outcomes], [[], []]);
  });

  it('has nothing to do where all is off', async () => {
    const settings = new FakeSettings({ registered: { [INLINE]: false } });
    const window = quieting({ settings });
    assert.deepEqual(await window.quiet.begin(window.in(1)), { state: 'nothing' });
    assert.deepEqual(settings.written, []);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PromptNow } from '../../../src/domain/debt/lot.ts';
import type { PromptOutcome } from '../../../src/domain/events/prompted.ts';
import { frictionBudget, type FrictionAsked } from '../../../src/domain/prompts/frictionBudget.ts';
import { localDay } from '../../../src/domain/velocity/localWeek.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = Date.UTC(2026, 10, 18, 9, 0);

function prompt(time: number, part: Partial<PromptNow> = {}): PromptNow {
  return { kind: 'explain while fresh', asked: false, outcome: 'answered', seconds: 20, time, offset: 0, ...part };
}

function budget(part: Partial<FrictionAsked> = {}) {
  return frictionBudget({
    ...{ now: NINE, offset: 0, recent: [], perDay: 3, quietHours: [], isOffHere: false },
    ...part,
  });
}

const verdict = (part: Partial<FrictionAsked>) => budget(part).verdict;
const skips = (count: number, outcome: PromptOutcome = 'skipped') =>
  Array.from({ length: count }, (_, at) => prompt(NINE - (count - at) * 24 * HOUR, { outcome }));

describe('what Grasp may ask unasked', () => {
  it('is something where nothing was asked', () => {
    assert.deepEqual(budget(), { verdict: { may: true }, isHalved: false, tellHalved: false });
  });

  it('is nothing until twenty minutes after the last time', () => {
    const recent = [prompt(NINE)];
    const from = NINE + 20 * MINUTE;
    assert.deepEqual(verdict({ recent, now: NINE + MINUTE }), { may: false, reason: 'too soon', from });
    assert.deepEqual(verdict({ recent, now: from - 1 }), { may: false, reason: 'too soon', from });
    assert.deepEqual(verdict({ recent, now: from }), { may: true });
  });

  it('is so many prompts a local day, until midnight there', () => {
    const recent = [0, 1, 2].map((hour) => prompt(NINE + hour * HOUR, { offset: 60 }));
    const from = Date.UTC(2026, 10, 18, 23, 0);
    assert.deepEqual(verdict({ recent, now: NINE + 5 * HOUR, offset: 60 }), {
      may: false,
      reason: 'enough today',
      from,
    });
    assert.deepEqual(verdict({ recent, now: from, offset: 60 }), { may: true });
    assert.deepEqual(verdict({ recent, now: NINE + 5 * HOUR, offset: 60, perDay: 4 }), { may: true });
  });

  it('is not less for what the person asked for', () => {
    const recent = Array.from({ length: 10 }, (_, at) => prompt(NINE - at * MINUTE, { asked: true, kind: 'commit' }));
    assert.deepEqual(verdict({ recent }), { may: true });
  });

  it('is nothing in quiet hours, and what ends them may lie in others', () => {
    const quietHours = [
      { from: 8 * 60, to: 10 * 60 },
      { from: 10 * 60, to: 11 * 60 },
    ];
    assert.deepEqual(verdict({ quietHours }), { may: false, reason: 'quiet hours', from: NINE + 2 * HOUR });
    const recent = [prompt(NINE + 2 * HOUR - 5 * MINUTE)];
    assert.deepEqual(verdict({ quietHours, recent, now: NINE + HOUR }), {
      ...{ may: false, reason: 'quiet hours', from: NINE + 2 * HOUR + 15 * MINUTE },
    });
  });

  it('is nothing, without an end, where all hours are quiet, or nothing is wanted, or not here', () => {
    const quietHours = [{ from: 0, to: 1_440 }];
    assert.deepEqual(verdict({ quietHours }), { may: false, reason: 'quiet hours', from: undefined });
    assert.deepEqual(verdict({ perDay: 0 }), { may: false, reason: 'none wanted', from: undefined });
    assert.deepEqual(verdict({ isOffHere: true }), { may: false, reason: 'off here', from: undefined });
  });

  it('counts a prompt once that was shown and then answered, and its end disturbs too', () => {
    const recent = [
      prompt(NINE, { outcome: 'shown' }),
      prompt(NINE + HOUR, { outcome: 'ignored' }),
      prompt(NINE + 2 * HOUR, { outcome: 'shown' }),
    ];
    assert.deepEqual(verdict({ recent, now: NINE + 3 * HOUR }), { may: true });
    assert.equal(verdict({ recent, now: NINE + 3 * HOUR, perDay: 2 }).may, false);
    const from = NINE + HOUR + 20 * MINUTE;
    assert.deepEqual(verdict({ recent: recent.slice(0, 2), now: NINE + HOUR }), {
      may: false,
      reason: 'too soon',
      from,
    });
  });
});

describe('a clock that is no good clock', () => {
  it('that was set back asks nothing again before the time has come by', () => {
    const recent = [prompt(NINE)];
    const from = NINE + 20 * MINUTE;
    assert.deepEqual(verdict({ recent, now: NINE - 2 * HOUR }), { may: false, reason: 'too soon', from });
  });

  it('that was a year ahead once keeps nobody from being asked', () => {
    assert.deepEqual(verdict({ recent: [prompt(NINE + 365 * 24 * HOUR)] }), { may: true });
  });

  it('in another zone goes on counting the days that there were', () => {
    // Three in the evening of the 18th in Berlin, then westwards, where the 18th is not over yet.
    const evening = Date.UTC(2026, 10, 18, 20, 0);
    const recent = [0, 1, 2].map((hour) => prompt(evening + hour * HOUR, { offset: 60 }));
    const landed = evening + 8 * HOUR;
    assert.deepEqual(verdict({ recent, now: landed, offset: 60 }), { may: true });
    const from = Date.UTC(2026, 10, 19, 5, 0);
    assert.deepEqual(verdict({ recent, now: landed, offset: -300 }), { may: false, reason: 'enough today', from });
    assert.deepEqual(verdict({ recent, now: from, offset: -300 }), { may: true });
  });

  it('that goes back or forward an hour at night leaves the day and the quiet hours those on the wall', () => {
    const night = { quietHours: [{ from: 22 * 60, to: 7 * 60 }] };
    // Berlin, where summer time ends on 2026-10-25 and begins on 2026-03-29.
    assert.equal(verdict({ ...night, now: Date.UTC(2026, 9, 25, 5, 30), offset: 60 }).may, false);
    assert.equal(verdict({ ...night, now: Date.UTC(2026, 9, 25, 6, 0), offset: 60 }).may, true);
    assert.equal(verdict({ ...night, now: Date.UTC(2026, 2, 29, 5, 0), offset: 120 }).may, true);
    const recent = [0, 8, 16].map((hour) =>
      prompt(Date.UTC(2026, 9, 24, 22, 10) + hour * HOUR, { offset: hour < 2 ? 120 : 60 }),
    );
    assert.equal(verdict({ recent, now: Date.UTC(2026, 9, 25, 22, 50), offset: 60 }).may, false);
    assert.equal(verdict({ recent, now: Date.UTC(2026, 9, 25, 23, 0), offset: 60 }).may, true);
  });

  it('and numbers that are none let nothing through, and throw nothing', () => {
    for (const now of [NaN, Infinity, -Infinity]) {
      assert.deepEqual(verdict({ now }), { may: false, reason: 'no time', from: undefined });
    }
    assert.equal(verdict({ offset: NaN }).may, false);
    for (const perDay of [NaN, -1, -Infinity, Infinity, 0.9]) assert.equal(verdict({ perDay }).may, false);
    const hostile = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, Number.MAX_SAFE_INTEGER));
    fc.assert(
      fc.property(hostile, hostile, hostile, fc.array(fc.tuple(hostile, hostile)), (now, offset, perDay, events) => {
        const recent = events.map(([time, zone]) => prompt(time, { offset: zone, outcome: 'skipped' }));
        const { may, from } = { from: undefined, ...verdict({ now, offset, perDay, recent }) };
        assert.ok(!may || perDay >= 1);
        assert.ok(from === undefined || from > now);
      }),
    );
  });
});

describe('three skips in a row', () => {
  it('halve what is asked, and are told of once', () => {
    assert.deepEqual([budget({ recent: skips(2) }).isHalved, budget({ recent: skips(2) }).tellHalved], [false, false]);
    const third = budget({ recent: skips(3), perDay: 6 });
    assert.deepEqual([third.isHalved, third.tellHalved], [true, true]);
    const told = [...skips(3), prompt(NINE - 24 * HOUR, { outcome: 'told' })];
    assert.deepEqual(budget({ recent: told }), { verdict: { may: true }, isHalved: true, tellHalved: false });
    const fourth = [...told, prompt(NINE - 23 * HOUR, { outcome: 'ignored' })];
    assert.equal(budget({ recent: fourth }).tellHalved, false);
    const early = [...skips(2), prompt(NINE, { outcome: 'told' }), prompt(NINE, { outcome: 'skipped' })];
    assert.equal(budget({ recent: early }).tellHalved, true);
  });

  it('leave one a day at least, and forty minutes between', () => {
    const today = [...skips(3), prompt(NINE, { outcome: 'skipped' })];
    const from = NINE + 40 * MINUTE;
    assert.deepEqual(verdict({ recent: today, now: from - 1, perDay: 5 }), { may: false, reason: 'too soon', from });
    assert.deepEqual(verdict({ recent: today, now: from, perDay: 5 }), { may: true });
    assert.equal(verdict({ recent: today, now: from, perDay: 3 }).may, false);
    assert.deepEqual(verdict({ recent: skips(3), perDay: 1 }), { may: true });
  });

  it('count no more once one is answered, and can then be told of again', () => {
    const answered = [...skips(3), prompt(NINE - HOUR)];
    assert.equal(budget({ recent: answered }).isHalved, false);
    const again = [...answered, ...skips(3, 'ignored')];
    assert.deepEqual([budget({ recent: again }).isHalved, budget({ recent: again }).tellHalved], [true, true]);
  });

  it('are in a row whatever the person asked for between, and not where one was put off', () => {
    const [one, two, three] = skips(3) as [PromptNow, PromptNow, PromptNow];
    const asked = prompt(NINE - 26 * HOUR, { asked: true, kind: 'commit' });
    assert.equal(budget({ recent: [one, two, asked, three] }).isHalved, true);
    assert.equal(budget({ recent: [one, two, prompt(NINE - 26 * HOUR, { outcome: 'later' }), three] }).isHalved, false);
  });
});

interface Step {
  readonly wait: number;
  readonly offset: number;
  readonly outcome: PromptOutcome;
  readonly asked: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  wait: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 90 * MINUTE }) },
    fc.integer({ min: -3 * HOUR, max: 20 * HOUR }),
    fc.constantFrom(-400 * 24 * HOUR, 400 * 24 * HOUR),
  ),
  offset: fc.oneof({ weight: 5, arbitrary: fc.constant(60) }, fc.constantFrom(-480, 0, 120, 345, 840)),
  outcome: fc.constantFrom<PromptOutcome>('answered', 'skipped', 'skipped', 'ignored', 'later'),
  asked: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});
const day = { perDay: fc.integer({ min: 0, max: 6 }), steps: fc.array(step, { maxLength: 80 }) };
const quietHours = [{ from: 22 * 60, to: 7 * 60 }];

/** Asks at each step, and makes each prompt that may be made, or that was asked for. */
function play(perDay: number, steps: readonly Step[], seen: (asked: FrictionAsked, made: boolean, step: Step) => void) {
  const recent: PromptNow[] = [];
  let now = NINE;
  for (const one of steps) {
    now += one.wait;
    const asked = { now, offset: one.offset, recent: [...recent], perDay, quietHours, isOffHere: false };
    const { verdict: given, tellHalved } = frictionBudget(asked);
    if (tellHalved) recent.push(prompt(now, { outcome: 'told', offset: one.offset }));
    const isMade = one.asked || (given.may && !tellHalved);
    if (isMade) recent.push(prompt(now, { outcome: one.outcome, asked: one.asked, offset: one.offset }));
    seen(asked, isMade, one);
  }
  return recent.filter((one) => !one.asked);
}

describe('any sequence of prompts, clocks and journeys', () => {
  it('has at most so many a local day, twenty minutes apart, and none in quiet hours', () => {
    fc.assert(
      fc.property(day.perDay, day.steps, (perDay, steps) => {
        const made = play(perDay, steps, () => {}).filter(({ outcome }) => outcome !== 'told');
        const days = made.map(({ time, offset }) => localDay(time, offset));
        for (const one of days) assert.ok(days.filter((other) => other === one).length <= perDay);
        for (const [at, { time, offset }] of made.entries()) {
          for (const other of made.slice(at + 1)) assert.ok(Math.abs(other.time - time) >= 20 * MINUTE);
          const hour = new Date(time + offset * MINUTE).getUTCHours();
          assert.ok(hour >= 7 && hour < 22);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is halved exactly from the third skip to the next answer, and each time that is told once', () => {
    fc.assert(
      fc.property(day.perDay, day.steps, (perDay, steps) => {
        let row: PromptOutcome[] = [];
        let halvings = 0;
        let isHalved = false;
        const made = play(perDay, steps, (asked, isMade, one) => {
          assert.equal(frictionBudget(asked).isHalved, isHalved);
          if (!isMade || one.asked) return;
          row = [...row, one.outcome].slice(-3);
          if (one.outcome === 'answered') isHalved = false;
          else if (!isHalved && row.length === 3 && row.every((each) => each === 'skipped' || each === 'ignored')) {
            isHalved = true;
            halvings += 1;
          }
        });
        const told = made.filter(({ outcome }) => outcome === 'told').length;
        // The last one may be told with the next look.
        assert.ok(told === halvings || told === halvings - 1);
      }),
      { numRuns: 300 },
    );
  });

  it('may go on exactly when it was said that it may', () => {
    fc.assert(
      fc.property(day.perDay, day.steps, (perDay, steps) => {
        play(perDay, steps, (asked) => {
          const { verdict: given } = frictionBudget(asked);
          if (given.may || given.from === undefined) return;
          assert.equal(frictionBudget({ ...asked, now: given.from }).verdict.may, true);
          assert.equal(frictionBudget({ ...asked, now: given.from - 1 }).verdict.may, false);
        });
      }),
      { numRuns: 200 },
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Rating } from '../../../src/domain/debt/rating.ts';
import { isoDay } from '../../../src/domain/velocity/isoDates.ts';
import { localDay, WEEK_DAYS, type FirstDay } from '../../../src/domain/velocity/localWeek.ts';
import { comparedSince, weeksCompared } from '../../../src/domain/velocity/weeksCompared.ts';

const HOUR = 3_600_000;
/** Wednesday, 18 November 2026. */
const TODAY = localDay(Date.UTC(2026, 10, 18), 0);

function commit(
  authored: number,
  part: Partial<Record<'offset' | 'ai' | 'probable' | 'typed' | 'unseen', number>> = {},
) {
  return { authored, offset: 60, ai: 0, probable: 0, typed: 0, unseen: 0, ...part };
}

function note(time: number, after: Rating | undefined, offset = 60) {
  return { time, offset, after };
}

function compared(
  commits: Parameters<typeof weeksCompared>[0]['commits'],
  notes: Parameters<typeof weeksCompared>[0]['notes'] = [],
  { today = TODAY, firstDay = 'monday' }: { today?: number; firstDay?: FirstDay } = {},
) {
  return weeksCompared({ commits, notes, today, firstDay });
}

/** The week in which all lines lie, by its first day. */
function weekOfLines(
  commits: Parameters<typeof weeksCompared>[0]['commits'],
  when: { today?: number; firstDay?: FirstDay } = {},
) {
  return compared(commits, [], when)
    .filter(({ coverage }) => coverage !== undefined)
    .map(({ firstDay }) => isoDay(firstDay));
}

describe('eight weeks compared', () => {
  it('are the present one and the seven before it, oldest first, all empty where nothing happened', () => {
    const weeks = compared([]);
    assert.deepEqual(
      weeks.map(({ firstDay }) => isoDay(firstDay)),
      ['2026-09-28', '2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'],
    );
    for (const { firstDay: _, ...week } of weeks) {
      assert.deepEqual(week, {
        ...{ ai: 0, probable: 0, typed: 0, unseen: 0, coverage: undefined, isHollow: false, rated: 0, mean: undefined },
      });
    }
  });

  it('sum lines by who wrote them, and tell how much of them is known', () => {
    const at = Date.UTC(2026, 10, 17, 9);
    const week = compared([
      commit(at, { ai: 30, probable: 10, typed: 15, unseen: 5 }),
      commit(at + HOUR, { typed: 15, unseen: 5 }),
    ]).at(-1)!;
    assert.deepEqual([week.ai, week.probable, week.typed, week.unseen], [30, 10, 30, 10]);
    assert.deepEqual([week.coverage, week.isHollow], [70 / 80, false]);
  });

  it('are hollow where less than 60 % of the lines are known, and not at 60 %', () => {
    const at = Date.UTC(2026, 10, 17, 9);
    assert.equal(compared([commit(at, { ai: 59, unseen: 41 })]).at(-1)?.isHollow, true);
    assert.equal(compared([commit(at, { ai: 60, unseen: 40 })]).at(-1)?.isHollow, false);
    assert.equal(compared([commit(at, { unseen: 1 })]).at(-1)?.isHollow, true);
  });

  it('begin on the day that the person chose', () => {
    const sunday = Date.UTC(2026, 10, 15, 12);
    assert.deepEqual(weekOfLines([commit(sunday, { typed: 1 })]), ['2026-11-09']);
    assert.deepEqual(weekOfLines([commit(sunday, { typed: 1 })], { firstDay: 'sunday' }), ['2026-11-15']);
    assert.deepEqual(weekOfLines([commit(sunday, { typed: 1 })], { firstDay: 'saturday' }), ['2026-11-14']);
  });

  it('take a commit where its author was', () => {
    // Monday 00:30 in Tokyo is Sunday in Berlin; Sunday 23:30 in New York is Monday in Berlin.
    const [tokyo, newYork] = [Date.UTC(2026, 10, 15, 15, 30), Date.UTC(2026, 10, 16, 4, 30)];
    assert.deepEqual(weekOfLines([commit(tokyo, { offset: 540, typed: 1 })]), ['2026-11-16']);
    assert.deepEqual(weekOfLines([commit(newYork, { offset: -300, typed: 1 })]), ['2026-11-09']);
  });

  it('end at local midnight also in a week with a clock change', () => {
    // The clocks of Berlin went back on 25 October 2026: the week ends at 23:00 UTC, and had begun at 22:00 UTC.
    const [first, last] = [Date.UTC(2026, 9, 18, 22), Date.UTC(2026, 9, 25, 22, 59, 59)];
    const weeks = compared([
      commit(first - 1, { offset: 120, ai: 1 }),
      commit(first, { offset: 120, ai: 2 }),
      commit(last, { offset: 60, ai: 4 }),
      commit(last + 1_000, { offset: 60, ai: 8 }),
    ]);
    assert.deepEqual(
      weeks.slice(2, 5).map(({ ai }) => ai),
      [1, 6, 8],
    );
  });

  it('go over the end of a year', () => {
    const today = localDay(Date.UTC(2027, 0, 2, 12), 60);
    const weeks = compared([commit(Date.UTC(2026, 11, 31, 12), { typed: 3 })], [], { today });
    assert.deepEqual([isoDay(weeks.at(-1)!.firstDay), weeks.at(-1)?.typed], ['2026-12-28', 3]);
    assert.equal(isoDay(weeks[0]!.firstDay), '2026-11-09');
  });

  it('leave out what is older, and what is dated in weeks to come', () => {
    const [before, after] = [Date.UTC(2026, 8, 27, 12), Date.UTC(2026, 10, 23, 12)];
    assert.deepEqual(weekOfLines([commit(before, { typed: 1 }), commit(after, { typed: 1 })]), []);
  });

  it('have a mean from three ratings on, of those after writing alone', () => {
    const at = Date.UTC(2026, 10, 17, 9);
    const two = compared([], [note(at, 5), note(at, 2), note(at, undefined)]).at(-1)!;
    assert.deepEqual([two.rated, two.mean], [2, undefined]);
    const three = compared([], [note(at, 5), note(at, 2), note(at, 3)]).at(-1)!;
    assert.deepEqual([three.rated, three.mean], [3, 10 / 3]);
  });

  it('keep what was asked for from the first moment of the first week on, wherever that was', () => {
    const arbitrary = fc.record({
      today: fc.integer({ min: 0, max: 40_000 }),
      firstDay: fc.constantFrom(...WEEK_DAYS),
      offset: fc.integer({ min: -720, max: 840 }),
      back: fc.integer({ min: 0, max: 70 * 24 * 60 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ today, firstDay, offset, back }) => {
        const authored = (today + 1) * 24 * HOUR - 1 - offset * 60_000 - back * 60_000;
        const isIn = weekOfLines([commit(authored, { offset, typed: 1 })], { today, firstDay }).length === 1;
        const first = compared([], [], { today, firstDay })[0]!.firstDay;
        assert.equal(isIn, localDay(authored, offset) >= first);
        if (isIn) assert.ok(authored >= comparedSince(today, firstDay));
      }),
    );
  });
});

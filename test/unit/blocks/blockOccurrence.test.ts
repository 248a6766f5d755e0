import assert from 'node:assert/strict';
import {
  localTime,
  momentOf,
  nameOfOccurrence,
  occurrenceAt,
  phaseAt,
  scheduledIn,
} from '../../../src/domain/blocks/blockOccurrence.ts';
import type { BlockSchedule } from '../../../src/domain/blocks/blockSchedule.ts';
import { inZone } from '../../support/inZone.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** UTC offsets, in hours, of standard time and of that which is ahead, and the Sundays on which clocks change. */
const ZONES = [
  {
    ...{ zone: 'Europe/Berlin', standard: 1, ahead: 2 },
    // At 02:00 to 03:00, and at 03:00 back to 02:00.
    ...{ springs: ['2027-03-28', '2028-03-26'], autumns: ['2026-10-25', '2027-10-31'], gap: '02:30', twice: '02:30' },
  },
  {
    ...{ zone: 'America/New_York', standard: -5, ahead: -4 },
    // At 02:00 to 03:00, and at 02:00 back to 01:00.
    ...{ springs: ['2027-03-14', '2028-03-12'], autumns: ['2026-11-01', '2027-11-07'], gap: '02:30', twice: '01:30' },
  },
  {
    ...{ zone: 'America/Santiago', standard: -4, ahead: -3 },
    // South of the equator, at midnight to 01:00, and at midnight back to 23:00.
    ...{ springs: ['2026-09-06', '2027-09-05'], autumns: ['2027-04-04', '2028-04-02'], gap: '00:30', twice: '23:30' },
  },
] as const;

function utc(date: string, time: string, offset: number): number {
  return Date.parse(`${date}T${time}:00Z`) - offset * HOUR;
}

function at(schedule: Partial<BlockSchedule>, near: number, weeks = 0) {
  return scheduledIn({ weekday: 'sunday', time: '09:00', minutes: 90, ...schedule }, near, weeks);
}

for (const { zone, standard, ahead, springs, autumns, gap, twice } of ZONES) {
  describe(`a weekly block in ${zone}`, () => {
    inZone(zone);

    it('stays at its time by the clock on the wall, over every change of clocks', () => {
      for (const start of [...springs, ...autumns]) {
        const near = momentOf(`${start}T12:00`);
        const all = [-2, -1, 0, 1, 2].map((weeks) => at({ weekday: 'tuesday' }, near, weeks));
        assert.deepEqual(
          all.map((one) => [localTime(one.start).slice(11), (one.end - one.start) / MINUTE]),
          all.map(() => ['09:00', 90]),
        );
        const gaps = all.slice(1).map((one, index) => (one.start - all[index]!.start) / HOUR);
        assert.deepEqual([...gaps].sort(), [springs.some((one) => one === start) ? 167 : 169, 168, 168, 168].sort());
      }
    });

    it('that clocks leave out is an hour later on that day, and on no other', () => {
      for (const spring of springs) {
        const [before, day, after] = [-1, 0, 1].map((weeks) => at({ time: gap }, momentOf(`${spring}T12:00`), weeks));
        assert.equal(day?.at, `${spring}T${gap}`);
        assert.equal(day.start, utc(spring, gap, standard));
        assert.equal(day.end - day.start, 90 * MINUTE);
        for (const one of [before, after]) assert.equal(localTime(one!.start).slice(11), gap);
      }
    });

    it('whose time comes twice is at the first of them', () => {
      for (const autumn of autumns) {
        // That may be the last hour of the day before.
        const isLate = twice > '12:00';
        const date = isLate ? localTime(momentOf(`${autumn}T12:00`) - 24 * HOUR).slice(0, 10) : autumn;
        const day = at({ time: twice, weekday: isLate ? 'saturday' : 'sunday' }, momentOf(`${date}T12:00`));
        assert.equal(day.at, `${date}T${twice}`);
        assert.equal(day.start, utc(date, twice, ahead));
        assert.equal(day.end, day.start + 90 * MINUTE);
      }
    });

    it('goes on over midnight, and over a change of clocks, for its minutes', () => {
      for (const change of [...springs, ...autumns]) {
        const day = at({ weekday: 'saturday', time: '23:15', minutes: 240 }, momentOf(`${change}T12:00`));
        assert.equal(day.end - day.start, 240 * MINUTE);
        assert.equal(phaseAt(day, day.start + 239 * MINUTE, false), 'running');
        assert.equal(localTime(day.end).slice(0, 10), change);
      }
    });
  });
}

describe('the block of a week', () => {
  inZone('Europe/Berlin');

  it('has a name by ISO week, day and time, also around the new year', () => {
    const id = (date: string, schedule: Partial<BlockSchedule> = {}) => at(schedule, momentOf(`${date}T12:00`)).id;
    assert.equal(id('2027-03-09', { weekday: 'tuesday' }), '2027-W10-tue-0900');
    assert.equal(id('2027-01-02', { weekday: 'friday', time: '23:05' }), '2026-W53-fri-2305');
    assert.equal(id('2025-12-30', { weekday: 'wednesday' }), '2026-W01-wed-0900');
  });

  it('is where the person is: after a change of zone it is at the same time on the wall', () => {
    const near = momentOf('2027-03-09T12:00');
    const here = at({ weekday: 'thursday' }, near);
    process.env['TZ'] = 'America/New_York';
    const there = at({ weekday: 'thursday' }, near);
    process.env['TZ'] = 'Europe/Berlin';
    assert.equal(there.id, here.id);
    assert.equal(there.start - here.start, 6 * HOUR);
  });

  it('has no moment where its time is none', () => {
    for (const text of [
      '',
      '2027-03-11',
      '2027-13-11T09:00',
      '2027-02-30T09:00',
      '2027-03-11T25:00',
      '2027-03-11T09:00Z',
    ]) {
      assert.ok(Number.isNaN(momentOf(text)), text);
    }
  });

  it('has another name once it is moved, to be told of again', () => {
    const one = at({ weekday: 'tuesday' }, momentOf('2027-03-09T12:00'));
    assert.equal(nameOfOccurrence(one), '2027-W10-tue-0900.20270309T0900');
    const moved = occurrenceAt({ ...one, at: '2027-03-11T14:00' });
    assert.equal(nameOfOccurrence(moved), '2027-W10-tue-0900.20270311T1400');
  });
});

describe('the phase of a block', () => {
  inZone('Europe/Berlin');
  const block = occurrenceAt({ id: '2027-W10-tue-0900', at: '2027-03-09T09:00', minutes: 90 });
  const phase = (time: string, wasThere = false) => phaseAt(block, momentOf(`2027-03-09T${time}`), wasThere);

  it('is told by the clock alone, edge by edge', () => {
    assert.deepEqual(
      ['08:49', '08:50', '08:59', '09:00', '10:29', '10:30'].map((time) => phase(time, true)),
      ['before', 'nudge', 'nudge', 'running', 'running', 'over'],
    );
  });

  it('is that of now after a machine slept over its start, its end or both', () => {
    // Asleep from before the nudge until in it; from in it until after; over all of it.
    assert.equal(phase('09:40'), 'running');
    assert.equal(phase('11:00', true), 'over');
    assert.equal(phase('11:00'), 'missed');
  });

  it('goes back with a clock that is set back', () => {
    assert.deepEqual([phase('09:30'), phase('08:55'), phase('08:00')], ['running', 'nudge', 'before']);
  });
});

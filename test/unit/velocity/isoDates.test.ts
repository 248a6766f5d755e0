import assert from 'node:assert/strict';
import { isoDay, isoTime } from '../../../src/domain/velocity/isoDates.ts';
import { localDay, weekOfDay } from '../../../src/domain/velocity/localWeek.ts';

describe('dates for other programs', () => {
  it('are those of the place where it happened', () => {
    const at = Date.UTC(2026, 10, 18, 23, 30, 5);
    assert.equal(isoTime(at, 60), '2026-11-19T00:30:05+01:00');
    assert.equal(isoTime(at, -210), '2026-11-18T20:00:05-03:30');
    assert.equal(isoTime(at, 0), '2026-11-18T23:30:05+00:00');
    assert.equal(isoDay(localDay(at, 60)), '2026-11-19');
  });

  it('are empty for a time that has none', () => {
    assert.equal(isoTime(1e300, 0), '');
    assert.equal(isoDay(-1e300), '');
  });

  it('begin a week where the person has its first day', () => {
    const wednesday = localDay(Date.UTC(2026, 10, 18), 0);
    assert.equal(isoDay(weekOfDay(wednesday, 'monday')), '2026-11-16');
    assert.equal(isoDay(weekOfDay(wednesday, 'saturday')), '2026-11-14');
    assert.equal(isoDay(weekOfDay(wednesday, 'sunday')), '2026-11-15');
    const monday = weekOfDay(wednesday, 'monday');
    assert.deepEqual([weekOfDay(monday, 'monday'), weekOfDay(monday - 1, 'monday')], [monday, monday - 7]);
    assert.equal(isoDay(weekOfDay(-10, 'monday')), '1969-12-22');
  });
});

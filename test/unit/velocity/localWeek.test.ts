import assert from 'node:assert/strict';
import { localDay, nextWeekStart, weekStart } from '../../../src/domain/velocity/localWeek.ts';

const HOUR = 3_600_000;

describe('the local week', () => {
  it('starts at local midnight of its first day', () => {
    const wednesday = Date.UTC(2026, 10, 18, 9, 0);
    assert.equal(weekStart(wednesday, 'monday'), Date.UTC(2026, 10, 15, 23, 0));
    assert.equal(weekStart(wednesday, 'sunday'), Date.UTC(2026, 10, 14, 23, 0));
    assert.equal(weekStart(wednesday, 'saturday'), Date.UTC(2026, 10, 13, 23, 0));
  });

  it('is an hour longer when the clock goes back and an hour shorter when it goes forward', () => {
    const autumn = Date.UTC(2026, 9, 21, 9, 0);
    const spring = Date.UTC(2026, 2, 25, 9, 0);
    assert.equal(nextWeekStart(autumn, 'monday') - weekStart(autumn, 'monday'), 169 * HOUR);
    assert.equal(nextWeekStart(spring, 'monday') - weekStart(spring, 'monday'), 167 * HOUR);
  });
});

describe('the local day', () => {
  it('changes at midnight of the place where it was', () => {
    const midnightInBerlin = Date.UTC(2026, 10, 17, 23, 0);
    assert.equal(localDay(midnightInBerlin, 60) - localDay(midnightInBerlin - 1, 60), 1);
    assert.equal(localDay(midnightInBerlin, 0), localDay(midnightInBerlin - 1, 0));
    assert.equal(localDay(0, 330), 0);
    assert.equal(localDay(0, -1), -1);
  });

  it('is one day when the clock changes in it', () => {
    const [midnight, lastMinute] = [Date.UTC(2026, 9, 24, 22, 0), Date.UTC(2026, 9, 25, 22, 59)];
    assert.equal(localDay(midnight, 120), localDay(lastMinute, 60));
    assert.equal(localDay(midnight - 1, 120), localDay(midnight, 120) - 1);
    assert.equal(localDay(lastMinute + 60_000, 60), localDay(midnight, 120) + 1);
  });
});

import assert from 'node:assert/strict';
import { pauseInWords, timeLeft } from '../../../src/domain/privacy/pause.ts';
import { nextDayStart } from '../../../src/domain/velocity/localWeek.ts';

/** Wednesday, 18 November 2026, 10:00 in Berlin. */
const NOW = Date.UTC(2026, 10, 18, 9, 0);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('a pause', () => {
  it('lasts until its end, or until somebody ends it', () => {
    assert.equal(timeLeft({ begun: NOW, until: NOW + 30 * MINUTE }, NOW + 10 * MINUTE), 20 * MINUTE);
    assert.equal(timeLeft({ begun: NOW, until: NOW + 30 * MINUTE }, NOW + DAY), 0);
    assert.equal(timeLeft({ begun: NOW }, NOW + 1_000 * DAY), Infinity);
  });

  it('is not prolonged by a clock that was set back', () => {
    assert.equal(timeLeft({ begun: NOW, until: NOW + 30 * MINUTE }, NOW - 400 * DAY), 30 * MINUTE);
  });

  it('says in words how long it lasts, with the day where that is not today', () => {
    const words = (until?: number): string => pauseInWords({ begun: NOW, until }, 'all', NOW);
    assert.equal(words(NOW + 30 * MINUTE), 'Paused until 10:30 in all windows');
    assert.equal(words(nextDayStart(NOW)), 'Paused until Thu 00:00 in all windows');
    assert.equal(words(NOW + 30 * DAY), 'Paused until Fri, Dec 18, 10:00 in all windows');
    assert.equal(words(NOW + 366 * DAY), 'Paused until Fri, Nov 19, 10:00 in all windows');
    assert.equal(words(), 'Paused in all windows until you resume');
    assert.equal(pauseInWords({ begun: NOW }, 'window', NOW), 'Paused in this window until you resume');
  });

  it('until tomorrow ends at midnight, also on a day of 25 hours', () => {
    const lastSummerDay = Date.UTC(2026, 9, 24, 22, 30);
    assert.equal(nextDayStart(lastSummerDay), Date.UTC(2026, 9, 25, 23));
    assert.equal(nextDayStart(NOW), Date.UTC(2026, 10, 18, 23));
  });
});

import assert from 'node:assert/strict';
import { dateOfDay, sinceInWords } from '../../../src/domain/velocity/dateWords.ts';
import { localDay } from '../../../src/domain/velocity/localWeek.ts';

describe('a day in words', () => {
  const today = localDay(Date.UTC(2026, 10, 18), 0);

  it('has the year where that is not the present one', () => {
    assert.deepEqual(
      [today, localDay(Date.UTC(2026, 0, 1), 0), localDay(Date.UTC(2025, 11, 31), 0)].map((day) =>
        dateOfDay(day, today),
      ),
      ['Nov 18', 'Jan 1', 'Dec 31, 2025'],
    );
  });

  it('lies so long ago', () => {
    assert.deepEqual(
      [-1, 0, 1, 13, 14, 90, 91, 400].map((ago) => sinceInWords(today - ago, today)),
      ['today', 'today', '1 day', '13 days', '2 weeks', '12 weeks', '3 months', '13 months'],
    );
  });
});

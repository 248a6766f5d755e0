import assert from 'node:assert/strict';
import { usualTimes } from '../../../src/domain/blocks/usualTimes.ts';

const NOW = Date.UTC(2027, 2, 10, 12);

/** A commit at a local time. */
function commit(local: string, offset: number) {
  return { authored: Date.parse(`${local}:00Z`) - offset * 60_000, offset };
}

describe('the times at which somebody usually commits', () => {
  it('are nothing to go by where there are few commits', () => {
    assert.deepEqual(usualTimes([], NOW), []);
    const week = ['2027-03-04T09:10', '2027-03-04T09:20', '2027-03-04T09:30', '2027-03-04T10:30'];
    assert.deepEqual(
      usualTimes(
        week.map((one) => commit(one, 60)),
        NOW,
      ),
      [],
    );
    assert.deepEqual(usualTimes([commit('2027-03-04T09:10', 60), commit('2027-02-25T09:10', 60)], NOW), []);
  });

  it('are the hour of a weekday with commits in most weeks, not with most commits', () => {
    const many = Array.from({ length: 40 }, () => commit('2027-03-02T15:00', 60));
    const thursdays = ['2027-03-04T09:40', '2027-02-25T10:10', '2027-02-18T09:00'].map((one) => commit(one, 60));
    const tuesday = commit('2027-02-23T15:30', 60);
    assert.deepEqual(usualTimes([...many, tuesday, ...thursdays], NOW), [
      { weekday: 'thursday', time: '09:00', weeks: 3, of: 8 },
      { weekday: 'tuesday', time: '14:00', weeks: 2, of: 8 },
    ]);
  });

  it('are those that the person had, in whatever zone, and of the last eight weeks', () => {
    const abroad = ['2027-03-01T23:30', '2027-02-22T23:30'].map((one) => commit(one, -480));
    const home = commit('2027-02-15T23:30', 60);
    const old = ['2026-12-01T08:00', '2026-12-08T08:00', '2026-12-15T08:00'].map((one) => commit(one, 60));
    const ahead = ['2027-03-12T08:00', '2027-03-19T08:00', '2027-03-26T08:00'].map((one) => commit(one, 60));
    assert.deepEqual(usualTimes([...abroad, home, ...old, ...ahead], NOW), [
      { weekday: 'monday', time: '22:00', weeks: 3, of: 8 },
    ]);
  });
});

import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { AcceptedText } from '../../../src/domain/velocity/acceptedByFile.ts';
import { acceptedLinesSnapshot, shownRange } from '../../../src/features/accepted-lines/acceptedLinesSnapshot.ts';
import { panelSnapshotSchema } from '../../../src/protocol/messages.ts';
import { FakeTime } from '../../support/fakes.ts';

/** Wednesday, 18 November 2026, 10:00 in Berlin. */
const NOW = Date.UTC(2026, 10, 18, 9, 0);
const HOUR = 3_600_000;

type Shown = AcceptedText & { readonly reason: string };

function accepted(part: Partial<Shown> = {}): Shown {
  return {
    uri: 'file:///p/src/retry.ts',
    path: 'src/retry.ts',
    time: NOW - HOUR,
    origin: 'completion',
    confidence: 'certain',
    reason: 'Because.',
    lines: 3,
    line: 7,
    state: 'kept',
    ...part,
  };
}

function snapshotOf(all: readonly (Shown & { offset?: number })[], firstDay: 'monday' | 'sunday' = 'monday') {
  const accepted = all.map((one) => ({ offset: 60, ...one }));
  const range = shownRange(new FakeTime(NOW), firstDay);
  return acceptedLinesSnapshot({
    accepted,
    range,
    everRecorded: all.length > 0,
    damagedLines: 0,
    notice: '',
    problem: '',
    pause: '',
  });
}

describe('what the panel shows', () => {
  it('sums a file of today in one row and opens the newest place', () => {
    const { snapshot, targets } = snapshotOf([accepted({ time: NOW - 2 * HOUR }), accepted({ lines: 2, line: 40 })]);
    assert.equal(snapshot.today.lines, 5);
    assert.equal(snapshot.today.rows.length, 1);
    const row = snapshot.today.rows[0];
    assert.deepEqual(
      [row?.name, row?.directory, row?.lines, row?.confidence, row?.when],
      ['retry.ts', 'src', 5, 'certain', '09:00'],
    );
    assert.deepEqual(targets.get(row?.id ?? ''), { uri: 'file:///p/src/retry.ts', line: 40 });
  });

  it('keeps files, origins and confidences apart, and says "probable" for likely', () => {
    const { snapshot } = snapshotOf([
      accepted(),
      accepted({ confidence: 'likely', lines: 1 }),
      accepted({ uri: 'file:///p/b.ts', path: 'b.ts' }),
    ]);
    assert.deepEqual(snapshot.today.rows.map((row) => row.confidence).sort(), ['certain', 'certain', 'probable']);
    assert.equal(snapshot.today.lines, 7);
  });

  it('lists a guess and counts it in no total', () => {
    const { snapshot } = snapshotOf([accepted({ confidence: 'guess', lines: 9 })]);
    assert.equal(snapshot.today.lines, 0);
    assert.equal(snapshot.week.lines, 0);
    assert.equal(snapshot.today.rows[0]?.lines, 9);
  });

  it('leaves out what was undone, and keeps what was deleted later', () => {
    const { snapshot } = snapshotOf([accepted({ state: 'reverted' }), accepted({ state: 'deleted', lines: 2 })]);
    assert.equal(snapshot.today.lines, 2);
    assert.deepEqual(
      snapshot.today.rows.map((row) => row.lines),
      [2],
    );
  });

  it('shows the days before today apart and leaves out last week', () => {
    const monday = Date.UTC(2026, 10, 15, 23, 0);
    const { snapshot } = snapshotOf([accepted({ time: monday }), accepted({ time: monday - 1 }), accepted()]);
    assert.equal(snapshot.week.since, 'Mon, Nov 16');
    assert.equal(snapshot.week.lines, 6);
    assert.deepEqual(
      snapshot.week.earlierRows.map((row) => row.when),
      ['Mon 00:00'],
    );
  });

  it('follows the first day of the week', () => {
    const sunday = Date.UTC(2026, 10, 15, 12, 0);
    assert.equal(snapshotOf([accepted({ time: sunday })]).snapshot.week.lines, 0);
    assert.equal(snapshotOf([accepted({ time: sunday })], 'sunday').snapshot.week.lines, 3);
  });

  it('leaves out of this week what was recorded while the clock was a year ahead', () => {
    const { snapshot } = snapshotOf([accepted({ time: NOW + 365 * 24 * HOUR }), accepted({ lines: 2 })]);
    assert.equal(snapshot.week.lines, 2);
    assert.equal(snapshot.today.lines, 2);
  });

  it('takes the later of two as the newest, also when the clock was set back between them', () => {
    const { snapshot, targets } = snapshotOf([
      accepted({ time: NOW - HOUR, line: 1 }),
      accepted({ time: NOW - HOUR, uri: 'file:///p/b.ts', path: 'b.ts' }),
      accepted({ time: NOW - 5 * HOUR, line: 2 }),
    ]);
    assert.deepEqual(
      snapshot.today.rows.map((row) => row.name),
      ['retry.ts', 'b.ts'],
    );
    assert.equal(targets.get(snapshot.today.rows[0]?.id ?? '')?.line, 2);
  });

  it('keeps the day that somebody had in another time zone', () => {
    // Monday, 00:30 in Tokyo, which is Sunday in Berlin; and Monday, 00:30 in New York, which is Monday in Berlin.
    const [tokyo, newYork] = [Date.UTC(2026, 10, 15, 15, 30), Date.UTC(2026, 10, 16, 5, 30)];
    const { snapshot } = snapshotOf([
      { ...accepted({ time: tokyo }), offset: 540 },
      { ...accepted({ time: tokyo - HOUR }), offset: 540 },
      { ...accepted({ time: newYork }), offset: -300 },
      { ...accepted({ time: newYork - HOUR }), offset: -300 },
    ]);
    assert.equal(snapshot.week.lines, 6);
  });

  it('has the form that the view accepts, and rows that can be told apart', () => {
    const { snapshot, targets } = snapshotOf([
      accepted(),
      accepted({ time: NOW - 30 * HOUR }),
      accepted({ path: 'a b/ü.ts' }),
    ]);
    assert.ok(v.is(panelSnapshotSchema, { revision: 1, ...snapshot }));
    assert.equal(targets.size, snapshot.today.rows.length + snapshot.week.earlierRows.length);
  });
});

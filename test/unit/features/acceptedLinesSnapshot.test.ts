import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { Acceptance } from '../../../src/domain/attribution/acceptance.ts';
import { corrected } from '../../../src/domain/attribution/correction.ts';
import type { ArrivedText } from '../../../src/domain/velocity/coverage.ts';
import { acceptedLinesSnapshot, shownRange } from '../../../src/features/accepted-lines/acceptedLinesSnapshot.ts';
import { panelSnapshotSchema } from '../../../src/protocol/messages.ts';
import { FakeTime } from '../../support/fakes.ts';

/** Wednesday, 18 November 2026, 10:00 in Berlin. */
const NOW = Date.UTC(2026, 10, 18, 9, 0);
const HOUR = 3_600_000;

let ids = 0;

function accepted(part: Partial<Acceptance> = {}): Acceptance {
  return {
    id: `${'a'.repeat(16)}:${String((ids += 1))}`,
    uri: 'file:///p/src/retry.ts',
    path: 'src/retry.ts',
    time: NOW - HOUR,
    offset: 60,
    origin: 'completion',
    confidence: 'certain',
    reason: 'Because.',
    lines: 3,
    characters: 90,
    line: 7,
    language: 'typescript',
    state: 'kept',
    survival: {},
    ...part,
  };
}

function snapshotOf(
  all: readonly Acceptance[],
  { firstDay = 'monday', arrived = [] }: { firstDay?: 'monday' | 'sunday'; arrived?: readonly ArrivedText[] } = {},
) {
  return acceptedLinesSnapshot({
    accepted: all,
    arrived,
    range: shownRange(new FakeTime(NOW), firstDay),
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
    assert.deepEqual([snapshot.today.lines, snapshot.today.probable], [7, 1]);
  });

  it('lists a guess apart, and counts it in no total', () => {
    const { snapshot, targets, entries } = snapshotOf([accepted({ confidence: 'guess', lines: 9, id: 'one:1' })]);
    assert.deepEqual([snapshot.today.lines, snapshot.week.lines, snapshot.today.rows], [0, 0, []]);
    assert.equal(snapshot.guesses.count, 1);
    const [row] = snapshot.guesses.rows;
    assert.deepEqual([row?.name, row?.lines, row?.entries[0]?.id], ['retry.ts', 9, 'one:1']);
    assert.deepEqual(
      row?.entries[0]?.answers.map(({ words }) => words),
      ['That was me', 'That was AI', 'That was pasted'],
    );
    assert.deepEqual([targets.get(row.id)?.line, entries.has('one:1')], [7, true]);
  });

  it('lists the newest guesses and counts all of them, but none that was undone', () => {
    const guesses = Array.from({ length: 14 }, (_, at) => accepted({ confidence: 'guess', lines: at + 1 }));
    const { snapshot } = snapshotOf([...guesses, accepted({ confidence: 'guess', state: 'reverted' })]);
    assert.equal(snapshot.guesses.count, 14);
    assert.deepEqual(
      snapshot.guesses.rows.map(({ lines }) => lines),
      [14, 13, 12, 11, 10, 9, 8, 7, 6, 5],
    );
  });

  it('counts what was corrected to AI, and lists what was not by AI with a way back', () => {
    const { snapshot } = snapshotOf([
      accepted({ lines: 1 }),
      corrected(accepted({ lines: 2, confidence: 'guess' }), 'completion'),
      corrected(accepted({ lines: 4 }), 'typed'),
    ]);
    assert.deepEqual([snapshot.today.lines, snapshot.guesses.count], [3, 0]);
    const rows = snapshot.today.rows.map((row) => [row.lines, row.origin, row.confidence]);
    assert.deepEqual(rows, [
      [4, 'typed', 'as you said'],
      [3, 'completion', 'certain'],
    ]);
    const entry = snapshot.today.rows[0]?.entries[0];
    assert.equal(entry?.reason, 'You said so. Recorded as completion, certain: Because.');
    assert.deepEqual(
      entry.answers.map(({ words }) => words),
      ['That was AI', 'That was pasted', 'Undo'],
    );
  });

  it('tells of the newest acceptances of a row one by one, each with its own reason', () => {
    const many = Array.from({ length: 12 }, (_, at) => accepted({ line: at, reason: `Reason ${String(at)}.` }));
    const [row] = snapshotOf(many).snapshot.today.rows;
    assert.deepEqual([row?.entries.length, row?.more], [10, 2]);
    assert.deepEqual([row?.entries[0]?.which, row?.entries[0]?.reason], ['Line 12, 3 lines', 'Reason 11.']);
  });

  it('tells of how much text the origin is known, this week and today', () => {
    const today = Math.floor(NOW / (24 * HOUR));
    const arrived = [
      { day: today - 1, origin: 'typed', characters: 3_000 },
      { day: today, origin: 'typed', characters: 1_000 },
      { day: today, origin: 'unknown', characters: 900 },
      { day: today - 7, origin: 'unknown', characters: 9_000 },
    ] as const;
    const guess = accepted({ confidence: 'guess', characters: 100 });
    const { coverage } = snapshotOf([guess], { arrived }).snapshot;
    assert.equal(coverage.words, 'Coverage 80\u{A0}% this week');
    assert.match(coverage.explained, /^5,000 characters arrived this week/u);
    assert.match(coverage.explained, /900 characters of which nothing tells the origin, 100 characters in guesses\./u);
    assert.match(coverage.explained, /Today: 50\u{A0}%\./u);
    const few = snapshotOf([guess]).snapshot.coverage;
    assert.equal(few.words, 'Coverage: not enough yet');
    assert.match(few.explained, /^100 characters arrived this week .* From 2,000 on/u);
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
    assert.equal(snapshotOf([accepted({ time: sunday })], { firstDay: 'sunday' }).snapshot.week.lines, 3);
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
      accepted({ time: tokyo, offset: 540 }),
      accepted({ time: tokyo - HOUR, offset: 540 }),
      accepted({ time: newYork, offset: -300 }),
      accepted({ time: newYork - HOUR, offset: -300 }),
    ]);
    assert.equal(snapshot.week.lines, 6);
  });

  it('has the form that the view accepts, and rows that can be told apart', () => {
    const { snapshot, targets } = snapshotOf([
      accepted(),
      accepted({ time: NOW - 30 * HOUR }),
      accepted({ path: 'a b/ü.ts' }),
    ]);
    assert.ok(v.is(v.omit(panelSnapshotSchema, ['explaining']), { revision: 1, ...snapshot }));
    assert.equal(targets.size, snapshot.today.rows.length + snapshot.week.earlierRows.length);
  });
});

import assert from 'node:assert/strict';
import {
  blockRuns,
  blockToBegin,
  partsOf,
  runLeft,
  runningBlock,
  workedBy,
  type BlockFact,
} from '../../../src/domain/blocks/blockRuns.ts';
import type { BlockRunSaid } from '../../../src/domain/events/blockRun.ts';

const MINUTE = 60_000;
const FIRST = `${'a'.repeat(16)}:0`;
const NOW = Date.UTC(2026, 10, 19, 8, 0);

/** Facts in their order, each so many minutes after the block began; the first has the id `FIRST`. */
function facts(...all: readonly [number, BlockRunSaid][]): BlockFact[] {
  return all.map(([minute, said], number) => ({
    ...said,
    ...{ id: `${'a'.repeat(16)}:${String(number)}`, time: NOW + minute * MINUTE, offset: 60 },
  }));
}

function begun(minutes: number): BlockRunSaid {
  return { change: 'begun', until: NOW + minutes * MINUTE };
}

describe('a block that runs', () => {
  it('does so until its planned end, and never longer where the clock is set back', () => {
    const runs = blockRuns(facts([0, begun(20)]));
    const left = (minute: number) => {
      const run = runningBlock(runs, NOW + minute * MINUTE);
      return run && runLeft(run, NOW + minute * MINUTE) / MINUTE;
    };
    assert.deepEqual([0, 5, 19.5, 20, 90].map(left), [20, 15, 0.5, undefined, undefined]);
    assert.equal(left(-600), 20);
  });

  it('is over once it is stopped, and what comes after that is of no more use', () => {
    const of = FIRST;
    const runs = blockRuns(facts([0, begun(20)], [5, { change: 'stopped', of }], [6, { change: 'paused', of }]));
    assert.equal(runningBlock(runs, NOW + 6 * MINUTE), undefined);
    assert.deepEqual([runs[0]?.pausedSince, workedBy(runs[0]!, NOW + 60 * MINUTE)], [undefined, 5 * MINUTE]);
  });

  it('is the last one that was begun, also where two windows began one each', () => {
    const runs = blockRuns(facts([0, begun(20)], [1, begun(45)]));
    assert.equal(runningBlock(runs, NOW + 2 * MINUTE)?.until, NOW + 45 * MINUTE);
    assert.equal(runs.length, 2);
  });

  it('is worked for as long as it ran without its pauses', () => {
    const of = FIRST;
    const said: [number, BlockRunSaid][] = [
      [0, begun(60)],
      ...([10, 12, 40] as const).map((at): [number, BlockRunSaid] => [at, { change: 'paused', of }]),
      [20, { change: 'resumed', of }],
      [25, { change: 'resumed', of }],
    ];
    const ordered = facts(...said.sort(([one], [other]) => one - other));
    const [run] = blockRuns(ordered);
    const worked = (minute: number) => workedBy(run!, NOW + minute * MINUTE) / MINUTE;
    // It was paused from 10 to 20, and from 40 on.
    assert.deepEqual([30, 45, 60, 600].map(worked), [20, 30, 30, 30]);
    const [stopped] = blockRuns([...ordered, { ...facts([50, { change: 'stopped', of }])[0]!, id: 'last' }]);
    assert.equal(workedBy(stopped!, NOW + 600 * MINUTE), 30 * MINUTE);
  });

  it('is not worked while nobody is there, but for what is counted all the same', () => {
    const of = FIRST;
    const away = (from: number, to: number): BlockRunSaid => {
      return { change: 'away', of, from: NOW + from * MINUTE, to: NOW + to * MINUTE };
    };
    const all = facts([0, begun(60)], [20, away(5, 20)], [50, away(30, 50)]);
    const counted = facts([51, { change: 'counted', of, from: NOW + 5 * MINUTE }]);
    assert.equal(workedBy(blockRuns(all)[0]!, NOW + 60 * MINUTE), 25 * MINUTE);
    assert.equal(workedBy(blockRuns([...all, ...counted])[0]!, NOW + 60 * MINUTE), 40 * MINUTE);
  });

  it('is as long by a clock that was set back, with its pauses, whoever tells of that again', () => {
    const of = FIRST;
    const set = (minute: number): BlockRunSaid => ({ change: 'clock-set', of, until: NOW + minute * MINUTE });
    const away: BlockRunSaid = { change: 'away', of, from: NOW + 30 * MINUTE, to: NOW + 50 * MINUTE };
    const all = facts([0, begun(90)], [10, { change: 'paused', of }], [15, { change: 'resumed', of }], [50, away]);
    // After 60 minutes it is 60 minutes before the beginning.
    const [run] = blockRuns([...all, ...facts([-60, set(-30)], [-60, set(-30)], [-59, set(0)])]);
    assert.deepEqual([run?.until, run?.planned], [NOW - 30 * MINUTE, NOW + 90 * MINUTE]);
    assert.equal(runLeft(run!, NOW - 50 * MINUTE), 20 * MINUTE);
    assert.equal(workedBy(run!, NOW - 50 * MINUTE), (70 - 5 - 20) * MINUTE);
    // The question about it still stands there from before.
    const counted: BlockRunSaid = { change: 'counted', of, from: NOW + 30 * MINUTE };
    const [whole] = blockRuns([...all, ...facts([-60, set(-30)], [-55, counted])]);
    assert.equal(workedBy(whole!, NOW - 50 * MINUTE), (70 - 5) * MINUTE);
    assert.deepEqual(partsOf(run!), [
      { from: NOW, to: NOW + 60 * MINUTE },
      { from: NOW - 60 * MINUTE, to: NOW - 30 * MINUTE },
    ]);
  });

  it('has what it is for, and how it went as was said last', () => {
    const of = FIRST;
    const task = { title: 'Fix a bug', kind: 'fix', estimate: 30, confidence: 4, done: 'it is green' } as const;
    const [run] = blockRuns(
      facts(
        [0, { ...(begun(60) as BlockRunSaid & { change: 'begun' }), ...task }],
        [60, { change: 'debriefed', of, outcome: 'not', assisted: 0 }],
        [61, { change: 'debriefed', of, outcome: 'partly', minutes: 50, assisted: 2 }],
      ),
    );
    assert.deepEqual(run?.task, task);
    assert.deepEqual([run.debrief?.outcome, run.debrief?.minutes, run.debrief?.assisted], ['partly', 50, 2]);
  });

  it('is none of which the beginning is not known', () => {
    assert.deepEqual(blockRuns(facts([0, { change: 'paused', of: `${'b'.repeat(16)}:0` }])), []);
    assert.equal(runningBlock([], NOW), undefined);
  });
});

describe('a block that begins', () => {
  const scheduled = { id: '2026-W47-thu-0900', start: NOW, end: NOW + 90 * MINUTE };
  const at = (minute: number, minutes?: number) => {
    const now = NOW + minute * MINUTE;
    const plan = blockToBegin(minutes, scheduled, now);
    return plan && [(plan.until - now) / MINUTE, plan.block];
  };

  it('runs in the time of a scheduled one for what remains of it', () => {
    assert.deepEqual(at(0), [90, scheduled.id]);
    assert.deepEqual(at(30), [60, scheduled.id]);
    assert.deepEqual(at(-9), [99, scheduled.id]);
  });

  it('runs at other times for as long as somebody says', () => {
    assert.deepEqual([at(-11), at(90)], [undefined, undefined]);
    assert.deepEqual(at(-11, 20), [20, undefined]);
    assert.deepEqual(at(30, 1), [1, scheduled.id]);
    assert.deepEqual(blockToBegin(45, undefined, NOW), { until: NOW + 45 * MINUTE });
  });
});

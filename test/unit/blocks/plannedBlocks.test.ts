import assert from 'node:assert/strict';
import { momentOf } from '../../../src/domain/blocks/blockOccurrence.ts';
import type { BlockSchedule } from '../../../src/domain/blocks/blockSchedule.ts';
import {
  changedBlock,
  currentBlock,
  endedBlock,
  frozenUntil,
  plannedBlocks,
  timesToMoveTo,
  whyNotTo,
  type BlockPlan,
  type BlocksAsked,
} from '../../../src/domain/blocks/plannedBlocks.ts';
import type { BlockPlanned } from '../../../src/domain/events/blockPlanned.ts';
import { inZone } from '../../support/inZone.ts';

const TUESDAY: BlockSchedule = { weekday: 'tuesday', time: '09:00', minutes: 90 };
const THIS_WEEK = '2027-W10-tue-0900';

/** Plans in the order in which they were made, each at a local time. */
function plansOf(...all: readonly [string, BlockPlanned][]): BlockPlan[] {
  return all.map(([at, plan], number) => ({ ...plan, order: String(number), time: momentOf(at) }));
}

function asked(now: string, plans: readonly BlockPlan[] = [], schedule = TUESDAY): BlocksAsked {
  return { schedule, plans, now: momentOf(now) };
}

describe('the block that matters', () => {
  inZone('Europe/Berlin');

  it('is the next one, and one that runs until its end', () => {
    const at = (now: string) => currentBlock(asked(now))?.at;
    assert.equal(at('2027-03-08T12:00'), '2027-03-09T09:00');
    assert.equal(at('2027-03-09T10:29'), '2027-03-09T09:00');
    assert.equal(at('2027-03-09T10:30'), '2027-03-16T09:00');
  });

  it('runs over midnight into the next week', () => {
    const sunday: BlockSchedule = { weekday: 'sunday', time: '23:30', minutes: 90 };
    assert.equal(currentBlock(asked('2027-03-15T00:59', [], sunday))?.at, '2027-03-14T23:30');
    assert.equal(currentBlock(asked('2027-03-15T01:00', [], sunday))?.at, '2027-03-21T23:30');
  });

  it('is at the time to which it was moved, in this week or the next', () => {
    for (const to of ['2027-03-11T14:00', '2027-03-15T14:00']) {
      const plans = plansOf(['2027-03-08T12:00', { change: 'moved', of: THIS_WEEK, to }]);
      const block = currentBlock(asked('2027-03-09T12:00', plans));
      assert.deepEqual(
        [block?.id, block?.at, block?.scheduledAt, block?.state],
        [THIS_WEEK, to, '2027-03-09T09:00', 'moved'],
      );
      assert.equal(currentBlock(asked(to.replace('14:00', '15:30'), plans))?.at, '2027-03-16T09:00');
    }
  });

  it('is the week after where this one is skipped', () => {
    const plans = plansOf(['2027-03-08T12:00', { change: 'skipped', of: THIS_WEEK, reason: 'meeting' }]);
    assert.equal(currentBlock(asked('2027-03-08T12:00', plans))?.at, '2027-03-16T09:00');
    const skipped = changedBlock(asked('2027-03-08T12:00', plans));
    assert.deepEqual([skipped?.id, skipped?.reason], [THIS_WEEK, 'meeting']);
    assert.equal(changedBlock(asked('2027-03-09T12:00', plans)), undefined);
  });

  it('can be held after all in its own time, also over midnight into the next week', () => {
    const skips = (of: string) => plansOf(['2027-03-09T09:05', { change: 'skipped', of, reason: 'other' }]);
    assert.equal(changedBlock(asked('2027-03-09T10:29', skips(THIS_WEEK)))?.id, THIS_WEEK);
    assert.equal(changedBlock(asked('2027-03-09T10:30', skips(THIS_WEEK))), undefined);
    const sunday: BlockSchedule = { weekday: 'sunday', time: '23:30', minutes: 90 };
    assert.equal(changedBlock(asked('2027-03-15T00:30', skips('2027-W10-sun-2330'), sunday))?.id, '2027-W10-sun-2330');
    const moved: BlockPlanned = { change: 'moved', of: THIS_WEEK, to: '2027-03-11T14:00' };
    assert.equal(changedBlock(asked('2027-03-09T10:29', plansOf(['2027-03-09T09:05', moved])))?.id, THIS_WEEK);
    assert.equal(changedBlock(asked('2027-03-09T10:30', plansOf(['2027-03-09T09:05', moved]))), undefined);
  });

  it('is the first from the date on to which blocks are frozen, but for what was said of one later', () => {
    const frozen: [string, BlockPlanned] = ['2027-03-09T09:30', { change: 'frozen', until: '2027-03-30' }];
    const plans = plansOf(frozen);
    // It had begun.
    assert.equal(currentBlock(asked('2027-03-09T09:45', plans))?.at, '2027-03-09T09:00');
    assert.equal(currentBlock(asked('2027-03-09T12:00', plans))?.at, '2027-03-30T09:00');
    assert.equal(frozenUntil(asked('2027-03-09T12:00', plans)), '2027-03-30');
    assert.equal(frozenUntil(asked('2027-03-30T00:00', plans)), undefined);
    const moved: BlockPlanned = { change: 'moved', of: '2027-W11-tue-0900', to: '2027-03-17T09:00' };
    const after = plansOf(frozen, ['2027-03-10T09:00', moved]);
    assert.equal(currentBlock(asked('2027-03-10T12:00', after))?.at, '2027-03-17T09:00');
    const before = plansOf(['2027-03-08T09:00', moved], frozen);
    assert.equal(currentBlock(asked('2027-03-10T12:00', before))?.at, '2027-03-30T09:00');
  });

  it('is one of weeks ahead that was moved to where it comes first', () => {
    const frozen: [string, BlockPlanned] = ['2027-03-08T09:00', { change: 'frozen', until: '2027-06-01' }];
    const far = currentBlock(asked('2027-03-08T12:00', plansOf(frozen)))!;
    assert.equal(far.at, '2027-06-01T09:00');
    const moved: [string, BlockPlanned] = ['2027-03-08T12:00', { change: 'moved', of: far.id, to: '2027-03-08T18:00' }];
    const plans = plansOf(moved, ['2027-03-08T12:01', { change: 'unfrozen' }]);
    assert.equal(currentBlock(asked('2027-03-08T12:02', plans))?.id, far.id);
    assert.equal(currentBlock(asked('2027-03-08T19:30', plans))?.at, '2027-03-09T09:00');
  });

  it('is none where all of the next year are frozen', () => {
    const plans = plansOf(['2027-03-08T12:00', { change: 'frozen', until: '2099-01-01' }]);
    assert.equal(currentBlock(asked('2027-03-08T12:00', plans)), undefined);
  });

  it('goes on as it began where the schedule has become another one meanwhile', () => {
    const begun = currentBlock(asked('2027-03-09T09:30'));
    const thursday: BlockSchedule = { weekday: 'thursday', time: '10:00', minutes: 20 };
    assert.equal(currentBlock(asked('2027-03-09T09:31', [], thursday), begun)?.id, THIS_WEEK);
    assert.equal(currentBlock(asked('2027-03-09T10:30', [], thursday), begun)?.id, '2027-W10-thu-1000');
    // One that had not begun does not.
    const ahead = currentBlock(asked('2027-03-09T08:55'));
    assert.equal(currentBlock(asked('2027-03-09T08:56', [], thursday), ahead)?.id, '2027-W10-thu-1000');
    // Nor one that the person skips while it runs.
    const skips = plansOf(['2027-03-09T09:31', { change: 'skipped', of: THIS_WEEK, reason: 'on call' }]);
    assert.equal(currentBlock(asked('2027-03-09T09:32', skips), begun)?.at, '2027-03-16T09:00');
  });
});

describe('a block of this week', () => {
  inZone('Europe/Berlin');

  it('that is over is known, unless it was not to be held', () => {
    assert.equal(endedBlock(asked('2027-03-09T10:29')), undefined);
    assert.equal(endedBlock(asked('2027-03-09T10:30'))?.id, THIS_WEEK);
    assert.equal(endedBlock(asked('2027-03-15T10:30')), undefined);
    const plans = plansOf(['2027-03-08T12:00', { change: 'skipped', of: THIS_WEEK, reason: 'away' }]);
    assert.equal(endedBlock(asked('2027-03-10T10:30', plans)), undefined);
  });

  it('is moved to a time that is free, and neither past nor far away', () => {
    const now = asked('2027-03-08T12:00');
    const block = currentBlock(now)!;
    const why = (to: string) => whyNotTo(block, to, now);
    assert.equal(why('2027-03-11T14:00'), '');
    assert.equal(why('2027-03-08T12:00'), 'That time has passed.');
    assert.match(why('2027-03-22T14:00'), /at the most/u);
    assert.equal(why('2027-03-16T10:29'), 'Another block lies there.');
    assert.equal(why('2027-03-16T10:30'), '');
    assert.match(why('next week'), /no time/u);
  });

  it('has times to be moved to, later today and on the next days', () => {
    const now = asked('2027-03-08T16:40');
    const block = currentBlock(now)!;
    assert.deepEqual(timesToMoveTo(block, now), [
      ...['2027-03-08T18:00', '2027-03-08T20:00', '2027-03-10T09:00', '2027-03-11T09:00', '2027-03-12T09:00'],
      '2027-03-13T09:00',
    ]);
  });

  it('is one of three weeks before and sixty after', () => {
    const all = plannedBlocks(asked('2027-03-08T12:00'));
    assert.deepEqual([all.length, all[0]?.id, all.at(-1)?.id], [64, '2027-W07-tue-0900', '2028-W18-tue-0900']);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isBlockLength,
  readBlockSchedule,
  scheduleText,
  WEEKDAYS,
  type BlockSchedule,
} from '../../../src/domain/blocks/blockSchedule.ts';

describe('the schedule of blocks', () => {
  it('is read as people write it', () => {
    const written: [string, BlockSchedule][] = [
      ['thursday 09:00, 90 minutes', { weekday: 'thursday', time: '09:00', minutes: 90 }],
      ['Thu 9:00', { weekday: 'thursday', time: '09:00', minutes: 90 }],
      [' MON  00:00 , 20 min ', { weekday: 'monday', time: '00:00', minutes: 20 }],
      ['sunday 23:59 480', { weekday: 'sunday', time: '23:59', minutes: 480 }],
    ];
    for (const [text, schedule] of written) assert.deepEqual(readBlockSchedule(text), { schedule, notice: '' }, text);
  });

  it('is none, without a word, where nobody has set it', () => {
    for (const value of [undefined, null, '']) {
      assert.deepEqual(readBlockSchedule(value), { schedule: undefined, notice: '' });
    }
  });

  it('is none, and one sentence says so, where it is nonsense', () => {
    const nonsense: unknown[] = [
      ...[
        'thursday 25:99',
        'thursday 24:00',
        'thursday 9',
        'thursday',
        '09:00',
        'someday 09:00',
        'thu 09:00 -5 minutes',
      ],
      ...[
        'thu 09:00, 4 minutes',
        'thu 09:00, 481 minutes',
        'thu 09:00 1.5 minutes',
        'thu 09:00 90 hours',
        'thu 09:00 90 min x',
      ],
      ...[{ weekday: 'thursday', time: '09:00', minutes: 90 }, 7, true, ['thursday 09:00'], ' ', 'x'.repeat(100_000)],
    ];
    for (const value of nonsense) {
      const { schedule, notice } = readBlockSchedule(value);
      assert.equal(schedule, undefined, JSON.stringify(value));
      assert.match(notice, /^The setting "grasp\.block\.schedule" should be such as .*No block is scheduled\.$/u);
      assert.ok(notice.length < 250);
    }
  });

  it('is read again as it is written', () => {
    const any = fc.record(
      {
        weekday: fc.constantFrom(...WEEKDAYS),
        time: fc
          .tuple(fc.nat(23), fc.nat(59))
          .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
        minutes: fc.integer({ min: 5, max: 480 }).filter(isBlockLength),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(any, (schedule) => assert.deepEqual(readBlockSchedule(scheduleText(schedule)).schedule, schedule)),
    );
  });

  it('never fails, whatever stands there', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof readBlockSchedule(value).notice === 'string'));
  });
});

import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { nextCalendar } from '../../../src/domain/blocks/blockCalendar.ts';
import { momentOf } from '../../../src/domain/blocks/blockOccurrence.ts';
import type { BlockSchedule } from '../../../src/domain/blocks/blockSchedule.ts';
import type { BlockPlan, BlocksAsked } from '../../../src/domain/blocks/plannedBlocks.ts';
import type { BlockPlanned } from '../../../src/domain/events/blockPlanned.ts';
import { inZone } from '../../support/inZone.ts';

const TUESDAY: BlockSchedule = { weekday: 'tuesday', time: '09:00', minutes: 90 };
const UID = '2f0e8a1c-0000-4000-8000-000000000000';

function asked(now: string, plans: readonly BlockPlan[] = [], schedule = TUESDAY): BlocksAsked {
  return { schedule, plans, now: momentOf(now) };
}

function planOf(plan: BlockPlanned, order = '1', at = '2027-03-08T12:00'): BlockPlan {
  return { ...plan, order, time: momentOf(at) };
}

/** The events that another program reads in a file: the series first. */
function eventsOf(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
}

/** When blocks are for a calendar, by its own reckoning. */
function startsOf(text: string, count: number): string[] {
  const [series, ...exceptions] = eventsOf(text);
  for (const one of exceptions) series!.relateException(one);
  const iterator = series!.iterator();
  return Array.from({ length: count }, () => {
    const details = series!.getOccurrenceDetails(iterator.next());
    return `${details.startDate.toString()} ${details.endDate.toString().slice(11)}`;
  });
}

for (const zone of ['Europe/Berlin', 'America/New_York', 'Pacific/Auckland']) {
  describe(`the calendar file in ${zone}`, () => {
    inZone(zone);

    it('is read by another program as the same blocks, by the clock on the wall, over changes of clocks', () => {
      const plans = [
        planOf({ change: 'skipped', of: '2027-W11-tue-0900', reason: 'away' }),
        planOf({ change: 'moved', of: '2027-W12-tue-0900', to: '2027-03-25T14:00' }),
      ];
      const { text } = nextCalendar(asked('2027-03-08T12:00', plans), UID);
      assert.deepEqual(startsOf(text, 4), [
        '2027-03-09T09:00:00 10:30:00',
        '2027-03-25T14:00:00 15:30:00',
        '2027-03-30T09:00:00 10:30:00',
        '2027-04-06T09:00:00 10:30:00',
      ]);
      const [series, moved] = eventsOf(text);
      assert.deepEqual([series?.uid, moved?.uid], [UID, UID]);
      assert.equal(series?.startDate.zone, ICAL.Timezone.localTimezone);
      assert.equal(String(moved?.recurrenceId), '2027-03-23T09:00:00');
    });

    it('leaves out the weeks that are frozen', () => {
      const { text } = nextCalendar(
        asked('2027-03-08T12:00', [planOf({ change: 'frozen', until: '2027-03-30' })]),
        UID,
      );
      assert.deepEqual(startsOf(text, 1), ['2027-03-30T09:00:00 10:30:00']);
    });
  });
}

describe('the calendar file', () => {
  inZone('Europe/Berlin');

  it('is one by RFC 5545: lines end with CRLF, have 75 octets at most, and a reminder is in each block', () => {
    const moved = planOf({ change: 'moved', of: '2027-W11-tue-0900', to: '2027-03-18T14:00' });
    const { text } = nextCalendar(asked('2027-03-08T12:00', [moved]), UID);
    assert.ok(text.endsWith('END:VCALENDAR\r\n'));
    assert.ok(!text.replaceAll('\r\n', '').includes('\n'));
    for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    for (const needed of ['VERSION:2.0', 'PRODID:', 'DTSTAMP:20270308T110000Z', 'RRULE:FREQ=WEEKLY;BYDAY=TU']) {
      assert.ok(text.includes(`\r\n${needed}`), needed);
    }
    assert.equal(text.split('TRIGGER:-PT10M').length, 3);
    assert.doesNotMatch(text, /TZID|VTIMEZONE|(?:DTSTART|DTEND|EXDATE|RECURRENCE-ID):\d{8}T\d{6}Z/u);
  });

  it('has the same name for the blocks for ever, and a number that grows with each change', () => {
    let plans: readonly BlockPlan[] = [];
    const told: [string, number][] = [];
    const write = (now: string, schedule = TUESDAY) => {
      const { text, exported } = nextCalendar(asked(now, plans, schedule), `${UID.slice(0, -1)}${String(told.length)}`);
      plans = [...plans.filter(({ change }) => change !== 'exported'), planOf(exported)];
      told.push([exported.uid, exported.sequence]);
      assert.equal(eventsOf(text)[0]?.sequence, exported.sequence);
      return text;
    };
    write('2027-03-08T12:00');
    // Weeks later nothing is different, and the blocks that are over are still there.
    assert.equal(startsOf(write('2027-04-19T12:00'), 1)[0], '2027-03-09T09:00:00 10:30:00');
    plans = [...plans, planOf({ change: 'skipped', of: '2027-W17-tue-0900', reason: 'other' })];
    write('2027-04-19T13:00');
    write('2027-04-19T14:00');
    const later = write('2027-04-19T14:00', { weekday: 'friday', time: '23:30', minutes: 45 });
    assert.deepEqual(
      told,
      [0, 0, 1, 1, 2].map((sequence) => [UID, sequence]),
    );
    assert.equal(startsOf(later, 1)[0], '2027-04-23T23:30:00 00:15:00');
  });

  it('is one whatever an imported record says of the one before', () => {
    const exported = {
      change: 'exported',
      uid: 'x',
      sequence: 3,
      print: '1',
      schedule: 'tuesday 09:00, 90 minutes',
    } as const;
    for (const first of ['2027-02-31', '1970-01-01', '2999-01-01']) {
      const { text, exported: next } = nextCalendar(asked('2027-03-08T12:00', [planOf({ ...exported, first })]), UID);
      assert.deepEqual([next.uid, next.sequence, eventsOf(text).length], ['x', 4, 1]);
    }
  });
});

import { parseISO, toDate } from 'date-fns';
import ical, {
  ICalAlarmType,
  ICalEventRepeatingFreq,
  ICalEventTransparency,
  ICalWeekday,
  type ICalEventData,
} from 'ical-generator';
import type { BlockPlanned } from '../events/blockPlanned.ts';
import { momentOf, NUDGE_AHEAD, scheduledIn, type Occurrence } from './blockOccurrence.ts';
import { scheduleText, WEEKDAYS } from './blockSchedule.ts';
import { isHeld, plannedBlocks, type BlocksAsked } from './plannedBlocks.ts';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;
/** So many weeks ahead it is named what is skipped, frozen or moved, and no more weeks back than these. */
const WEEKS_AHEAD = 60;
const MOST_WEEKS = 260;
const DAYS = [
  ...[ICalWeekday.MO, ICalWeekday.TU, ICalWeekday.WE, ICalWeekday.TH, ICalWeekday.FR, ICalWeekday.SA, ICalWeekday.SU],
] as const;

type Exported = BlockPlanned & { readonly change: 'exported' };

/**
 * The blocks as a calendar file (RFC 5545), and what is to be kept of it: the next file calls the blocks the same, so that it takes
 * the place of this one, with a higher number if it says something else. All times float: they are by the clock on the wall,
 * wherever the calendar is read, and need no rules of time zones.
 *
 * @param newUid a name that nobody else has, for the first file of all
 */
export function nextCalendar(
  asked: BlocksAsked,
  newUid: string,
): { readonly text: string; readonly exported: Exported } {
  const before = asked.plans.find((plan) => plan.change === 'exported');
  const schedule = scheduleText(asked.schedule);
  // Blocks that are over stay in the calendar as long as the schedule is the same.
  const kept = before?.schedule === schedule ? momentOf(`${before.first}T12:00`) : NaN;
  const first = scheduledIn(asked.schedule, kept < asked.now + WEEK ? kept : asked.now, 0);
  const uid = before?.uid ?? newUid;
  const print = printOf(calendarText(asked, { first, uid, sequence: 0, stamp: 0 }));
  const sequence = before === undefined ? 0 : before.sequence + Number(before.print !== print);
  const text = calendarText(asked, { first, uid, sequence, stamp: asked.now });
  return { text, exported: { change: 'exported', uid, sequence, print, schedule, first: first.at.slice(0, 10) } };
}

interface Identity {
  readonly first: Occurrence;
  readonly uid: string;
  readonly sequence: number;
  /** when the file was made, in milliseconds */
  readonly stamp: number;
}

function calendarText(asked: BlocksAsked, { first, uid, sequence, stamp }: Identity): string {
  const weeksBack = Math.min(Math.round((asked.now - first.start) / WEEK) + 1, MOST_WEEKS);
  const blocks = plannedBlocks(asked, { first: -weeksBack, last: WEEKS_AHEAD });
  const within = blocks.filter(({ scheduledAt }) => scheduledAt >= first.at);
  const left = within.filter((one) => !isHeld(one));
  const common = { id: uid, sequence, stamp: toDate(stamp) };
  const calendar = ical({ prodId: { company: 'Grasp', product: 'No-AI blocks', language: 'EN' } });
  calendar.createEvent({
    ...{ ...common, ...eventAt(first) },
    repeating: {
      freq: ICalEventRepeatingFreq.WEEKLY,
      byDay: [DAYS[WEEKDAYS.indexOf(asked.schedule.weekday)] ?? ICalWeekday.MO],
      // A list without any date would be a line that no calendar can read.
      ...(left.length === 0 ? {} : { exclude: left.map(({ scheduledAt }) => floating(scheduledAt)) }),
    },
  });
  for (const block of within.filter(({ state }) => state === 'moved')) {
    calendar.createEvent({ ...common, ...eventAt(block), recurrenceId: floating(block.scheduledAt) });
  }
  return `${calendar.toString()}\r\n`;
}

function eventAt({ at, minutes }: Occurrence): Partial<ICalEventData> & Pick<ICalEventData, 'start'> {
  const start = floating(at);
  return {
    ...{ start, end: toDate(start.getTime() + minutes * MINUTE), floating: true },
    ...{ summary: 'No-AI block', transparency: ICalEventTransparency.OPAQUE },
    alarms: [{ type: ICalAlarmType.display, triggerBefore: NUDGE_AHEAD / 1_000, description: 'No-AI block' }],
  };
}

/** The library takes the digits of a floating time from UTC. */
function floating(at: string) {
  return parseISO(`${at}:00Z`);
}

/** Differs, for all that matters here, where texts do (FNV-1a, 32 bits). */
function printOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16);
}

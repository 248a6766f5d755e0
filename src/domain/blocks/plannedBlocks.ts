import { addDays, addHours, differenceInCalendarDays, format, startOfHour } from 'date-fns';
import type { BlockPlanned, BlockSkipReason } from '../events/blockPlanned.ts';
import type { BlockSchedule } from './blockSchedule.ts';
import { localTime, momentOf, occurrenceAt, scheduledIn, type Occurrence } from './blockOccurrence.ts';

/** A block may have been moved from so many weeks ago to now. */
const WEEKS_BEFORE = 3;
/** It is looked so many weeks ahead for a block that is held. */
const WEEKS_AFTER = 60;
/** Mostly it is within so many, and the others cost a millisecond. */
const WEEKS_NEAR = 4;
/** A block is moved by no more days than this. */
const MOST_DAYS = 13;

/** What was said of blocks last: of each block, of the freeze, of the export. */
export type BlockPlan = BlockPlanned & {
  /** place of the event among all others, as `eventOrder` gives it */
  readonly order: string;
  /** wall time of the event, in milliseconds */
  readonly time: number;
};

export interface PlannedBlock extends Occurrence {
  /** the local time for which it was scheduled */
  readonly scheduledAt: string;
  readonly state: 'scheduled' | 'moved' | 'skipped' | 'frozen';
  /** why it is skipped */
  readonly reason?: BlockSkipReason;
}

export interface BlocksAsked {
  readonly schedule: BlockSchedule;
  readonly plans: readonly BlockPlan[];
  /** in milliseconds */
  readonly now: number;
}

/** The blocks of some weeks, counted from the week of `now`, in the order in which they were scheduled. */
export function plannedBlocks(
  { schedule, plans, now }: BlocksAsked,
  { first = -WEEKS_BEFORE, last = WEEKS_AFTER }: { readonly first?: number; readonly last?: number } = {},
): readonly PlannedBlock[] {
  const freeze = plans.find(({ change }) => change === 'frozen' || change === 'unfrozen');
  const own = new Map(plans.flatMap((plan) => ('of' in plan ? [[plan.of, plan]] : [])));
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const scheduled = scheduledIn(schedule, now, first + at);
    return planned(scheduled, own.get(scheduled.id), freeze);
  });
}

function planned(scheduled: Occurrence, own: BlockPlan | undefined, freeze: BlockPlan | undefined): PlannedBlock {
  const scheduledAt = scheduled.at;
  if (own?.change === 'skipped') return { ...scheduled, scheduledAt, state: 'skipped', reason: own.reason };
  const isMoved = own?.change === 'moved' && Number.isFinite(momentOf(own.to));
  const block = isMoved ? occurrenceAt({ ...scheduled, at: own.to }) : scheduled;
  const state = isMoved ? 'moved' : 'scheduled';
  return { ...block, scheduledAt, state: isFrozen(block, own, freeze) ? 'frozen' : state };
}

/** What was said of one block after all were frozen holds. */
function isFrozen({ start, at }: Occurrence, own: BlockPlan | undefined, freeze: BlockPlan | undefined): boolean {
  if (freeze?.change !== 'frozen' || (own !== undefined && own.order > freeze.order)) return false;
  return start >= freeze.time && at.slice(0, 10) < freeze.until;
}

export function isHeld({ state }: PlannedBlock): boolean {
  return state === 'scheduled' || state === 'moved';
}

/**
 * The block that matters now: one that has begun, else the next.
 *
 * @param begun the one that mattered before. Where the schedule has become another one while it was running, it goes on as it began.
 */
export function currentBlock(asked: BlocksAsked, begun?: PlannedBlock): PlannedBlock | undefined {
  const { now } = asked;
  const blocks = plannedBlocks(asked, { last: WEEKS_NEAR });
  const goesOn = begun !== undefined && begun.start <= now && now < begun.end;
  if (goesOn && !blocks.some(({ id }) => id === begun.id)) return begun;
  const isAhead = (one: PlannedBlock): boolean => isHeld(one) && one.end > now;
  const ids = new Set(blocks.map(({ id }) => id));
  // One that lies further away may have been moved to where it comes first.
  const isMovedFromAfar = asked.plans.some(
    (plan) => plan.change === 'moved' && plan.to > localTime(now) && !ids.has(plan.of),
  );
  const isNear = !isMovedFromAfar && blocks.some(isAhead);
  return byStart((isNear ? blocks : plannedBlocks(asked)).filter(isAhead))[0];
}

/** The block of this week that ended last, if there is one. */
export function endedBlock(asked: BlocksAsked): PlannedBlock | undefined {
  const blocks = plannedBlocks(asked, { first: 0, last: 0 });
  return blocks.find((one) => isHeld(one) && one.end <= asked.now);
}

/** The block of this week or a later one that is skipped or moved, the first that would not be over, if there is one. */
export function changedBlock(asked: BlocksAsked): PlannedBlock | undefined {
  // One that began last week may still be in its time.
  const changed = plannedBlocks(asked, { first: -1, last: 4 }).filter(({ state }) =>
    ['skipped', 'moved'].includes(state),
  );
  return byStart(changed.filter((one) => occurrenceAt({ ...one, at: one.scheduledAt }).end > asked.now))[0];
}

/** The local date up to which no block is held; `undefined` where none are frozen. */
export function frozenUntil({ plans, now }: Pick<BlocksAsked, 'plans' | 'now'>): string | undefined {
  const freeze = plans.find(({ change }) => change === 'frozen' || change === 'unfrozen');
  return freeze?.change === 'frozen' && momentOf(`${freeze.until}T00:00`) > now ? freeze.until : undefined;
}

/** Why a block can not be moved to a local time, for people; empty where it can. */
export function whyNotTo(block: PlannedBlock, to: string, asked: BlocksAsked): string {
  const moved = occurrenceAt({ ...block, at: to });
  if (!Number.isFinite(moved.start)) return 'That is no time. One looks like 2027-03-11T14:00.';
  if (moved.start <= asked.now) return 'That time has passed.';
  if (differenceInCalendarDays(moved.start, asked.now) > MOST_DAYS) {
    return `A block is moved by ${String(MOST_DAYS)} days at the most. Skip it, or freeze blocks until a date.`;
  }
  const others = plannedBlocks(asked).filter((one) => one.id !== block.id && isHeld(one));
  const isTaken = others.some((one) => one.start < moved.end && moved.start < one.end);
  return isTaken ? 'Another block lies there.' : '';
}

/** Local times to which a block may be moved, soonest first: later today, and its own time on the next days. */
export function timesToMoveTo(block: PlannedBlock, asked: BlocksAsked): readonly string[] {
  const { now } = asked;
  const time = block.at.slice(10);
  const hours = [2, 4].map((ahead) => startOfHour(addHours(now, ahead)).getTime());
  const today = hours.filter((one) => differenceInCalendarDays(one, now) === 0).map(localTime);
  const later = [1, 2, 3, 4, 5].map((days) => `${format(addDays(now, days), 'yyyy-MM-dd')}${time}`);
  return [...today, ...later].filter((one) => one !== block.at && whyNotTo(block, one, asked) === '');
}

function byStart<T extends Occurrence>(blocks: readonly T[]): T[] {
  return [...blocks].sort((one, other) => one.start - other.start);
}

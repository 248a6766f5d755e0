import type { BlockRunSaid, BlockTask, Debrief } from '../events/blockRun.ts';
import { timeLeft } from '../privacy/pause.ts';
import type { LookUp } from './lookUps.ts';
import { NUDGE_AHEAD, phaseAt, type Occurrence } from './blockOccurrence.ts';
import { LONGEST_BLOCK } from './blockSchedule.ts';
import type { PlannedBlock } from './plannedBlocks.ts';

const MINUTE = 60_000;

/** What one event says of a block that runs or ran. */
export type BlockFact = BlockRunSaid & {
  /** id of the event */
  readonly id: string;
  /** wall time of the event, in milliseconds */
  readonly time: number;
  /** minutes east of UTC there and then */
  readonly offset: number;
};

/** A block that was begun. All times in milliseconds, by the clock as it was set last while the block ran. */
export interface BlockRun {
  readonly id: string;
  readonly begun: number;
  /** minutes east of UTC there and then */
  readonly offset: number;
  /** when it ends by plan, whatever was paused */
  readonly until: number;
  /** the same as was said when it was begun, by the clock of that time */
  readonly planned: number;
  /** since when the clock goes as it does: its beginning, or when the clock was set back last */
  readonly since: number;
  /** the times of it before that, each by the clock as it was then */
  readonly earlier: readonly { readonly from: number; readonly to: number }[];
  /** the scheduled block that it is, if it is one */
  readonly block: string | undefined;
  /** when it was ended early */
  readonly stopped: number | undefined;
  /** since when it is paused */
  readonly pausedSince: number | undefined;
  /** how long it was paused before that */
  readonly paused: number;
  /** when nobody was there, as far as that is not to be counted; `named` is `from` as it was said, by which it is known */
  readonly away: readonly { readonly from: number; readonly to: number; readonly named: number }[];
  /** in their order */
  readonly lookUps: readonly LookUp[];
  readonly task: BlockTask;
  /** how it went, as was said last */
  readonly debrief: Debrief | undefined;
}

/** The blocks that some facts tell of, in the order in which they began. Facts of no known block are of none. */
export function blockRuns(facts: readonly BlockFact[]): readonly BlockRun[] {
  const runs = new Map<string, BlockRun>();
  for (const fact of facts) {
    if (fact.change === 'begun') runs.set(fact.id, begunBy(fact));
    else {
      const run = runs.get(fact.of);
      if (run !== undefined) runs.set(run.id, after(run, fact));
    }
  }
  return [...runs.values()];
}

/** The block that was begun last, if it is not over. */
export function runningBlock(runs: readonly BlockRun[], now: number): BlockRun | undefined {
  const last = runs.at(-1);
  return last !== undefined && runLeft(last, now) > 0 ? last : undefined;
}

/** How long a block still runs, in milliseconds; never longer than it was to be, also where the clock was set back. */
export function runLeft(run: Pick<BlockRun, 'begun' | 'until' | 'stopped'>, now: number): number {
  return run.stopped === undefined ? timeLeft(run, now) : 0;
}

/** Whether a scheduled block was begun with this. One that was moved to later since is to be begun anew. */
export function isRunOf(
  { block, earlier, since }: BlockRun,
  { id, start, state }: Pick<PlannedBlock, 'id' | 'start' | 'state'>,
): boolean {
  return block === id && (state !== 'moved' || (earlier[0]?.from ?? since) >= start - NUDGE_AHEAD);
}

function begunBy(fact: BlockFact & { readonly change: 'begun' }): BlockRun {
  const { id, time, offset, until, block, title, kind, estimate, confidence, done } = fact;
  const task = { title, kind, estimate, confidence, done };
  return {
    id,
    begun: time,
    offset,
    until,
    planned: until,
    since: time,
    earlier: [],
    block,
    stopped: undefined,
    pausedSince: undefined,
    paused: 0,
    away: [],
    lookUps: [],
    task,
    debrief: undefined,
  };
}

function after(run: BlockRun, fact: Exclude<BlockFact, { readonly change: 'begun' }>): BlockRun {
  const { change, time } = fact;
  if (change === 'looked-up') return { ...run, lookUps: [...run.lookUps, lookUpOf(fact)] };
  if (change === 'debriefed') {
    const { outcome, minutes, felt, stress, gone, ai, assisted } = fact;
    return { ...run, debrief: { outcome, minutes, felt, stress, gone, ai, assisted } };
  }
  if (change === 'away') {
    const { from, to } = fact;
    return { ...run, away: [...run.away, { from, to, named: from }] };
  }
  if (change === 'counted') return { ...run, away: run.away.filter(({ named }) => named !== fact.from) };
  // What comes after its end is of no more use: another window did not know of it yet.
  if (run.stopped !== undefined) return run;
  if (change === 'clock-set') return byClockSetBack(run, fact);
  if (change === 'paused') return run.pausedSince === undefined ? { ...run, pausedSince: time } : run;
  const resumed = { ...run, pausedSince: undefined, paused: run.paused + pausedUntil(run, time) };
  return change === 'stopped' ? { ...resumed, stopped: time } : resumed;
}

/** All that was by the earlier clock. Another window may have told of the same: then hardly anything is left to be moved. */
function byClockSetBack(run: BlockRun, { until, time }: BlockFact & { readonly change: 'clock-set' }): BlockRun {
  const by = run.until - until;
  if (by <= 0) return run;
  return {
    ...run,
    begun: run.begun - by,
    until,
    since: time,
    earlier: [...run.earlier, { from: run.since, to: time + by }],
    pausedSince: run.pausedSince === undefined ? undefined : run.pausedSince - by,
    away: run.away.map((one) => ({ ...one, from: one.from - by, to: one.to - by })),
  };
}

/** When a block was, each part by the clock as it was then. */
export function partsOf({ earlier, since, stopped, until }: BlockRun): BlockRun['earlier'] {
  return [...earlier, { from: since, to: stopped ?? until }];
}

function lookUpOf({
  what,
  why,
  found,
  uri,
  folder,
  line = 1,
  time,
}: BlockFact & { readonly change: 'looked-up' }): LookUp {
  return { what, why, found, place: uri === undefined ? undefined : { uri, folder, line }, time };
}

function pausedUntil({ pausedSince }: BlockRun, time: number): number {
  return pausedSince === undefined ? 0 : Math.max(time - pausedSince, 0);
}

/** How much of a block has been worked by some time, in milliseconds: without its pauses, and without what nobody was there for. */
export function workedBy(run: BlockRun, now: number): number {
  const end = Math.min(run.stopped ?? run.until, Math.max(now, run.begun));
  const paused = run.paused + pausedUntil(run, end);
  const away = run.away.map(({ from, to }) => Math.max(Math.min(to, end) - Math.max(from, run.begun), 0));
  return Math.max(end - run.begun - paused - away.reduce((sum, one) => sum + one, 0), 0);
}

/** The same in minutes, rounded, as people are told. */
export function workedMinutes(run: BlockRun, now: number): number {
  return Math.round(workedBy(run, now) / MINUTE);
}

/**
 * Until when a block is to run that begins now, and which of the scheduled ones it is. One that is late within its time runs for
 * what remains of it. `undefined` where nobody says how long.
 */
export function blockToBegin(
  minutes: number | undefined,
  scheduled: Pick<Occurrence, 'id' | 'start' | 'end'> | undefined,
  now: number,
): { readonly until: number; readonly block?: string } | undefined {
  const phase = scheduled && phaseAt(scheduled, now, true);
  const its = phase === 'nudge' || phase === 'running' ? scheduled : undefined;
  // One of the longest that begins ahead of its time would be longer than any: what it quiets by settings would end by another moment.
  const until = minutes === undefined ? its && Math.min(its.end, now + LONGEST_BLOCK * MINUTE) : now + minutes * MINUTE;
  return until === undefined ? undefined : { until, ...(its && { block: its.id }) };
}

import type { PromptNow } from '../debt/lot.ts';
import type { PromptKind } from '../events/prompted.ts';
import { localDay } from '../velocity/localWeek.ts';
import { quietUntil, type QuietRange } from './quietHours.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Nothing is asked sooner after the last time, in milliseconds. */
const APART = 20 * MINUTE;
/** After so many skips in a row less is asked. */
const SKIPS = 3;
/** More a day nobody is asked, whatever the settings say. */
export const MOST_A_DAY = 20;
/** How often it is looked for a time from which something may be asked again. */
const MOST_LOOKS = 100;

export interface FrictionAsked {
  /** wall time, in milliseconds */
  readonly now: number;
  /** what local time is ahead of UTC now and here, in minutes */
  readonly offset: number;
  /** what was asked before, oldest first */
  readonly recent: readonly PromptNow[];
  readonly perDay: number;
  readonly quietHours: readonly QuietRange[];
  /** whether the person wants no prompts in this repository */
  readonly isOffHere: boolean;
}

export type Refusal =
  | 'off here'
  /** the person wants no prompts at all */
  | 'none wanted'
  | 'quiet hours'
  | 'enough today'
  | 'too soon'
  /** the clock tells no time */
  | 'no time';

export type FrictionVerdict =
  | { readonly may: true }
  /** `from`: the wall time from which it may again, as far as can be told now; `undefined` where none can be told */
  | { readonly may: false; readonly reason: Refusal; readonly from: number | undefined };

export interface FrictionBudget {
  readonly verdict: FrictionVerdict;
  /** whether half as much is asked, since three in a row went by and none was answered since */
  readonly isHalved: boolean;
  /** whether that is still to be said: from the third skip until an event has `told` it, whichever window did */
  readonly tellHalved: boolean;
}

/**
 * Whether somebody may be asked for something unasked. What a person asked for, as by committing through Grasp, does not
 * count here and need not ask here. Each prompt counts on the local day that it had, wherever the person is now.
 */
export function frictionBudget(asked: FrictionAsked): FrictionBudget {
  const unasked = asked.recent.filter((one) => !one.asked);
  const { isHalved, isTold } = halvingAfter(unasked);
  const limits = limitsFrom(asked, unasked, isHalved);
  return { verdict: verdictOf(asked, limits), isHalved, tellHalved: isHalved && !isTold };
}

interface Limits {
  readonly perDay: number;
  readonly apart: number;
  readonly offset: number;
  readonly quietHours: readonly QuietRange[];
  /** wall times of all that disturbed */
  readonly times: readonly number[];
  /** local days of the prompts, one a prompt */
  readonly days: readonly number[];
}

function limitsFrom(asked: FrictionAsked, unasked: readonly PromptNow[], isHalved: boolean): Limits {
  const { offset, quietHours } = asked;
  const wanted = Number.isFinite(asked.perDay) ? Math.min(Math.max(Math.floor(asked.perDay), 0), MOST_A_DAY) : 0;
  return {
    ...{ offset, quietHours },
    perDay: isHalved && wanted > 0 ? Math.max(Math.floor(wanted / 2), 1) : wanted,
    apart: isHalved ? 2 * APART : APART,
    times: unasked.map(({ time }) => time),
    days: prompts(unasked).map((one) => localDay(one.time, one.offset)),
  };
}

function verdictOf({ now, offset, isOffHere }: FrictionAsked, limits: Limits): FrictionVerdict {
  if (isOffHere) return { may: false, reason: 'off here', from: undefined };
  if (limits.perDay === 0) return { may: false, reason: 'none wanted', from: undefined };
  if (!Number.isFinite(now) || !Number.isFinite(offset)) return { may: false, reason: 'no time', from: undefined };
  const first = refusalAt(now, limits);
  if (first === undefined) return { may: true };
  let { from } = first;
  // What ends one refusal may lie in the midst of another.
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const next = refusalAt(from, limits);
    if (next === undefined) return { may: false, reason: first.reason, from };
    from = next.from;
  }
  return { may: false, reason: first.reason, from: undefined };
}

function refusalAt(at: number, limits: Limits): { readonly reason: Refusal; readonly from: number } | undefined {
  const { perDay, apart, offset, quietHours, times, days } = limits;
  const quiet = quietUntil(quietHours, at, offset);
  if (quiet !== undefined) return { reason: 'quiet hours', from: quiet };
  const today = localDay(at, offset);
  if (days.filter((day) => day === today).length >= perDay) {
    return { reason: 'enough today', from: (today + 1) * DAY - offset * MINUTE };
  }
  // Where the clock was set back, what lies ahead may have been a moment ago. What lies ahead by more than a day was
  // recorded by a clock that was wrong, and must not keep Grasp quiet for a year.
  const near = times.filter((time) => at - time < apart && time - at <= DAY);
  return near.length === 0 ? undefined : { reason: 'too soon', from: Math.max(...near) + apart };
}

/** The events that stand for a prompt each: what came of one that was shown is none of its own. */
function prompts(unasked: readonly PromptNow[]): readonly PromptNow[] {
  const open = new Map<PromptKind, number>();
  return unasked.filter(({ kind, outcome }) => {
    if (outcome === 'told') return false;
    const shown = open.get(kind) ?? 0;
    if (outcome === 'shown') open.set(kind, shown + 1);
    else if (shown > 0) open.set(kind, shown - 1);
    return outcome === 'shown' || shown === 0;
  });
}

function halvingAfter(unasked: readonly PromptNow[]): { readonly isHalved: boolean; readonly isTold: boolean } {
  let [skips, isHalved, isTold] = [0, false, false];
  for (const { outcome } of unasked) {
    if (outcome === 'answered') [skips, isHalved, isTold] = [0, false, false];
    // Somebody who wants to be asked later has not turned it down.
    else if (outcome === 'later') skips = 0;
    else if (outcome === 'told') isTold = isHalved;
    else if (outcome === 'skipped' || outcome === 'ignored') skips += 1;
    isHalved ||= skips >= SKIPS;
  }
  return { isHalved, isTold };
}

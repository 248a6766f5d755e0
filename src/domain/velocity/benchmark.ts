import { MOST_MINUTES } from '../events/taskTold.ts';
import { usesAi, type Task } from './task.ts';
import { quantile, timeModel, type TimedTask } from './timeModel.ts';

/** Finished tasks on each side without which nothing is compared. */
export const ENOUGH_TASKS = 3;
/** Finished tasks, half of them on each side or worth as much as that, before which it is said that others' results weigh most. */
const MOSTLY_OWN = 10;
/** Differences that one may want to rule out, the largest first: twice the time or half of it, and so on. */
const DIFFERENCES = [2, 1.5, 1.25] as const;
/** Four in five: the ends of an 80 % interval, and the chance to see what is there. */
const [LOW, HIGH] = [0.1, 0.9];
/** Standard deviations that a difference must be away for these two: 1.2816 + 0.8416. */
const SEEN_AT = 2.1232;

/** Tasks on each side. */
export interface Sides {
  readonly withAi: number;
  readonly withoutAi: number;
}

/** How many tasks more it takes until a difference is ruled out where there is none. */
export interface Until extends Sides {
  /** by what factor the time differs, either way */
  readonly difference: number;
}

export interface Compared {
  /** The time with AI by the time without: the middle, and the ends between which it is with four chances in five. */
  readonly ratio: { readonly low: number; readonly median: number; readonly high: number };
  /** whether there are so few own tasks that it is mostly what others measured */
  readonly isMostlyOthers: boolean;
  /** the difference that own tasks can rule out next; absent where they can rule out the smallest that is asked about */
  readonly until: Until | undefined;
}

/** What the tasks of a person tell of the time they take with AI and without. */
export interface Benchmark {
  /** finished tasks that are compared */
  readonly done: Sides;
  /** tasks that were left unfinished: they took longer than that, which is all that is taken from them */
  readonly unfinished: number;
  /** tasks with times that can not be */
  readonly leftOut: number;
  /** absent where there are not enough finished tasks on each side */
  readonly compared: Compared | undefined;
}

/** Compares tasks with AI and without. Never gives a number that is none, whatever the times are. */
export function benchmark(tasks: readonly TimedTask[]): Benchmark {
  const usable = tasks.filter(({ estimate, minutes }) => isTime(estimate) && isTime(minutes));
  const finished = usable.filter(({ isDone }) => isDone);
  const withAi = finished.filter(({ ai }) => ai).length;
  const done = { withAi, withoutAi: finished.length - withAi };
  const isEnough = Math.min(done.withAi, done.withoutAi) >= ENOUGH_TASKS;
  return {
    done,
    unfinished: usable.length - finished.length,
    leftOut: tasks.length - usable.length,
    compared: isEnough ? compared(usable, done) : undefined,
  };
}

function isTime(minutes: number): boolean {
  return minutes >= 1 && minutes <= MOST_MINUTES;
}

function compared(tasks: readonly TimedTask[], done: Sides): Compared {
  const posterior = timeModel(tasks);
  const at = (probability: number): number => Math.exp(quantile(posterior, probability));
  return {
    ratio: { low: at(LOW), median: at(0.5), high: at(HIGH) },
    // Four over the sum of the inverses: as many tasks as tell the same with half of them on each side.
    isMostlyOthers: 4 / (1 / done.withAi + 1 / done.withoutAi) < MOSTLY_OWN,
    until: DIFFERENCES.map((difference) => untilRuledOut(difference, posterior.noise, done)).find(
      (until) => until.withAi + until.withoutAi > 0,
    ),
  };
}

/**
 * How many tasks more it takes until own tasks alone rule out a difference, with four chances in five, if there is none:
 * until the standard error noise · √(1 / with + 1 / without) fits 2.12 times into its logarithm. Asks for tasks without AI as
 * long as these alone would do, and else for as many on each side.
 */
export function untilRuledOut(difference: number, noise: number, { withAi, withoutAi }: Sides): Until {
  const allowed = (Math.log(difference) / (SEEN_AT * noise)) ** 2;
  const left = allowed - 1 / withAi;
  const each = Math.ceil(2 / allowed);
  const alone = left > 0 ? Math.ceil(1 / left) : Infinity;
  // Tasks without AI alone would do, but it would take far more of them than of both.
  if (alone > 4 * each) {
    return { difference, withAi: Math.max(each - withAi, 0), withoutAi: Math.max(each - withoutAi, 0) };
  }
  return { difference, withAi: 0, withoutAi: Math.max(alone - withoutAi, 0) };
}

/** Tasks that ended with a time, as the comparison takes them. */
export function timedTasks(tasks: readonly Task[]): TimedTask[] {
  return tasks.flatMap((task) => {
    const { estimate, kind, end } = task;
    if (end?.minutes === undefined || end.as === 'called off') return [];
    return [{ estimate, minutes: end.minutes, isDone: end.as === 'done', kind, ai: usesAi(task) }];
  });
}

/** The time with AI by the time without as it felt: the geometric mean of what was said; `undefined` where nothing was. */
export function feltRatio(tasks: readonly Task[]): { readonly ratio: number; readonly count: number } | undefined {
  const felt = tasks.flatMap((task) => (usesAi(task) && task.end?.felt !== undefined ? [Math.log(task.end.felt)] : []));
  if (felt.length === 0) return undefined;
  return { ratio: Math.exp(felt.reduce((sum, one) => sum + one, 0) / felt.length), count: felt.length };
}

/** How sure the person was, and how often that was right; `undefined` where that was not said of enough finished tasks. */
export function sureness(
  tasks: readonly Task[],
): { readonly percent: number; readonly right: number; readonly count: number } | undefined {
  const said = tasks.flatMap(({ confidence, estimate, end }) =>
    confidence === undefined || end?.as !== 'done' || end.minutes === undefined
      ? []
      : [{ confidence, isRight: Math.abs(Math.log(end.minutes / estimate)) <= Math.log(2) + 1e-9 }],
  );
  if (said.length < ENOUGH_TASKS) return undefined;
  return {
    percent: said.reduce((sum, { confidence }) => sum + confidence, 0) / said.length,
    right: said.filter(({ isRight }) => isRight).length,
    count: said.length,
  };
}

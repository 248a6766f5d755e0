import { normalAbove, normalBelow } from './normal.ts';
import { cholesky, dot, logDeterminant, solve } from './positiveDefinite.ts';

/** A task as the model sees it. */
export interface TimedTask {
  /** minutes, positive */
  readonly estimate: number;
  /** minutes, positive: how long it took, or how long it had taken when it was left */
  readonly minutes: number;
  readonly isDone: boolean;
  readonly kind: string;
  readonly ai: boolean;
}

/**
 * What is taken for likely before any task is seen, in natural logarithms, as standard deviations around the middle:
 * log(actual / estimate) = usual + slope · (log estimate − its mean) ± effect / 2 + kind + noise,
 * with plus for AI, so that neither side is the one that is compared with.
 *
 * The effect has its middle at "no difference", and four chances in five between half and twice the time. METR measured 1.19
 * times the time in 2025 (95 % interval 1.02 to 1.39), and 0.82 and 0.96 times in 2026; each of these is a mean over many
 * people, and one person may well be further off. Two spreads in equal parts have long tails, so that a person's own tasks
 * soon outweigh what others measured where both disagree. The noise is METR's too: 0.60 of what an estimate does not tell.
 */
export const PRIOR = {
  effects: [0.3, 0.8],
  usual: 0.75,
  slope: 0.3,
  kind: 0.3,
  /** the middle of the noise */
  noise: 0.6,
  /** of the logarithm of the noise */
  noiseSpread: 0.4,
} as const;

/** A mixture of normal distributions: one for each size of noise, and spread of effects, that was looked at. */
export interface Posterior {
  /** of the effect of AI on log time */
  readonly parts: readonly { readonly weight: number; readonly mean: number; readonly deviation: number }[];
  /** the noise, in log time: the mean of its logarithm, as a size again */
  readonly noise: number;
}

/** Where the effect of AI is among the coefficients: after what is usual and the slope, before the kinds. */
const EFFECT = 2;
const STEP = 1.4;
/** Sizes of noise that are looked at first, evenly in their logarithm. */
const NOISES = Array.from({ length: 13 }, (_, at) => 0.12 * STEP ** at);
/** So many are looked at between those that are likely. */
const FINER = 17;
/** Others are this much less likely in their logarithm. */
const LEAST = 12;
/** Newton's steps are few, since all that is summed is concave. */
const MOST_STEPS = 60;

interface Row {
  readonly x: readonly number[];
  readonly y: number;
}

/** The tasks as sums of squares of the finished ones, which are all that is needed of them, and rows of the unfinished. */
interface Sums {
  readonly count: number;
  readonly squares: readonly (readonly number[])[];
  readonly products: readonly number[];
  readonly total: number;
  readonly censored: readonly Row[];
  /** what the priors add to the squares, but for the effect */
  readonly prior: readonly number[];
}

/** What tasks tell of the effect of AI on the time they take. The same for the same tasks in any order. */
export function timeModel(tasks: readonly TimedTask[]): Posterior {
  const sums = sumsOf(tasks);
  const fits = likelyNoises(sums).flatMap((noise) =>
    PRIOR.effects.map((spread) => ({ noise, ...fitted(sums, noise, spread) })),
  );
  const best = Math.max(...fits.map(({ log }) => log));
  const weights = fits.map(({ log }) => Math.exp(log - best));
  const whole = weights.reduce((sum, one) => sum + one, 0);
  return {
    parts: fits.map(({ mean, deviation }, at) => ({ weight: (weights[at] ?? 0) / whole, mean, deviation })),
    noise: Math.exp(fits.reduce((sum, { noise }, at) => sum + ((weights[at] ?? 0) / whole) * Math.log(noise), 0)),
  };
}

/** Sizes of noise, evenly in their logarithm, that are close enough to each other where the tasks leave few. */
function likelyNoises(sums: Sums): number[] {
  const logs = NOISES.map((noise) => fitted(sums, noise, PRIOR.effects[1]).log);
  const best = Math.max(...logs);
  const likely = NOISES.filter((_, at) => (logs[at] ?? 0) > best - LEAST);
  const [low, high] = [Math.min(...likely) / STEP, Math.max(...likely) * STEP];
  return Array.from({ length: FINER }, (_, at) => low * (high / low) ** (at / (FINER - 1)));
}

/** The effect below which it lies with a probability. */
export function quantile({ parts }: Posterior, probability: number): number {
  const below = (value: number): number =>
    parts.reduce((sum, { weight, mean, deviation }) => sum + weight * normalBelow((value - mean) / deviation), 0);
  let low = Math.min(...parts.map(({ mean, deviation }) => mean - 9 * deviation));
  let high = Math.max(...parts.map(({ mean, deviation }) => mean + 9 * deviation));
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (below(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function sumsOf(tasks: readonly TimedTask[]): Sums {
  const kinds = [...new Set(tasks.map(({ kind }) => kind))].sort();
  // Sums of numbers with a point depend on their order.
  const sorted = tasks
    .map((task) => ({ task, key: JSON.stringify([task.kind, task.ai, task.isDone, task.estimate, task.minutes]) }))
    .sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
    .map(({ task }) => task);
  const logs = sorted.map(({ estimate }) => Math.log(estimate));
  const centre = logs.reduce((sum, one) => sum + one, 0) / Math.max(logs.length, 1);
  const rowOf = (task: TimedTask): Row => ({
    x: [1, Math.log(task.estimate) - centre, Number(task.ai) - 0.5, ...kinds.map((kind) => Number(kind === task.kind))],
    y: Math.log(task.minutes / task.estimate),
  });
  const done = sorted.filter(({ isDone }) => isDone).map(rowOf);
  const spreads = [PRIOR.usual, PRIOR.slope, Infinity, ...kinds.map(() => PRIOR.kind)];
  return {
    count: done.length,
    squares: spreads.map((_, i) =>
      spreads.map((__, j) => done.reduce((sum, { x }) => sum + (x[i] ?? 0) * (x[j] ?? 0), 0)),
    ),
    products: spreads.map((_, i) => done.reduce((sum, { x, y }) => sum + (x[i] ?? 0) * y, 0)),
    total: done.reduce((sum, { y }) => sum + y * y, 0),
    censored: sorted.filter(({ isDone }) => !isDone).map(rowOf),
    prior: spreads.map((spread) => spread ** -2),
  };
}

/** For one size of noise and spread of effects: the effect, and how likely these two are, up to a constant (Laplace). */
function fitted(all: Sums, noise: number, spread: number): { mean: number; deviation: number; log: number } {
  const sums = { ...all, prior: all.prior.map((one, i) => (i === EFFECT ? spread ** -2 : one)) };
  let at = sums.prior.map(() => 0);
  let here = looked(sums, noise, at);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const towards = solve(here.lower, here.slope);
    if (Math.max(...towards.map(Math.abs)) < 1e-10) break;
    const next = stepped(sums, noise, { at, towards, log: here.log });
    if (next === undefined) break;
    at = next;
    here = looked(sums, noise, at);
  }
  const unit = sums.prior.map((_, i) => Number(i === EFFECT));
  const away = Math.log(noise / PRIOR.noise) / PRIOR.noiseSpread;
  return {
    mean: at[EFFECT] ?? 0,
    deviation: Math.sqrt(solve(here.lower, unit)[EFFECT] ?? 0),
    log: here.log - 0.5 * logDeterminant(here.lower) - Math.log(spread) - 0.5 * away * away,
  };
}

/** A step of Newton's, halved until it leads up; `undefined` where none does any more. */
function stepped(
  sums: Sums,
  noise: number,
  { at, towards, log }: { at: readonly number[]; towards: readonly number[]; log: number },
): number[] | undefined {
  for (let size = 1; size > 1e-6; size /= 2) {
    const next = at.map((one, i) => one + size * (towards[i] ?? 0));
    if (looked(sums, noise, next).log > log) return next;
  }
  return undefined;
}

/** The logarithm of the posterior at some coefficients, up to a constant, its slope, and the root of its curvature. */
function looked(sums: Sums, noise: number, at: readonly number[]): { log: number; slope: number[]; lower: number[][] } {
  const precision = noise ** -2;
  const fits = sums.squares.map((row) => dot(row, at));
  let log = -0.5 * precision * (sums.total - 2 * dot(sums.products, at) + dot(fits, at)) - sums.count * Math.log(noise);
  const slope = at.map((one, i) => precision * ((sums.products[i] ?? 0) - (fits[i] ?? 0)) - (sums.prior[i] ?? 0) * one);
  const curvature = sums.squares.map((row, i) =>
    row.map((one, j) => precision * one + (i === j ? (sums.prior[i] ?? 0) : 0)),
  );
  log -= 0.5 * at.reduce((sum, one, i) => sum + (sums.prior[i] ?? 0) * one * one, 0);
  for (const { x, y } of sums.censored) {
    const z = (y - dot(x, at)) / noise;
    const above = normalAbove(z);
    // Between 0 and 1; rounding must not make it negative.
    const bent = Math.max(above.hazard * (above.hazard - z), 0) * precision;
    log += above.log;
    x.forEach((one, i) => {
      slope[i] = (slope[i] ?? 0) + (above.hazard / noise) * one;
      const row = curvature[i] ?? [];
      x.forEach((other, j) => (row[j] = (row[j] ?? 0) + bent * one * other));
    });
  }
  return { log, slope, lower: cholesky(curvature) };
}

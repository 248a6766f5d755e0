import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MOST_MINUTES } from '../../../src/domain/events/taskTold.ts';
import { benchmark, ENOUGH_TASKS, untilRuledOut } from '../../../src/domain/velocity/benchmark.ts';
import { PRIOR, quantile, timeModel, type TimedTask } from '../../../src/domain/velocity/timeModel.ts';
import { coverageOf, seeded, simulatedTasks, type Worker } from '../../support/simulatedTasks.ts';

const WORKER: Worker = {
  ...{ withAi: 30, withoutAi: 12, effect: 0, noise: 0.6, usual: 0.3, slope: -0.1, kinds: [0, 0.3, -0.2], givenUp: 0 },
};

describe('the comparison of tasks with and without AI', () => {
  it('holds the true effect in its 80 % interval in 76 to 84 of 100, over effects that are likely', () => {
    for (const sides of [
      { withAi: 5, withoutAi: 5, draws: 700 },
      { withAi: 30, withoutAi: 12, draws: 700 },
      { withAi: 30, withoutAi: 12, givenUp: 0.4, draws: 300 },
    ]) {
      const { share } = coverageOf(sides, 11);
      assert.ok(share >= 0.76 && share <= 0.84, `${JSON.stringify(sides)}: ${String(share)}`);
    }
  }).timeout(60_000);

  it('holds also effects of half and twice the time in it, less often where there are few tasks', () => {
    const sides = { withAi: 40, withoutAi: 26, draws: 300 };
    const shares = [0.5, 1, 2].map((ratio) => coverageOf({ ...sides, effect: Math.log(ratio) }, 12).share);
    // As seen: 0.77, 0.88 and 0.74. What is likely beforehand draws the extremes to the middle.
    assert.ok(
      shares.every((share) => share > 0.68 && share < 0.94),
      shares.join(' '),
    );
  }).timeout(60_000);

  it('comes to the same as adding up all possibilities on a grid, also with tasks left unfinished', () => {
    const random = seeded(3);
    for (const [withAi, withoutAi, givenUp] of [
      [4, 4, 0],
      [6, 4, 0.4],
      [8, 5, 0.7],
    ] as const) {
      const tasks = simulatedTasks({ ...WORKER, withAi, withoutAi, effect: 0.5, kinds: [0], givenUp }, random);
      const posterior = timeModel(tasks);
      const expected = onGrid(tasks, [0.1, 0.5, 0.9]);
      [0.1, 0.5, 0.9].forEach((probability, at) => {
        const difference = Math.abs(quantile(posterior, probability) - expected[at]!);
        assert.ok(difference < 0.02, `${String(probability)} of ${String(givenUp)}: off by ${String(difference)}`);
      });
    }
  }).timeout(60_000);

  it('is not led astray by tasks with AI that are given up more often, as it would be without them', () => {
    const random = seeded(5);
    const many = { ...WORKER, withAi: 400, withoutAi: 400, effect: Math.log(1.5), kinds: [0] };
    const tasks = [
      ...simulatedTasks({ ...many, givenUp: 0.6 }, random).filter(({ ai }) => ai),
      ...simulatedTasks(many, random).filter(({ ai }) => !ai),
    ];
    const told = benchmark(tasks).compared!.ratio.median;
    const without = benchmark(tasks.filter(({ isDone }) => isDone)).compared!.ratio.median;
    assert.ok(Math.abs(told / 1.5 - 1) < 0.08, String(told));
    assert.ok(without < 1.3, String(without));
  }).timeout(60_000);

  it('says the same of the same tasks in any order', () => {
    const tasks = simulatedTasks({ ...WORKER, givenUp: 0.3 }, seeded(6));
    const told = benchmark(tasks);
    fc.assert(
      fc.property(fc.shuffledSubarray(tasks, { minLength: tasks.length }), (shuffled) => {
        assert.deepEqual(benchmark(shuffled), told);
      }),
      { numRuns: 10 },
    );
  });

  it('is turned upside down when the sides are', () => {
    const tasks = simulatedTasks({ ...WORKER, effect: 0.6 }, seeded(8));
    const { ratio } = benchmark(tasks).compared!;
    const turned = benchmark(tasks.map((task) => ({ ...task, ai: !task.ai }))).compared!.ratio;
    for (const [one, other] of [
      [ratio.low, turned.high],
      [ratio.median, turned.median],
      [ratio.high, turned.low],
    ] as const) {
      assert.ok(Math.abs(one * other - 1) < 1e-6, `${String(one)} and ${String(other)}`);
    }
  });

  it('gives numbers or says that there is not enough, whatever the times are', () => {
    const time = fc.oneof(
      ...[fc.constantFrom(0, -1, 0.5, 1, MOST_MINUTES, 1e9, Infinity, NaN, 1e-300), fc.double(), fc.integer()],
      fc.integer({ min: 1, max: MOST_MINUTES }),
    );
    const task = fc.record({
      ...{ estimate: time, minutes: time, isDone: fc.boolean(), ai: fc.boolean() },
      kind: fc.constantFrom('feature', 'fix', 'other'),
    });
    fc.assert(
      fc.property(fc.array(task, { maxLength: 40 }), (tasks) => {
        const { done, unfinished, leftOut, compared } = benchmark(tasks);
        assert.equal(done.withAi + done.withoutAi + unfinished + leftOut, tasks.length);
        assert.equal(compared === undefined, Math.min(done.withAi, done.withoutAi) < ENOUGH_TASKS);
        if (compared === undefined) return;
        const { low, median, high } = compared.ratio;
        assert.ok(low > 0 && low < median && median < high && high < Infinity, JSON.stringify(compared));
        for (const more of [compared.until?.withAi ?? 0, compared.until?.withoutAi ?? 0]) {
          assert.ok(Number.isSafeInteger(more) && more >= 0, JSON.stringify(compared));
        }
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);

  it('says nothing of one task, of times that can not be, and of tasks that were all left', () => {
    const one: TimedTask = { estimate: 30, minutes: 40, isDone: true, kind: 'fix', ai: true };
    const nothing = (tasks: TimedTask[]): unknown => benchmark(tasks).compared;
    assert.equal(nothing([]), undefined);
    assert.equal(nothing([one]), undefined);
    const both = (part: Partial<TimedTask>): TimedTask[] =>
      Array.from({ length: 20 }, (_, at) => ({ ...one, ...part, ai: at % 2 === 0 }));
    assert.equal(nothing(both({ minutes: 0 })), undefined);
    assert.equal(nothing(both({ estimate: 1e9 })), undefined);
    assert.equal(nothing(both({ isDone: false })), undefined);
    assert.notEqual(nothing(both({})), undefined);
  });

  it('says how many tasks more would rule a difference out', () => {
    // 2.1232 · 0.6 · √(1/7 + 1/7) = 0.681 < log 2 = 0.693, and with 6 of each 0.735.
    assert.deepEqual(untilRuledOut(2, 0.6, { withAi: 7, withoutAi: 7 }), { difference: 2, withAi: 0, withoutAi: 0 });
    assert.deepEqual(untilRuledOut(2, 0.6, { withAi: 6, withoutAi: 6 }), { difference: 2, withAi: 0, withoutAi: 2 });
    assert.deepEqual(untilRuledOut(2, 0.6, { withAi: 50, withoutAi: 3 }), { difference: 2, withAi: 0, withoutAi: 1 });
    assert.deepEqual(untilRuledOut(2, 0.6, { withAi: 3, withoutAi: 3 }), { difference: 2, withAi: 4, withoutAi: 4 });
  });

  it('asks for a smaller difference once a large one can be ruled out, and says when there are few own tasks', () => {
    const told = (withAi: number, withoutAi: number) =>
      benchmark(simulatedTasks({ ...WORKER, noise: 0.8, withAi, withoutAi }, seeded(9))).compared!;
    assert.deepEqual([told(4, 4).isMostlyOthers, told(4, 4).until?.difference], [true, 2]);
    assert.deepEqual([told(40, 12).isMostlyOthers, told(40, 12).until?.difference], [false, 1.5]);
    assert.equal(told(400, 400).until, undefined);
  });
});

/** Quantiles of the effect by adding up the posterior at every point of a grid: slow, and without any of the model's algebra. */
function onGrid(tasks: readonly TimedTask[], probabilities: readonly number[]): number[] {
  const points = (from: number, to: number, count: number): number[] =>
    Array.from({ length: count }, (_, at) => from + ((to - from) * at) / (count - 1));
  const logs = tasks.map(({ estimate }) => Math.log(estimate));
  const centre = logs.reduce((sum, one) => sum + one, 0) / logs.length;
  const effects = points(-2.4, 3.2, 113);
  const weights = effects.map((effect) => {
    let sum = 0;
    for (const logNoise of points(Math.log(0.2), Math.log(2), 15)) {
      for (const slope of points(-0.9, 0.9, 11)) {
        // One kind: what is usual of it and what is usual at all are one number.
        for (const usual of points(-2, 2, 31)) {
          const noise = Math.exp(logNoise);
          sum += Math.exp(
            -0.5 * ((logNoise - Math.log(PRIOR.noise)) / PRIOR.noiseSpread) ** 2 -
              0.5 * (slope / PRIOR.slope) ** 2 -
              (0.5 * usual ** 2) / (PRIOR.usual ** 2 + PRIOR.kind ** 2) +
              tasks.reduce((all, { estimate, minutes, isDone, ai }) => {
                const expected = usual + slope * (Math.log(estimate) - centre) + (ai ? 0.5 : -0.5) * effect;
                const z = (Math.log(minutes / estimate) - expected) / noise;
                return all + (isDone ? -0.5 * z * z - logNoise : Math.log(roughlyAbove(z)));
              }, 0),
          );
        }
      }
    }
    return sum * PRIOR.effects.reduce((all, spread) => all + Math.exp(-0.5 * (effect / spread) ** 2) / spread, 0);
  });
  const whole = weights.reduce((sum, one) => sum + one, 0);
  return probabilities.map((probability) => {
    let below = 0;
    for (const [at, weight] of weights.entries()) {
      if (below + weight >= probability * whole) {
        const step = effects[1]! - effects[0]!;
        return effects[at]! - step / 2 + (step * (probability * whole - below)) / weight;
      }
      below += weight;
    }
    return NaN;
  });
}

/** The probability above `z`, by a formula of Abramowitz and Stegun (7.1.26), good to 1.5e-7. */
function roughlyAbove(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.327_591_1 * x);
  const [a, b, c, d, e] = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429] as const;
  const beyond = (((((e * t + d) * t + c) * t + b) * t + a) * t * Math.exp(-x * x)) / 2;
  return Math.max(z > 0 ? beyond : 1 - beyond, 1e-300);
}

import { benchmark } from '../../src/domain/velocity/benchmark.ts';
import { PRIOR, type TimedTask } from '../../src/domain/velocity/timeModel.ts';

/** Uniform values between 0 and 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal value (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** How a person is taken to work, in natural logarithms of time. */
export interface Worker {
  readonly withAi: number;
  readonly withoutAi: number;
  readonly effect: number;
  readonly noise: number;
  readonly usual: number;
  /** by how much longer tasks are underestimated, for each unit of log time */
  readonly slope: number;
  readonly kinds: readonly number[];
  /** the share of tasks that are given up at a time that has nothing to do with how long they would take */
  readonly givenUp: number;
}

const NAMES = ['feature', 'fix', 'tests', 'other'];

/** Tasks as a person would have done them. */
export function simulatedTasks(worker: Worker, random: () => number): TimedTask[] {
  const count = worker.withAi + worker.withoutAi;
  return Array.from({ length: count }, (_, at) => {
    const ai = at < worker.withAi;
    const kind = Math.floor(random() * worker.kinds.length);
    const logEstimate = Math.log(60) + 0.8 * normal(random);
    const expected = logEstimate + worker.usual + worker.slope * (logEstimate - Math.log(60));
    const log =
      expected + (worker.kinds[kind] ?? 0) + (ai ? 0.5 : -0.5) * worker.effect + worker.noise * normal(random);
    const givenUpAt = random() < worker.givenUp ? expected + normal(random) : Infinity;
    return {
      estimate: Math.exp(logEstimate),
      minutes: Math.exp(Math.min(log, givenUpAt)),
      isDone: log <= givenUpAt,
      kind: NAMES[kind] ?? 'other',
      ai,
    };
  });
}

export interface Simulated {
  readonly withAi: number;
  readonly withoutAi: number;
  readonly draws: number;
  /** the effect in log time; drawn from what the model takes for likely where it is absent, as all the rest is */
  readonly effect?: number;
  readonly givenUp?: number;
}

/** How often the interval holds the true effect, and how far off its middle is on average, in log time. */
export function coverageOf(
  { withAi, withoutAi, draws, effect: fixed, givenUp = 0 }: Simulated,
  seed: number,
): { readonly share: number; readonly off: number; readonly compared: number } {
  const random = seeded(seed);
  let [inside, off, compared] = [0, 0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    const spread = PRIOR.effects[Math.floor(random() * PRIOR.effects.length)] ?? 0;
    const effect = fixed ?? spread * normal(random);
    const noise = PRIOR.noise * Math.exp(PRIOR.noiseSpread * normal(random));
    const kinds = [0, 1, 2].map(() => PRIOR.kind * normal(random));
    const [usual, slope] = [PRIOR.usual * normal(random), PRIOR.slope * normal(random)];
    const tasks = simulatedTasks({ withAi, withoutAi, effect, noise, usual, slope, kinds, givenUp }, random);
    const ratio = benchmark(tasks).compared?.ratio;
    if (ratio === undefined) continue;
    compared += 1;
    inside += Number(Math.log(ratio.low) <= effect && effect <= Math.log(ratio.high));
    off += Math.log(ratio.median) - effect;
  }
  return { share: inside / compared, off: off / compared, compared };
}

import assert from 'node:assert/strict';
import { normalAbove, normalBelow } from '../../../src/domain/velocity/normal.ts';

/** By summing the density in small steps, which knows nothing of series. */
function summed(from: number, to: number): number {
  const steps = 200_000;
  const width = (to - from) / steps;
  const density = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  let sum = (density(from) + density(to)) / 2;
  for (let at = 1; at < steps; at += 1) sum += density(from + at * width);
  return sum * width;
}

describe('the normal distribution', () => {
  it('gives the same probabilities as summing the density', () => {
    for (const z of [-6, -3.01, -3, -2.99, -1, -0.1, 0, 0.5, 1.2816, 2.99, 3.01, 5]) {
      const below = normalBelow(z);
      const expected = z < 0 ? summed(z - 9, z) : 0.5 + summed(0, z);
      assert.ok(Math.abs(below / expected - 1) < 1e-8, `${String(z)}: ${String(below)} for ${String(expected)}`);
      assert.ok(Math.abs(normalAbove(z).log - Math.log(summed(z, Math.max(z, 0) + 10))) < 1e-8, String(z));
    }
  });

  it('has a hazard that is the slope of the logarithm', () => {
    for (const z of [-8, -3, -1, 0, 2, 2.999, 3.001, 7, 40]) {
      const step = 1e-5;
      const slope = (normalAbove(z - step).log - normalAbove(z + step).log) / (2 * step);
      assert.ok(Math.abs(normalAbove(z).hazard - slope) < 1e-5 * (1 + slope), String(z));
    }
  });

  it('stays finite far out, where the probability itself is 0 or 1', () => {
    for (const z of [-1e6, -500, -40, 40, 500, 1e6]) {
      const { log, hazard } = normalAbove(z);
      assert.ok(Number.isFinite(log) && Number.isFinite(hazard), String(z));
      assert.ok(log <= 0 && hazard >= 0, String(z));
    }
    assert.deepEqual([normalBelow(-1e6), normalBelow(1e6)], [0, 1]);
  });
});

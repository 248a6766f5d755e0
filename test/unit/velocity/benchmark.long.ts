import assert from 'node:assert/strict';
import { coverageOf } from '../../support/simulatedTasks.ts';

/** Draws of each kind: the share is told to about one in a hundred. */
const DRAWS = 3_000;

describe('the range of the comparison of tasks, over thousands of simulated people', () => {
  for (const [withAi, withoutAi, givenUp] of [
    [3, 3, 0],
    [5, 5, 0],
    [12, 12, 0.2],
    [50, 12, 0],
    [50, 12, 0.4],
    [110, 26, 0.1],
  ] as const) {
    it(`holds the true effect in about 80 of 100 with ${String(withAi)} and ${String(withoutAi)} tasks, ${String(100 * givenUp)} % interrupted`, () => {
      const sides = { withAi, withoutAi, givenUp, draws: DRAWS };
      const { share, off, compared } = coverageOf(sides, 21);
      const fixed = [0.5, 1, 2].map((ratio) => coverageOf({ ...sides, effect: Math.log(ratio), draws: 600 }, 22));
      const shares = fixed.map((one) => one.share.toFixed(2)).join(', ');
      console.log(`      ${share.toFixed(3)} of ${String(compared)}; at 0.5, 1 and 2 times the time: ${shares}`);
      assert.ok(share >= 0.76 && share <= 0.84, String(share));
      assert.ok(Math.abs(off) < 0.03, `the middle is off by ${String(off)} in log time on average`);
    });
  }
});

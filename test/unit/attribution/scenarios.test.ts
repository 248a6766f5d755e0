import assert from 'node:assert/strict';
import { sumOf } from '../../../src/domain/attribution/acceptance.ts';
import { confidenceWord } from '../../../src/domain/attribution/confidence.ts';
import { replay, type Replayed } from '../../support/chatTrace.ts';
import { rowsOf, type Outcome } from '../../support/scenario.ts';
import { SCENARIOS } from './scenarios/all.ts';

/** What was recorded, in the words of the table. */
function outcomeOf({ accepted, counts }: Replayed): Required<Outcome> {
  const others: Record<string, number> = {};
  for (const [origin, count] of Object.values(counts).flatMap((one) => Object.entries(one))) {
    others[origin] = (others[origin] ?? 0) + count.inserted;
  }
  return {
    accepted: accepted.map(({ origin, confidence, places, state, left }) => {
      const { lines, characters } = sumOf(places);
      const rest = state === 'kept' && left !== undefined && left !== 1 ? `, ${String(left)} left` : '';
      return `${origin}, ${confidenceWord(confidence)}: ${String(lines)} lines, ${String(characters)} characters, ${state}${rest}`;
    }),
    others,
  };
}

describe('a scenario', () => {
  for (const { what, seen, masked: unseen = seen, cold = false, ...scenario } of SCENARIOS) {
    for (const masked of [false, true]) {
      it(`is recorded as what it is, ${masked ? 'without' : 'with'} the editor's reasons: ${what}`, async () => {
        const { accepted = [], others = {} } = masked ? unseen : seen;
        const outcome = outcomeOf(await replay(rowsOf(scenario), { masked, cold }));
        assert.deepEqual(outcome, { accepted, others });
      });
    }
  }
});

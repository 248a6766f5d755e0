import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ORIGINS } from '../../../src/domain/attribution/origin.ts';
import { coverageOf, ENOUGH_TEXT } from '../../../src/domain/velocity/coverage.ts';

function accepted(confidence: 'certain' | 'likely' | 'guess', characters: number, state: 'kept' | 'reverted' = 'kept') {
  return { confidence, characters, state };
}

describe('coverage', () => {
  it('is the share of arrived text whose origin is known', () => {
    const arrived = [
      { origin: 'typed', characters: 5_000 },
      { origin: 'tool', characters: 1_000 },
      { origin: 'pasted', characters: 500 },
      { origin: 'restored', characters: 500 },
      { origin: 'unknown', characters: 600 },
      { origin: 'external', characters: 300 },
    ] as const;
    const all = [accepted('certain', 1_500), accepted('likely', 500), accepted('guess', 100)];
    assert.deepEqual(coverageOf(arrived, all), {
      ...{ arrived: 10_000, unknown: 600, external: 300, guess: 100, share: 0.9 },
    });
  });

  it('leaves out what was undone, known or not', () => {
    const typed = [{ origin: 'typed', characters: ENOUGH_TEXT }] as const;
    const undone = [accepted('guess', 700, 'reverted'), accepted('certain', 300, 'reverted')];
    assert.deepEqual(coverageOf(typed, undone), coverageOf(typed, []));
  });

  it('says nothing of too little text', () => {
    const typed = (characters: number) => [{ origin: 'typed', characters }] as const;
    assert.equal(coverageOf([], []).share, undefined);
    assert.equal(coverageOf(typed(ENOUGH_TEXT - 1), []).share, undefined);
    assert.equal(coverageOf(typed(ENOUGH_TEXT - 1), [accepted('certain', 1)]).share, 1);
  });

  it('lies between 0 and 1, and its parts add up, for any counts', () => {
    const count = fc.nat(100_000);
    const counts = fc.array(fc.record({ origin: fc.constantFrom(...ORIGINS), characters: count }));
    const all = fc.array(fc.tuple(fc.constantFrom('certain', 'likely', 'guess'), count));
    fc.assert(
      fc.property(counts, all, (arrived, ones) => {
        const found = coverageOf(
          arrived,
          ones.map(([confidence, characters]) => accepted(confidence, characters)),
        );
        assert.ok(found.unknown + found.external + found.guess <= found.arrived);
        assert.ok(found.share === undefined ? found.arrived < ENOUGH_TEXT : found.share >= 0 && found.share <= 1);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newAcceptance, type Acceptance } from '../../../src/domain/attribution/acceptance.ts';
import { corrected, correctionFor } from '../../../src/domain/attribution/correction.ts';
import { AS_RECORDED, CORRECTED_ORIGINS } from '../../../src/domain/events/acceptanceRecorded.ts';
import { countedLines, isWaiting } from '../../../src/domain/velocity/acceptedByFile.ts';
import { RECORDED } from '../../support/fakes.ts';
import { eventOf, sessionOf } from '../../support/ledger.ts';

const CERTAIN = newAcceptance(eventOf(sessionOf('a'), 0), RECORDED);
const GUESS = newAcceptance(eventOf(sessionOf('a'), 1), { ...RECORDED, confidence: 'guess', signal: 'shape' });

function linesOf(...all: Acceptance[]): number {
  return countedLines(all).lines;
}

describe('a correction', () => {
  it('to AI is certain, says why, and enters the totals', () => {
    const said = corrected(GUESS, 'completion');
    assert.deepEqual([said.origin, said.confidence, said.reason], ['completion', 'certain', 'You said so.']);
    assert.deepEqual([linesOf(GUESS), linesOf(said)], [0, 3]);
    assert.deepEqual([isWaiting(GUESS), isWaiting(said)], [true, false]);
  });

  for (const origin of ['typed', 'pasted'] as const) {
    it(`to ${origin} leaves the totals, and keeps what was recorded`, () => {
      const said = corrected(CERTAIN, origin);
      assert.deepEqual([said.origin, said.confidence, linesOf(said)], [origin, 'certain', 0]);
      assert.deepEqual(said.recorded, { origin: 'completion', confidence: 'certain', reason: CERTAIN.reason });
      assert.equal(isWaiting(corrected(GUESS, origin)), false);
    });
  }

  it('does not bring back what was undone', () => {
    const undone = { ...GUESS, state: 'reverted' as const };
    assert.deepEqual([linesOf(corrected(undone, 'completion')), isWaiting(undone)], [0, false]);
  });

  it('replaces any earlier one, and can be taken back', () => {
    const anything = fc.constantFrom(...CORRECTED_ORIGINS, AS_RECORDED);
    fc.assert(
      fc.property(fc.constantFrom(CERTAIN, GUESS), fc.array(anything), anything, (one, earlier, last) => {
        const before = earlier.reduce(corrected, one);
        assert.deepEqual(corrected(before, last), corrected(one, last));
        assert.deepEqual(corrected(before, AS_RECORDED), one);
      }),
    );
  });

  it('to AI keeps the kind of AI that was recorded, also after it was said to be none', () => {
    assert.equal(correctionFor('ai', GUESS), 'completion');
    assert.equal(correctionFor('ai', corrected(GUESS, 'typed')), 'completion');
    assert.equal(correctionFor('agent', GUESS), 'agent');
    assert.equal(correctionFor(AS_RECORDED, GUESS), AS_RECORDED);
  });
});

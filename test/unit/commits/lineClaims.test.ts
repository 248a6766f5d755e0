import assert from 'node:assert/strict';
import fc from 'fast-check';
import { claimsByLine, MOST_CLAIMS, type LineClaim } from '../../../src/domain/commits/lineClaims.ts';

describe('claims to lines', () => {
  it('are told line by line, and the last one holds', () => {
    const claims: LineClaim[] = [
      { first: 1, last: 3, by: 'ai' },
      { first: 2, last: 2, by: 'human' },
      { first: 5, last: 90, by: 'perhaps' },
    ];
    assert.deepEqual(claimsByLine(claims, 6), ['ai', 'human', 'ai', undefined, 'perhaps', 'perhaps']);
  });

  it('are none beyond the end of the file', () => {
    assert.deepEqual(claimsByLine([{ first: 3, last: 999_999_999, by: 'ai' }], 2), [undefined, undefined]);
    assert.deepEqual(claimsByLine([{ first: 1, last: 1, by: 'ai' }], 0), []);
  });

  it('cost what there are of them, not what they cover', () => {
    const claims = Array.from({ length: MOST_CLAIMS }, (): LineClaim => ({ first: 1, last: 999_999_999, by: 'ai' }));
    // Line by line this would be a thousand million steps, which the limit of this tier does not leave time for.
    assert.ok(claimsByLine(claims, 20_000).every((one) => one === 'ai'));
  });

  it('are the same as when each line is painted in turn', () => {
    const claim = fc
      .record({
        first: fc.integer({ min: 1, max: 30 }),
        more: fc.integer({ min: 0, max: 10 }),
        by: fc.constantFrom('ai' as const, 'human' as const, 'perhaps' as const),
      })
      .map(({ first, more, by }): LineClaim => ({ first, last: first + more, by }));
    fc.assert(
      fc.property(fc.array(claim), fc.integer({ min: 0, max: 30 }), (claims, lines) => {
        const painted = Array.from(
          { length: lines },
          (_, line) => claims.findLast(({ first, last }) => first <= line + 1 && line + 1 <= last)?.by,
        );
        assert.deepEqual(claimsByLine(claims, lines), painted);
      }),
    );
  });
});

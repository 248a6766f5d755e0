import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSameButSpace, isVisible, visibleCharacters } from '../../../src/domain/attribution/visibleText.ts';

describe('visible text', () => {
  it('is what a pattern and `trim` take for more than white space, for every code unit', () => {
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const text = String.fromCharCode(unit);
      const expected = text.trim() !== '';
      assert.equal(isVisible(text, 0, 1), expected, unit.toString(16));
      assert.equal(visibleCharacters(text) === 1, expected && !/\s/u.test(text), unit.toString(16));
    }
  });

  it('is compared without its white space', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', ' ', '\n', '\u00a0'), { maxLength: 6 }).map((all) => all.join(''));
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const bare = (text: string): string => text.replaceAll(/\s+/gu, '');
        assert.equal(isSameButSpace(one, other), bare(one) === bare(other));
      }),
      { numRuns: 500 },
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SequenceNumbers } from '../../../src/domain/events/sequenceNumbers.ts';

describe('sequence numbers', () => {
  function added(numbers: readonly number[], text = ''): SequenceNumbers {
    const seen = new SequenceNumbers(text);
    for (const number of numbers) seen.add(number);
    return seen;
  }

  it('of nothing are an empty text', () => {
    assert.equal(new SequenceNumbers().toString(), '');
  });

  it('in order are one range', () => {
    assert.equal(added([0, 1, 2, 3]).toString(), '0-3');
  });

  it('keep gaps until what is missing comes', () => {
    assert.equal(added([0, 1, 3, 7, 5]).toString(), '0-1,3,5,7');
    assert.equal(added([2, 6, 4], '0-1,3,5,7').toString(), '0-7');
  });

  it('join a number to the range after it', () => {
    assert.equal(added([4], '5-9').toString(), '4-9');
    assert.equal(added([0], '2-3').toString(), '0,2-3');
  });

  it('are a set: each is new once, whatever the order, and the text says all of it', () => {
    const anyNumbers = fc.array(fc.nat(30), { maxLength: 60 });
    fc.assert(
      fc.property(anyNumbers, fc.nat(60), (numbers, cut) => {
        const seen = new SequenceNumbers();
        const model = new Set<number>();
        for (const number of numbers) {
          assert.equal(seen.add(number), !model.has(number));
          model.add(number);
        }
        // Read back in the middle, and in order, it is the same.
        assert.equal(added(numbers.slice(cut), added(numbers.slice(0, cut)).toString()).toString(), seen.toString());
        assert.equal(added([...model].sort((a, b) => a - b)).toString(), seen.toString());
        for (const number of model) assert.equal(new SequenceNumbers(seen.toString()).add(number), false);
        const listed: number[] = [];
        seen.forEach((number) => listed.push(number));
        assert.deepEqual(
          listed,
          [...model].sort((a, b) => a - b),
        );
        assert.equal(seen.count, model.size);
        for (let number = 0; number <= 31; number += 1) assert.equal(seen.has(number), model.has(number));
      }),
    );
  });
});

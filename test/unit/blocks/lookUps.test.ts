import assert from 'node:assert/strict';
import { lookedUpAgain, lookUpFrom } from '../../../src/domain/blocks/lookUps.ts';

describe('a look-up', () => {
  it('is what stands before the first comma, and why what stands after it', () => {
    assert.deepEqual(lookUpFrom(' Array.flat, for its depth, once more '), {
      what: 'Array.flat',
      why: 'for its depth, once more',
    });
    assert.deepEqual(lookUpFrom('Array.flat'), { what: 'Array.flat' });
    for (const text of [', why', 'what, ', ',']) assert.deepEqual(lookUpFrom(text), { what: text.trim() });
  });

  it('is told again where there was more than one, however it was written', () => {
    const all = ['Map.groupBy', 'array.flat', 'rebase --onto', 'Array.flat', 'Rebase  --onto', 'Array.flat '];
    const told = lookedUpAgain(all.map((what) => ({ what })));
    assert.deepEqual(told, ['Array.flat ', 'Rebase  --onto']);
    assert.deepEqual(lookedUpAgain([]), []);
  });
});

import assert from 'node:assert/strict';
import { assistedInWords, assistedMinutes } from '../../../src/domain/blocks/assistedMinutes.ts';

const SECOND = 1_000;

describe('minutes of a block with AI', () => {
  const run = { begun: 0, until: 600 * SECOND, stopped: undefined };
  const taken = (second: number, part: object = {}) => ({
    ...{ time: second * SECOND, origin: 'completion', confidence: 'certain', lines: 1, state: 'kept', ...part },
  });

  it('are those in which something certain or probable was taken', () => {
    const all = [taken(5), taken(50), taken(61, { confidence: 'likely' }), taken(599)];
    assert.equal(assistedMinutes(all as never, run), 3);
  });

  it('are none by a guess, by what was undone, by what was said to be typed, or outside of the block', () => {
    const none = [
      ...[taken(5, { confidence: 'guess' }), taken(6, { state: 'reverted' }), taken(7, { origin: 'typed' })],
      ...[taken(-1), taken(600)],
    ];
    assert.equal(assistedMinutes(none as never, run), 0);
    assert.equal(assistedMinutes([taken(61)] as never, { ...run, stopped: 60 * SECOND }), 0);
  });

  it('are said plainly', () => {
    const said = [0, 1, 3].map((minutes) => assistedInWords(minutes, 20));
    assert.deepEqual(said, ['', 'with AI in one of them', 'with AI in 3 of them']);
    assert.equal(assistedInWords(1, 1), 'with AI in it');
    assert.equal(assistedInWords(1, 0), 'with AI in it');
    assert.equal(assistedInWords(3, 2), 'with AI in all of them');
  });
});

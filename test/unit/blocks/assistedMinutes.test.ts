import assert from 'node:assert/strict';
import { blockRuns } from '../../../src/domain/blocks/blockRuns.ts';
import { assistedInWords, assistedMinutes } from '../../../src/domain/blocks/assistedMinutes.ts';

const SECOND = 1_000;

describe('minutes of a block with AI', () => {
  const id = `${'a'.repeat(16)}:0`;
  const begun = { change: 'begun', until: 600 * SECOND, id, time: 0, offset: 0 } as const;
  const run = blockRuns([begun])[0]!;
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

  it('are found by the clock as it was, where it was set back in the block', () => {
    const set = { change: 'clock-set', of: id, until: 400 * SECOND, id: '', time: 100 * SECOND, offset: 0 } as const;
    const [back] = blockRuns([begun, set]);
    // It was 300 s by then, and what lies before the block by the one clock lies in it by the other.
    const all = [taken(-100), taken(5), taken(290), taken(310), taken(399), taken(400)];
    assert.equal(assistedMinutes(all as never, back!), 4);
  });

  it('are said plainly', () => {
    const said = [0, 1, 3].map((minutes) => assistedInWords(minutes, 20));
    assert.deepEqual(said, ['', 'with AI in one of them', 'with AI in 3 of them']);
    assert.equal(assistedInWords(1, 1), 'with AI in it');
    assert.equal(assistedInWords(1, 0), 'with AI in it');
    assert.equal(assistedInWords(3, 2), 'with AI in all of them');
  });
});

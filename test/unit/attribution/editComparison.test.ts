import assert from 'node:assert/strict';
import { EditComparison } from '../../../src/domain/attribution/editComparison.ts';
import { equalRuns, Steps } from '../../../src/domain/attribution/equalRuns.ts';
import type { TextChange } from '../../../src/domain/attribution/editFact.ts';
import { textChange } from '../../support/fakes.ts';

/** Characters of the inserted text that were kept, a number a change. */
function kept(changes: readonly TextChange[]): number[] {
  const comparison = new EditComparison(changes);
  return changes.map((change) => comparison.keptBy(change).reduce((sum, { length }) => sum + length, 0));
}

/** One line of 600 letters of which every tenth becomes a digit: 120 edits, between ends that differ too. */
const OLD_LINE = 'abcdefghij'.repeat(60);
const NEW_LINE = OLD_LINE.replaceAll('a', '1').replace(/j$/u, '2');
const KEPT_OF_LINE = 600 - 61;

const between = (line: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `${line}\nunchanged ${String(at)}`).join('\n');

describe('comparing an edit', () => {
  it('is done once for all who ask', () => {
    const change = textChange({ removed: 'one two', inserted: 'one 2 two' });
    const comparison = new EditComparison([change]);
    assert.equal(comparison.keptBy(change), comparison.keptBy(change));
  });

  it('finds what is left in a single long line', () => {
    assert.deepEqual(kept([textChange({ removed: OLD_LINE, inserted: NEW_LINE })]), [KEPT_OF_LINE]);
  });

  it('has one bound for all blocks of a change, beyond which they are new, but for the lines between them', () => {
    const change = textChange({ removed: between(OLD_LINE, 60), inserted: between(NEW_LINE, 60) });
    assert.deepEqual(kept([change]), [between('', 60).length]);
  });

  it('has one bound for all changes of an edit', () => {
    const changes = Array.from({ length: 60 }, () => textChange({ removed: OLD_LINE, inserted: NEW_LINE }));
    assert.deepEqual(new Set(kept(changes)), new Set([0]));
  });

  it('leaves what small differences do not need to the large one', () => {
    const small = Array.from({ length: 300 }, (_, at) => `const small = ${String(at)};`);
    const text = [...small.flatMap((line) => [line, `same(${line})`]), OLD_LINE].join('\n');
    const changed = text.replaceAll(/^const/gmu, 'let').replace(OLD_LINE, NEW_LINE);
    const [whole = NaN] = kept([textChange({ removed: text, inserted: changed })]);
    assert.equal(whole, changed.length - 300 * 2 - 61);
  });

  it('finds equal lines between any number of others', () => {
    const lines = (other: string): string =>
      Array.from({ length: 4_000 }, (_, at) => (at % 2 === 0 ? `same ${String(at)}` : `${other}${String(at)}`)).join(
        '\n',
      );
    const same = Array.from({ length: 2_000 }, (_, at) => `same ${String(at * 2)}\n`).join('').length;
    const [whole = NaN] = kept([textChange({ removed: lines('x'), inserted: lines('Y') })]);
    assert.ok(whole >= same, `${String(whole)} of ${String(same)}`);
  });

  it('looks at nothing but the ends of a text beyond measure', () => {
    const middle = 'line of a very long file\n'.repeat(30_000);
    const change = textChange({ removed: `ab${middle}yz`, inserted: `aB${middle}Yz` });
    assert.deepEqual(new EditComparison([change]).keptBy(change), [
      { from: 0, to: 0, length: 1 },
      { from: change.inserted.length - 1, to: change.inserted.length - 1, length: 1 },
    ]);
  });

  it('never keeps half of a character', () => {
    // These have the first of two code units in common, and those behind them the second one.
    assert.deepEqual(kept([textChange({ removed: '🦊', inserted: '🦋' })]), [0]);
    assert.deepEqual(kept([textChange({ removed: 'a🦊b', inserted: 'x\u{1f58a}y' })]), [0]);
  });

  it('keeps neighbouring pieces in one', () => {
    const change = textChange({ removed: 'a\nb\nc\nd', inserted: 'a\nb\nnew\nc\nd' });
    assert.deepEqual(new EditComparison([change]).keptBy(change), [
      { from: 0, to: 0, length: 4 },
      { from: 4, to: 8, length: 3 },
    ]);
  });
});

describe('the steps that comparisons may take', () => {
  const numbers = (from: number): number[] => Array.from({ length: 100 }, (_, at) => from + at);

  it('come to an end, however often somebody compares', () => {
    const steps = new Steps(20_000);
    let compared = 0;
    while (equalRuns(numbers(0), numbers(1_000), steps) !== undefined) compared += 1;
    assert.ok(compared > 0 && compared <= 4, `${String(compared)} times 100 × 100 of 20,000 steps`);
    assert.equal(steps.mostEdits(100), 0);
  });

  it('are shared out evenly, and what is left over goes to the others', () => {
    const steps = new Steps(20_000);
    const alone = steps.mostEdits(100);
    const half = steps.share(2, (share) => share.mostEdits(100));
    assert.ok(half < alone);
    assert.equal(steps.mostEdits(100), alone, 'nothing was spent');
    steps.share(2, (share) => {
      share.spend(1_000, 1_000);
    });
    assert.equal(steps.mostEdits(100), half);
  });
});

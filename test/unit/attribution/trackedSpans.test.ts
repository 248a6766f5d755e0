import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EditComparison } from '../../../src/domain/attribution/editComparison.ts';
import { TrackedSpans } from '../../../src/domain/attribution/trackedSpans.ts';
import { textChange } from '../../support/fakes.ts';

/** A document whose every character knows its piece: what the spans must say, found in the plainest way. */
class Oracle {
  text: string;
  owners: (string | undefined)[];

  constructor(text: string) {
    this.text = text;
    this.owners = Array.from({ length: text.length }, () => undefined);
  }

  own(id: string, offset: number, length: number): void {
    this.owners.fill(id, offset, offset + length);
  }

  replace(offset: number, length: number, inserted: string): void {
    this.text = this.text.slice(0, offset) + inserted + this.text.slice(offset + length);
    this.owners.splice(offset, length, ...Array.from({ length: inserted.length }, () => undefined));
  }

  kept(): Map<string, number> {
    const kept = new Map<string, number>();
    this.owners.forEach((id, at) => {
      if (id !== undefined && this.text[at]?.trim() !== '') kept.set(id, (kept.get(id) ?? 0) + 1);
    });
    return kept;
  }

  starts(): Map<string, number> {
    const starts = new Map<string, number>();
    this.owners.forEach((id, at) => {
      if (id !== undefined && this.text[at]?.trim() !== '' && !starts.has(id)) starts.set(id, at);
    });
    return starts;
  }
}

function track(id: string, text: string, offset = 0): TrackedSpans {
  const spans = new TrackedSpans();
  spans.add(id, [{ offset, text }]);
  return spans;
}

describe('tracked spans', () => {
  it('agree with a count by character, through insertions, deletions and replacements by other text', () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    const edit = fc.record({ from: fraction, length: fraction, inserted: fc.constantFrom('', '-', '--\n', '=+ =') });
    const own = fc.record({ from: fraction, length: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(fc.array(own, { maxLength: 5 }), fc.array(edit, { maxLength: 25 }), (owned, edits) => {
        const oracle = new Oracle('abcd efgh\nijkl mnop\nqrst uvwx');
        const spans = new TrackedSpans();
        let free = 0;
        owned.forEach(({ from, length }, index) => {
          const offset = free + Math.floor(from * 4);
          if (offset + length > oracle.text.length) return;
          free = offset + length;
          oracle.own(String(index), offset, length);
          spans.add(String(index), [{ offset, text: oracle.text.slice(offset, offset + length) }]);
        });
        for (const { from, length, inserted } of edits) {
          const offset = Math.floor(from * oracle.text.length);
          const removed = oracle.text.slice(offset, offset + Math.floor(length * 8));
          spans.apply(textChange({ offset, removed, inserted }), false);
          oracle.replace(offset, removed.length, inserted);
          // Nothing inserted is equal to any text that is tracked, but for white space, which does not count.
          assert.deepEqual(spans.keptCharacters(), oracle.kept());
          assert.deepEqual(spans.starts(), oracle.starts());
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are kept in full by a formatter that rewrites the whole text with other white space', () => {
    const spans = track('a', 'const x=1;\nconst y=2;');
    const removed = 'const x=1;\nconst y=2;';
    spans.apply(textChange({ offset: 0, removed, inserted: 'const x = 1;\n\n  const y = 2;\n' }), false);
    assert.equal(spans.keptCharacters().get('a'), 18);
  });

  it('lose only what a rewrite of the whole file really changed', () => {
    const text = 'one();\ntwo();\nthree();\n';
    const spans = track('a', text);
    spans.apply(textChange({ offset: 0, removed: text, inserted: 'one();\nTWO();\nthree();\n' }), false);
    assert.equal(spans.keptCharacters().get('a'), 18 - 3 + 2);
  });

  it('take what was kept from the comparison that others have asked for already', () => {
    const text = 'one();\ntwo();\n';
    const spans = track('a', text);
    const change = textChange({ offset: 0, removed: text, inserted: 'one();\nTWO();\n' });
    const comparison = new EditComparison([change]);
    comparison.keptBy = () => [{ from: 0, to: 0, length: 3 }];
    spans.apply(change, false, comparison);
    assert.equal(spans.keptCharacters().get('a'), 3);
  });

  it('stay where they belong when a rewrite keeps parts of several', () => {
    const spans = track('a', 'alpha', 0);
    spans.add('b', [{ offset: 6, text: 'beta' }]);
    spans.add('a', [{ offset: 11, text: 'gamma' }]);
    spans.apply(textChange({ offset: 0, removed: 'alpha\nbeta\ngamma', inserted: 'new\nalpha!\nbeta\n\ngam' }), false);
    assert.deepEqual(spans.endsOf('a'), [9, 20]);
    assert.deepEqual(spans.endsOf('b'), [15]);
    assert.deepEqual(
      [...spans.keptCharacters()],
      [
        ['a', 8],
        ['b', 4],
      ],
    );
  });

  it('come back with the redo of the insertion that an undo took', () => {
    const spans = track('a', 'urn x;', 3);
    spans.apply(textChange({ offset: 0, removed: 'return x;', inserted: 'ret' }), true);
    assert.equal(spans.keptCharacters().get('a'), undefined);
    spans.apply(textChange({ offset: 0, removed: 'ret', inserted: 'return x;' }), true);
    assert.equal(spans.keptCharacters().get('a'), 5);
    spans.apply(textChange({ offset: 0, removed: 'return x;', inserted: 'ret' }), true);
    spans.apply(textChange({ offset: 0, removed: 'ret', inserted: 'return x;' }), true);
    assert.equal(spans.keptCharacters().get('a'), 5);
    assert.deepEqual(spans.endsOf('a'), [9]);
  });

  for (const [how, offsets] of [
    ['Backspace', [3, 2, 1]],
    ['Delete', [1, 1, 1]],
  ] as const) {
    it(`come back with the one undo of several keys of ${how}`, () => {
      const spans = track('a', 'bcd', 1);
      const letters = how === 'Backspace' ? ['d', 'c', 'b'] : ['b', 'c', 'd'];
      offsets.forEach((offset, index) => {
        spans.apply(textChange({ offset, removed: letters[index] ?? '' }), false);
      });
      assert.equal(spans.keptCharacters().get('a'), undefined);
      spans.apply(textChange({ offset: 1, inserted: 'bcd' }), true);
      assert.equal(spans.keptCharacters().get('a'), 3);
    });
  }

  it('do not come back with text that somebody types again', () => {
    const spans = track('a', 'abc');
    spans.apply(textChange({ offset: 0, removed: 'abc' }), false);
    spans.apply(textChange({ offset: 0, inserted: 'abc' }), false);
    assert.equal(spans.keptCharacters().get('a'), undefined);
  });

  it('can be joined and forgotten', () => {
    const spans = track('a', 'one');
    spans.add('b', [{ offset: 3, text: 'two' }]);
    spans.join('b', 'a');
    assert.deepEqual([...spans.keptCharacters()], [['a', 6]]);
    spans.forget('a');
    assert.equal(spans.keptCharacters().size, 0);
  });

  it('remember a bounded amount of removed text', () => {
    const spans = new TrackedSpans();
    const text = 'x'.repeat(100_000);
    for (let i = 0; i < 50; i += 1) {
      spans.add('a', [{ offset: 0, text }]);
      spans.apply(textChange({ offset: 0, removed: text, inserted: '-' }), false);
      spans.apply(textChange({ offset: 0, removed: '-' }), true);
    }
    spans.apply(textChange({ offset: 0, inserted: text }), true);
    assert.equal(spans.keptCharacters().get('a'), 100_000, 'the newest is still known');
  });
});

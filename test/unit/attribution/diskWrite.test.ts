import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  beforeEdits,
  hullOf,
  isReported,
  linesLeftOut,
  notCommitted,
} from '../../../src/domain/attribution/diskWrite.ts';
import { newTexts } from '../../../src/domain/attribution/newText.ts';

const anyText = fc
  .array(fc.constantFrom('a', 'b', '\n', 'c\n', 'a\n'), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('a write to the disk', () => {
  it('is one change of whole lines, which makes the one text of the other', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const hull = hullOf(before, after);
        if (hull === undefined) {
          assert.equal(before, after);
          return;
        }
        const { line, character, offset, removed = '', inserted } = hull;
        assert.equal(before.slice(offset, offset + removed.length), removed);
        assert.equal(before.slice(0, offset) + inserted + before.slice(offset + removed.length), after);
        assert.deepEqual([line, character], [before.slice(0, offset).split('\n').length - 1, 0]);
        assert.ok(offset === 0 || before[offset - 1] === '\n');
      }),
    );
  });

  function written(before: string, after: string) {
    const hull = hullOf(before, after);
    return { after, texts: newTexts(hull === undefined ? [] : [hull]), blobs: () => ['abc'] };
  }

  it('counts without the lines that git has in the same place', () => {
    const { after, texts } = written('one();\n', 'one();\ntwo();\nthree();\nfour();\n');
    const count = (committed: string[]): unknown =>
      notCommitted(texts, after, committed).map(({ line, lines, characters }) => [line, lines, characters]);
    assert.deepEqual(count([]), [[1, 3, 24]]);
    assert.deepEqual(count(['one();\ntwo();\n']), [[2, 2, 17]]);
    assert.deepEqual(count(['three();\n', 'four();\n']), [[1, 1, 7]]);
    assert.deepEqual(count([after]), []);
    const leftOut = (committed: string[]): string[] => [...linesLeftOut(texts, notCommitted(texts, after, committed))];
    assert.deepEqual(leftOut(['one();\ntwo();\n']), ['two();']);
    assert.deepEqual(leftOut(['three();\n', 'four();\n']), ['three();', 'four();']);
    assert.deepEqual(leftOut([]), []);
  });

  it('is what an agent reports, by its content or by all that it inserted, and of that only what is new', () => {
    const write = written('one();\n', 'one();\ntwo();\n');
    const edits = (...inserted: string[]) => ({
      blob: undefined,
      edits: inserted.map((text) => ({ removed: '', inserted: text })),
    });
    assert.equal(isReported({ blob: 'abc', edits: [] }, write), true);
    assert.equal(isReported({ blob: 'abd', edits: [] }, write), false);
    assert.equal(isReported(edits('two();\r\n'), write), true);
    assert.equal(isReported(edits('two();', 'three();'), write), false);
    assert.equal(isReported(edits('one();'), write), false);
    assert.equal(isReported(edits(' '), write), false);
  });

  it('is taken back by its edits, unless they do not stand there, or stand there twice', () => {
    const edits = [
      { removed: 'a', inserted: 'bb' },
      { removed: '', inserted: 'b\nc' },
    ];
    assert.equal(beforeEdits('bbb\nc.', edits), 'a.');
    assert.equal(beforeEdits('x', edits), undefined);
    assert.equal(beforeEdits('xyxy', [{ removed: '', inserted: 'xy' }]), undefined);
    assert.equal(beforeEdits('x', [{ removed: 'gone', inserted: '' }]), undefined);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addedLines, changeName, inEach, type LineRange } from '../../../src/domain/commits/addedLines.ts';

const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];

describe('the lines that a patch adds', () => {
  it('are those of its heads, by the content of the file before and after', () => {
    const patch = [
      'diff --git a/x.ts b/x.ts',
      `index ${A}..${B} 100644`,
      '--- a/x.ts',
      '+++ b/x.ts',
      '@@ -1 +1,2 @@ function f() {',
      '-old',
      '+new',
      '+@@ -9 +9 @@',
      '@@ -7,2 +8,0 @@',
      '-gone',
      '-gone',
      '@@ -20,0 +20 @@',
      '+last',
      '\\ No newline at end of file',
      'diff --git a/pure b/rename',
      'similarity index 100%',
      'diff --git a/bin b/bin',
      `index ${B}..${C}`,
      'Binary files a/bin and b/bin differ',
    ].join('\n');
    assert.deepEqual(
      [...addedLines(patch)],
      [
        [
          changeName(A, B),
          [
            { first: 1, last: 2 },
            { first: 20, last: 20 },
          ],
        ],
        [changeName(B, C), []],
      ],
    );
  });

  it('are none in a text that is no patch', () => {
    assert.equal(addedLines('').size, 0);
    assert.equal(addedLines('@@ -1 +1 @@\n+a').size, 0);
  });

  it('are for a merge those that no parent has', () => {
    const ranges = fc
      .uniqueArray(fc.integer({ min: 1, max: 40 }))
      .map((lines) => lines.sort((a, b) => a - b).map((line): LineRange => ({ first: line, last: line })));
    const joined = ranges.map((single) =>
      single.reduce<LineRange[]>((all, one) => {
        const last = all.at(-1);
        if (last === undefined || last.last + 1 !== one.first) return [...all, one];
        return [...all.slice(0, -1), { first: last.first, last: one.last }];
      }, []),
    );
    const linesIn = (some: readonly LineRange[]): number[] =>
      some.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
    fc.assert(
      fc.property(fc.array(joined, { minLength: 1, maxLength: 3 }), (lists) => {
        const [first = [], ...others] = lists.map(linesIn);
        assert.deepEqual(
          linesIn(inEach(lists)),
          first.filter((line) => others.every((other) => other.includes(line))),
        );
      }),
    );
  });
});

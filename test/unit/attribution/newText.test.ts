import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EditComparison } from '../../../src/domain/attribution/editComparison.ts';
import { newRuns, newTexts } from '../../../src/domain/attribution/newText.ts';
import { textChange } from '../../support/fakes.ts';

function newParts(removed: string, inserted: string): string[] {
  const change = textChange({ removed, inserted });
  return newRuns(change, new EditComparison([change])).map((run) => inserted.slice(run.start, run.end));
}

describe('new text inside a change', () => {
  it('is everything where nothing was replaced', () => {
    assert.deepEqual(newParts('', 'return a;'), ['return a;']);
  });

  it('leaves out the typed start of a line that a completion sends again', () => {
    assert.deepEqual(newParts('function add(', 'function add(a, b) {\n  return a + b;\n}'), [
      'a, b) {\n  return a + b;\n}',
    ]);
  });

  it('leaves out brackets that stood behind the caret', () => {
    assert.equal(newParts('add()', 'add(a) {\n}').join(''), 'a {\n}');
  });

  it('leaves out the unchanged lines of a function that was sent whole', () => {
    const before = 'function f() {\n  const a = 1;\n  const b = 2;\n  return a - b;\n}';
    const after = 'function f() {\n  const a = 1;\n  const b = 2;\n  return a + b;\n}';
    assert.deepEqual(newParts(before, after), ['+']);
  });

  it('finds nothing new in a text that only loses some', () => {
    assert.deepEqual(newParts('abc\ndef\n', 'abc\n'), []);
  });

  it('counts astral characters by UTF-16 code units', () => {
    assert.deepEqual(newParts('const s = ', 'const s = "🦊🦊";'), ['"🦊🦊";']);
  });

  it('treats a block that was rewritten beyond measure as new from its first to its last difference', () => {
    const before = `x${'a'.repeat(4_000)}y`;
    const after = `x${'b'.repeat(4_000)}y`;
    assert.deepEqual(newParts(before, after), ['b'.repeat(4_000)]);
  });

  it('never counts a text that was there, and always builds the new text from kept and new parts', () => {
    const lines = fc
      .array(fc.constantFrom('a', 'ab', '  b', '', '}', '🦊'), { maxLength: 12 })
      .map((l) => l.join('\n'));
    fc.assert(
      fc.property(lines, lines, (removed, inserted) => {
        const change = textChange({ removed, inserted });
        const runs = newRuns(change, new EditComparison([change]));
        let kept = '';
        let at = 0;
        for (const run of runs) {
          assert.ok(run.start >= at && run.end > run.start && run.end <= inserted.length);
          kept += inserted.slice(at, run.start);
          at = run.end;
        }
        kept += inserted.slice(at);
        assert.ok(isSubsequence(kept, removed), 'kept text must have been in the removed text, in order');
        if (removed === inserted) assert.equal(runs.length, 0);
      }),
    );
  });
});

describe('new texts of an edit', () => {
  it('counts non-blank lines with new text, the line of the caret included', () => {
    const places = newTexts([
      textChange({
        line: 4,
        offset: 100,
        removed: 'function add(',
        inserted: 'function add(a, b) {\n\n  return a + b;\n}',
      }),
    ]);
    assert.deepEqual(places, [
      {
        line: 4,
        lastLine: 7,
        lines: 3,
        characters: 26,
        end: { line: 7, character: 1 },
        runs: [{ offset: 113, text: 'a, b) {\n\n  return a + b;\n}' }],
      },
    ]);
  });

  it('starts at the first line with new text', () => {
    const places = newTexts([textChange({ line: 10, removed: '// x', inserted: '// x\nconst y = 1;' })]);
    assert.equal(places[0]?.line, 11);
  });

  it('leaves out white space', () => {
    assert.deepEqual(newTexts([textChange({ inserted: '\n    \n' })]), []);
  });

  it('gives one place a cursor, where each stands after the whole edit', () => {
    const inserted = 'one;\n  two;';
    const places = newTexts([
      textChange({ line: 20, inserted }),
      textChange({ line: 8, inserted }),
      textChange({ line: 2, inserted }),
    ]);
    assert.deepEqual(
      places.map(({ line, lines }) => ({ line, lines })),
      [
        { line: 2, lines: 2 },
        { line: 9, lines: 2 },
        { line: 22, lines: 2 },
      ],
    );
  });
});

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (part.startsWith(character, at)) at += character.length;
  return at >= part.length;
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ShadowText, withPlainBreaks } from '../../../src/domain/attribution/shadowText.ts';

/** What an editor does, on a plain string with `\n` between lines. */
function replaceInString(text: string, from: number, to: number, inserted: string): string {
  return text.slice(0, from) + inserted + text.slice(to);
}

function positionAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

describe('shadow text', () => {
  it('gives back what any replacement removed, through any series of replacements', () => {
    const edit = fc.record({
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.double({ min: 0, max: 1, noNaN: true }),
      inserted: fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '🦊', ' '), { maxLength: 6 }).map((p) => p.join('')),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('', 'one', 'one\ntwo\n\nthree'),
        fc.array(edit, { maxLength: 20 }),
        (start, edits) => {
          let text: string = start;
          const shadow = new ShadowText(text.split('\n'));
          for (const { from, length, inserted } of edits) {
            const a = Math.floor(from * text.length);
            const b = a + Math.floor(length * (text.length - a));
            const removed = shadow.replace({ start: positionAt(text, a), end: positionAt(text, b), text: inserted });
            assert.equal(removed, text.slice(a, b));
            text = replaceInString(text, a, b, withPlainBreaks(inserted));
            assert.equal(shadow.lineCount, text.split('\n').length);
          }
        },
      ),
    );
  });

  it('says that it has lost the document when a replacement lies outside of it', () => {
    const shadow = new ShadowText(['one']);
    assert.equal(
      shadow.replace({ start: { line: 3, character: 0 }, end: { line: 3, character: 0 }, text: 'x' }),
      undefined,
    );
    assert.equal(
      shadow.replace({ start: { line: 0, character: 9 }, end: { line: 0, character: 9 }, text: 'x' }),
      undefined,
    );
  });

  it('takes a paste of a hundred thousand lines', () => {
    const shadow = new ShadowText(['a', 'b']);
    const place = { line: 1, character: 0 };
    assert.equal(shadow.replace({ start: place, end: place, text: 'x\n'.repeat(100_000) }), '');
    assert.equal(shadow.lineCount, 100_002);
  });
});

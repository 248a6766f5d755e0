import assert from 'node:assert/strict';
import { diffArrays } from 'diff';
import fc from 'fast-check';
import type { LineRange } from '../../../src/domain/commits/addedLines.ts';
import { shownLines, type PlaceInText } from '../../../src/domain/debt/shownLines.ts';

const SIGNS = { context: ' ', added: '+', removed: '-' };

function inShort(place: PlaceInText): string[] {
  const { shown, more } = shownLines(place);
  const lines = shown.map(({ kind, number, text, isAsked }) => `${SIGNS[kind]}${number} ${text}${isAsked ? ' ?' : ''}`);
  return more === 0 ? lines : [...lines, `${more} more`];
}

describe('the lines that are shown of a place', () => {
  const text = ['a', 'b', 'c', 'd', 'ai', 'typed', 'ai', 'e', 'f', 'g', 'h'];
  const added = [{ first: 5, last: 7 }];

  it('are its own with three around them, of which those that are asked about are told apart', () => {
    assert.deepEqual(inShort({ lines: [4, 6], text, added, before: undefined }), [
      ...[' 2 b', ' 3 c', ' 4 d'],
      ...['+5 ai ?', '+6 typed', '+7 ai ?'],
      ...[' 8 e', ' 9 f', ' 10 g'],
    ]);
    assert.deepEqual(inShort({ lines: [0], text: ['ai'], added: [{ first: 1, last: 1 }], before: undefined }), [
      '+1 ai ?',
    ]);
  });

  it('have what stood there before where that is known', () => {
    const before = ['a', 'gone far above', 'b', 'c', 'd', 'gone', 'gone too', 'e', 'f', 'g', 'h'];
    assert.deepEqual(inShort({ lines: [4, 6], text, added, before }), [
      ...[' 2 b', ' 3 c', ' 4 d'],
      ...['-6 gone', '-7 gone too', '+5 ai ?', '+6 typed', '+7 ai ?'],
      ...[' 8 e', ' 9 f', ' 10 g'],
    ]);
    const atTheEnd = { lines: [1], text: ['a', 'ai', ''], added: [{ first: 2, last: 2 }], before: ['a', 'gone'] };
    assert.deepEqual(inShort(atTheEnd).slice(0, 3), [' 1 a', '-2 gone', '+2 ai ?']);
  });

  it('have nothing of a text that is not the one before', () => {
    const shown = inShort({ lines: [4], text, added, before: ['something', 'else'] });
    assert.ok(shown.every((line) => !line.startsWith('-')));
  });

  it('are sixty at most, of lines that are cut where they are long, and the others are counted', () => {
    const many = Array.from({ length: 100 }, (_, at) => (at === 0 ? 'x'.repeat(10_000) : `line ${at}`));
    const lines = many.map((_, at) => at).slice(0, 90);
    const { shown, more } = shownLines({ lines, text: many, added: [{ first: 1, last: 90 }], before: undefined });
    assert.equal(shown.length, 60);
    assert.equal(more, 30, 'without the context below');
    assert.equal(shown[0]?.text.length, 501);
  });

  it('are without the new ones the text before, and without the former ones the new text', () => {
    const lines = fc
      .array(fc.constantFrom('a', 'b', 'c', '}', ''), { maxLength: 8 })
      .map((between) => ['top', ...between, 'end']);
    fc.assert(
      fc.property(lines, lines, (before, text) => {
        const place = { lines: text.map((_, at) => at), text, added: addedIn(before, text), before };
        const { shown } = shownLines(place);
        const without = (not: string): string[] => shown.filter(({ kind }) => kind !== not).map((line) => line.text);
        assert.deepEqual(without('added'), before);
        assert.deepEqual(without('removed'), text);
      }),
    );
  });
});

function addedIn(before: string[], now: string[]): LineRange[] {
  const ranges: LineRange[] = [];
  let at = 0;
  for (const { added, removed, count } of diffArrays(before, now)) {
    if (added) ranges.push({ first: at + 1, last: at + count });
    if (!removed) at += count;
  }
  return ranges;
}

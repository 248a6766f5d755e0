import assert from 'node:assert/strict';
import fc from 'fast-check';
import { projectedOrigins } from '../../../src/domain/debt/projection.ts';
import type { LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { inShort } from '../../support/lines.ts';
import { acceptedLine, TYPED_LINE } from '../../support/recordedLines.ts';
import { projectionFigures } from '../../support/stagedEdits.ts';

const AI = acceptedLine('00000000000000aa:1');
const OTHER_AI = acceptedLine('00000000000000aa:2');

function projected(
  staged: readonly string[],
  recorded: readonly (LineOrigin | undefined)[],
  open: readonly (readonly [string, LineOrigin | undefined])[],
): string[] {
  const document = { lines: open.map(([line]) => line), origins: open.map(([, origin]) => origin) };
  return projectedOrigins(staged, recorded, document).map((line) => inShort(line));
}

describe('whose the lines of a staged text are', () => {
  it('is what the journals tell where the file is not open', () => {
    assert.deepEqual(projectedOrigins(['a', 'b', 'c'], [AI, undefined], undefined), [AI, undefined, undefined]);
  });

  it('is what the open document says of the lines that it has too', () => {
    const open = [
      ['new', OTHER_AI],
      ['a', TYPED_LINE],
      ['b', undefined],
      ['d', AI],
    ] as const;
    assert.deepEqual(projected(['a', 'b', 'c', 'd'], [AI, AI, AI, undefined], open), [
      'typed',
      '-',
      'completion 00000000000000aa:1',
      'completion 00000000000000aa:1',
    ]);
  });

  it('is the same after a formatter, and with other line breaks', () => {
    const open = [
      ['  one();  ', AI],
      ['\ttwo();', TYPED_LINE],
    ] as const;
    assert.deepEqual(projected(['one();', 'two();\r'], [], open), ['completion 00000000000000aa:1', 'typed']);
  });

  it('is what the journals tell for a line that stands elsewhere by now', () => {
    const open = [
      ['two();', OTHER_AI],
      ['one();', OTHER_AI],
    ] as const;
    const found = projected(['one();', 'two();'], [TYPED_LINE, TYPED_LINE], open);
    assert.deepEqual(found.sort(), ['completion 00000000000000aa:2', 'typed']);
  });

  it('is what the journals tell between the common ends where comparing costs too much, or all where it is too long', () => {
    const order = (step: number): string[] => Array.from({ length: 9_973 }, (_, at) => `line ${(at * step) % 9_973}`);
    const staged = ['head', ...order(1), 'tail'];
    const lines = ['head', ...order(5_003), 'tail'];
    const open = { lines, origins: lines.map(() => OTHER_AI) };
    const origins = projectedOrigins(
      staged,
      staged.map(() => TYPED_LINE),
      open,
    );
    assert.deepEqual([origins[0], origins[1], origins.at(-1)], [OTHER_AI, OTHER_AI, OTHER_AI]);
    assert.equal(origins.filter((one) => one === TYPED_LINE).length, 9_972);
    const long = new Array<string>(20_001).fill('line');
    const known = long.map(() => AI);
    assert.deepEqual(projectedOrigins(long, known, { lines: long, origins: long.map(() => TYPED_LINE) }), known);
  });

  it('is for every line what a line of the same text in the document is, or what the journals tell', () => {
    const line = fc.constantFrom('a();', 'b();', '  a();', '}', '');
    const text = fc.array(line, { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (staged, lines) => {
        const origins = lines.map((_, at) => acceptedLine(`open ${at}`));
        const recorded = staged.map((_, at) => acceptedLine(`recorded ${at}`));
        let last = -1;
        projectedOrigins(staged, recorded, { lines, origins }).forEach((origin, at) => {
          const [where, number] = origin?.acceptance?.split(' ') ?? [];
          if (where === 'recorded') {
            assert.equal(Number(number), at);
            return;
          }
          assert.equal(lines[Number(number)]?.trim(), staged[at]?.trim());
          assert.ok(Number(number) > last, 'in order, each once');
          last = Number(number);
        });
      }),
    );
  });

  it('is found for 99 of 100 lines of AI, and right for 99 of 100, after any edits, formatting and staging in part', () => {
    const { precision, recall, ai } = projectionFigures(20_261_118, 150);
    assert.ok(ai > 3_000, `${ai} lines`);
    assert.ok(precision >= 0.99, `precision ${precision}`);
    assert.ok(recall >= 0.99, `recall ${recall}`);
  });
});

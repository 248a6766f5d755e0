import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OwedFile } from '../../../src/domain/debt/owedLines.ts';
import { placesToExplain } from '../../../src/domain/debt/placesToExplain.ts';
import { OWNERSHIP_CLASSES, type OwnershipClass } from '../../../src/domain/ownership/area.ts';

function owed(path: string, lines: readonly number[], of: OwnershipClass = 'core', novelty = 1): OwedFile {
  return { path, owned: { area: path, class: of }, lines, probable: 0, novelty };
}

function run(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

function inShort(files: readonly OwedFile[]): string[] {
  const { places, others } = placesToExplain(files);
  return [...places.map(({ path, lines }) => `${path} ${lines[0] ?? ''}-${lines.at(-1) ?? ''}`), `+${others}`];
}

describe('the places to explain', () => {
  it('are lines that have no more than three others between them', () => {
    assert.deepEqual(inShort([owed('a', [0, 4, 8, 9])]), ['a 0-9', '+0']);
    assert.deepEqual(inShort([owed('a', [0, 5, 6])]), ['a 5-6', 'a 0-0', '+0']);
    assert.deepEqual(inShort([]), ['+0']);
  });

  it('come by how much of them somebody means to own, how long they are and how new', () => {
    assert.deepEqual(inShort([owed('half', run(0, 9), 'repeatable'), owed('core', run(0, 5))]), [
      'core 0-4',
      'half 0-8',
      '+0',
    ]);
    assert.deepEqual(inShort([owed('long', run(0, 6)), owed('short', run(0, 5))]), ['long 0-5', 'short 0-4', '+0']);
    assert.deepEqual(inShort([owed('old', run(0, 9), 'core', 0.5), owed('new', run(0, 5))]), [
      'new 0-4',
      'old 0-8',
      '+0',
    ]);
  });

  it('are three at most, of equal ones the first by path and line, and the others are counted', () => {
    const files = [owed('b', [0, 10, 20]), owed('a', [10, 0]), owed('B', [0])].map((file) => ({
      ...file,
      lines: file.lines.toSorted((x, y) => x - y),
    }));
    assert.deepEqual(inShort(files), ['B 0-0', 'a 0-0', 'a 10-10', '+3']);
  });

  it('hold every owed line once, in whatever order the files come', () => {
    const lines = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 12 }).map((all) => all.sort((a, b) => a - b));
    const classes = fc.constantFrom(...OWNERSHIP_CLASSES);
    const files = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), lines, classes), {
      selector: ([path]) => path,
    });
    fc.assert(
      fc.property(files, (all) => {
        const given = all.map((one) => owed(...one));
        const found = placesToExplain(given);
        assert.deepEqual(placesToExplain(given.toReversed()), found);
        const held = found.places.flatMap((place) => place.lines.map((line) => `${place.path} ${line}`));
        assert.equal(new Set(held).size, held.length);
        const wanted = new Set(given.flatMap((file) => file.lines.map((line) => `${file.path} ${line}`)));
        assert.ok(held.every((line) => wanted.has(line)));
        if (found.others === 0) assert.equal(held.length, wanted.size);
      }),
    );
  });
});

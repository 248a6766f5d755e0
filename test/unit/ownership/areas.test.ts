import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OTHER, OWNERSHIP_CLASSES, type Area } from '../../../src/domain/ownership/area.ts';
import { ownedBy, readAreas, unusableAreasInWords, withClass } from '../../../src/domain/ownership/areas.ts';

const CORE: Area = { name: 'Core', glob: 'src/domain/**', class: 'core' };

describe('the areas of a code base', () => {
  it('are those that the setting names, without the blanks around them', () => {
    const read = readAreas([CORE, { name: ' Docs ', glob: ' docs ', class: 'transient', more: true }]);
    assert.deepEqual(read, { areas: [CORE, { name: 'Docs', glob: 'docs', class: 'transient' }], unusable: [] });
    assert.equal(unusableAreasInWords(read), '');
    assert.deepEqual(readAreas(undefined), { areas: [], unusable: [] });
  });

  const unusable: [unknown, RegExp][] = [
    ['core', /"core" is no area/u],
    [null, /null is no area/u],
    [[], /has no name/u],
    [{ ...CORE, name: '  ' }, /has no name/u],
    [{ ...CORE, name: 7 }, /a name that is no text/u],
    [{ ...CORE, name: 'x'.repeat(201) }, /a name that is too long/u],
    [{ ...CORE, name: 'Other' }, /is called "other", which is all that no area has/u],
    [{ ...CORE, glob: undefined }, /a pattern that is empty/u],
    [{ ...CORE, glob: 7 }, /a pattern that is no text/u],
    [{ ...CORE, glob: '!src' }, /a pattern that begins with "!"/u],
    [{ ...CORE, glob: 'src/{a,b' }, /a pattern that has a bracket without its other half/u],
    [{ ...CORE, glob: 'x'.repeat(501) }, /a pattern that is too long/u],
    [{ ...CORE, glob: '{a,b}'.repeat(40) }, /a pattern that stands for too many/u],
    [{ ...CORE, class: 'Core' }, /has no class, which is one of "core", "repeatable", "transient"/u],
    [{ name: 'Core', glob: 'src' }, /has no class/u],
  ];
  for (const [entry, words] of unusable) {
    it(`are not ${JSON.stringify(entry).slice(0, 60)}, which is said, and the rest is in force`, () => {
      const read = readAreas([entry, CORE]);
      assert.deepEqual(read.areas, [CORE]);
      assert.match(unusableAreasInWords(read), words);
      assert.match(unusableAreasInWords(read), /^The setting "grasp\.areas" [^]*All others are in force\.$/u);
      assert.ok(unusableAreasInWords(read).length < 300);
    });
  }

  it('are none in a setting that is no list, and no more than can be looked at', () => {
    assert.match(unusableAreasInWords(readAreas({ core: 'src' })), /is no list/u);
    const read = readAreas(new Array(201).fill(CORE));
    assert.equal(read.areas.length, 200);
    assert.match(unusableAreasInWords(read), /beyond the first 200/u);
  });

  it('have the files that the first of them means; the rest is in the area "other"', () => {
    const owned = ownedBy([
      { name: 'Tests', glob: '**/*.test.{ts,tsx}', class: 'repeatable' },
      CORE,
      { name: 'Docs', glob: './docs/', class: 'transient' },
      { name: 'Routes', glob: 'app/[a-c]?/*', class: 'core' },
      { name: 'Hidden', glob: '/.config/**', class: 'transient' },
    ]);
    const expected: [string, string][] = [
      ['src/domain/a.ts', 'Core'],
      ['src/domain/a.test.ts', 'Tests'],
      ['a.test.tsx', 'Tests'],
      ['src/domains/a.ts', 'other'],
      ['docs', 'Docs'],
      ['docs/deep/.hidden/a.md', 'Docs'],
      ['more/docs/a.md', 'other'],
      ['app/b1/page.ts', 'Routes'],
      ['app/b1/deep/page.ts', 'other'],
      ['.config/a', 'Hidden'],
      ['src\\domain\\a.ts', 'other'],
      ['', 'other'],
    ];
    for (const [path, area] of expected) assert.equal(owned(path).area, area, path);
    assert.deepEqual(owned('src/domain/übung 🎓.ts'), { area: 'Core', class: 'core' });
    assert.equal(owned('elsewhere.ts'), OTHER);
    assert.equal(ownedBy([{ ...CORE, glob: './' }])('deep/a.ts').area, 'Core');
  });

  it('take no time by hostile patterns and paths', () => {
    const globs = [
      '*a'.repeat(100) + 'b',
      '**/a/'.repeat(90) + 'c',
      '?*'.repeat(100) + 'b',
      '[a-z]*'.repeat(80) + '0',
      `${'{a,b}'.repeat(6)}*a*a*a*a*b`,
      '{1..9999999}',
      '(a+)+b',
    ];
    const { areas, unusable } = readAreas(globs.map((glob) => ({ ...CORE, glob })));
    assert.deepEqual(unusable, []);
    const owned = ownedBy(areas);
    assert.equal(owned('a'.repeat(4_000)), OTHER);
    assert.equal(owned('a/'.repeat(2_000)), OTHER);
  });

  it('never throw, whatever the setting and the path are', () => {
    const value = fc.oneof(
      fc.anything(),
      fc.array(fc.record({ name: fc.string(), glob: fc.string(), class: fc.constantFrom(...OWNERSHIP_CLASSES) })),
    );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?', '[', ']', '{', '}', ',', '!', '\\', '.', '-', '^') }),
    );
    const patterns = fc.array(fc.record({ name: text, glob: text, class: fc.constantFrom(...OWNERSHIP_CLASSES) }));
    fc.assert(
      fc.property(fc.oneof(value, patterns), text, (setting, path) => {
        const read = readAreas(setting);
        ownedBy(read.areas)(path);
        unusableAreasInWords(read);
      }),
    );
  });
});

describe('another class for a file', () => {
  it('changes the entry that means it, and leaves all else as it stands', () => {
    const broken = { name: 'Broken', glob: '[' };
    const setting = [broken, { ...CORE, note: 'kept' }, { ...CORE, name: 'Later' }];
    const changed = withClass(setting, 'src/domain/a.ts', 'transient');
    assert.deepEqual(changed, [broken, { ...CORE, note: 'kept', class: 'transient' }, { ...CORE, name: 'Later' }]);
    assert.equal((setting[1] as Area).class, 'core', 'the setting itself is not changed');
  });

  const folders: [string, Area][] = [
    ['src/git/deep/a.ts', { name: 'src/git', glob: 'src/git/**', class: 'core' }],
    ['src/a.ts', { name: 'src', glob: 'src/*', class: 'core' }],
    ['engine/deep/a.ts', { name: 'engine', glob: 'engine/**', class: 'core' }],
    ['a.ts', { name: 'a.ts', glob: 'a.ts', class: 'core' }],
    ['app/[id]/page.ts', { name: 'app/[id]', glob: 'app/?id?/**', class: 'core' }],
    ['other/a.ts', { name: 'other/', glob: 'other/**', class: 'core' }],
  ];
  for (const [path, area] of folders) {
    it(`makes an entry for the folder of ${path} that no area means`, () => {
      assert.deepEqual(withClass([CORE], path, 'core'), [CORE, area]);
      assert.deepEqual(withClass('no list', path, 'core'), [area]);
    });
  }

  it('puts any file into that class, by entries that can be used', () => {
    const name = fc.oneof(
      fc.stringMatching(/^[a-z]{1,3}$/u),
      fc.constantFrom('src', '[id]', '{a}', 'a b', '(x)', '*', 'other', '!a'),
    );
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    const classes = fc.constantFrom(...OWNERSHIP_CLASSES);
    fc.assert(
      fc.property(fc.array(fc.tuple(path, classes), { minLength: 1, maxLength: 5 }), (changes) => {
        let setting: unknown = [];
        for (const [file, to] of changes) {
          setting = withClass(setting, file, to);
          const { areas, unusable } = readAreas(setting);
          assert.deepEqual(unusable, []);
          assert.equal(ownedBy(areas)(file).class, to);
        }
      }),
    );
  });
});

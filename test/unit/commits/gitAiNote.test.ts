import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LONGEST_NOTE, readGitAiNote } from '../../../src/domain/commits/gitAiNote.ts';
import type { FileClaims } from '../../../src/domain/commits/lineClaims.ts';
import { LEGACY_NOTE, NOTE_WITH_SESSIONS } from './publishedNotes.ts';

const SESSION = 's_c9883b05a2487d';
const METADATA = `{"schema_version":"authorship/3.0.0","prompts":{},"sessions":{"${SESSION}":{}}}`;

/** A note with these lines about files. */
function note(...lines: string[]): string {
  return [...lines, '---', METADATA].join('\n');
}

function claimsOf(text: string): FileClaims {
  const claims = readGitAiNote(text);
  assert.ok(!('refused' in claims), JSON.stringify(claims));
  return claims;
}

function refusal(text: string): string {
  const claims = readGitAiNote(text);
  assert.ok('refused' in claims);
  return claims.refused;
}

describe('a note of git-ai', () => {
  it('tells what sessions wrote and what a person did, as the standard has it', () => {
    assert.deepEqual(
      [...claimsOf(NOTE_WITH_SESSIONS)],
      [
        [
          'src/main.rs',
          [
            { first: 1, last: 10, by: 'ai' },
            { first: 15, last: 20, by: 'ai' },
            { first: 25, last: 25, by: 'ai' },
            { first: 30, last: 35, by: 'ai' },
            { first: 42, last: 50, by: 'human' },
          ],
        ],
        ['src/lib.rs', [{ first: 1, last: 50, by: 'ai' }]],
      ],
    );
  });

  it('is read in its earlier form too, and in a form of both', () => {
    assert.deepEqual(claimsOf(LEGACY_NOTE).get('src/lib.rs'), [{ first: 1, last: 50, by: 'ai' }]);
    const both = LEGACY_NOTE.replace('  ef0b5678ef0b5678 25', '  h_31dce776f88375 25');
    assert.deepEqual(claimsOf(both).get('src/main.rs')?.at(-1), { first: 30, last: 35, by: 'human' });
  });

  it('tells nothing of an author of whom it has no record', () => {
    const text = note('a.ts', '  s_00000000000000::t_00000000000000 1-5', '  d9978a8723e02b52 7');
    assert.deepEqual([...claimsOf(text)], [['a.ts', []]]);
  });

  it('may be empty', () => {
    assert.equal(claimsOf(`---\n${METADATA}`).size, 0);
  });

  it('may name files with blanks, quotes, line breaks and any letters, and end its lines in either way', () => {
    const entry = `  ${SESSION}::t_00000000000000 1`;
    const names = ['"my file.ts"', '"two', 'lines.ts"', 'übung.ts', '__proto__', 'it"s.ts'];
    const [spaced = '', upper = '', lower = '', ...others] = names;
    const lines = [spaced, entry, upper, lower, entry, ...others.flatMap((name) => [name, entry])];
    const found = ['my file.ts', 'two\nlines.ts', 'übung.ts', '__proto__', 'it"s.ts'];
    assert.deepEqual([...claimsOf(note(...lines)).keys()], found);
    assert.deepEqual(
      [...claimsOf(note(...lines.filter((one) => one !== upper && one !== lower)).replaceAll('\n', '\r\n')).keys()],
      ['my file.ts', ...found.slice(2)],
    );
  });

  it('is refused in words where it is no note, or not of this version', () => {
    assert.equal(refusal(''), 'has no line that ends its list of files.');
    assert.equal(refusal('a.ts\n---\n{'), 'has no JSON behind its list of files.');
    assert.equal(refusal(`---\n${'['.repeat(100_000)}`), 'has no JSON behind its list of files.');
    assert.equal(refusal('---\n{"schema_version":"authorship/4.0.0"}'), 'is of no version that Grasp reads.');
    assert.equal(refusal('---\n[]'), 'is of no version that Grasp reads.');
    assert.equal(refusal(note('  s_c9883b05a2487d 1')), 'can not be read in line 1.');
    assert.equal(refusal(note('"no end')), 'names no file in line 1.');
    assert.equal(refusal(note('a'.repeat(5_000))), 'names no file in line 1.');
    for (const ranges of ['0', '5-4', '1,,2', '-', '1-', '9999999999', '1;2', '']) {
      assert.match(refusal(note('a.ts', `  ${SESSION}::t_00000000000000 ${ranges}`)), /^can not be read in line 2\.$/u);
    }
  });

  it('is refused where it is larger than anybody writes', () => {
    assert.equal(refusal(' '.repeat(LONGEST_NOTE + 1)), 'is too long to be read.');
    const many = Array.from({ length: 120_000 }, () => '1').join(',');
    assert.equal(refusal(note('a.ts', `  ${SESSION}::t_00000000000000 ${many}`)), 'names too many ranges of lines.');
  });

  it('never throws, whatever it holds', () => {
    const piece = fc.constantFrom(
      'a.ts',
      '"',
      '\n',
      '  ',
      SESSION,
      ' 1-2',
      '---',
      '{}',
      METADATA,
      '\0',
      '../',
      ',',
      '-',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          const claims = readGitAiNote(text);
          assert.ok('refused' in claims || claims.size >= 0);
        },
      ),
    );
  });
});

import assert from 'node:assert/strict';
import { sharedByWindow, WrittenText } from '../../support/writtenText.ts';

const AI = { acceptance: 'id1' } as const;
const FUNCTION = 'function sum(first, second) {\n  return first + second;\n}\n';

describe('the provenance of a document', () => {
  it('says nothing of text that was there before, of blank lines, and of what is not decided it says unknown', () => {
    const written = new WrittenText('was here\n\n');
    written.edit({ offset: 10, insert: 'x = 1;\n  \n' });
    assert.deepEqual(written.origins, ['-', '-', 'unknown', '-', '-']);
  });

  it('has the origin of most characters of a line, white space aside', () => {
    const written = new WrittenText();
    written.type('        a = ');
    written.write('other;', 'completion', AI);
    assert.deepEqual(written.origins, ['completion']);
    written.type('         // so', written.text.length);
    assert.deepEqual(written.origins, ['unknown'], 'a tie');
    written.type('!');
    assert.deepEqual(written.origins, ['typed']);
  });

  it('keeps who wrote what is around a line: a typed line inside a completion is typed', () => {
    const written = new WrittenText();
    written.write(FUNCTION, 'completion', AI);
    written.type('  check(first);\n', FUNCTION.indexOf('  return'));
    assert.deepEqual(written.origins, ['completion', 'typed', 'completion', 'completion', '-']);
  });

  it('makes a line typed when hand edits have replaced more than half of it', () => {
    const written = new WrittenText();
    written.write('aaaabbbb', 'completion', AI);
    written.replace('bbb', 'xyz', 'typed');
    assert.deepEqual(written.origins, ['completion']);
    written.replace('aa', 'XY', 'typed');
    assert.deepEqual(written.origins, ['typed']);
  });

  it('leaves what a completion sends again to whoever wrote it', () => {
    const written = new WrittenText();
    written.type('const total = ');
    written.replace('const total = ', 'const total = add(a, b);', 'completion', AI);
    assert.deepEqual(
      written.authors.map((author) => (written.authors[0] === author ? 't' : 'c')).join(''),
      'ttttttttttttttcccccccccc',
    );
  });

  it('leaves unchanged lines of a rewritten file to whoever wrote them', () => {
    const written = new WrittenText('old one();\n');
    written.type('typed one();\ntyped two();\n');
    const lines = written.lines.with(0, 'new first line of all;').with(2, 'another one instead;');
    written.decide(written.edit({ offset: 0, remove: written.text, insert: lines.join('\n') }), 'agent', AI);
    assert.deepEqual(written.origins, ['agent', 'typed', 'agent', '-']);
  });

  it('takes no letters for kept that two lines have in common by accident', () => {
    const written = new WrittenText();
    written.type('const amount = items.length;');
    written.replace('const amount = items.length;', 'return await fetchTotals(session, options);', 'agent', AI);
    assert.equal(new Set(written.authors).size, 1);
  });

  it('says unknown of a guess, and keeps its id', () => {
    const written = new WrittenText();
    written.write(FUNCTION, 'completion', { ...AI, confidence: 'guess', evidence: 'shape' });
    const [line] = written.provenance.lineOrigins(written.lines);
    assert.deepEqual(line, { origin: 'unknown', confidence: 'guess', evidence: 'shape', acceptance: 'id1' });
  });

  it('takes two kinds of AI together for AI, with the weaker confidence', () => {
    const written = new WrittenText();
    written.write('aaaa', 'completion', AI);
    written.write('bbbbb', 'agent', { acceptance: 'id2', confidence: 'likely' });
    written.type('ccc');
    const [line] = written.provenance.lineOrigins(written.lines);
    assert.deepEqual(line, { origin: 'agent', confidence: 'likely', evidence: 'editor', acceptance: 'id2' });
  });

  it('counts offsets of characters outside of the basic plane and line breaks as the editor does', () => {
    const written = new WrittenText('// 🦀\n');
    written.type('🦀🦀');
    written.write('\nlet 🦀;', 'completion', AI);
    assert.deepEqual(written.origins, ['-', 'typed', 'completion']);
  });

  it('goes on after edits that insert and remove nothing', () => {
    const written = new WrittenText();
    written.type('abc');
    written.decide(written.edit({ offset: 1 }), 'completion', AI);
    written.decide(written.edit([]), 'tool');
    written.decide(written.edit({ offset: 0, remove: 'ab' }), 'completion', AI);
    assert.deepEqual(written.origins, ['typed']);
  });
});

describe('what tools do to a line', () => {
  function half(): WrittenText {
    const written = new WrittenText('seen=before;\n');
    written.type('hand=made();\n');
    written.write('given=byAi();\n', 'completion', AI);
    return written;
  }
  const ORIGINS = ['-', 'typed', 'completion', '-'];

  it('is nothing for a formatter, be it by small edits or by the whole file', () => {
    for (const origin of ['tool', 'external'] as const) {
      const written = half();
      const formatted = written.text.replaceAll('=', ' = ').replaceAll('(', ' ( ');
      written.decide(written.edit({ offset: 0, remove: written.text, insert: formatted }), origin);
      assert.deepEqual(written.origins, ORIGINS);
    }
    const written = half();
    const places = [...written.text.matchAll(/=/gu)].map(({ index }) => index).reverse();
    written.decide(
      written.edit(places.flatMap((at) => [at + 1, at].map((offset) => ({ offset, insert: ' ' })))),
      'tool',
    );
    assert.deepEqual(written.origins, ORIGINS);
  });

  it('is nothing for a rename, also where the name is most of the line', () => {
    const written = half();
    for (const [name, other] of [
      ['seen', 'aMuchLongerName'],
      ['hand', 'aMuchLongerName'],
      ['given', 'aMuchLongerName'],
    ] as const) {
      written.replace(name, other, 'tool');
    }
    assert.deepEqual(written.origins, ORIGINS);
    written.type('extra', written.text.indexOf(';\n', 20));
    assert.deepEqual(written.origins, ORIGINS);
  });

  it('is nothing for indenting, commenting and upper case', () => {
    const written = half();
    const starts = written.lines.map((_, line) => written.lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0));
    const each = (insert: string) =>
      starts
        .slice(0, 3)
        .reverse()
        .map((offset) => ({ offset, insert }));
    written.decide(written.edit(each('\t\t\t\t')), 'tool');
    written.decide(written.edit(each('// ')), 'tool');
    assert.deepEqual(written.origins, ORIGINS);
    const upper = written.text.toUpperCase();
    written.decide(written.edit({ offset: 0, remove: written.text, insert: upper }), 'tool');
    assert.deepEqual(written.origins, ORIGINS);
  });

  it('makes a line the tool’s when the tool wrote all of it', () => {
    const written = half();
    written.write('import { a } from "b";\n', 'tool', { offset: 0 });
    assert.deepEqual(written.origins, ['tool', ...ORIGINS]);
  });

  it('gives what replaces text of several authors to nobody', () => {
    const written = new WrittenText();
    written.type('aaaa');
    written.write('bbbb', 'completion', AI);
    written.replace('aabb', 'zzzzzzzzzzzz', 'tool');
    assert.deepEqual(written.origins, ['unknown']);
  });
});

describe('lines that go elsewhere', () => {
  const LONG = 'const result = compute(all, of, it);';

  it('keep their authors when one change takes and puts them', () => {
    const written = new WrittenText('first\n');
    written.write(`${LONG}\n}\n`, 'completion', AI);
    written.type('second\n');
    const line = `${LONG}\n}\n`;
    written.decide(
      written.edit([
        { offset: written.text.length, insert: line },
        { offset: 6, remove: line },
      ]),
      'tool',
    );
    assert.deepEqual(written.origins, ['-', 'typed', 'completion', 'completion', '-']);
  });

  it('keep their authors when they are sorted', () => {
    const written = new WrittenText();
    written.type('c = 3;\n');
    written.write('a = 1;\nb = 2;', 'completion', AI);
    written.decide(written.edit({ offset: 0, remove: written.text, insert: 'a = 1;\nb = 2;\nc = 3;' }), 'tool');
    assert.deepEqual(written.origins, ['completion', 'completion', 'typed']);
  });

  it('keep their authors when they are cut and pasted within a minute, also into another document', () => {
    for (const [later, expected] of [
      [60_000, 'completion'],
      [60_001, 'pasted'],
    ] as const) {
      const shared = sharedByWindow();
      const one = new WrittenText('', shared, 'file:///one.ts');
      const other = new WrittenText('', shared, 'file:///other.ts');
      one.write(`${LONG}\n`, 'completion', AI);
      one.edit({ offset: 0, remove: one.text });
      other.at = later;
      other.write(`    ${LONG}\n`, 'pasted');
      assert.deepEqual(other.origins, [expected, '-']);
    }
  });

  it('are not known again when somebody types them or a completion brings them', () => {
    for (const origin of ['typed', 'agent'] as const) {
      const written = new WrittenText();
      written.write(LONG, 'completion', AI);
      written.edit({ offset: 0, remove: LONG });
      written.write(LONG, origin);
      assert.deepEqual(written.origins, [origin]);
    }
  });

  it('take their author along when they are copied from a completion', () => {
    const shared = sharedByWindow();
    const source = new WrittenText('', shared, 'file:///one.ts');
    source.write(`if (ready) {\n  ${LONG}\n}\n`, 'completion', AI);
    const target = new WrittenText('', shared, 'file:///other.ts');
    const key = target.edit({ offset: 0, insert: `{\n${LONG}\n}\nsomething else entirely;\n}` });
    target.decide(key, 'pasted', {}, [source]);
    assert.deepEqual(target.origins, ['pasted', 'completion', 'completion', 'pasted', 'pasted']);
    assert.equal(target.provenance.lineOrigins(target.lines)[1]?.acceptance, 'id1');
  });

  it('tell nothing when they are short', () => {
    const source = new WrittenText();
    source.write('}\nreturn x;\n', 'completion', AI);
    const target = new WrittenText();
    target.decide(target.edit({ offset: 0, insert: '}\nreturn x;\n' }), 'pasted', {}, [source]);
    assert.deepEqual(target.origins, ['pasted', 'pasted', '-']);
  });

  it('come back from the disk as what they were', () => {
    const written = new WrittenText();
    written.type(`${LONG}\n`);
    written.write('another();', 'completion', AI);
    const text = written.text;
    written.decide(written.edit({ offset: 0, remove: text, insert: 'a different branch;' }), 'external');
    assert.deepEqual(written.origins, ['external']);
    written.decide(written.edit({ offset: 0, remove: written.text, insert: text }), 'external');
    assert.deepEqual(written.origins, ['typed', 'completion']);
  });
});

describe('what is decided', () => {
  it('counts for the text wherever it stands by then', () => {
    const written = new WrittenText();
    const key = written.edit({ offset: 0, insert: 'accepted();' });
    written.type('before();\n', 0);
    written.type(' // b', written.text.length);
    written.decide(key, 'completion', AI);
    assert.deepEqual(written.origins, ['typed', 'completion']);
  });

  it('counts for no line of which it is not known', () => {
    const written = new WrittenText('before();\n');
    const key = written.edit({ offset: written.text.length, insert: '  back(again);\n  written(anew);\n' });
    written.decide(key, 'agent', { ...AI, notOf: new Set(['back(again);']) });
    assert.deepEqual(written.origins, ['-', 'unknown', 'agent', '-']);
    written.decide(key, 'agent', { ...AI, confidence: 'certain' });
    assert.deepEqual(written.origins, ['-', 'unknown', 'agent', '-']);
  });

  it('gives way to evidence that is as strong or stronger, and to no weaker one', () => {
    const written = new WrittenText();
    const key = written.edit({ offset: 0, insert: 'from somewhere' });
    written.decide(key, 'external', { confidence: 'likely' });
    written.decide(key, 'typed', { confidence: 'guess' });
    assert.deepEqual(written.origins, ['external']);
    written.decide(key, 'agent', { confidence: 'likely', ...AI });
    assert.deepEqual(written.origins, ['agent']);
    written.decide(key, 'agent', { confidence: 'certain', ...AI });
    assert.equal(written.provenance.lineOrigins(written.lines)[0]?.confidence, 'certain');
    written.decide(key, 'agent', { confidence: 'likely', ...AI });
    assert.equal(written.provenance.lineOrigins(written.lines)[0]?.confidence, 'certain');
  });

  it('holds for keys and tools for good', () => {
    const written = new WrittenText();
    const key = written.edit({ offset: 0, insert: 'x' });
    written.decide(key, 'typed');
    written.decide(key, 'completion', AI);
    assert.deepEqual(written.origins, ['typed']);
  });

  it('is restated by a correction, in all documents and copies', () => {
    const shared = sharedByWindow();
    const source = new WrittenText('', shared);
    source.write(FUNCTION, 'completion', AI);
    const copy = new WrittenText('', shared, 'file:///copy.ts');
    copy.decide(copy.edit({ offset: 0, insert: FUNCTION }), 'pasted', {}, [source]);
    source.restate('id1', 'typed');
    assert.deepEqual(source.origins, ['typed', 'typed', 'typed', '-']);
    assert.deepEqual(copy.origins, ['typed', 'typed', 'typed', '-']);
    // It stays the last word, also for a part of it that comes later, until it is taken back.
    source.restate('id1', 'pasted');
    source.decide(source.edit({ offset: 0, insert: 'more();\n' }), 'completion', { confidence: 'certain', ...AI });
    assert.deepEqual(source.origins, ['pasted', 'pasted', 'pasted', 'pasted', '-']);
    source.restate('id1');
    assert.deepEqual(source.origins, ['completion', 'completion', 'completion', 'completion', '-']);
  });
});

describe('undo and redo', () => {
  it('bring back whose text it was, of several places with the same text too', () => {
    const written = new WrittenText();
    written.type('name\n');
    written.write('name\n', 'completion', AI);
    const before = written.authors;
    const places = (length: number) => [
      { offset: length + 1, remove: length },
      { offset: 0, remove: length },
    ];
    written.decide(written.edit(places(4).map((place) => ({ ...place, insert: 'other1' }))), 'tool');
    const between = written.authors;
    written.edit(
      [
        { offset: 7, remove: 6, insert: 'name' },
        { offset: 0, remove: 6, insert: 'name' },
      ],
      'undo',
    );
    assert.deepEqual(written.authors, before);
    written.edit(
      places(4).map((place) => ({ ...place, insert: 'other1' })),
      'redo',
    );
    assert.deepEqual(written.authors, between);
  });

  it('take several keys back at once', () => {
    const written = new WrittenText('    ');
    written.write('accepted', 'completion', AI);
    written.type('abc', 2);
    written.edit({ offset: 8, remove: 1 });
    written.edit({ offset: 7, remove: 1 });
    written.edit([{ offset: 7, insert: 'ac' }], 'undo');
    written.edit([{ offset: 2, remove: 3 }], 'undo');
    assert.deepEqual(written.origins, ['completion']);
    assert.equal(written.text, '    accepted');
    assert.equal(new Set(written.authors.slice(4)).size, 1);
  });

  it('that lead to no text that is remembered leave what came back to nobody', () => {
    const written = new WrittenText('old text that nobody saw');
    written.type('typed', 0);
    const key = written.edit({ offset: 0, insert: 'back again from long ago\n' }, 'undo');
    written.decide(key, 'restored');
    assert.equal(written.origins[0], 'unknown');
  });

  it('restore what was decided meanwhile', () => {
    const written = new WrittenText();
    const key = written.edit({ offset: 0, insert: 'accepted' });
    written.edit({ offset: 0, remove: 8 }, 'undo');
    written.decide(key, 'completion', AI);
    written.edit({ offset: 0, insert: 'accepted' }, 'redo');
    assert.deepEqual(written.origins, ['completion']);
  });
});

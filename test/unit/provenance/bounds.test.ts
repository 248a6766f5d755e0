import assert from 'node:assert/strict';
import { openAuthor } from '../../../src/domain/provenance/author.ts';
import { LostLines } from '../../../src/domain/provenance/lineTexts.ts';
import { WrittenText } from '../../support/writtenText.ts';

describe('provenance beyond its bounds', () => {
  it('says unknown of the whole document rather than being slow', () => {
    const written = new WrittenText('x\n'.repeat(30_000));
    for (let count = 0; count < 21_000; count += 1) {
      const key = written.edit({ offset: 59_999 - 2 * count, insert: 'ab' });
      if (count % 2 === 0) written.decide(key, 'completion', { acceptance: String(count) });
    }
    assert.deepEqual(new Set(written.origins), new Set(['unknown', '-']));
    assert.equal(written.provenance.runs().length, 1, 'nothing is kept');
  });

  it('remembers a bounded number of lines that left their documents', () => {
    const lost = new LostLines();
    const author = openAuthor();
    for (let at = 0; at < 6_000; at += 1) {
      lost.add(new Map([[`line ${String(at)}`, { document: 'a', author, at }]]), 300);
    }
    assert.deepEqual([lost.of('a', 'line 999'), lost.of('a', 'line 1000')], [undefined, author]);
    lost.add(new Map([['of a long text', { document: 'a', author, at: 0 }]]), 1_999_000);
    assert.deepEqual([lost.of('a', 'line 5996'), lost.of('a', 'line 5997')], [undefined, author]);
  });

  it('follows a text of 50 MB that replaces another one, and what is around it', () => {
    const written = new WrittenText();
    written.type('// before\n// behind');
    const lines = (text: string): string => `${text}\n`.repeat(2_500_000);
    written.write(lines('const generated = 1'), 'external', { offset: 10 });
    written.decide(written.edit({ offset: 10, remove: 50_000_000, insert: lines('const generated = 2') }), 'external');
    written.decide(written.edit({ offset: 10, remove: 50_000_000, insert: 'short;\n' }), 'external');
    assert.deepEqual(written.origins, ['typed', 'external', 'typed']);
  });

  it('says so of a document of which it could not follow an edit', () => {
    const written = new WrittenText('text');
    const { provenance } = written;
    const change = { line: 0, character: 0, offset: 0, removed: undefined, inserted: 'a' };
    provenance.apply({
      key: 'k',
      changes: [change],
      history: undefined,
      comparison: { keptBy: () => [] } as never,
      at: 0,
    });
    assert.deepEqual(written.origins, ['unknown']);
  });
});

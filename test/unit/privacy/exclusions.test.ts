import assert from 'node:assert/strict';
import { readExclusions, unusableInWords, withContents } from '../../../src/domain/privacy/exclusions.ts';

describe('what is excluded', () => {
  it('is what all scopes name together, each once', () => {
    const read = readExclusions([
      ['**/a', 'remote:Git.Example.COM.'],
      ['**/a', ' b/** ', 'remote: git.example.com'],
    ]);
    assert.deepEqual(read, { globs: ['**/a', 'b/**'], hosts: ['git.example.com'], unusable: [] });
    assert.equal(unusableInWords(read), '');
  });

  const unusable: [unknown, RegExp][] = [
    ['secrets', /"secrets" is no list/u],
    [{ a: true }, /is no list/u],
    [[7], /7 is no text/u],
    [[null], /null is no text/u],
    [[''], /"" is no text/u],
    [['remote:'], /name of a host alone/u],
    [['remote:https://git.example.com/'], /name of a host alone/u],
    [['remote:git.example.com:22'], /name of a host alone/u],
    [['!src/**'], /nothing can be taken away/u],
    [['**/{a,b'], /without its other half/u],
    [['[a-'], /without its other half/u],
    [['a}'], /without its other half/u],
  ];
  for (const [value, words] of unusable) {
    it(`is not ${JSON.stringify(value)}, which is said, and the rest is in force`, () => {
      const read = readExclusions([value, ['**/kept']]);
      assert.deepEqual(read.globs, ['**/kept']);
      assert.match(unusableInWords(read), words);
      assert.match(unusableInWords(read), /All others are in force/u);
    });
  }

  it('shows of a long entry its beginning only', () => {
    assert.ok(unusableInWords(readExclusions(['x'.repeat(10_000)])).length < 250);
  });

  it('includes what is in a folder that is named', () => {
    assert.deepEqual(withContents('**/secrets/'), ['**/secrets', '**/secrets/**']);
    assert.deepEqual(withContents('**/secrets/**'), ['**/secrets/**']);
    assert.deepEqual(withContents('/'), ['/', '//**']);
  });
});

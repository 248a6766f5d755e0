import assert from 'node:assert/strict';
import { readCommitObject } from '../../../src/domain/commits/commitObject.ts';

const commit = (author: string, more = ''): string =>
  `tree a\n${more}author Me <me@example.com> ${author}\ncommitter Me <me@example.com> 1700000001 +0000\n\nTitle\n`;

describe('a commit as git stores it', () => {
  it('has what local time was ahead of UTC for its author, in minutes', () => {
    const offsets = { '+0100': 60, '+0545': 345, '-0330': -210, '-0800': -480, '+0000': 0, '-0000': 0 };
    for (const [zone, offset] of Object.entries(offsets)) {
      const { author, committer } = readCommitObject(commit(`1700000000 ${zone}`))!;
      assert.deepEqual(author, { mail: 'me@example.com', at: 1_700_000_000_000, offset });
      assert.equal(committer.offset, 0);
    }
  });

  it('is none without a date that can be read', () => {
    for (const date of ['1700000000', '-5 +0000', '1700000000 +01:00', 'x +0100', '1700000000 +0100 x']) {
      assert.equal(readCommitObject(commit(date)), undefined);
    }
  });

  it('has its parents, of which no commit has very many', () => {
    const parents = (count: number): string => `parent ${'a'.repeat(40)}\n`.repeat(count);
    assert.equal(readCommitObject(commit('1700000000 +0000', parents(2)))?.parents.length, 2);
    assert.equal(readCommitObject(commit('1700000000 +0000', parents(17))), undefined);
  });
});

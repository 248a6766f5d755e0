import assert from 'node:assert/strict';
import { linesByGroup } from '../../../src/domain/debt/lineGroups.ts';
import { UNKNOWN } from '../../../src/domain/provenance/lineOrigin.ts';
import { originOf } from '../../support/explainedRepository.ts';

describe('the groups of new lines', () => {
  const groups = (lines: readonly string[], added = [{ first: 1, last: lines.length }]) => {
    const { typed, ai, probable, unseen } = linesByGroup({ lines, origins: lines.map(originOf), added });
    return [typed, ai, probable, unseen];
  };

  it('are by who wrote them; a guess, an unknown one and what came from elsewhere are unseen', () => {
    assert.deepEqual(groups(['typed', 'typed', 'ai', 'likely', 'guess', 'pasted', 'nobody']), [2, 1, 1, 3]);
    const lines = ['x', 'y'];
    assert.equal(linesByGroup({ lines, origins: [UNKNOWN], added: [{ first: 1, last: 2 }] }).unseen, 2);
  });

  it('count no blank line, none twice, none that is not new, and none that there is not', () => {
    assert.deepEqual(groups(['ai', ' \t', '', 'typed', 'ai']), [1, 2, 0, 0]);
    assert.deepEqual(groups(['ai', 'typed', 'ai'], [{ first: 2, last: 2 }]), [1, 0, 0, 0]);
    const added = [
      { first: 0, last: 1 },
      { first: 1, last: 900 },
    ];
    assert.deepEqual(groups(['ai', 'typed'], added), [1, 1, 0, 0]);
    assert.deepEqual(groups([], added), [0, 0, 0, 0]);
  });
});

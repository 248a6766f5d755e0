import assert from 'node:assert/strict';
import { snoozeLength } from '../../../src/domain/blocks/snoozeLength.ts';

describe('the length of a snooze', () => {
  it('is in minutes', () => {
    for (const version of ['1.106.0', '1.139.1', '1.140.0-insider', '2.0.0', 'of a fork']) {
      assert.equal(snoozeLength(20, version), 20, version);
    }
  });

  it('is in milliseconds before VS Code 1.106', () => {
    for (const version of ['1.103.2', '1.105.1', '1.99.3']) assert.equal(snoozeLength(20, version), 1_200_000, version);
  });

  it('is never nothing, for which VS Code opens a list', () => {
    assert.ok(snoozeLength(0, '1.139.1') > 0);
    assert.ok(snoozeLength(0, '1.103.2') > 0);
  });
});

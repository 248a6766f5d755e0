import assert from 'node:assert/strict';
import { filePath, matchesPath } from '../../../src/domain/events/filePath.ts';
import { hiddenUri } from '../../../src/domain/privacy/hiddenName.ts';
import { AcceptanceLog } from '../../../src/features/record-edits/acceptanceLog.ts';
import { FakeTime, MemoryJournal, MemoryLog, RECORDED } from '../../support/fakes.ts';

const HIDDEN = { uri: hiddenUri('3f2a91c0deadbeef'), folder: hiddenUri('0000000000000001') };

describe('a hidden name', () => {
  it('is shown as a hidden file, and found by itself', () => {
    assert.equal(filePath(HIDDEN), 'hidden file 3f2a91c0');
    assert.ok(matchesPath(HIDDEN, HIDDEN.uri));
    assert.ok(!matchesPath(HIDDEN, 'src/retry.ts'));
  });

  it('stands for the real one wherever something is recorded', () => {
    const journal = new MemoryJournal(new FakeTime());
    const acceptances = new AcceptanceLog(journal, new MemoryLog(), () => HIDDEN);
    acceptances.record(RECORDED);
    acceptances.recordCounts({ uri: RECORDED.uri, folder: RECORDED.folder ?? '', language: 'typescript', counts: {} });
    assert.doesNotMatch(JSON.stringify(journal.events), /retry|project/u);
    assert.equal(journal.events.length, 2);
  });
});

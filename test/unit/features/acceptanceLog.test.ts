import assert from 'node:assert/strict';
import type { Acceptance } from '../../../src/domain/attribution/acceptance.ts';
import { AcceptanceLog } from '../../../src/features/record-edits/acceptanceLog.ts';
import { FakeTime, MemoryJournal, MemoryLog, RECORDED } from '../../support/fakes.ts';

function setUp() {
  const time = new FakeTime();
  const journal = new MemoryJournal(time);
  const log = new MemoryLog();
  return { time, journal, log, acceptances: new AcceptanceLog(journal, log) };
}

describe('acceptances', () => {
  it('are told once they are recorded', async () => {
    const { acceptances } = setUp();
    const told: Acceptance[] = [];
    acceptances.onDidRecord((one) => told.push(one));
    acceptances.record(RECORDED);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(told.length, 1);
    assert.equal(told[0]?.path, 'src/retry.ts');
    assert.equal(told[0].lines, 3);
    assert.equal(told[0].characters, 25);
    assert.equal(told[0].line, 3);
    assert.match(told[0].reason, /key/u);
  });

  it('reach every listener, also after one that throws', async () => {
    const { acceptances, log } = setUp();
    let calls = 0;
    acceptances.onDidRecord(() => {
      throw new Error('not mine');
    });
    const second = acceptances.onDidRecord(() => (calls += 1));
    acceptances.record(RECORDED);
    await new Promise((resolve) => setImmediate(resolve));
    second.dispose();
    acceptances.record(RECORDED);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(calls, 1);
    assert.equal(log.lines.length, 2);
  });
});

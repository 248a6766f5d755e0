import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checksum } from '../../src/storage/checksum.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { LedgerDatabase } from '../../src/storage/ledger/ledgerDatabase.ts';
import { eventOf, ledgerName, loadSqlite, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const MINE = sessionOf('a');
const ID = `${MINE}:0`;
const [BEGUN, SET] = [Date.UTC(2026, 10, 18, 9), Date.UTC(2026, 10, 18, 8, 30)];

/** The last schema that knew neither of what kind the task of a block is, nor that a clock was set back in one. */
const BEFORE_CLOCKS = 10;

describe('a ledger of an earlier version of Grasp', () => {
  const folders = temporaryFolder();

  /** What that version made of the journal: all of it read, and left out what it did not know. */
  async function publishAsBefore(): Promise<void> {
    const path = join(folders.path, 'ledger', ledgerName(1));
    const whole = await readFile(path);
    const database = new LedgerDatabase(await loadSqlite(), whole.subarray(0, whole.lastIndexOf('\ngrasp-ledger')));
    database.run(`DELETE FROM block_run WHERE json_extract(said, '$.change') = 'clock-set'`);
    database.run(`UPDATE block_run SET said = json_remove(said, '$.kind')`);
    const bytes = database.export();
    database.close();
    await rm(path);
    const trailer = Buffer.from(`\ngrasp-ledger ${checksum(bytes)}\n`);
    const name = ledgerName(2, BEFORE_CLOCKS);
    await writeFile(join(folders.path, 'ledger', name), Buffer.concat([bytes, trailer]));
  }

  it('is no answer to what it left out of blocks', async () => {
    const events = [
      { change: 'begun', until: BEGUN + 5_400_000, title: 'Parser', kind: 'fix' },
      { change: 'clock-set', of: ID, until: SET + 5_400_000 },
    ].map((p, n) => eventOf(MINE, n, { k: 'block-run', p }));
    await mkdir(join(folders.path, 'journal'));
    await writeFile(join(folders.path, 'journal', `${MINE}.jsonl`), events.map(encodeLine).join(''));
    const first = await openLedger(folders.path);
    await first.catchUp();
    await first.publish();
    first.close();
    await publishAsBefore();
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    const told = await ledger.explanation('blockRuns', 0, false);
    ledger.close();
    assert.deepEqual(
      told.map((one) => [one.change, 'kind' in one ? one.kind : undefined]),
      [
        ['begun', 'fix'],
        ['clock-set', undefined],
      ],
    );
  });
});

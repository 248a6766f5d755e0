import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { readAllJournals } from '../support/journals.ts';
import { LEDGER_SCHEMA } from '../../src/storage/ledger/ledgerTables.ts';
import { eventOf, journalOf, ledgerName, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { assertLedgerIsWhole } from './chaos/oracle.ts';

const MINE = sessionOf('a');
const LATER = sessionOf('b');

describe('a later version of Grasp that writes in the same folder', () => {
  const folders = temporaryFolder();
  let journals = '';
  let ledgers = '';

  beforeEach(async () => {
    journals = join(folders.path, 'journal');
    ledgers = join(folders.path, 'ledger');
    await mkdir(journals);
    await mkdir(ledgers);
    await writeFile(join(journals, `${MINE}.jsonl`), journalOf(MINE, 2));
  });

  /** An acceptance, a follow-up of an old one and something unheard of, all of a version that this one does not know. */
  function laterEvents(): string {
    const p = { of: `${MINE}:0`, state: 'deleted' };
    const events = [{}, { k: 'acceptance-state', p }, { k: 'dream', p: { deep: [1] } }];
    return events.map((part, n) => encodeLine(eventOf(LATER, n, { v: 2, ...part, extra: true }))).join('');
  }

  it('has its events kept and counted, and nothing is published meanwhile', async () => {
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    await ledger.publish();
    const before = ledger.answer({});
    await writeFile(join(journals, `${LATER}.jsonl`), laterEvents());
    await appendFile(join(journals, `${MINE}.jsonl`), encodeLine(eventOf(MINE, 4)));
    assert.equal(await ledger.catchUp(), true);
    await ledger.publish();
    const after = ledger.answer({});
    assert.deepEqual([before.newer, after.newer], [false, true]);
    assert.equal(after.events, before.events + 4);
    assert.equal(after.acceptancesEver, before.acceptancesEver + 1, 'what is not understood is not interpreted');
    assert.equal(after.acceptances[0]?.state, 'reverted');
    assert.deepEqual(await readdir(ledgers), [ledgerName(1)]);
    const { events } = await assertLedgerIsWhole(folders.path);
    assert.deepEqual(
      events.filter(({ v }) => v === 2).map((event) => event['extra']),
      [true, true, true],
    );
    ledger.close();
  });

  it('may write kinds that are unknown: they are kept, counted, and no reason to stop', async () => {
    await appendFile(join(journals, `${MINE}.jsonl`), encodeLine(eventOf(MINE, 4, { k: 'dream', p: { deep: [1] } })));
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    await ledger.publish();
    const { newer, events } = ledger.answer({});
    assert.deepEqual([newer, events], [false, 5]);
    assert.deepEqual(await readdir(ledgers), [ledgerName(1)]);
    assert.equal((await readAllJournals(journals)).events.at(-1)?.k, 'dream');
    ledger.close();
  });

  it('has its ledger left alone, until it is gone', async () => {
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    await ledger.publish();
    const published = [ledgerName(1), ledgerName(1, LEDGER_SCHEMA + 1), ledgerName(2, LEDGER_SCHEMA + 1)];
    for (const name of published.slice(1)) await writeFile(join(ledgers, name), 'for that version alone');
    await appendFile(join(journals, `${MINE}.jsonl`), encodeLine(eventOf(MINE, 4)));
    assert.equal(await ledger.catchUp(), true, 'what can be said is no longer the same');
    assert.equal(await ledger.catchUp(), false);
    const { newer, acceptances } = ledger.answer({});
    assert.deepEqual([newer, acceptances], [true, []]);
    await ledger.publish();
    assert.deepEqual((await readdir(ledgers)).sort(), published.toSorted());
    for (const name of published.slice(1)) await rm(join(ledgers, name));
    assert.equal(await ledger.catchUp(), true);
    assert.equal(ledger.answer({}).acceptances.length, 3);
    await ledger.publish();
    assert.deepEqual((await readdir(ledgers)).sort(), [ledgerName(1), ledgerName(2)]);
    ledger.close();
    await assertLedgerIsWhole(folders.path);
  });

  it('may publish at the very moment when this one does: nothing is overwritten or removed', async () => {
    const late = join(ledgers, ledgerName(9, LEDGER_SCHEMA + 1));
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    await writeFile(late, 'for that version alone');
    await ledger.publish();
    assert.ok((await readdir(ledgers)).includes(ledgerName(9, LEDGER_SCHEMA + 1)));
    assert.equal(await ledger.catchUp(), true);
    assert.equal(ledger.answer({}).newer, true);
    ledger.close();
  });

  it('finds ledgers of an earlier one removed, once this one has published its own', async () => {
    await writeFile(join(ledgers, ledgerName(5, LEDGER_SCHEMA - 1)), 'of an earlier version');
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    await ledger.publish();
    ledger.close();
    assert.deepEqual(await readdir(ledgers), [ledgerName(6)]);
  });
});

import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { journalOf, ledgerName, loadSqlite, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { assertLedgerIsWhole, dumpOf } from './chaos/oracle.ts';

/** So many bytes apart are the places that are damaged: every part of the file, in seconds. */
const APART = 397;

describe('a damaged ledger', () => {
  const folders = temporaryFolder();
  let newest = '';
  let older = '';
  let right = '';

  beforeEach(async () => {
    const journals = join(folders.path, 'journal');
    await mkdir(journals);
    for (const digit of ['a', 'b']) {
      await writeFile(join(journals, `${sessionOf(digit)}.jsonl`), journalOf(sessionOf(digit), 20));
      const ledger = await openLedger(folders.path);
      await ledger.catchUp();
      await ledger.publish();
      right = ledger.dump();
      ledger.close();
    }
    const names = (await readdir(join(folders.path, 'ledger'))).sort();
    assert.deepEqual(names, [ledgerName(1), ledgerName(2)]);
    [older = '', newest = ''] = names.map((name) => join(folders.path, 'ledger', name));
  });

  /** Folds, with a ledger opened as windows do it, and says whether that began with a published one. */
  async function opened(): Promise<{ dump: string; folded: boolean }> {
    const ledger = await openLedger(folders.path);
    const folded = await ledger.catchUp();
    const dump = ledger.dump();
    ledger.close();
    return { dump, folded };
  }

  it('is not taken, whichever bit was flipped', async () => {
    const whole = await readFile(newest);
    assert.deepEqual(await opened(), { dump: right, folded: false }, 'the newest one says it all');
    for (let at = 0; at < whole.length; at += at < whole.length - 30 ? APART : 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      await writeFile(newest, bytes);
      assert.deepEqual(await opened(), { dump: right, folded: true }, `byte ${String(at)}`);
    }
  });

  it('is not taken when it was cut off, or is empty', async () => {
    const whole = await readFile(newest);
    const lengths = [0, 1, 21, 22, 23, 512, 4_096, whole.length - 4_096, whole.length - 22, whole.length - 1];
    for (const length of lengths) {
      await writeFile(newest, whole.subarray(0, length));
      assert.deepEqual(await opened(), { dump: right, folded: true }, `${String(length)} bytes`);
    }
  });

  it('is made anew from the journals when both are damaged', async () => {
    for (const broken of [Buffer.alloc(0), Buffer.alloc(9_000), Buffer.from('no database '.repeat(900))]) {
      await writeFile(newest, broken);
      await writeFile(older, broken);
      assert.deepEqual(await opened(), { dump: right, folded: true });
    }
    await assertLedgerIsWhole(folders.path);
  });

  it('leaves its place to the next one that is published', async () => {
    await writeFile(newest, 'garbage');
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    await ledger.publish();
    ledger.close();
    const names = (await readdir(join(folders.path, 'ledger'))).sort();
    assert.deepEqual(names, [ledgerName(1), ledgerName(3)]);
    assert.deepEqual(await opened(), { dump: right, folded: false });
  });

  it('is not taken when it is a database of something else, not even with a right checksum', async () => {
    const sql = await loadSqlite();
    for (const tables of ['CREATE TABLE other (a)', 'CREATE TABLE journal (name, bytes)', '']) {
      const database = new sql.Database();
      database.run(tables);
      const bytes = Buffer.from(database.export());
      database.close();
      for (const end of ['', `\ngrasp-ledger ${crc32(bytes).toString(16).padStart(8, '0')}\n`]) {
        await writeFile(newest, Buffer.concat([bytes, Buffer.from(end)]));
        assert.equal((await opened()).dump, right, tables + end);
      }
    }
  });

  it('says nothing any more of a journal that is gone', async () => {
    const inUse = await openLedger(folders.path);
    await inUse.catchUp();
    await rm(join(folders.path, 'journal', `${sessionOf('a')}.jsonl`));
    const { dump } = await opened();
    assert.equal(dump, await dumpOf(folders.path, 'journals'));
    assert.notEqual(dump, right);
    assert.equal(await inUse.catchUp(), true);
    assert.equal(inUse.dump(), dump);
    await rm(join(folders.path, 'journal'), { recursive: true });
    assert.equal((await opened()).dump, await dumpOf(folders.path, 'journals'));
    assert.equal(await inUse.catchUp(), true, 'it has changed: there is nothing any more');
    assert.equal(inUse.dump(), await dumpOf(folders.path, 'journals'));
    inUse.close();
  });

  it('does not keep another one from being published when it can not be removed', async () => {
    await rm(older);
    await mkdir(older);
    const ledger = await openLedger(folders.path);
    await ledger.catchUp();
    await ledger.publish();
    await ledger.publish();
    ledger.close();
    const names = (await readdir(join(folders.path, 'ledger'))).sort();
    assert.deepEqual(names, [ledgerName(1), ledgerName(3), ledgerName(4)]);
  });
});

import assert from 'node:assert/strict';
import { link, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packEnded } from '../../src/storage/journal/packEnded.ts';
import { packJournal } from '../../src/storage/journal/packedJournal.ts';
import { readAllJournals } from '../support/journals.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { publishFile, sweepDrafts } from '../../src/storage/publishFile.ts';
import type { Step } from '../../src/storage/steps.ts';
import { journalOf, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { assertLedgerIsWhole } from './chaos/oracle.ts';

const BYTES = Buffer.from('what is published');

describe('a published file', () => {
  const folders = temporaryFolder();

  function failing(code: string): typeof link {
    return () => Promise.reject(Object.assign(new Error(code), { code }));
  }

  function publish(bytes: Buffer, hardLink?: typeof link, steps: Step[] = []): Promise<boolean> {
    const reached = (step: Step): void => void steps.push(step);
    return publishFile(join(folders.path, 'to'), 'name', bytes, { reached, ...(hardLink && { hardLink }) });
  }

  async function published(): Promise<[names: string[], content: string]> {
    const names = await readdir(join(folders.path, 'to'));
    return [names, await readFile(join(folders.path, 'to', 'name'), 'utf8')];
  }

  it('is there whole, and its draft is not', async () => {
    const steps: Step[] = [];
    assert.equal(await publish(BYTES, undefined, steps), true);
    assert.deepEqual(await published(), [['name'], BYTES.toString()]);
    assert.deepEqual(steps, ['draft-begun', 'draft-flushed', 'draft-linked', 'draft-removed']);
  });

  for (const code of ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EACCES', 'EINVAL']) {
    it(`is written under its name where there are no hard links (${code}), and never over another one`, async () => {
      assert.equal(await publish(BYTES, failing(code)), true);
      assert.deepEqual(await published(), [['name'], BYTES.toString()]);
      assert.equal(await publish(Buffer.from('another'), failing(code)), false);
      assert.equal(await publish(Buffer.from('another')), false);
      assert.deepEqual(await published(), [['name'], BYTES.toString()]);
    });
  }

  it('of many who publish at once is that of one of them', async () => {
    for (const hardLink of [undefined, failing('EPERM')]) {
      const all = Array.from({ length: 8 }, (_, at) => publish(Buffer.from(String(at)), hardLink));
      const won = (await Promise.all(all)).flatMap((isOurs, at) => (isOurs ? [String(at)] : []));
      assert.equal(won.length, 1);
      assert.deepEqual(await published(), [['name'], won[0]]);
      await rm(join(folders.path, 'to'), { recursive: true });
    }
  });

  it('is not there when the disk fails, and neither is its draft', async () => {
    await assert.rejects(publish(BYTES, failing('EIO')), { code: 'EIO' });
    assert.deepEqual(await readdir(join(folders.path, 'to')), []);
  });

  it('is published also when its draft can not be removed', async () => {
    const blocking: typeof link = async (draft, target) => {
      await link(draft, target);
      await rm(draft);
      await mkdir(draft);
    };
    assert.equal(await publish(BYTES, blocking), true);
  });

  it('leaves a draft when it dies: it is swept when it is an hour old', async () => {
    const now = Date.now();
    const old = new Date(now - 3_700_000);
    const names = ['.draft-00000000000a', '.draft-00000000000b', 'name', '.other'];
    for (const name of names) await writeFile(join(folders.path, name), 'x');
    for (const name of names.slice(1)) await utimes(join(folders.path, name), old, old);
    await sweepDrafts(folders.path, now);
    assert.deepEqual((await readdir(folders.path)).sort(), ['.draft-00000000000a', '.other', 'name']);
  });

  it('is no matter in a folder that is not there yet', async () => {
    await sweepDrafts(join(folders.path, 'nowhere'), Date.now());
  });

  it('that a crash left half-written, without hard links, costs no event, and its original stays', async () => {
    const journals = join(folders.path, 'journal');
    await mkdir(journals);
    const s = sessionOf('a');
    const seal = { v: 1, s, n: 8, t: 1, h: 9e12, z: 'UTC', o: 0, k: 'seal', p: { why: 'closed' } };
    const text = Buffer.from(journalOf(s, 4) + encodeLine(seal));
    await writeFile(join(journals, `${s}.jsonl`), text);
    const packed = packJournal(text);
    for (const end of [0, 1, 30, packed.length / 2 - 9]) {
      await writeFile(join(journals, `${s}.jsonl.gz`), packed.subarray(0, end));
      await packEnded(journals, { now: Date.now(), reached: () => undefined });
      assert.deepEqual((await readdir(journals)).sort(), [`${s}.jsonl`, `${s}.jsonl.gz`]);
      assert.equal((await readAllJournals(journals)).events.length, 9);
      await assertLedgerIsWhole(folders.path);
    }
  });
});

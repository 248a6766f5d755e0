import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addLineKeys,
  ensureLineKeys,
  lineKeyIds,
  lineKeyTexts,
  readLineKeys,
} from '../../src/storage/keys/lineKeys.ts';
import { ensureNameKeys } from '../../src/storage/keys/nameKeys.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('the key by which lines are known again', () => {
  const folders = temporaryFolder();
  const keys = (): string => join(folders.path, 'keys');
  const other = (): string => join(folders.path, 'other');

  it('lies beside the one for names, made once by however many windows, for the owner alone', async () => {
    await ensureNameKeys(keys());
    const made = await Promise.all(Array.from({ length: 20 }, () => ensureLineKeys(keys())));
    assert.equal(new Set(made.map(([key]) => key?.id)).size, 1);
    assert.deepEqual((await readdir(keys())).sort(), ['lines-0001.key', 'names-0001.key']);
    assert.equal((await stat(join(keys(), 'lines-0001.key'))).mode & 0o777, 0o600);
    assert.match(made[0]?.[0]?.hash('const a = 1;') ?? '', /^[\w-]{11}$/u);
    assert.notEqual(made[0]?.[0]?.hash('const a = 1;'), made[0]?.[0]?.hash('const b = 1;'));
  });

  it('hashes as every HMAC of SHA-256 does', async () => {
    const [key] = await ensureLineKeys(keys());
    const secret = Buffer.from((await lineKeyTexts(keys()))[0]?.slice(0, 64) ?? '', 'hex');
    for (const text of ['', 'const a = 1;', 'über\nzwei 🎓', '\ud800', 'x'.repeat(10_000), '']) {
      const hash = createHmac('sha256', secret).update(text).digest().subarray(0, 8).toString('base64url');
      assert.equal(key?.hash(text), hash);
    }
  });

  it('that is damaged is passed over, and stays where it is', async () => {
    await mkdir(keys());
    await writeFile(join(keys(), 'lines-0001.key'), `${'0'.repeat(64)} ${'0'.repeat(16)}\n`);
    const [key] = await ensureLineKeys(keys());
    assert.deepEqual(await readdir(keys()), ['lines-0001.key', 'lines-0002.key']);
    assert.deepEqual(
      (await readLineKeys(keys())).map(({ id }) => id),
      [key?.id],
    );
  });

  it('from elsewhere comes behind the one that is made here, once', async () => {
    const [there] = await ensureLineKeys(other());
    const texts = await lineKeyTexts(other());
    assert.deepEqual(lineKeyIds(texts), [there?.id]);
    assert.equal(await addLineKeys(keys(), texts), 1);
    assert.equal(await addLineKeys(keys(), [...texts, ...texts]), 0);
    const [own, taken, ...more] = await readLineKeys(keys());
    assert.deepEqual([taken?.id, more.length], [there?.id, 0]);
    assert.notEqual(own?.id, there?.id);
    assert.equal(taken?.hash('the same line'), there?.hash('the same line'));
  });

  it('from elsewhere is none when it is not whole, and there is an end to them', async () => {
    await ensureLineKeys(other());
    const [text = ''] = await lineKeyTexts(other());
    const wrong = [text.slice(1), text.replace(/.$/u, (digit) => (digit === '0' ? '1' : '0')), `${text}\n`, '', 'key'];
    assert.deepEqual(lineKeyIds(wrong), []);
    assert.equal(await addLineKeys(keys(), wrong), 0);
    const many: string[] = [];
    for (let at = 0; at < 70; at += 1) {
      const folder = join(folders.path, `many${String(at)}`);
      await ensureLineKeys(folder);
      many.push(...(await lineKeyTexts(folder)));
    }
    assert.equal(await addLineKeys(keys(), many), 63);
    assert.equal((await readdir(keys())).length, 64);
  });
});

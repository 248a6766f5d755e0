import assert from 'node:assert/strict';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureNameKeys, readNameKeys } from '../../src/storage/keys/nameKeys.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('the key by which names are hidden', () => {
  const folders = temporaryFolder();
  const keys = (): string => join(folders.path, 'keys');

  it('is made once, however many windows ask for it at once, and is for the owner alone', async () => {
    assert.deepEqual(await readNameKeys(keys()), []);
    const made = await Promise.all(Array.from({ length: 20 }, () => ensureNameKeys(keys())));
    assert.equal(new Set(made.map(([key]) => key?.id)).size, 1);
    const names = await readdir(keys());
    assert.deepEqual(names, ['names-0001.key']);
    assert.equal((await stat(join(keys(), names[0] ?? ''))).mode & 0o777, 0o600);
    const [key] = await readNameKeys(keys());
    assert.match(key?.hash('file:///a') ?? '', /^[0-9a-f]{16}$/u);
    assert.equal(key?.hash('file:///a'), made[7]?.[0]?.hash('file:///a'));
    assert.notEqual(key?.hash('file:///a'), key?.hash('file:///b'));
  });

  it('is another one in another folder', async () => {
    const [here] = await ensureNameKeys(keys());
    const [there] = await ensureNameKeys(join(folders.path, 'other'));
    assert.notEqual(here?.hash('file:///a'), there?.hash('file:///a'));
  });

  it('that is damaged is passed over, and stays where it is', async () => {
    await ensureNameKeys(keys());
    await writeFile(join(keys(), 'names-0001.key'), 'ab');
    const [key] = await ensureNameKeys(keys());
    assert.ok(key !== undefined);
    assert.deepEqual(await readdir(keys()), ['names-0001.key', 'names-0002.key']);
    assert.deepEqual(
      (await readNameKeys(keys())).map(({ id }) => id),
      [key.id],
    );
  });
});

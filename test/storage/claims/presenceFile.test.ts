import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PresenceFile } from '../../../src/storage/claims/presenceFile.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('when somebody was last seen', () => {
  const folders = temporaryFolder();

  it('is the time of a file, the same in all windows', async () => {
    const path = join(folders.path, 'claims', 'seen');
    let now = 1_700_000_000_000;
    const [one, other] = [new PresenceFile(path, () => now), new PresenceFile(path, () => now)];
    assert.equal(await one.latest(), undefined);
    await one.touch();
    assert.equal(await other.latest(), now);
    now += 60_000;
    await other.touch();
    assert.equal(await one.latest(), now);
  });

  it('rejects where the disk does not take it', async () => {
    await writeFile(join(folders.path, 'file'), '');
    await assert.rejects(new PresenceFile(join(folders.path, 'file', 'seen'), () => 1).touch());
  });
});

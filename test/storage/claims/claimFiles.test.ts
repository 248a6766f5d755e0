import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClaimFiles } from '../../../src/storage/claims/claimFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const CHILD = join(import.meta.dirname, 'claimingChild.ts');
const WINDOWS = 8;
const NAMES = 40;
const DAY = 86_400_000;

describe('what one window of many does', () => {
  const folders = temporaryFolder();

  it('is claimed by exactly one of eight processes at once, name for name', async () => {
    const folder = join(folders.path, 'claims');
    const children = Array.from({ length: WINDOWS }, () => fork(CHILD, [folder, String(NAMES)]));
    await Promise.all(children.map((child) => once(child, 'message')));
    const all = children.map(async (child: ChildProcess) => {
      const answer = once(child, 'message') as Promise<[number[]]>;
      child.send('go');
      return (await answer)[0];
    });
    const got = (await Promise.all(all)).flat();
    assert.deepEqual(
      got.sort((one, other) => one - other),
      Array.from({ length: NAMES }, (_, at) => at),
    );
    assert.equal((await readdir(folder)).length, NAMES);
  });

  it('stays claimed for who comes later, and is for the person alone', async () => {
    const folder = join(folders.path, 'claims');
    const [one, other] = [1, 2].map(() => new ClaimFiles(folder, Date.now));
    assert.equal(await one!.isClaimed('nudge.a'), false);
    assert.equal(await one!.claim('nudge.a'), true);
    assert.deepEqual([await other!.claim('nudge.a'), await other!.isClaimed('nudge.a')], [false, true]);
    assert.equal((await stat(join(folder, 'nudge.a'))).mode & 0o777, 0o600);
  });

  it('is forgotten after sixty days, when something else is claimed', async () => {
    const folder = join(folders.path, 'claims');
    await mkdir(folder);
    const now = Date.now();
    for (const [name, days] of [
      ['nudge.old', 61],
      ['nudge.young', 59],
    ] as const) {
      await writeFile(join(folder, name), '');
      await utimes(join(folder, name), new Date(), new Date(now - days * DAY));
    }
    assert.equal(await new ClaimFiles(folder, () => now).claim('nudge.new'), true);
    assert.deepEqual((await readdir(folder)).sort(), ['nudge.new', 'nudge.young']);
  });

  it('is said where it can not be, and no name leads out of the folder', async () => {
    await writeFile(join(folders.path, 'file'), '');
    await assert.rejects(new ClaimFiles(join(folders.path, 'file'), Date.now).claim('nudge.a'), { code: 'EEXIST' });
    const claims = new ClaimFiles(join(folders.path, 'claims'), Date.now);
    for (const name of ['../out', 'a/b', '.hidden', '', 'x'.repeat(101)]) {
      await assert.rejects(claims.claim(name), /no name of a claim/u);
    }
    assert.deepEqual(await readdir(join(folders.path, 'claims')), []);
  });
});

// Enables the commit hook on a disk that is full, and asserts what becomes of it: fullDiskEnabling FOLDER, which is the disk
import assert from 'node:assert/strict';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitHookState, disableCommitHook, enableCommitHook } from '../../../src/git/hook/commitHook.ts';
import { GitRepository } from '../../support/gitRepository.ts';
import { NEW_GIT, OLD_GIT, whyRefused } from '../../support/hookedRepository.ts';

const [, , folder = ''] = process.argv;
const repository = await GitRepository.in(join(folder, 'repository'));
const [hooks, config] = [join(repository.root, '.git/hooks'), join(repository.root, '.git/config')];
const hook = join(hooks, 'pre-commit');
const filler = join(folder, 'filler');

async function fill(): Promise<void> {
  for (let size = 1_000_000; size >= 1; size = Math.floor(size / 2)) {
    await writeFile(filler, Buffer.alloc(size), { flag: 'a' }).catch((error: unknown) => {
      assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
    });
  }
}

/** Longer than what a full disk has left for small files. */
const LONG = '# a line that is there already\n'.repeat(8_000);
await writeFile(hook, `#!/bin/sh\n${LONG}exit 0\n`);
await writeFile(config, LONG, { flag: 'a' });
await chmod(hook, 0o755);
const now = async () => [await readFile(hook), await readFile(config), await readdir(hooks)];
const before = await now();

await fill();
assert.match(
  whyRefused(await enableCommitHook(repository.root, true, OLD_GIT)),
  / has no room left on its disk\. What/u,
);
assert.match(whyRefused(await enableCommitHook(repository.root, true, NEW_GIT)), /^Git could not change the config/u);
assert.deepEqual(await now(), before);
assert.deepEqual(await commitHookState(repository.root, true, NEW_GIT), { kind: 'off' });
await rm(filler);
for (const version of [OLD_GIT, NEW_GIT]) {
  assert.equal((await enableCommitHook(repository.root, true, version)).kind, 'done');
  const enabled = await now();
  await fill();
  const outcome = await disableCommitHook(repository.root, true, version);
  whyRefused(outcome);
  assert.deepEqual(await now(), enabled);
  await rm(filler);
  assert.deepEqual(await disableCommitHook(repository.root, true, version), { kind: 'done' });
  assert.deepEqual(await now(), before);
}

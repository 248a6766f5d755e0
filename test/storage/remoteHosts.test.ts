import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { remoteHosts } from '../../src/git/remoteHosts.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('the hosts of the remotes of a real repository', () => {
  const folders = temporaryFolder();

  function git(folder: string, ...args: string[]): void {
    const own = [
      'user.name=Test',
      'user.email=test@example.invalid',
      'commit.gpgSign=false',
      'protocol.file.allow=always',
    ];
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const run = spawnSync('git', [...own.flatMap((one) => ['-c', one]), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env,
    });
    assert.equal(run.status, 0, run.stderr);
  }

  async function repository(name: string): Promise<string> {
    const folder = join(folders.path, name);
    await mkdir(join(folder, 'src', 'deep'), { recursive: true });
    git(folder, 'init', '--quiet');
    git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'First');
    git(folder, 'remote', 'add', 'origin', `git@${name}.example:a/b.git`);
    return folder;
  }

  async function hosts(folder: string): Promise<string[]> {
    return [...(await remoteHosts(folder))].sort();
  }

  it('are those of all its remotes, from any folder in it, and none outside of one', async () => {
    const folder = await repository('one');
    git(folder, 'remote', 'add', 'other', 'https://me:secret@two.example:8443/b.git');
    git(folder, 'remote', 'set-url', '--push', 'other', 'ssh://three.example/b.git');
    assert.deepEqual(await hosts(join(folder, 'src', 'deep')), ['one.example', 'three.example', 'two.example']);
    assert.deepEqual(await hosts(join(folder, 'src', 'not there yet')), [
      'one.example',
      'three.example',
      'two.example',
    ]);
    assert.deepEqual(await hosts(folders.path), []);
  });

  it('are the same in a worktree, and with a configuration of its own', async () => {
    const folder = await repository('one');
    const tree = join(folders.path, 'tree');
    git(folder, 'worktree', 'add', '--quiet', tree);
    assert.deepEqual(await hosts(tree), ['one.example']);
    git(folder, 'config', 'extensions.worktreeConfig', 'true');
    git(tree, 'config', '--worktree', 'remote.own.url', 'https://own.example/a');
    assert.deepEqual(await hosts(tree), ['one.example', 'own.example']);
  });

  it('are those of a submodule in it, and of the repository around it outside', async () => {
    const outer = await repository('outer');
    const inner = await repository('inner');
    git(outer, 'submodule', '--quiet', 'add', inner, 'part');
    git(join(outer, 'part'), 'remote', 'set-url', 'origin', 'https://part.example/x');
    assert.deepEqual(await hosts(join(outer, 'part')), ['part.example']);
    assert.deepEqual(await hosts(outer), ['outer.example']);
  });

  it('are found behind a link too', async () => {
    const folder = await repository('one');
    await symlink(join(folder, 'src'), join(folders.path, 'link'));
    assert.deepEqual(await hosts(join(folders.path, 'link', 'deep')), ['one.example']);
  });

  it('are not known where something is there that can not be read', async () => {
    const folder = await repository('one');
    const pointing = async (text: string): Promise<string> => {
      const broken = join(folders.path, `broken ${String(text.length)}`);
      await mkdir(broken, { recursive: true });
      await writeFile(join(broken, '.git'), text);
      return broken;
    };
    await assert.rejects(remoteHosts(await pointing('no pointer')));
    await assert.rejects(remoteHosts(await pointing('gitdir: \\\\elsewhere\\share\\.git')), /not on this machine/u);
    await assert.rejects(remoteHosts(await pointing('gitdir: //elsewhere/share/.git')), /not on this machine/u);
    await truncate(join(folder, '.git', 'config'), 2_000_000);
    await assert.rejects(remoteHosts(folder), /no configuration/u);
  });
});

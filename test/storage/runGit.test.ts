import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asked } from '../../src/git/askGit.ts';
import {
  blobNames,
  blobText,
  committedFiles,
  ignoredFiles,
  textIn,
  unfinishedFiles,
} from '../../src/git/committedText.ts';
import { gitFolders, isGitAtWork } from '../../src/git/gitFolders.ts';
import { runGit } from '../../src/git/runGit.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('the real git, as Grasp runs it', () => {
  const folders = temporaryFolder();
  let root = '';
  let asked: Asked = { folder: '', trusted: true };

  function git(folder: string, ...args: string[]): string {
    const own = ['user.name=Test', 'user.email=test@example.invalid', 'protocol.file.allow=always'];
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const options = { cwd: folder, encoding: 'utf8', env } as const;
    const run = spawnSync('git', [...own.flatMap((one) => ['-c', one]), ...args], options);
    assert.equal(run.status, 0, run.stderr);
    return run.stdout.trim();
  }

  beforeEach(async () => {
    root = join(await realpath(folders.path), 'one');
    asked = { folder: root, trusted: true };
    await mkdir(join(root, 'src'), { recursive: true });
    git(root, 'init', '--quiet');
    await writeFile(join(root, '.gitignore'), 'built/\n');
    await writeFile(join(root, 'src', 'é [a].ts'), 'committed\n');
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'First');
  });

  it('tells what is committed and what is in the index, whatever the work tree has', async () => {
    const [file, other] = [join(root, 'src', 'é [a].ts'), join(root, 'new.ts')];
    await writeFile(file, 'in the index\n');
    git(root, 'add', '--all');
    await writeFile(file, 'in the work tree\n');
    const found = await committedFiles(asked, [file, other]);
    assert.deepEqual(
      [...(found ?? [])].map(([path]) => path),
      [file],
    );
    const { head = '', index = '' } = found?.get(file) ?? {};
    assert.equal(await blobText(asked, head), 'committed\n');
    assert.equal(await blobText(asked, index), 'in the index\n');
    assert.ok(blobNames(Buffer.from('in the index\r\n')).includes(index), 'line breaks may be converted');
    assert.ok(!blobNames(Buffer.from('in the index')).includes(index));
  });

  it('tells what differs from the index, what is new, and what is ignored', async () => {
    await writeFile(join(root, 'src', 'é [a].ts'), 'changed');
    await writeFile(join(root, 'new.ts'), 'new');
    await mkdir(join(root, 'built'));
    await writeFile(join(root, 'built', 'out.js'), 'built');
    const unfinished = await unfinishedFiles(asked);
    assert.deepEqual([...(unfinished ?? [])].sort(), [join(root, 'new.ts'), join(root, 'src', 'é [a].ts')].sort());
    const ignored = await ignoredFiles(asked, [join(root, 'new.ts'), join(root, 'built', 'out.js')]);
    assert.deepEqual([...(ignored ?? [])], [join(root, 'built', 'out.js')]);
    assert.deepEqual(await ignoredFiles(asked, [join(root, 'new.ts')]), new Set());
  });

  it('answers for a repository without a commit, and not for a folder without a repository', async () => {
    const empty = join(root, 'empty');
    await mkdir(empty);
    git(empty, 'init', '--quiet');
    assert.deepEqual(await committedFiles({ folder: empty, trusted: true }, [join(empty, 'a')]), new Map());
    await rm(join(root, '.git'), { recursive: true });
    assert.equal(await committedFiles(asked, [join(root, 'new.ts')]), undefined);
    assert.equal(await unfinishedFiles(asked), undefined);
  });

  it('is not run in a workspace that nobody trusts', async () => {
    const untrusted = { ...asked, trusted: false };
    assert.deepEqual(await runGit({ ...untrusted, args: ['rev-parse', 'HEAD'] }), { kind: 'untrusted' });
    assert.equal(await committedFiles(untrusted, [join(root, 'new.ts')]), undefined);
  });

  it('runs nothing that the configuration of a repository names', async () => {
    const trap = join(root, 'trap');
    await writeFile(trap, `#!/bin/sh\ntouch '${join(folders.path, 'sprung')}'\ncat\n`, { mode: 0o755 });
    for (const key of ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'diff.external', 'core.askPass']) {
      git(root, 'config', key, trap);
    }
    git(root, 'config', 'filter.odd.name.clean', trap);
    git(root, 'config', 'filter.odd.name.required', 'true');
    git(root, 'config', 'diff.odd.textconv', trap);
    await writeFile(join(root, '.gitattributes'), '* filter=odd.name diff=odd\n');
    const file = join(root, 'src', 'é [a].ts');
    // Of the same length and second, so that git has to look into it.
    await writeFile(file, 'commutted\n');
    await unfinishedFiles(asked);
    const { head = '' } = (await committedFiles(asked, [file]))?.get(file) ?? {};
    assert.equal(await blobText(asked, head), 'committed\n');
    assert.ok(!existsSync(join(folders.path, 'sprung')));
  });

  it('asks no other machine for what a partial clone has not got', async () => {
    const clone = join(await realpath(folders.path), 'clone');
    git(root, 'config', 'uploadpack.allowFilter', 'true');
    git(root, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${root}`, clone);
    const blob = git(root, 'rev-parse', 'HEAD:src/é [a].ts');
    assert.equal(await blobText({ folder: clone, trusted: true }, blob), undefined);
    assert.equal(git(clone, 'cat-file', 'blob', blob), 'committed', 'it could have been got');
  });

  it('ends what takes too long, says too much or is called off', async () => {
    const args = ['cat-file', '--batch-all-objects', '--batch'];
    const all = await runGit({ ...asked, args });
    assert.ok(all.kind === 'done');
    const cut = { kind: 'stopped', output: all.output.subarray(0, 10) };
    assert.deepEqual(await runGit({ ...asked, args, mostOutput: 10 }), cut);
    // Whoever opens a pipe waits for somebody who writes to it.
    const pipe = join(folders.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const waiting = { ...asked, args: ['hash-object', '--no-filters', '--', pipe], longest: 200 };
    assert.deepEqual(await runGit(waiting), { kind: 'stopped', output: Buffer.alloc(0) });
    const ended = new AbortController();
    const running = runGit({ ...asked, args, signal: ended.signal });
    await sleep(0);
    ended.abort();
    assert.deepEqual(await running, { kind: 'cancelled' });
    assert.deepEqual(await runGit({ ...asked, args, signal: ended.signal }), { kind: 'cancelled' });
  });

  it('is the first that the list of folders leads to, whatever becomes of the one that was run before', async () => {
    const PATH = process.env['PATH'];
    const version = async (path: string): Promise<string> => {
      process.env['PATH'] = path;
      const result = await runGit({ ...asked, args: ['version'] });
      return result.kind === 'done' ? result.output.toString() : result.kind;
    };
    const bins = [join(folders.path, 'one bin'), join(folders.path, 'other bin')] as const;
    for (const bin of bins) {
      await mkdir(bin);
      await writeFile(join(bin, 'git'), `#!/bin/sh\nprintf %s "$0"\n`, { mode: 0o755 });
    }
    try {
      const both = `relative:${bins.join(':')}`;
      assert.deepEqual([await version(both), await version(both)], [join(bins[0], 'git'), join(bins[0], 'git')]);
      await rm(join(bins[0], 'git'));
      assert.equal(await version(both), join(bins[1], 'git'));
      assert.equal(await version(bins[0]), 'no git');
      assert.match(await version(PATH ?? ''), /^git version/u);
      assert.equal(await version(''), 'no git');
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  it('gives values for whatever goes wrong', async () => {
    const failed = await runGit({ ...asked, args: ['rev-parse', '--verify', 'nothing'] });
    assert.equal(failed.kind, 'failed');
    assert.equal((await runGit({ ...asked, folder: join(root, 'gone'), args: ['version'] })).kind, 'failed');
    assert.equal((await runGit({ ...asked, args: ['cat-file', 'blob', 'a\0b'] })).kind, 'failed');
  });

  it('finds where a worktree, a submodule and a folder in them keep what is theirs', async () => {
    const tree = join(await realpath(folders.path), 'tree');
    git(root, 'worktree', 'add', '--quiet', tree);
    const own = join(root, '.git', 'worktrees', 'tree');
    assert.deepEqual(await gitFolders(join(tree, 'src')), { root: tree, gitFolder: own, common: join(root, '.git') });
    git(root, 'submodule', '--quiet', 'add', `file://${root}`, 'sub');
    const sub = await gitFolders(join(root, 'sub'));
    assert.equal(sub?.gitFolder, join(root, '.git', 'modules', 'sub'));
    const link = join(await realpath(folders.path), 'link');
    await symlink(root, link);
    assert.equal((await gitFolders(link))?.gitFolder, join(link, '.git'));
    const later = Date.now() + 60_000;
    assert.equal(await isGitAtWork(sub, later - 120_000), true);
    assert.equal(await isGitAtWork(sub, later), false);
    await writeFile(join(sub.gitFolder, 'index.lock'), '');
    assert.equal(await isGitAtWork(sub, later), true);
    await writeFile(join(root, 'sub', '.git'), 'nonsense');
    assert.equal(await gitFolders(join(root, 'sub')), undefined);
  });

  it('takes no bytes for text that are none', () => {
    assert.equal(textIn(Buffer.from('\ufeffa\r\nb\r')), 'a\nb\n');
    assert.equal(textIn(Buffer.from([0x61, 0])), undefined);
    assert.equal(textIn(Buffer.from([0xff, 0xfe])), undefined);
    assert.equal(textIn(Buffer.alloc(2_000_001, 'a')), undefined);
  });
});

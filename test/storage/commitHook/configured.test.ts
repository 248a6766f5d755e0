// The commit hook in a repository's own configuration: which git gets it, and that the file is as it was when it goes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { commitHookState, disableCommitHook, enableCommitHook } from '../../../src/git/hook/commitHook.ts';
import { HOOK_COMMAND } from '../../../src/git/hook/hookBlock.ts';
import { runsConfiguredHooks } from '../../../src/git/hook/hookConfig.ts';
import { GitRepository } from '../../support/gitRepository.ts';
import { hookedRepository, NEW_GIT, OLD_GIT, whyRefused } from '../../support/hookedRepository.ts';

const VERSIONS: Record<string, boolean> = {
  'git version 2.54.0': true,
  'git version 2.54.0.windows.1': true,
  'git version 2.54.0-rc1': true,
  'git version 2.55.GIT': true,
  'git version 2.60.1 (Apple Git-170)': true,
  'git version 3.0.0': true,
  'git version 10.0': true,
  'git version 2.53.9': false,
  'git version 2.39.5 (Apple Git-154)': false,
  'git version 2.5.4': false,
  'git version 1.99.0': false,
  'git version 2': false,
  'git version 2.99999': false,
  'another git version 2.54.0': false,
  '2.54.0': false,
  '': false,
};

describe('the commit hook of a git that runs what its configuration names', () => {
  const here = hookedRepository();
  const state = (root = here.root) => commitHookState(root, true, NEW_GIT);
  const enable = (root = here.root) => enableCommitHook(root, true, NEW_GIT);
  const disable = (root = here.root) => disableCommitHook(root, true, NEW_GIT);
  const config = () => join(here.root, '.git', 'config');
  const values = (key: string) => here.repository.git('config', '--local', '--get-all', key).split('\n');

  for (const [version, expected] of Object.entries(VERSIONS)) {
    it(`is meant for "${version}": ${expected}`, () => assert.equal(runsConfiguredHooks(version), expected));
  }

  it('is written once, by git itself, and goes without a trace', async () => {
    const before = await readFile(config());
    assert.deepEqual(await state(), { kind: 'off' });
    assert.deepEqual(await enable(), { kind: 'done', how: 'config' });
    const after = await readFile(config());
    assert.deepEqual(after.subarray(0, before.length), before);
    assert.deepEqual([values('hook.grasp.command'), values('hook.grasp.event')], [[HOOK_COMMAND], ['pre-commit']]);
    assert.deepEqual(await state(), { kind: 'on', how: 'config', isCurrent: true });
    assert.deepEqual(await enable(), { kind: 'already', how: 'config' });
    assert.deepEqual(await readFile(config()), after);
    assert.deepEqual(await disable(), { kind: 'done' });
    assert.deepEqual(await readFile(config()), before);
    assert.deepEqual(await disable(), { kind: 'nothing' });
  });

  it('is run as git runs it: by a shell, with or without arguments, and always succeeds', async () => {
    for (const [command, ...args] of [[HOOK_COMMAND], [`${HOOK_COMMAND} "$@"`, 'pre-commit', 'an', 'argument']]) {
      assert.equal(spawnSync('sh', ['-c', command!, ...args]).status, 0);
    }
    assert.equal(await readFile(join(here.folder, 'log'), 'utf8'), 'asked\nasked\n');
  });

  it('is run by the git of this machine if that is new enough, and passed over if not', async () => {
    const version = here.repository.git('version');
    const settings = ['-c', `hook.grasp.command=${HOOK_COMMAND}`, '-c', 'hook.grasp.event=pre-commit'];
    here.repository.git(...settings, 'commit', '--quiet', '--allow-empty', '--message', 'First');
    const log = await readFile(join(here.folder, 'log'), 'utf8').catch(() => '');
    assert.equal(log, runsConfiguredHooks(version) ? 'asked\n' : '');
    await enable();
    assert.deepEqual(await here.commit(), { status: 0, log: runsConfiguredHooks(version) ? ['asked'] : [] });
  });

  it('leaves nothing behind a file without a last line end, even where it was interrupted', async () => {
    const text = `${await readFile(config(), 'utf8')}[mine]\n\tlast = of all ; without a line end`;
    await writeFile(config(), text);
    await enable();
    await disable();
    assert.equal(await readFile(config(), 'utf8'), text);
    // As one leaves it that died before the event was written, or before the command was.
    for (const key of ['hook.grasp.event', 'hook.grasp.command']) {
      await enable();
      here.repository.git('config', '--unset-all', key);
      assert.deepEqual(await state(), { kind: 'off' });
      assert.deepEqual(await enable(), { kind: 'done', how: 'config' });
      assert.deepEqual([values('hook.grasp.command'), values('hook.grasp.event')], [[HOOK_COMMAND], ['pre-commit']]);
      await disable();
      assert.equal(await readFile(config(), 'utf8'), text);
    }
  });

  it('takes its own section alone out of what was changed meanwhile', async () => {
    const text = `${await readFile(config(), 'utf8')}# no line end`;
    await writeFile(config(), text);
    await enable();
    here.repository.git('config', 'hook.mine.command', 'true');
    here.repository.git('config', 'user.name', 'Somebody');
    await disable();
    const expected = `${text.replace('name = Me', 'name = Somebody')}\n[hook "mine"]\n\tcommand = true\n`;
    assert.equal(await readFile(config(), 'utf8'), expected);
  });

  it('renews the command of another version, and leaves one that is switched off', async () => {
    here.repository.git('config', 'hook.grasp.command', 'false');
    here.repository.git('config', 'hook.grasp.event', 'pre-commit');
    assert.deepEqual(await state(), { kind: 'on', how: 'config', isCurrent: false });
    assert.deepEqual(await enable(), { kind: 'done', how: 'config' });
    assert.deepEqual([values('hook.grasp.command'), values('hook.grasp.event')], [[HOOK_COMMAND], ['pre-commit']]);
    here.repository.git('config', 'hook.grasp.enabled', 'false');
    assert.deepEqual(await state(), { kind: 'off' });
    assert.match(
      whyRefused(await enable()),
      /^The configuration .* switches the hook off \(hook\.grasp\.enabled\)\. What/u,
    );
  });

  it('is shared by worktrees, in a repository of any name', async () => {
    const repository = await GitRepository.in(join(here.folder, `it's "a"\nname `));
    repository.commit('First');
    const before = await readFile(join(repository.root, '.git/config'));
    const tree = join(here.folder, 'tree');
    repository.git('worktree', 'add', '--quiet', '--detach', tree);
    assert.deepEqual(await enable(tree), { kind: 'done', how: 'config' });
    assert.deepEqual(await state(repository.root), { kind: 'on', how: 'config', isCurrent: true });
    assert.deepEqual(await disable(repository.root), { kind: 'done' });
    assert.deepEqual(await readFile(join(repository.root, '.git/config')), before);
  });

  it('goes where no file may be touched: git then needs none', async () => {
    here.repository.git('config', 'core.hooksPath', here.folder);
    assert.deepEqual(await enable(), { kind: 'done', how: 'config' });
    assert.deepEqual(await disable(), { kind: 'done' });
    assert.equal(here.repository.git('config', 'core.hooksPath'), here.folder);
  });

  it('stays in the file in which it is when git becomes newer, and goes there when it becomes older', async () => {
    assert.deepEqual(await enableCommitHook(here.root, true, OLD_GIT), { kind: 'done', how: 'file' });
    assert.deepEqual(await enable(), { kind: 'already', how: 'file' });
    assert.deepEqual(await disable(), { kind: 'done' });
    await enable();
    assert.deepEqual(await commitHookState(here.root, true, OLD_GIT), { kind: 'off' });
    const before = await readFile(config(), 'utf8');
    assert.deepEqual(await enableCommitHook(here.root, true, OLD_GIT), { kind: 'done', how: 'file' });
    assert.equal(await readFile(config(), 'utf8'), before.slice(0, before.indexOf('[hook')));
    // Both at once, as somebody leaves it who died in between.
    here.repository.git('config', 'hook.grasp.command', HOOK_COMMAND);
    assert.deepEqual(await disableCommitHook(here.root, true, OLD_GIT), { kind: 'done' });
    assert.deepEqual(await state(), { kind: 'off' });
    assert.equal(await readFile(config(), 'utf8'), before.slice(0, before.indexOf('[hook')));
  });

  it('says so where git can not write, and leaves the file', async () => {
    const before = await readFile(config());
    await writeFile(`${config()}.lock`, '');
    assert.match(whyRefused(await enable()), /^Git could not change the configuration .*lock.*\. What you commit/u);
    assert.deepEqual(await readFile(config()), before);
    assert.deepEqual(await state(), { kind: 'off' });
  });

  it('comes and goes byte for byte in any configuration', async () => {
    const whole = await readFile(config(), 'utf8');
    const line = fc.constantFrom(
      ...[
        '[a]',
        '[a "b"]',
        '\tkey = value',
        'key=v ; c',
        '\tkey = "a \\"b\\" # c"',
        '# a comment',
        '',
        '  ',
        '\ta = b\\',
        '\tc',
      ],
      ...[
        '[alias]',
        '\tx = "!f() { :; }; f"',
        '[Mixed "Case"] key = 1',
        '\tname = é',
        '[hook "other"]',
        '\tevent = pre-push',
      ],
    );
    const end = fc.constantFrom('', '\n', '\n\n', '\r\n');
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), end, fc.boolean(), async (lines, last, isWindows) => {
        const text = whole + lines.join(isWindows ? '\r\n' : '\n') + last;
        await writeFile(config(), text);
        const outcome = await enable();
        // Some of these are no configuration to git, which then says so.
        if (outcome.kind === 'done') assert.deepEqual(await disable(), { kind: 'done' });
        done += outcome.kind === 'done' ? 1 : 0;
        assert.equal(await readFile(config(), 'utf8'), text);
      }),
      { numRuns: 25, examples: ['', '\n', '\r\n'].map((last) => [['\ta = b\\'], last, false]) },
    );
    assert.ok(done > 5, `only ${done} were written`);
  });
});

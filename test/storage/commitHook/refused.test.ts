// What keeps the commit hook from coming: each is said in words, and nothing is changed.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { chmod, chown, link, lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { commitHookState, disableCommitHook, enableCommitHook } from '../../../src/git/hook/commitHook.ts';
import { HOOK_BLOCK } from '../../../src/git/hook/hookBlock.ts';
import { GitRepository } from '../../support/gitRepository.ts';
import { runOnSmallDisk } from '../../support/onSmallDisk.ts';
import { hookedRepository, NEW_GIT, OLD_GIT, whyRefused } from '../../support/hookedRepository.ts';

const OWN = '#!/bin/sh\necho own >>"$HOOK_LOG"\n';
const AFTERWARDS = /\. What you commit in a terminal is asked about afterwards all the same\.$/u;
const HANDS_ON = / hands itself to another program, which may not read the lines as a shell does\./u;
const BROKEN = /has the marks of Grasp, but not once each and in order/u;

/** Texts of hooks that are left alone. */
const TEXTS: Record<string, [text: string | Buffer, why: RegExp]> = {
  'is empty': ['', /does not say in its first line what runs it/u],
  'has no first line for a shell': ['echo hello\n', /does not say in its first line what runs it/u],
  'has a byte order mark': [`\ufeff${OWN}`, /does not say in its first line/u],
  'is python': ['#!/usr/bin/env python3\nprint()\n', /is no script of a shell such as sh or bash/u],
  'is python by way of env with options': ['#!/usr/bin/env -S A=b python3 -u\n', /is no script of a shell/u],
  'is node': ['#! /usr/local/bin/node\n', /is no script of a shell/u],
  'is fish': ['#!/usr/bin/fish\n', /is no script of a shell/u],
  'is csh': ['#!/bin/csh -f\n', /is no script of a shell/u],
  'names a program that is called almost so': ['#!/bin/sh.py\n', /is no script of a shell/u],
  'names none': ['#!\n', /is no script of a shell/u],
  'names env alone': ['#!/usr/bin/env\n', /is no script of a shell/u],
  'is python from its second line on': [`#!/bin/sh\n'''exec' python3 "$0" "$@"\n' '''\nprint()\n`, HANDS_ON],
  'is perl from its second line on': [`#!/bin/sh\neval 'exec perl -wS $0 \${1+"$@"}'\n  if 0;\n`, HANDS_ON],
  'is tcl from its second line on': ['#!/bin/sh\n# \\\nexec tclsh "${0}" "$@"\nputs hello\n', HANDS_ON],
  'has line ends of Windows': [OWN.replaceAll('\n', '\r\n'), /has line ends of Windows/u],
  'has some line ends of Windows': [`${OWN}exit\r\n`, /has line ends of Windows/u],
  'is a program': [Buffer.from('\u007fELF\0\0'), /is a program and no script/u],
  'has a zero in it': [`${OWN}\0`, /is a program and no script/u],
  'is long': [`${OWN}${'#'.repeat(1_000_000)}`, /is longer than 1 MB/u],
  'has half a block': [`${OWN}# >>> grasp >>> asks\n`, BROKEN],
  'has the other half': [`${OWN}# <<< grasp <<<\n`, BROKEN],
  'has a block twice': [`${OWN}${HOOK_BLOCK}\n${HOOK_BLOCK}\n`, BROKEN],
  'has its marks in the wrong order': [`${OWN}# <<< grasp <<<\n# >>> grasp >>>\n`, BROKEN],
  'has a mark inside of a line': [`${OWN}  # >>> grasp >>>\n:\n# <<< grasp <<<\n`, BROKEN],
  'has something behind a mark': [`${OWN}# >>> grasp >>>\n:\n# <<< grasp <<< exit\n`, BROKEN],
};

describe('the commit hook', () => {
  const here = hookedRepository();
  const enable = (root = here.root) => enableCommitHook(root, true, OLD_GIT);
  const disable = (root = here.root) => disableCommitHook(root, true, OLD_GIT);
  const hooks = () => dirname(here.hook);
  const namesNow = async (folder = hooks()) => (await readdir(folder)).filter((name) => !name.endsWith('.sample'));

  async function refuses(why: RegExp, root = here.root): Promise<void> {
    const words = whyRefused(await enable(root));
    assert.match(words, why);
    assert.match(words, AFTERWARDS);
    assert.ok(!words.includes('\n'), words);
    assert.equal(whyRefused(await commitHookState(root, true, OLD_GIT)), words);
  }

  for (const [what, [text, why]] of Object.entries(TEXTS)) {
    it(`stays out of a hook that ${what}`, async () => {
      await here.writeHook(here.hook, text);
      const before = await readFile(here.hook);
      await refuses(why);
      assert.ok(whyRefused(await enable()).startsWith('The hook .git/hooks/pre-commit '));
      // To take something out is refused where there is something, and where that is can be told by people alone.
      const outcome = await disable();
      if (why === BROKEN) assert.match(whyRefused(outcome), /Please take the lines .* out by hand\.$/u);
      else assert.deepEqual(outcome, { kind: 'nothing' });
      assert.deepEqual(await readFile(here.hook), before);
      assert.deepEqual(await namesNow(), ['pre-commit']);
    });
  }

  it('stays out of a hook that another program reads from its first line on', async () => {
    const log = "require('node:fs').appendFileSync(process.env.HOOK_LOG, 'own\\n');\n";
    await here.writeHook(here.hook, `#!/bin/sh\n':' //; exec '${process.execPath}' "$0" "$@"\n${log}`);
    await refuses(HANDS_ON);
    assert.deepEqual(await here.commit(), { status: 0, log: ['own'] });
  });

  it('stays out of a hook that is switched off, and does not switch it on', async () => {
    await here.writeHook(here.hook, OWN, 0o644);
    await refuses(/ is not executable, so git does not run it/u);
    assert.deepEqual(await here.commit(), { status: 0, log: [] });
    // With the block in it too; that can still be taken out.
    await here.writeHook(here.hook, OWN);
    await enable();
    await chmod(here.hook, 0o644);
    await refuses(/ is not executable/u);
    assert.deepEqual(await disable(), { kind: 'done' });
    assert.equal(await readFile(here.hook, 'utf8'), OWN);
  });

  it('changes no file that has other names, other owners, or is none', async () => {
    const elsewhere = join(here.folder, 'elsewhere');
    await here.writeHook(elsewhere, OWN);
    await symlink(elsewhere, here.hook);
    await refuses(/ is a symbolic link, so a change may reach other places too\./u);
    assert.ok((await lstat(here.hook)).isSymbolicLink());
    await writeFile(elsewhere, `${OWN}${HOOK_BLOCK}\n`);
    assert.match(whyRefused(await disable()), / is a symbolic link.*by hand\.$/u);
    await writeFile(elsewhere, OWN);
    await rm(here.hook);
    await link(elsewhere, here.hook);
    await refuses(/ has a second name \(a hard link\)/u);
    await rm(here.hook);
    await symlink('nowhere', here.hook);
    await refuses(/ is a symbolic link to a file that is not there\./u);
    await rm(here.hook);
    await symlink('pre-commit', here.hook);
    await refuses(/ is a symbolic link that leads to itself\./u);
    await rm(here.hook);
    await mkdir(here.hook);
    await refuses(/ is a folder\./u);
    await rm(here.hook, { recursive: true });
    execFileSync('mkfifo', [here.hook]);
    await refuses(/ is no plain file\./u);
    await rm(here.hook);
    await here.writeHook(here.hook, OWN, 0o555);
    await refuses(/ is read-only\./u);
    await chmod(here.hook, 0o755);
    if (process.getuid?.() === 0) {
      await chown(here.hook, 12345, 12345);
      await refuses(/ belongs to somebody else\./u);
    } else {
      await chmod(hooks(), 0o555);
      assert.match(whyRefused(await enable()), / lies where nothing can be written\./u);
      await chmod(hooks(), 0o755);
    }
    assert.equal(await readFile(elsewhere, 'utf8'), OWN);
    assert.equal(await readFile(here.hook, 'utf8'), OWN);
  });

  it('follows no folder of hooks out of the repository, and makes none where something else is', async () => {
    const elsewhere = join(here.folder, 'elsewhere');
    await mkdir(elsewhere);
    await rm(hooks(), { recursive: true });
    await symlink(elsewhere, hooks());
    await refuses(/^Git runs hooks from \/.*\/elsewhere \(by a link\), outside of this repository, where others may/u);
    await here.writeHook(join(elsewhere, 'pre-commit'), `${OWN}${HOOK_BLOCK}\n`);
    assert.match(whyRefused(await disable()), /elsewhere\/pre-commit lies where Grasp changes nothing\. .*by hand\.$/u);
    assert.equal(await readFile(join(elsewhere, 'pre-commit'), 'utf8'), `${OWN}${HOOK_BLOCK}\n`);
    await rm(elsewhere, { recursive: true });
    await refuses(/^Hooks would lie in .*hooks, which is no folder\./u);
    await disable();
    assert.ok((await lstat(hooks())).isSymbolicLink());
    await rm(hooks());
    await symlink('../tracked', hooks());
    await mkdir(join(here.root, 'tracked'));
    await refuses(/tracked \(by a link\), where git does not ignore them\./u);
    await rm(hooks());
    await writeFile(hooks(), '');
    await refuses(/^Hooks would lie in .*hooks, which is no folder\./u);
    assert.equal(await readFile(hooks(), 'utf8'), '');
    assert.deepEqual(await disable(), { kind: 'nothing' });
  });

  it('stays out of hooks that others get too, wherever core.hooksPath says it', async () => {
    const { repository, root, folder } = here;
    const [own, shared] = [join(root, '.githooks'), join(folder, 'sha\nred')];
    await here.writeHook(join(own, 'pre-commit'), OWN);
    await here.writeHook(join(shared, 'pre-commit'), OWN);
    repository.git('config', 'core.hooksPath', '.githooks');
    await refuses(/\/\.githooks \(core\.hooksPath\), where git does not ignore them\./u);
    repository.commit('With hooks');
    await repository.write('.gitignore', '.githooks/\n');
    await refuses(/where git does not ignore them\./u);
    repository.git('config', 'core.hooksPath', shared);
    await refuses(/\/sha\ufffdred \(core\.hooksPath\), outside of this repository/u);
    repository.git('config', '--unset', 'core.hooksPath');
    await writeFile(join(folder, '.gitconfig'), '[core]\n\thooksPath = "~/sha\\nred"\n');
    await refuses(/\/sha\ufffdred \(core\.hooksPath\), outside of this repository/u);
    repository.git('config', 'core.hooksPath', '.husky/_');
    await refuses(/\/\.husky\/_ \(core\.hooksPath\), and there is no such folder\./u);
    repository.git('config', 'core.hooksPath', '');
    await refuses(/^Git can not tell where hooks lie here \(core\.hooksPath\)\./u);
    for (const folderNow of [own, shared]) assert.deepEqual(await namesNow(folderNow), ['pre-commit']);
    for (const file of [own, shared]) assert.equal(await readFile(join(file, 'pre-commit'), 'utf8'), OWN);
    assert.deepEqual(await namesNow(), []);
    assert.equal(repository.git('config', '--local', 'core.hooksPath'), '');
  });

  it('is on where a team has put its block into hooks that all of them get', async () => {
    here.repository.git('config', 'core.hooksPath', '.githooks');
    const hook = join(here.root, '.githooks', 'pre-commit');
    await here.writeHook(hook, `#!/bin/sh\n${HOOK_BLOCK}\n`);
    for (const version of [OLD_GIT, NEW_GIT]) {
      assert.equal((await commitHookState(here.root, true, version)).kind, 'on');
      assert.deepEqual(await enableCommitHook(here.root, true, version), { kind: 'already', how: 'file' });
    }
    assert.deepEqual(await here.commit(), { status: 0, log: ['asked'] });
  });

  it('is nothing for a workspace that nobody trusts, and for no repository', async () => {
    for (const act of [commitHookState, enableCommitHook, disableCommitHook]) {
      assert.match(whyRefused(await act(here.root, false)), /^This workspace is not trusted yet/u);
      assert.match(whyRefused(await act(join(here.folder, 'nowhere'), true)), /^Grasp finds no git|^Git knows of no/u);
      assert.match(whyRefused(await act(here.folder, true)), /^Git knows of no repository with files here\./u);
    }
    const bare = join(here.folder, 'bare');
    execFileSync('git', ['init', '--quiet', '--bare', bare]);
    assert.match(whyRefused(await enable(bare)), /^Git knows of no repository with files here\./u);
    assert.deepEqual(await namesNow(join(bare, 'hooks')), []);
    assert.deepEqual(await namesNow(), []);
  });

  it('asks the git of this machine what it is, where nobody says so', async () => {
    const outcome = await enableCommitHook(here.root, true);
    assert.equal(outcome.kind, 'done');
    assert.deepEqual(await here.commit(), { status: 0, log: ['asked'] });
    assert.deepEqual(await disableCommitHook(here.root, true), { kind: 'done' });
    assert.deepEqual(await here.commit(), { status: 0, log: [] });
  });

  it('leaves a hook whole when it is killed right before its new text takes the place of the old one', async () => {
    await here.writeHook(here.hook, OWN);
    const child = join(import.meta.dirname, 'killedEnabling.ts');
    const killed = spawn(process.execPath, [child, here.root, OLD_GIT], { stdio: 'ignore' });
    await once(killed, 'exit');
    assert.equal(killed.signalCode, 'SIGKILL');
    assert.equal((await namesNow()).length, 2, 'a draft is left');
    assert.equal(await readFile(here.hook, 'utf8'), OWN);
    assert.deepEqual(await here.commit(), { status: 0, log: ['own'] });
    assert.deepEqual(await enable(), { kind: 'done', how: 'file' });
    assert.deepEqual(await namesNow(), ['pre-commit']);
    assert.deepEqual(await here.commit(), { status: 0, log: ['asked', 'own'] });
  });

  it('leaves all as it is on a full disk, says so, and comes when there is room', async () => {
    const disk = join(here.folder, 'disk');
    await mkdir(disk);
    runOnSmallDisk(disk, '2m', [join(import.meta.dirname, 'fullDiskEnabling.ts'), disk]);
  });

  it('never writes over what somebody else wrote in between', async () => {
    await here.writeHook(here.hook, OWN);
    const added = 'echo added >>"$HOOK_LOG"\n';
    await whileDrafting(
      1,
      () => fs.appendFileSync(here.hook, added),
      async () => {
        assert.deepEqual(await enable(), { kind: 'done', how: 'file' });
      },
    );
    assert.deepEqual(await here.commit(), { status: 0, log: ['asked', 'own', 'added'] });
    await disable();
    assert.equal(await readFile(here.hook, 'utf8'), OWN + added);
    // By somebody who does it every time.
    await whileDrafting(
      9,
      () => fs.appendFileSync(here.hook, added),
      async () => {
        assert.match(whyRefused(await enable()), / was changed by somebody else in the same moment\./u);
      },
    );
    assert.ok(!(await readFile(here.hook, 'utf8')).includes('grasp'));
    assert.deepEqual(await namesNow(), ['pre-commit']);
  });

  it('never makes a hook where somebody else made one in between', async () => {
    const made = join(here.folder, 'made');
    await here.writeHook(made, OWN);
    await whileDrafting(
      1,
      () => fs.copyFileSync(made, here.hook),
      async () => {
        assert.deepEqual(await enable(), { kind: 'done', how: 'file' });
      },
    );
    assert.deepEqual(await here.commit(), { status: 0, log: ['asked', 'own'] });
    await disable();
    assert.equal(await readFile(here.hook, 'utf8'), OWN);
  });

  it('makes nothing of a hook that becomes a link, or is moved, in between', async () => {
    const moved = join(here.folder, 'moved');
    await here.writeHook(here.hook, OWN);
    const toLink = () => {
      fs.renameSync(here.hook, moved);
      fs.symlinkSync(moved, here.hook);
    };
    await whileDrafting(1, toLink, async () => {
      assert.match(whyRefused(await enable()), / is a symbolic link/u);
    });
    assert.equal(await readFile(moved, 'utf8'), OWN);
    await rm(here.hook);
    await rename(moved, here.hook);
  });

  it('stays out of the hooks that a submodule has from around it', async () => {
    here.repository.commit('First');
    const file = ['-c', 'protocol.file.allow=always'];
    here.repository.git(...file, 'submodule', '--quiet', 'add', `file://${here.root}`, 'sub');
    const sub = GitRepository.at(join(here.root, 'sub'));
    sub.git('config', 'core.hooksPath', '../hooks of all');
    await mkdir(join(here.root, 'hooks of all'));
    await refuses(/hooks of all \(core\.hooksPath\), outside of this repository/u, sub.root);
  });
});

/** Lets something happen when a draft is made, a number of times. */
async function whileDrafting(times: number, meddle: () => void, act: () => Promise<void>): Promise<void> {
  const { open } = fs.promises;
  let left = times;
  fs.promises.open = (path, ...rest) => {
    if (String(path).endsWith('.tmp') && left > 0) {
      left -= 1;
      meddle();
    }
    return open(path, ...rest);
  };
  syncBuiltinESMExports();
  try {
    await act();
  } finally {
    fs.promises.open = open;
    syncBuiltinESMExports();
  }
  assert.ok(left < times, 'nothing happened in between');
}

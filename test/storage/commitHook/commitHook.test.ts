// The script of the commit hook and the window that it asks: real commits by real git, each compared with one without a hook.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { access, cp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sameFolder } from '../../../src/git/sameFolder.ts';
import type { CommitAsk } from '../../../src/ports/commitAsks.ts';
import { GitRepository } from '../../support/gitRepository.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import {
  assertCommitted,
  countedSleep,
  inTerminal,
  installBlock,
  LINE,
  repositoryIn,
  stateOf,
  type Terminal,
} from './hookedRepository.ts';
import { openWindowChild, ScriptedWindow, type ChildDoes, type WindowChild } from './scriptedWindow.ts';

/** Names of variables by which agents and build machines are known; one a product at least. */
const MARKS = [
  'CI',
  'GRASP_OFF',
  'AI_AGENT',
  'AGENT',
  'CLAUDECODE',
  'CODEX_THREAD_ID',
  'COPILOT_AGENT',
  'CURSOR_AGENT',
];

describe('the commit hook', () => {
  const folders = temporaryFolder();
  const windows: ScriptedWindow[] = [];
  const children: WindowChild[] = [];
  let repository: GitRepository;

  beforeEach(async () => {
    repository = await repositoryIn(join(folders.path, 'it\'s a\nrepository $(here) "1"'));
    await installBlock(join(repository.root, '.git'));
  });
  afterEach(async () => {
    for (const { asks } of windows.splice(0)) asks.dispose();
    for (const child of children.splice(0)) await child.kill();
  });

  async function open(answer: (ask: CommitAsk) => Promise<void>, windowId?: string): Promise<ScriptedWindow> {
    const window = new ScriptedWindow(join(folders.path, 'the data'), answer, windowId);
    windows.push(window);
    await window.asks.serve(true);
    return window;
  }

  /** Changes a file, stages it and commits it; the same without a hook makes the same commit. */
  async function commit(terminal: Terminal, commands = 'git commit -m Second'): Promise<string> {
    const without = GitRepository.at(join(folders.path, 'without'));
    await cp(repository.root, without.root, { recursive: true });
    await rm(join(without.root, '.git/hooks/pre-commit'));
    for (const one of [repository, without]) {
      await one.write('a.ts', 'one\ntwo\n');
      one.git('add', '--all');
    }
    const committed = await inTerminal(repository.root, commands, terminal);
    assertCommitted(committed);
    assertCommitted(await inTerminal(without.root, commands));
    const state = await stateOf(repository.root);
    assert.equal(state, await stateOf(without.root));
    assert.match(state, /Second/u);
    await rm(without.root, { recursive: true });
    return committed.said;
  }

  async function openChild(does: ChildDoes): Promise<WindowChild> {
    const child = await openWindowChild(join(folders.path, 'the data'), does);
    children.push(child);
    return child;
  }

  /** All that it writes goes again, in the end. */
  async function untilEmpty(
    { folder }: { readonly folder: string },
    left: readonly string[] = ['here'],
  ): Promise<void> {
    while ((await readdir(folder)).join() !== left.join()) await sleep(10);
  }

  it('asks, says so in one line, and lets the commit go on with the answer', async () => {
    const terminal = new EventEmitter();
    const window = await open(async (ask) => {
      const heard = once(terminal, 'line');
      await ask.wait(12, 40, 60);
      await heard;
      await ask.go();
    });
    const said = await commit({ window: window.folder, onLine: () => terminal.emit('line') });
    assert.match(said, /^Grasp: 12 lines by AI are being asked about in VS Code\. [^\n]* 40 s\. [^\n]*\n$/u);
    assert.deepEqual(
      window.asked.map(({ tree, root }) => [tree, root]),
      [[repository.git('rev-parse', 'HEAD^{tree}'), repository.root]],
    );
    await window.asked[0]?.isOver;
    await untilEmpty(window);
    assert.deepEqual(window.log.lines, []);
  });

  it('says nothing where there is nothing to ask', async () => {
    const window = await open((ask) => ask.go());
    assert.equal(await commit({ window: window.folder }), '');
    assert.equal(window.asked.length, 1);
    await untilEmpty(window);
  });

  it('goes on after a second where the window says nothing, and takes its request back', async () => {
    const window = await open(({ isOver }) => isOver);
    assert.equal(await commit({ window: window.folder }), '');
    await window.asked[0]?.isOver;
    await untilEmpty(window);
  });

  it('goes on when the seconds are over', async () => {
    const bin = await countedSleep(folders.path);
    const window = await open(async (ask) => {
      await ask.wait(1, 7, 1);
      await ask.isOver;
    });
    assert.match(await commit({ window: window.folder, env: bin.env }), /^Grasp: 1 line by AI is being asked/u);
    assert.equal(await bin.timesOf('0.1'), 70);
    await untilEmpty(window);
  });

  it('waits longer for somebody who writes, and not for ever', async () => {
    const bin = await countedSleep(folders.path);
    const window = await open(async (ask) => {
      await ask.wait(2, 5, 14);
      ask.writing();
      await ask.isOver;
    });
    await commit({ window: window.folder, env: bin.env });
    assert.equal(await bin.timesOf('0.1'), 140);
    await untilEmpty(window);
  });

  it('does not wait for a window that hangs while somebody writes', async () => {
    const bin = await countedSleep(folders.path);
    const child = await openChild('hang');
    await commit({ window: child.folder, env: bin.env });
    // It waits fifteen seconds for the next sign, and is within its five until then in any case.
    const slept = await bin.timesOf('0.1');
    assert.ok(slept >= 150 && slept < 250, `${slept}`);
    child.signal('SIGCONT');
    await untilEmpty(child);
  });

  it('goes on when the window is left', async () => {
    const window = await open(async (ask) => {
      await ask.wait(2, 300, 300);
      await window.asks.serve(false);
      await ask.isOver;
    });
    await commit({ window: window.folder });
    await untilEmpty(window, []);
  });

  it('goes on when the window is disposed of, which leaves no folder', async () => {
    const window = await open(async (ask) => {
      await ask.wait(2, 300, 300);
      window.asks.dispose();
      await ask.isOver;
    });
    await commit({ window: window.folder });
    await assert.rejects(async () => {
      for (;;) {
        await access(window.folder);
        window.asks.dispose();
        await sleep(10);
      }
    }, /ENOENT/u);
  });

  it('goes on when the window is killed while it waits, and asks a killed one nothing', async () => {
    const child = await openChild('wait');
    const window = child.folder;
    const said = await commit({ window, onLine: () => void child.kill() });
    await child.kill();
    assert.equal(said.match(LINE)?.length, 1);
    assert.ok((await readdir(window)).includes('here'), 'there is no stale mark to be fooled by');
    assert.equal(await commit({ window }, 'git commit --amend -m Second'), '');
    const next = await open((ask) => ask.go());
    await untilEmpty(next);
  });

  it('is answered by one of two windows that have the same folder', async () => {
    const answer = async (ask: CommitAsk): Promise<void> => {
      await ask.wait(3, 300, 300);
      await sleep(100);
    };
    const [one, two] = [await open(answer), await open(answer)];
    await commit({ window: one.folder });
    assert.equal(one.asked.length + two.asked.length, 1);
    await untilEmpty(one);
  });

  it('asks where VS Code’s git commits without a terminal, and no other program that has none', async () => {
    const window = await open((ask) => ask.go());
    const piped = { window: window.folder, isTerminal: false };
    for (const [env, asked] of [
      [{}, 0],
      [{ VSCODE_GIT_COMMAND: 'commit' }, 1],
      // VS Code names the first argument there: git -c user.useConfigOnly=true commit.
      [{ VSCODE_GIT_COMMAND: '-c' }, 2],
    ] as const) {
      assert.equal(await commit({ ...piped, env }, 'git commit --amend -m Second'), '');
      assert.equal(window.asked.length, asked, JSON.stringify(env));
    }
  });

  it('names its repository by where a link leads, which is known again by the link', async () => {
    const link = join(folders.path, 'link');
    await symlink(repository.root, link);
    const window = await open((ask) => ask.go());
    await repository.write('in/a.ts', 'one\n');
    repository.git('add', '--all');
    const editor = { isTerminal: false, env: { VSCODE_GIT_COMMAND: 'commit' } };
    assertCommitted(await inTerminal(link, 'git commit -m Second', { window: window.folder, ...editor }));
    assertCommitted(await inTerminal(link, 'cd in && git commit --amend -m Third', { window: window.folder }));
    const [root = '', ...roots] = window.asked.map((ask) => ask.root);
    assert.deepEqual([root, ...roots], [await realpath(link), await realpath(link)]);
    assert.equal(await sameFolder(root, [folders.path, '/nonexistent', link]), link);
    for (const known of [[], [folders.path], ['/nonexistent', root, link]])
      assert.equal(await sameFolder(root, known), root);
    assert.equal(await sameFolder('/nonexistent', [link, '/nonexistent/too']), '/nonexistent');
  });

  it('asks nobody where nobody serves, and no agent and no build machine', async () => {
    const window = await open((ask) => ask.go());
    for (const mark of MARKS)
      await commit({ window: window.folder, env: { [mark]: '1' } }, 'git commit --amend -m Second');
    await commit({}, 'git commit --amend -m Second');
    await window.asks.serve(false);
    await commit({ window: window.folder }, 'git commit --amend -m Second');
    assert.deepEqual(window.asked, []);
    assert.deepEqual(await readdir(window.folder), []);
    await window.asks.serve(true);
    await commit({ window: window.folder, env: { CI: '' } }, 'git commit --amend -m Second');
    assert.equal(window.asked.length, 1, 'it would ask otherwise');
  });

  for (const [what, commands] of Object.entries({
    'of all that has changed': 'git commit -am Second',
    'of some files': 'git commit -m Second a.ts',
    'without hooks': 'git commit --no-verify -m Second',
  })) {
    it(`does not ask about a commit ${what}`, async () => {
      const window = await open((ask) => ask.go());
      await commit({ window: window.folder }, commands);
      assert.deepEqual(window.asked, []);
    });
  }

  it('asks again once a rebase is over, also where git has left a mark of it', async () => {
    const window = await open((ask) => ask.go());
    const commands = [
      'git commit --no-verify -m Second',
      'git checkout -b other HEAD~1; echo other >a.ts; git commit --no-verify -am Other',
      'git rebase main || echo solved >a.ts; git add a.ts; GIT_EDITOR=: git rebase --continue',
      'test -e .git/REBASE_HEAD; echo two >b.ts; git add b.ts; git commit -m "Second, again"',
    ];
    await commit({ window: window.folder }, `set -e\n${commands.join('\n')}`);
    assert.equal(window.asked.length, 1);
  });

  for (const merge of ['git merge --no-edit Second', 'git pull --no-rebase --no-edit . Second']) {
    it(`does not ask about ${merge}, where merges run the same hook`, async () => {
      const window = await open((ask) => ask.go());
      const relay = `#!/bin/sh\ntest ! -x "\${0%/*}/pre-commit" || exec "\${0%/*}/pre-commit"\n`;
      await writeFile(join(repository.root, '.git/hooks/pre-merge-commit'), relay, { mode: 0o755 });
      const commands = [
        'git commit --no-verify -m First',
        'git checkout -b Second HEAD~1; echo two >b.ts; git commit --no-verify -am Other; git checkout main',
        merge,
      ];
      await commit({ window: window.folder }, `set -e\n${commands.join('\n')}`);
      assert.deepEqual(window.asked, []);
    });
  }

  it('goes on where the answer is nothing that a window of ours writes', async () => {
    const window = await open(({ isOver }) => isOver);
    for (const answer of [
      '',
      '\n',
      '1 2',
      '0 5 5',
      '5 0 5',
      '5 301 5',
      '5 5 5 5',
      '5 09 9',
      '-5 5 5',
      '$(date) 5 5',
      '1e3 5 5',
      `${'9'.repeat(30)} 5 5`,
    ]) {
      // One answer at a time: two that are written at once may come to a good one.
      const answering = window.asks.onAsk(async () => {
        const request = (await readdir(window.folder)).find((name) => name.startsWith('ask.')) ?? '';
        await writeFile(join(window.folder, request.replace('ask', 'wait')), answer);
      });
      assert.equal(await commit({ window: window.folder }, 'git commit --amend -m Second'), '', JSON.stringify(answer));
      answering.dispose();
    }
    await untilEmpty(window);
  });

  it('counts right where the shell can not sleep for parts of a second', async () => {
    const bin = await countedSleep(folders.path, { inParts: false });
    const window = await open(async (ask) => {
      await ask.wait(2, 3, 3);
      await ask.isOver;
    });
    await commit({ window: window.folder, env: bin.env });
    // One until the window has answered, unless it was faster, and three after that.
    const slept = await bin.timesOf('1');
    assert.ok(slept === 3 || slept === 4, `${slept}`);
  });

  it('lets hooks that come after it decide, and bears a shell that stops at everything', async () => {
    const window = await open((ask) => ask.go());
    await installBlock(join(repository.root, '.git'), { before: 'set -eu\n', after: 'echo ran >>ran; exit 3\n' });
    await repository.write('a.ts', 'three\n');
    repository.git('add', '--all');
    const before = await stateOf(repository.root);
    for (const terminal of [{ window: window.folder }, {}, { window: '/nonexistent/0' }]) {
      assert.equal((await inTerminal(repository.root, 'git commit -m Third', terminal)).status, 1);
    }
    assert.equal(await readFile(join(repository.root, 'ran'), 'utf8'), 'ran\n'.repeat(3));
    await rm(join(repository.root, 'ran'));
    assert.equal(await stateOf(repository.root), before);
    assert.equal(window.asked.length, 1);
    await untilEmpty(window);
  });

  it('ends with git at Ctrl+C, and leaves nothing', async () => {
    const window = await open(async (ask) => {
      await ask.wait(2, 300, 300);
      await ask.isOver;
    });
    await repository.write('a.ts', 'three\n');
    repository.git('add', '--all');
    const before = await stateOf(repository.root);
    // What a terminal does: the signal goes to all that run in the foreground, which the shell waits for.
    const commands =
      'set -m; git commit -m Third & until test -n "$(find "$GRASP_WINDOW" -name "wait.*")"; do sleep 0.05; done; kill -INT -$!; wait $!';
    assert.equal((await inTerminal(repository.root, commands, { window: window.folder })).status, 130);
    await window.asked[0]?.isOver;
    await untilEmpty(window);
    assert.equal(await stateOf(repository.root), before);
  });
});

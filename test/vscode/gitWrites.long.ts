import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { gitByTests } from './gitByTests.ts';
import { closeEditors, grasp, toldAcceptances } from './support.ts';
import { beginAgent, endAgent } from './terminalAgent.ts';

const TEXT = 'const a = 1;\nconst b = 2;\nconst c = 3;\n';
const MORE = `${TEXT}const d = 4;\nconst e = 5;\n`;
/** By now it is judged what was written, in milliseconds; so long after another one git's next work is its own. */
const JUDGED = 1_700;
/** Each has two files of its own, and a branch in which these have more lines. */
const KINDS = [
  ...['checkout', 'file', 'discard', 'switch', 'stash', 'pop', 'pull', 'merge'],
  ...['rebase', 'reset', 'pick', 'revert'],
] as const;

type Kind = (typeof KINDS)[number];

describe('what git writes', function () {
  this.timeout(120_000);
  const told = toldAcceptances();
  const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const git = (...args: string[]): Promise<string> => gitByTests(folder, ...args);
  let terminal: vscode.Terminal | undefined;
  let elsewhere: string;
  let branch: string;
  let base: string;

  const namesOf = (kind: Kind): readonly string[] => [`by git/${kind} open.ts`, `by git/${kind} closed.ts`];
  const writeAll = (root: string, kind: Kind, text: string): Promise<unknown> =>
    Promise.all(namesOf(kind).map((name) => writeFile(join(root, name), text)));

  before(async () => {
    await grasp();
    await git('add', '--all');
    await git('commit', '--quiet', '--allow-empty', '--message', 'Before');
    branch = await git('symbolic-ref', '--short', 'HEAD');
    await mkdir(join(folder, 'by git'));
    for (const kind of KINDS) await writeAll(folder, kind, TEXT);
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'Base');
    base = await git('rev-parse', 'HEAD');
    elsewhere = await mkdtemp(join(tmpdir(), 'grasp-remote-'));
    const [bare, clone] = [join(elsewhere, 'bare.git'), join(elsewhere, 'clone')];
    await git('clone', '--quiet', '--bare', folder, bare);
    await git('clone', '--quiet', bare, clone);
    for (const kind of KINDS) {
      await gitByTests(clone, 'checkout', '--quiet', '-b', `more-${kind}`, base);
      await writeAll(clone, kind, MORE);
      await gitByTests(clone, 'commit', '--quiet', '--all', '--message', kind);
    }
    await gitByTests(clone, 'push', '--quiet', '--all');
    await git('fetch', '--quiet', bare, '+refs/heads/more-*:refs/heads/more-*');
  });
  beforeEach(async () => {
    // A stash that is there before any agent is.
    await writeAll(folder, 'pop', MORE);
    await git('stash', '--quiet');
    for (const kind of KINDS) await open(join(folder, namesOf(kind)[0]!));
    await sleep(JUDGED);
  });
  afterEach(async () => {
    if (terminal !== undefined) await endAgent(terminal);
    terminal = undefined;
    await closeEditors();
    await git('checkout', '--quiet', '--force', branch);
    await git('reset', '--quiet', '--hard', base);
  });
  after(() => rm(elsewhere, { recursive: true }));

  const seen = () => told.map(({ uri, origin, confidence, lines }) => [basename(uri), origin, confidence, lines]);

  async function open(path: string): Promise<void> {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path), { preview: false });
  }

  /** Leaves nothing of what git has, so that all comes back by git. */
  async function emptied(kind: Kind): Promise<void> {
    await writeAll(folder, kind, '');
    await sleep(JUDGED);
  }

  /** What somebody types at git, one after the other; most of it brings lines, and what takes them away lets others bring them. */
  const WORK: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['checkout of a branch', () => git('checkout', '--quiet', 'more-checkout')],
    ['switch', () => git('switch', '--quiet', 'more-switch')],
    ['switch back', () => git('switch', '--quiet', branch)],
    ['stash pop', () => git('stash', 'pop', '--quiet')],
    ['stash', () => git('stash', '--quiet')],
    ['stash pop again', () => git('stash', 'pop', '--quiet')],
    ['stash of what was taken away', () => emptied('stash').then(() => git('stash', '--quiet'))],
    ['checkout of a file of a branch', () => git('checkout', 'more-file', '--', ...namesOf('file'))],
    ['checkout of a file', () => emptied('discard').then(() => git('checkout', '--', ...namesOf('discard')))],
    ['reset to the last commit', () => git('reset', '--quiet', '--hard')],
    ['pull', () => git('pull', '--quiet', '--no-rebase', join(elsewhere, 'bare.git'), 'more-pull')],
    ['merge', () => git('merge', '--quiet', '--no-edit', 'more-merge')],
    ['switch to what is rebased', () => git('switch', '--quiet', 'more-rebase')],
    ['rebase', () => git('rebase', '--quiet', branch)],
    ['merge forward', () => git('switch', '--quiet', branch).then(() => git('merge', '--quiet', 'more-rebase'))],
    ['reset to an earlier commit', () => git('reset', '--quiet', '--hard', 'HEAD~1')],
    ['reset to a later commit', () => git('reset', '--quiet', '--hard', 'ORIG_HEAD')],
    ['cherry-pick', () => git('cherry-pick', 'more-pick')],
    ['revert', () => git('revert', '--no-edit', 'HEAD')],
    ['revert of the revert', () => git('revert', '--no-edit', 'HEAD')],
  ];
  /** In these there is at last what git brought, which has the author that it had: nobody whom Grasp has seen. */
  const BROUGHT: readonly Kind[] = ['pull', 'merge', 'rebase', 'pick'];

  for (const withAgent of [false, true]) {
    it(`is never an agent’s, ${withAgent ? 'also while one is at work' : 'and nobody else’s'}`, async () => {
      if (withAgent) terminal = await beginAgent(folder);
      for (const [what, work] of WORK) {
        await work();
        await sleep(withAgent ? JUDGED : 300);
        assert.deepEqual(seen(), [], what);
      }
      await sleep(JUDGED);
      assert.deepEqual(seen(), []);
      const { api } = await grasp();
      const origins: Record<string, string> = {};
      for (const kind of BROUGHT) {
        const ranges = await api.provenance(vscode.Uri.file(join(folder, namesOf(kind)[0]!)));
        origins[kind] = ranges.map((one) => `${one.origin} ${String(one.firstLine)}-${String(one.lastLine)}`).join();
      }
      assert.deepEqual(origins, Object.fromEntries(BROUGHT.map((kind) => [kind, 'unknown 3-4'])));
    });
  }
});

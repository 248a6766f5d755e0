import assert from 'node:assert/strict';
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Acceptance } from '../../src/domain/attribution/acceptance.ts';
import { gitByTests } from './gitByTests.ts';
import { closeEditors, eventually, grasp, toldAcceptances } from './support.ts';
import { beginAgent, endAgent } from './terminalAgent.ts';

const TEXT = 'const a = 1;\nconst b = 2;\nconst c = 3;\n';
const MORE = 'const d = 4;\nconst e = 5;\n';
/** What is written in the moment of a commit may be git's. */
const AFTER_GIT = 1_500;

describe('writes to the disk', function () {
  this.timeout(60_000);
  const told = toldAcceptances();
  const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  let terminal: vscode.Terminal | undefined;
  let files = 0;

  const git = (...args: string[]): Promise<string> => gitByTests(folder, ...args);

  /** A file of its own that is committed. */
  async function committedFile(): Promise<string> {
    const path = join(folder, 'written', `disk${String((files += 1))}.ts`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, TEXT);
    await git('add', '--', path);
    await git('commit', '--quiet', '--message', 'One', '--', path);
    await sleep(AFTER_GIT);
    return path;
  }

  async function open(path: string): Promise<vscode.TextDocument> {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
    return eventually('the file is open', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.fsPath === path ? document : undefined;
    });
  }

  async function recordedOf(path: string): Promise<readonly Acceptance[]> {
    const { api } = await grasp();
    return api.acceptances({ path });
  }

  const ways: [string, (path: string) => Promise<void>][] = [
    ['whole', (path) => writeFile(path, TEXT + MORE)],
    [
      'by another file that takes its place',
      async (path) => {
        await writeFile(`${path}.tmp`, TEXT + MORE);
        await rename(`${path}.tmp`, path);
      },
    ],
    ['by appending', (path) => appendFile(path, MORE)],
  ];

  afterEach(async () => {
    if (terminal !== undefined) await endAgent(terminal);
    terminal = undefined;
    await closeEditors();
  });

  it('are nobody’s while no agent is at work', async () => {
    const path = await committedFile();
    const document = await open(path);
    for (const [, write] of ways) {
      await writeFile(path, TEXT);
      await eventually('the editor shows it', () => document.getText() === TEXT || undefined);
      await write(path);
      await eventually('the editor shows it', () => document.getText() === TEXT + MORE || undefined);
    }
    await sleep(AFTER_GIT);
    assert.deepEqual(told, []);
  });

  it('are an agent’s while one is at work, in open and in closed files, made and changed, and what git brings is not', async () => {
    const paths: string[] = [];
    for (let at = 0; at < 2 * ways.length; at += 1) paths.push(await committedFile());
    terminal = await beginAgent(folder);
    for (const [at, [what, write]] of [...ways, ...ways].entries()) {
      const path = paths[at]!;
      const isOpen = at < ways.length;
      if (isOpen) await open(path);
      await write(path);
      const one = await eventually(`${what}, ${isOpen ? 'open' : 'closed'}: it is told`, () =>
        told.find(({ uri }) => uri === vscode.Uri.file(path).toString()),
      );
      assert.deepEqual([one.origin, one.confidence, one.lines, one.line], ['agent', 'likely', 2, 3]);
      assert.equal(one.provider, 'claude-code');
    }
    const made = join(folder, 'written', 'made.py');
    await writeFile(made, 'one = 1\n');
    const one = await eventually('it is told', () => told.find(({ path }) => path.endsWith('made.py')));
    assert.deepEqual([one.lines, one.language, one.confidence], [1, 'python', 'likely']);
    await rm(made);
    const before = told.length;
    // All of it goes, comes back from a stash, and goes for good: agents let git do such things.
    await git('stash', '--quiet');
    await sleep(AFTER_GIT);
    await git('stash', 'pop', '--quiet');
    await sleep(AFTER_GIT);
    await git('switch', '--quiet', '--create', 'other');
    await git('commit', '--quiet', '--all', '--message', 'Other');
    await git('switch', '--quiet', '-');
    await sleep(AFTER_GIT);
    await git('merge', '--quiet', 'other');
    await sleep(AFTER_GIT);
    await git('reset', '--quiet', '--hard', 'HEAD~1');
    await sleep(2 * AFTER_GIT);
    assert.equal(told.length, before);
    for (const path of paths) assert.equal((await recordedOf(path)).length, 1);
  });
});

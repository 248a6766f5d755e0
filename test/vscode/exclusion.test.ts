import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  acceptOffered,
  closeEditors,
  eventually,
  exportedText,
  grasp,
  MASKED,
  offer,
  openFile,
  settled,
  type,
} from './support.ts';

const { Global, Workspace } = vscode.ConfigurationTarget;

async function exclude(entries: unknown, target: vscode.ConfigurationTarget = Global): Promise<void> {
  await vscode.workspace.getConfiguration('grasp').update('privacy.exclude', entries, target);
}

/** Types and accepts in the active editor, closes it, and gives the kinds of what was recorded of it. */
async function recordedFrom(editor: vscode.TextEditor): Promise<string[]> {
  const uri = editor.document.uri.toString();
  const offered = offer('const accepted = 1;');
  await acceptOffered(editor);
  offered.dispose();
  await type(' // typed');
  await settled();
  await editor.document.save();
  await closeEditors();
  await settled();
  return kindsOf(uri);
}

/** Who wrote the lines of a file is written some seconds later, and may be among it. */
function expectRecorded(kinds: readonly string[]): void {
  for (const kind of ['acceptance', 'edits']) assert.ok(kinds.includes(kind), kind);
}

async function kindsOf(uri: string): Promise<string[]> {
  const { events } = JSON.parse(await exportedText()) as { events: { k: string; p: { uri?: string } }[] };
  return events.filter(({ p }) => p.uri === uri).map(({ k }) => k);
}

describe(`grasp.privacy.exclude ${MASKED ? 'without' : 'with'} the editor's own reasons`, function () {
  this.timeout(60_000);
  before(grasp);
  afterEach(async () => {
    await closeEditors();
    await exclude(undefined);
    await exclude(undefined, Workspace);
  });

  it('leaves all other files as they are', async () => {
    await exclude(['**/elsewhere/**', 'remote:git.example.com']);
    // Until its repository has been read, a file counts as excluded.
    const editor = await openFile('');
    // A blank, for which no list of suggestions opens.
    await type(' ');
    await settled();
    expectRecorded(await recordedFrom(editor));
  });

  const patterns: [string, string][] = [
    ['by a pattern for the absolute path', '**/made by tests/**'],
    ['by a pattern for the path in the workspace folder', 'made by tests/*.ts'],
    ['by the folder that holds them', 'made by tests'],
  ];
  for (const [how, pattern] of patterns) {
    it(`records nothing of files that are excluded ${how}`, async () => {
      await exclude([pattern]);
      assert.deepEqual(await recordedFrom(await openFile('')), []);
    });
  }

  it('lets a workspace add, and take nothing away', async () => {
    await exclude(['made by tests/*.ts']);
    await exclude(['made by tests/*.js'], Workspace);
    assert.deepEqual(await recordedFrom(await openFile('', 'js')), []);
    assert.deepEqual(await recordedFrom(await openFile('', 'ts')), []);
    await exclude([], Workspace);
    assert.deepEqual(await recordedFrom(await openFile('', 'ts')), []);
  });

  it('keeps what can be used when an entry can not', async () => {
    await exclude(['{', 7, 'remote:', 'made by tests/**']);
    assert.deepEqual(await recordedFrom(await openFile('')), []);
  });

  it('lets go of a file that becomes excluded; what was recorded stays', async () => {
    const editor = await openFile('');
    const offered = offer('const accepted = 1;');
    await acceptOffered(editor);
    offered.dispose();
    await settled();
    await exclude(['made by tests/**']);
    await settled();
    const before = await kindsOf(editor.document.uri.toString());
    assert.ok(before.includes('acceptance'));
    await vscode.commands.executeCommand('undo');
    await type('more');
    await settled();
    await closeEditors();
    await settled();
    assert.deepEqual(await kindsOf(editor.document.uri.toString()), before);
    const { api } = await grasp();
    assert.equal((await api.acceptances({ path: editor.document.uri.fsPath }))[0]?.state, 'kept');
  });

  it('records nothing of a repository with a remote on a host that is named, and what is in no such one', async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'grasp-remote-')));
    const git = (...args: string[]): void => {
      assert.equal(spawnSync('git', args, { cwd: folder }).status, 0);
    };
    const open = async (name: string): Promise<vscode.TextEditor> => {
      const uri = vscode.Uri.file(join(folder, name));
      await writeFile(uri.fsPath, '');
      await vscode.commands.executeCommand('vscode.open', uri);
      return eventually('the file is open', () => {
        const active = vscode.window.activeTextEditor;
        return active?.document.uri.toString() === uri.toString() ? active : undefined;
      });
    };
    try {
      git('init', '--quiet');
      git('remote', 'add', 'origin', 'ssh://git@Git.Example.com:2222/a/b.git');
      await exclude(['remote:git.example.com']);
      assert.deepEqual(await recordedFrom(await open('a.ts')), []);
      await exclude(['remote:other.example.com']);
      expectRecorded(await recordedFrom(await open('b.ts')));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

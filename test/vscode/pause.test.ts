import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { folderHash } from '../support/folderHash.ts';
import {
  acceptOffered,
  closeEditors,
  DATA_FOLDER,
  eventually,
  exportedText,
  grasp,
  offer,
  openFile,
  settled,
  toldAcceptances,
  type,
  ON_FLOOR,
} from './support.ts';

function pause(argument?: unknown): Thenable<{ scope: string; until?: number } | undefined> {
  return vscode.commands.executeCommand('grasp.pause', argument);
}

function resume(): Thenable<{ resumed: boolean }> {
  return vscode.commands.executeCommand('grasp.resume');
}

async function eventKinds(): Promise<string[]> {
  const { events } = JSON.parse(await exportedText()) as { events: { k: string }[] };
  return events.map(({ k }) => k);
}

describe('a pause', function () {
  this.timeout(120_000);
  const told = toldAcceptances();

  before(grasp);
  afterEach(async () => {
    await resume();
    await closeEditors();
  });

  async function accept(text: string): Promise<vscode.TextEditor> {
    const editor = await openFile('');
    const offered = offer(text);
    await acceptOffered(editor);
    offered.dispose();
    return editor;
  }

  it('lets no byte be written for edits, accepts, saves, commits, checkpoints and counts', async () => {
    const before = await accept('const before = 1;');
    await eventually('it was recorded', () => told[0]);
    await type(' // and typed');
    assert.deepEqual(await pause({ scope: 'window' }), { scope: 'window' });
    assert.ok(existsSync(join(DATA_FOLDER, 'journal')), 'this is not where Grasp records');
    const hash = await folderHash(DATA_FOLDER);
    await type(' // more');
    const during = await accept('const during = 1;');
    await during.document.save();
    await before.document.save();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', '-c', 'commit.gpgSign=false'];
    for (const args of [
      ['add', '--all'],
      ['commit', '--quiet', '--message', 'While paused'],
    ]) {
      assert.equal(spawnSync('git', [...identity, ...args], { cwd: folder }).status, 0);
    }
    // Counts are written after a minute, the first checkpoint comes after half of one, a ledger is published after one.
    await sleep(ON_FLOOR ? 65_000 : 5_000);
    await closeEditors();
    await settled();
    assert.equal(await folderHash(DATA_FOLDER), hash);
    assert.equal(told.length, 1);
    await resume();
    const { api } = await grasp();
    const [recorded] = await api.acceptances({ path: before.document.uri.fsPath });
    assert.deepEqual([recorded?.state, recorded?.survival], ['kept', {}]);
    assert.deepEqual(await api.acceptances({ path: during.document.uri.fsPath }), []);
  });

  it('of all windows is written before its command returns, and so is its end', async () => {
    const result = await pause({ scope: 'all', minutes: 30 });
    assert.ok(result?.until !== undefined && result.until > Date.now() + 29 * 60_000);
    assert.deepEqual((await eventKinds()).slice(-2), ['pause', 'seal']);
    await accept('const during = 1;');
    await settled();
    assert.deepEqual(told, []);
    assert.deepEqual(await resume(), { resumed: true });
    assert.equal((await eventKinds()).at(-1), 'resume');
    await accept('const after = 1;');
    await eventually('it was recorded', () => told[0]);
  });

  it('ends by itself', async () => {
    await pause({ scope: 'window', minutes: 0.03 });
    await sleep(2_000);
    await accept('const after = 1;');
    await eventually('it was recorded', () => told[0]);
  });

  it('that is not there has no end', async () => {
    assert.deepEqual(await resume(), { resumed: false });
  });

  it('refuses an argument that it does not understand, and changes nothing', async () => {
    const arguments_ = [
      null,
      'all',
      {},
      { scope: 'some' },
      { scope: 'all', minutes: 0 },
      { scope: 'all', minutes: -1 },
      { scope: 'all', minutes: Infinity },
      { scope: 'all', minutes: '30' },
      { scope: 'all', minutes: 1e9 },
      { scope: 'all', hours: 1 },
    ];
    for (const argument of arguments_) {
      await assert.rejects(Promise.resolve(pause(argument)), /Nothing was changed/u, JSON.stringify(argument));
    }
    assert.deepEqual(await resume(), { resumed: false });
  });

  it('asks where and how long when it is told nothing', async () => {
    const asked = pause();
    for (let answer = 0; answer < 2; answer += 1) {
      await sleep(500);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    const result = await asked;
    assert.equal(result?.scope, 'window');
    assert.ok(Math.abs((result.until ?? 0) - Date.now() - 30 * 60_000) < 60_000);
    assert.deepEqual(await resume(), { resumed: true });
    const calledOff = pause();
    await sleep(500);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await calledOff, undefined);
  });
});

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { commandOfHook, runHook } from './agentHook.ts';
import { closeEditors, eventually, grasp } from './support.ts';

describe('what an agent reports', function () {
  this.timeout(60_000);
  const realHome = process.env['HOME'];
  let home = '';

  before(grasp);
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'grasp-home-'));
    process.env['HOME'] = home;
    assert.equal(homedir(), home, 'this would change the settings of whoever runs the tests');
    await mkdir(join(home, '.claude'));
    await vscode.commands.executeCommand('grasp.installAgentHooks', { agents: ['claude-code'], preview: false });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('grasp.removeAgentHooks', { preview: false });
    if (realHome === undefined) delete process.env['HOME'];
    else process.env['HOME'] = realHome;
    await closeEditors();
    await rm(home, { recursive: true });
  });

  it('is the agent’s, at certain, also in a file that nobody has open, and its lines are known when that is opened', async () => {
    const command = await commandOfHook(join(home, '.claude/settings.json'));
    const path = join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, `${basename(home)}.ts`);
    const [before, after] = ['const mine = 1;', 'const mine = 1;\nconst told = 2;'];
    await writeFile(path, `${after}\n`);
    const edit = { file_path: path, old_string: before, new_string: after };
    assert.equal(runHook(command, { session_id: 's', cwd: home, tool_name: 'Edit', tool_input: edit }), 0);
    const { api } = await grasp();
    const one = await eventually('it is recorded', async () => (await api.acceptances({ path }))[0]);
    assert.deepEqual([one.origin, one.confidence, one.provider, one.lines], ['agent', 'certain', 'claude-code', 1]);
    const { document } = await vscode.window.showTextDocument(vscode.Uri.file(path));
    const [range] = await eventually('its lines are known', async () => {
      const ranges = await api.provenance(document.uri);
      return ranges.length > 0 ? ranges : undefined;
    });
    assert.deepEqual([range?.firstLine, range?.lastLine, range?.origin], [1, 1, 'agent']);
    await closeEditors();
    await rm(path);
  });
});

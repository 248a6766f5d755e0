import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { AgentHookResult } from '../../src/host/commands/agentHookCommands.ts';
import { commandOfHook, runHook } from './agentHook.ts';
import { closeEditors, DATA_FOLDER, eventually, grasp } from './support.ts';

const SETTINGS = '{\n  // mine\n  "model": "x"\n}\n';

function install(argument?: unknown): Thenable<AgentHookResult | undefined> {
  return vscode.commands.executeCommand('grasp.installAgentHooks', argument);
}

function remove(argument?: unknown): Thenable<AgentHookResult | undefined> {
  return vscode.commands.executeCommand('grasp.removeAgentHooks', argument);
}

describe('agent hooks', function () {
  this.timeout(60_000);
  const realHome = process.env['HOME'];
  let home = '';
  const claude = () => join(home, '.claude/settings.json');

  before(grasp);
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'grasp-home-'));
    process.env['HOME'] = home;
    assert.equal(homedir(), home, 'this would change the settings of whoever runs the tests');
    await mkdir(join(home, '.claude'));
    await mkdir(join(home, '.codex'));
    await writeFile(claude(), SETTINGS);
  });
  afterEach(async () => {
    await remove({ preview: false });
    if (realHome === undefined) delete process.env['HOME'];
    else process.env['HOME'] = realHome;
    await closeEditors();
    await rm(home, { recursive: true });
  });

  it('are told before they are installed, installed for the agents that are here, and removed byte for byte', async () => {
    const told = await install({ preview: true });
    assert.deepEqual(
      told?.agents.map(({ agent, file, outcome }) => [agent, file, outcome]),
      [
        ['claude-code', claude(), 'change'],
        ['codex', join(home, '.codex/hooks.json'), 'change'],
      ],
    );
    assert.equal(await readFile(claude(), 'utf8'), SETTINGS);
    assert.ok(!existsSync(join(DATA_FOLDER, 'agents/grasp-report.sh')));
    const done = await install({ preview: false });
    assert.equal(await readFile(claude(), 'utf8'), told.agents[0]?.after);
    assert.deepEqual(done, told);
    assert.deepEqual(
      (await install({ preview: false }))?.agents.map(({ outcome }) => outcome),
      ['nothing', 'nothing'],
    );
    await remove({ preview: false });
    assert.equal(await readFile(claude(), 'utf8'), SETTINGS);
    assert.deepEqual(await readdir(join(home, '.codex')), []);
    assert.deepEqual(await readdir(join(DATA_FOLDER, 'agents')), []);
  });

  it('run a script that notes an edit, in the data folder and for the person alone', async () => {
    await install({ agents: ['claude-code'], preview: false });
    const command = await commandOfHook(claude());
    const input = { session_id: 's', cwd: home, tool_name: 'Write', tool_input: { file_path: claude(), content: 'x' } };
    assert.equal(runHook(command, input), 0);
    const spool = join(DATA_FOLDER, 'agents/spool');
    const [name = ''] = await readdir(spool);
    assert.ok((await readFile(join(spool, name), 'utf8')).includes(claude()));
    assert.equal((await stat(join(spool, name))).mode & 0o777, 0o600);
    assert.equal((await stat(spool)).mode & 0o777, 0o700);
  });

  it('leave a broken file alone, and say where it is broken', async () => {
    await writeFile(claude(), '{\n  "model": \n}\n');
    const result = await install({ agents: ['claude-code'], preview: false });
    const [one] = result?.agents ?? [];
    assert.equal(one?.outcome, 'refused');
    assert.match(one.why ?? '', /^is no JSON at line 3, column 1 /u);
    assert.equal(await readFile(claude(), 'utf8'), '{\n  "model": \n}\n');
  });

  it('refuse an argument that they do not understand, and change nothing', async () => {
    for (const argument of [{ agents: ['somebody'] }, { agents: 'codex' }, { preview: 1 }, { force: true }, 'all', 7]) {
      for (const run of [install, remove]) await assert.rejects(async () => run(argument), /Nothing was changed/u);
    }
    assert.equal(await readFile(claude(), 'utf8'), SETTINGS);
  });

  it('are shown before and after in the editor, and change nothing until the person says so', async () => {
    const running = install({ agents: ['claude-code'] });
    await eventually('the comparison is open', () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      return tab?.label.includes('hooks to be added') === true ? true : undefined;
    });
    const calledOff = running.then(() => true);
    // The question comes after the comparison.
    await eventually('it is called off', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return Promise.race([calledOff, sleep(100).then(() => undefined)]);
    });
    assert.equal(await running, undefined);
    assert.equal(await readFile(claude(), 'utf8'), SETTINGS);
  });
});

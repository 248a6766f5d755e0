import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { grasp } from './support.ts';

describe('tasks', () => {
  before(async () => {
    await grasp();
  });

  function run(command: string, argument: unknown): Promise<unknown> {
    return Promise.resolve(vscode.commands.executeCommand(`grasp.${command}`, argument));
  }

  it('are started, finished and called off by program, one at a time', async () => {
    await assert.rejects(run('finishTask', {}), /No task runs/u);
    await assert.rejects(run('startTask', { title: 'Parse dates', ai: true }), /Nothing was started/u);
    const said = { title: 'Parse dates', kind: 'fix', estimate: 30, confidence: 70, ai: true };
    const { task } = (await run('startTask', said)) as { task: string };
    assert.match(task, /^[0-9a-f]{16}:\d+$/u);
    await assert.rejects(run('startTask', said), /"Parse dates" runs/u);
    await assert.rejects(run('finishTask', { as: 'perfect' }), /Nothing was changed/u);
    assert.deepEqual(await run('finishTask', { minutes: 45, felt: 0.8 }), { task, minutes: 45 });
    const other = (await run('startTask', { title: 'Sort names', estimate: 20, ai: false })) as { task: string };
    assert.deepEqual(await run('finishTask', { as: 'called off' }), { task: other.task, minutes: undefined });
    const last = (await run('startTask', { title: 'Sort names', estimate: 20, ai: false })) as { task: string };
    assert.deepEqual(await run('finishTask', {}), { task: last.task, minutes: 1 });
  });
});

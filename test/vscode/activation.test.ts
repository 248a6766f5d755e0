import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, grasp } from './support.ts';

describe('activation', () => {
  it('happens by itself after start-up', async () => {
    await eventually(
      'Grasp is active',
      () => vscode.extensions.getExtension('grasp.grasp')?.isActive === true || undefined,
    );
  });

  it('gives version 1 of the API and refuses others', async () => {
    const { extension, api } = await grasp();
    assert.deepEqual(Object.keys(api).sort(), ['acceptances', 'onDidRecordAcceptance', 'provenance']);
    const getAny = extension.exports.getAPI as (version: number) => unknown;
    assert.throws(() => getAny(2), /no API version 2/u);
  });

  it('registers every command of the manifest', async () => {
    const { extension } = await grasp();
    const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).filter((id) => !registered.has(id)),
      [],
    );
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Guard } from '../../src/host/guard.ts';
import { promptChoices, turnPromptsOff } from '../../src/host/prompts/promptChoices.ts';
import { watchPauses } from '../../src/host/prompts/watchPauses.ts';
import { MemoryLog } from '../support/fakes.ts';
import { closeEditors, eventually, openFile, type } from './support.ts';

describe('what ends a stretch of work', function () {
  this.timeout(60_000);
  let seen = { pauses: 0, closed: [] as string[], edits: 0 };
  let endAgent: () => void = () => undefined;
  let watching: vscode.Disposable;
  let log = new MemoryLog();

  beforeEach(() => {
    seen = { pauses: 0, closed: [], edits: 0 };
    log = new MemoryLog();
    const fresh = {
      paused: () => (seen.pauses += 1),
      closed: (uri: string) => seen.closed.push(uri),
      edited: () => (seen.edits += 1),
    };
    const activity = { onDidEnd: (listener: () => void) => (endAgent = listener) };
    watching = watchPauses(fresh, activity, new Guard(log, () => undefined));
  });

  afterEach(async () => {
    watching.dispose();
    await closeEditors();
    assert.deepEqual(log.lines, []);
  });

  it('is a file of which the last tab is closed, and not the first of two', async () => {
    const editor = await openFile('one\n');
    const uri = editor.document.uri;
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
    await type('x');
    await eventually('the edit was seen', () => (seen.edits > 0 ? true : undefined));
    await editor.document.save();
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await eventually('one tab is left', () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      const ofFile = tabs.filter(
        ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
      );
      return ofFile.length === 1 ? true : undefined;
    });
    // Other tests of the run may have left files open.
    const isClosed = (): boolean => seen.closed.includes(uri.toString());
    assert.ok(!isClosed());
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await eventually('the file is closed', () => isClosed() || undefined);
    assert.equal(seen.pauses, 0);
  });

  it('is an agent that ended', () => {
    endAgent();
    assert.equal(seen.pauses, 1);
  });
});

describe('what the person says of prompts', () => {
  const configuration = () => vscode.workspace.getConfiguration('grasp.prompts');
  const GLOBAL = vscode.ConfigurationTarget.Global;

  afterEach(async () => {
    for (const key of ['perDay', 'quietHours', 'offIn']) await configuration().update(key, undefined, GLOBAL);
  });

  it('is three a day, at any hour and anywhere, where nothing is said', () => {
    assert.deepEqual(promptChoices(), { perDay: 3, quietHours: [], offIn: [], notice: '' });
  });

  it('gets one more repository with "not in this repository"', async () => {
    await turnPromptsOff('/home/me/one');
    await turnPromptsOff('/home/me/two');
    await turnPromptsOff('/home/me/two');
    assert.deepEqual(promptChoices().offIn, ['/home/me/one', '/home/me/two']);
  });

  it('counts as not said where it can not be used, with a notice', async () => {
    await configuration().update('perDay', 21, GLOBAL);
    await configuration().update('quietHours', 'late', GLOBAL);
    const { perDay, quietHours, notice } = promptChoices();
    assert.deepEqual([perDay, quietHours], [3, []]);
    assert.match(notice, /perDay.* 3 is used\. .*quietHours.*No hour is quiet\.$/u);
  });
});

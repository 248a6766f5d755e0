import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { PROMPTED, type Prompted } from '../../src/domain/events/prompted.ts';
import { acceptOffered, closeEditors, eventually, exportedText, grasp, offer, openFile } from './support.ts';

const LINES = 12;
/** After the last edit by AI it is waited for a minute whether another one comes; and some more on a busy machine, in milliseconds. */
const ASKED_WITHIN = 90_000;
const KIND = 'explain while fresh';

let made = 0;

describe('explaining while it is fresh', function () {
  this.timeout(180_000);
  const configuration = () => vscode.workspace.getConfiguration('grasp.prompts');
  let terminal: vscode.Terminal | undefined;

  before(grasp);
  afterEach(async () => {
    await configuration().update('quietHours', undefined, vscode.ConfigurationTarget.Global);
    terminal?.dispose();
    terminal = undefined;
    await closeEditors();
  });

  /** A file of which a completion has written twelve lines that are in no other. */
  async function burst(): Promise<void> {
    const name = `fresh${String((made += 1))}`;
    const lines = Array.from(
      { length: LINES },
      (_, at) => `const ${name}Part${String(at)} = weigh(${name}, ${String(at)});`,
    );
    const editor = await openFile('');
    const offered = offer(lines.join('\n'));
    await acceptOffered(editor);
    offered.dispose();
    await editor.document.save();
  }

  /** Tests that pass, by a shell that VS Code is integrated with. */
  async function passTests(): Promise<void> {
    terminal ??= vscode.window.createTerminal({ shellPath: '/bin/bash' });
    const { shellIntegration } = await eventually(
      'the terminal is integrated',
      () => terminal?.shellIntegration && terminal,
      30_000,
    );
    for (const line of ['vitest() { return 0; }', 'vitest']) {
      const ended = new Promise<void>((resolve) => {
        const listening = vscode.window.onDidEndTerminalShellExecution((event) => {
          if (event.terminal !== terminal) return;
          listening.dispose();
          resolve();
        });
      });
      shellIntegration?.executeCommand(line);
      await ended;
    }
  }

  async function prompts(): Promise<Prompted[]> {
    const { events } = JSON.parse(await exportedText()) as { events: { k: string; p: Prompted }[] };
    return events.filter(({ k, p }) => k === PROMPTED && p.kind === KIND).map(({ p }) => p);
  }

  /** Takes the offer up, and puts it off: nothing else answers without a person. */
  async function takeUp(): Promise<string> {
    const taken = vscode.commands.executeCommand<{ outcome: string }>('grasp.explainWhileFresh');
    const command = { isOver: false };
    const over = Promise.resolve(taken).finally(() => (command.isOver = true));
    while (!command.isOver) {
      await sleep(200);
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    }
    return (await over).outcome;
  }

  it('is quiet in quiet hours, then offered after tests that passed', async () => {
    await configuration().update('quietHours', '00:00-12:00, 12:00-00:00', vscode.ConfigurationTarget.Global);
    await burst();
    await passTests();
    await sleep(65_000);
    assert.deepEqual([await prompts(), await takeUp()], [[], 'nothing']);
    await configuration().update('quietHours', undefined, vscode.ConfigurationTarget.Global);
    // The pause was used up by the refusal, and the burst is still fresh: the end of the next tests asks again.
    await passTests();
    await eventually('it is offered', async () => ((await prompts()).length > 0 ? true : undefined), ASKED_WITHIN);
    assert.deepEqual(await prompts(), [{ kind: KIND, asked: false, outcome: 'shown', seconds: 0 }]);
    assert.equal(await takeUp(), 'later');
    assert.deepEqual(
      (await prompts()).map(({ outcome }) => outcome),
      ['shown', 'later'],
    );
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Guard } from '../../src/host/guard.ts';
import { watchPauses } from '../../src/host/prompts/watchPauses.ts';
import { MemoryLog } from '../support/fakes.ts';
import { eventually } from './support.ts';

describe('what ends a stretch of work in a terminal', function () {
  this.timeout(60_000);
  const seen = { pauses: 0 };
  const log = new MemoryLog();
  let watching: vscode.Disposable;

  before(() => {
    const fresh = { paused: () => (seen.pauses += 1), closed: () => undefined, edited: () => undefined };
    watching = watchPauses(fresh, { onDidEnd: () => undefined }, new Guard(log, () => undefined));
  });
  after(() => {
    watching.dispose();
    assert.deepEqual(log.lines, []);
  });

  it('is tests that passed in a terminal, and neither tests that failed nor another command', async () => {
    const terminal = vscode.window.createTerminal({ shellPath: '/bin/bash' });
    terminal.show();
    const integration = await eventually('the terminal is integrated', () => terminal.shellIntegration, 30_000);
    const run = async (line: string): Promise<void> => {
      const ended = new Promise<void>((resolve) => {
        const listening = vscode.window.onDidEndTerminalShellExecution((event) => {
          if (event.terminal !== terminal) return;
          listening.dispose();
          resolve();
        });
      });
      integration.executeCommand(line);
      await ended;
    };
    try {
      await run('vitest() { return "$1"; }');
      await run('vitest 1');
      await run('true');
      assert.equal(seen.pauses, 0);
      await run('CI=1 vitest 0');
      assert.equal(seen.pauses, 1);
    } finally {
      terminal.dispose();
    }
  });
});

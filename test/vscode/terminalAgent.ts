import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { eventually } from './support.ts';

/** Runs a fake agent in a real terminal, by a real shell that VS Code is integrated with. Dispose of it by `endAgent`. */
export async function beginAgent(folder: string): Promise<vscode.Terminal> {
  const program = join(folder, '.git', 'claude');
  await writeFile(program, '#!/bin/sh\necho "at work"\nexec sleep 300\n', { mode: 0o755 });
  const terminal = vscode.window.createTerminal({ shellPath: '/bin/bash', cwd: folder });
  terminal.show();
  const integration = await eventually(
    'the terminal is integrated with its shell',
    () => terminal.shellIntegration,
    30_000,
  );
  const began = new Promise<void>((resolve) => {
    const listening = vscode.window.onDidStartTerminalShellExecution(() => {
      listening.dispose();
      resolve();
    });
  });
  integration.executeCommand(`'${program}'`);
  await began;
  // By now it is known what was begun before.
  await sleep(2_000);
  return terminal;
}

export async function endAgent(terminal: vscode.Terminal): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    const listening = vscode.window.onDidCloseTerminal((one) => {
      if (one !== terminal) return;
      listening.dispose();
      resolve();
    });
  });
  terminal.dispose();
  await closed;
}

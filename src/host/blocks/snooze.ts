import * as vscode from 'vscode';
import type { Snooze } from '../../features/no-ai-block/aiQuiet.ts';

/** VS Code's own snooze of inline completions: of all providers, in this window, in its memory alone. */
export const snooze: Snooze = {
  // Without a number, or with 0, it would open a list.
  for: (minutes) => run('editor.action.inlineSuggest.snooze', Math.max(minutes, 0.001)),
  end: () => run('editor.action.inlineSuggest.cancelSnooze'),
};

async function run(command: string, ...values: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand(command, ...values);
}

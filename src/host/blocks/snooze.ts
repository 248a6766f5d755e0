import * as vscode from 'vscode';
import { snoozeLength } from '../../domain/blocks/snoozeLength.ts';
import type { Snooze } from '../../features/no-ai-block/aiQuiet.ts';

/** VS Code's own snooze of inline completions: of all providers, in this window, in its memory alone. */
export const snooze: Snooze = {
  for: (minutes) => run('editor.action.inlineSuggest.snooze', snoozeLength(minutes, vscode.version)),
  end: () => run('editor.action.inlineSuggest.cancelSnooze'),
};

async function run(command: string, ...values: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand(command, ...values);
}

import * as vscode from 'vscode';
import type { AgentActivity } from '../../features/record-edits/agentActivity.ts';
import type { Guard } from '../guard.ts';

/** Tells which commands run in the terminals that VS Code integrates with their shells. Nothing of them is kept. */
export function watchTerminals(activity: AgentActivity, guard: Guard): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.onDidStartTerminalShellExecution(
      guard.listener('Noticing a command', ({ terminal, execution }) => {
        activity.began(terminal, execution.commandLine.value);
      }),
    ),
    vscode.window.onDidEndTerminalShellExecution(({ terminal }) => {
      activity.ended(terminal);
    }),
    vscode.window.onDidCloseTerminal((terminal) => {
      activity.ended(terminal);
    }),
  );
}

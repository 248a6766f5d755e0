import * as vscode from 'vscode';
import { isTestRun } from '../../domain/prompts/testCommand.ts';
import type { FreshOffer } from '../../features/explain-while-fresh/freshOffer.ts';
import type { AgentActivity } from '../../features/record-edits/agentActivity.ts';
import { RECORDED_SCHEMES } from '../editor/editObserver.ts';
import type { Guard } from '../guard.ts';

/**
 * Tells what may end a stretch of work: tests that passed in a terminal, an agent that ended, a file whose last tab was
 * closed. Of a command nothing is kept.
 */
export function watchPauses(
  fresh: Pick<FreshOffer, 'paused' | 'closed' | 'edited'>,
  activity: Pick<AgentActivity, 'onDidEnd'>,
  guard: Guard,
): vscode.Disposable {
  activity.onDidEnd(
    guard.listener('Noticing the end of an agent', () => {
      fresh.paused();
    }),
  );
  return vscode.Disposable.from(
    vscode.window.onDidEndTerminalShellExecution(
      guard.listener('Noticing the end of tests', ({ exitCode, execution }) => {
        if (exitCode === 0 && isTestRun(execution.commandLine.value)) fresh.paused();
      }),
    ),
    // A document outlives its tab by minutes, and is closed and opened again when its language changes.
    vscode.window.tabGroups.onDidChangeTabs(
      guard.listener('Noticing a closed file', ({ closed }) => {
        const open = new Set(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(fileOf)));
        for (const uri of closed.flatMap(fileOf)) if (!open.has(uri)) fresh.closed(uri);
      }),
    ),
    vscode.workspace.onDidChangeTextDocument(
      guard.listener('Noticing an edit', ({ document, contentChanges }) => {
        if (contentChanges.length > 0 && RECORDED_SCHEMES.has(document.uri.scheme)) fresh.edited();
      }),
    ),
  );
}

/** The file that a tab shows, of a comparison the one that can be edited. */
function fileOf({ input }: vscode.Tab): string[] {
  if (input instanceof vscode.TabInputText) return [input.uri.toString()];
  return input instanceof vscode.TabInputTextDiff ? [input.modified.toString()] : [];
}

import * as vscode from 'vscode';
import type { Ledger } from '../../ports/ledger.ts';
import { KnownError } from '../guard.ts';
import { codeOf, counted, percentOf } from './words.ts';

export interface RebuildResult {
  readonly events: number;
  readonly damagedLines: number;
}

/** `grasp.rebuildLedger`: reads all journals again. Can be called off, and then everything is as it was before. */
export async function rebuildLedger(ledger: Ledger): Promise<RebuildResult> {
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Grasp: reading all journals', cancellable: true },
    (progress, token) => rebuild(ledger, progress, token),
  );
  const damaged = result.damagedLines === 0 ? '' : `, ${damagedInWords(result.damagedLines)}`;
  void vscode.window.setStatusBarMessage(`Grasp: ${counted(result.events, 'record')} read${damaged}.`, 8_000);
  return result;
}

async function rebuild(
  ledger: Ledger,
  progress: vscode.Progress<{ message: string }>,
  token: vscode.CancellationToken,
): Promise<RebuildResult> {
  const rebuilding = ledger.rebuild();
  const cancelled = token.onCancellationRequested(() => {
    rebuilding.cancel();
  });
  const listening = ledger.onDidProgress((state) => {
    if (state !== undefined) progress.report({ message: percentOf(state) });
  });
  try {
    const { events, damagedLines } = await rebuilding.done;
    return { events, damagedLines };
  } catch (error) {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    throw new KnownError(`The journals could not all be read (${codeOf(error)}). Nothing in them is changed.`);
  } finally {
    cancelled.dispose();
    listening.dispose();
  }
}

function damagedInWords(lines: number): string {
  return `${counted(lines, 'line')} damaged and left out`;
}

/** `grasp.openDataFolder`: shows the folder in the file manager, or in a window of its own where there is none. */
export async function openDataFolder(folder: string): Promise<string> {
  const uri = vscode.Uri.file(folder);
  await vscode.workspace.fs.createDirectory(uri);
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (isHere) await vscode.commands.executeCommand('revealFileInOS', uri);
  else await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
  return folder;
}

import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { readSetting } from './settings/readSetting.ts';

/** Where Grasp records, and what to say when that is not where the person wanted it. */
export interface DataFolder {
  readonly path: string;
  /** empty when all is as chosen */
  readonly notice: string;
}

/** The folder that `grasp.dataFolder` names, or VS Code's own storage for Grasp. */
export function dataFolder(context: vscode.ExtensionContext): DataFolder {
  const chosen = readSetting('dataFolder').trim();
  const path = /^~[/\\]/u.test(chosen) ? join(homedir(), chosen.slice(2)) : chosen;
  if (isAbsolute(path)) return { path, notice: '' };
  const usual = context.globalStorageUri.fsPath;
  const notice = `The setting "grasp.dataFolder" needs an absolute path, so Grasp records in its usual folder: ${usual}`;
  return { path: usual, notice: chosen === '' ? '' : notice };
}

/** After a change of the setting: says what will become of it, and offers to reload the window for it. */
export async function tellNewDataFolder(inUse: DataFolder, next: DataFolder): Promise<void> {
  if (next.notice !== '') void vscode.window.showWarningMessage(next.notice);
  if (next.path === inUse.path) return;
  const words = `Grasp will record in ${next.path} once this window is reloaded. What was recorded before stays in ${inUse.path}`;
  if ((await vscode.window.showInformationMessage(words, 'Reload Window')) === undefined) return;
  await vscode.commands.executeCommand('workbench.action.reloadWindow');
}

import * as vscode from 'vscode';
import type { ContextKey } from './contextKeys.ts';

export async function setContext(key: ContextKey, value: boolean): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}

import * as vscode from 'vscode';
import { plainInNotification } from '../commands/words.ts';
import { KnownError } from '../guard.ts';
import type { SettingKey } from './settingsTable.ts';

/**
 * Writes a setting of Grasp; `undefined` takes it away. A file that has errors or unsaved changes can not be written: VS Code shows
 * nothing of that by itself, and its words say what to do.
 *
 * @throws KnownError with these
 */
export async function writeSetting(key: SettingKey, value: unknown, target: vscode.ConfigurationTarget): Promise<void> {
  try {
    await vscode.workspace.getConfiguration('grasp').update(key, value, target);
  } catch (error) {
    const words = plainInNotification(error instanceof Error ? error.message : String(error));
    throw new KnownError(`The setting "grasp.${key}" could not be written. ${words}`);
  }
}

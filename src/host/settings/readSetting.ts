import * as vscode from 'vscode';
import { SETTINGS, type SettingKey, type SettingValue } from './settingsTable.ts';

/** The value of a setting; a value of a wrong form in somebody's settings file counts as the default. */
export function readSetting<K extends SettingKey>(key: K): SettingValue<K> {
  const { default: fallback, enum: allowed } = SETTINGS[key];
  const value = vscode.workspace.getConfiguration('grasp').get<unknown>(key);
  return allowed?.find((one) => one === value) ?? fallback;
}

/** Calls back when any setting of Grasp changes. */
export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('grasp')) listener();
  });
}

import * as vscode from 'vscode';
import { SETTINGS, type SettingKey, type SettingValue } from './settingsTable.ts';

/** The value of a setting; a value of a wrong form in somebody's settings file counts as the default. */
export function readSetting<K extends SettingKey>(key: K): SettingValue<K> {
  const value = vscode.workspace.getConfiguration('grasp').get<unknown>(key);
  return isAllowed(key, value) ? value : SETTINGS[key].default;
}

/** Whether the person has chosen the value of a setting, rather than left it as it comes. */
export function isSettingChosen(key: SettingKey): boolean {
  return vscode.workspace.getConfiguration('grasp').inspect(key)?.globalValue !== undefined;
}

function isAllowed<K extends SettingKey>(key: K, value: unknown): value is SettingValue<K> {
  const setting: { readonly type: string; readonly enum?: readonly unknown[] } = SETTINGS[key];
  return typeof value === setting.type && (setting.enum?.includes(value) ?? true);
}

/** Calls back when any setting of Grasp changes. */
export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('grasp')) listener();
  });
}

/** Calls back when `grasp.dataFolder` changes. */
export function onDidChangeDataFolder(listener: () => unknown): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('grasp.dataFolder')) listener();
  });
}

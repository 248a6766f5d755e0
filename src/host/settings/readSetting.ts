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

/**
 * What each scope's settings file says, as it stands there and of whatever form, for settings of which no scope may take
 * away what another one says.
 */
export function settingOfAllScopes(key: SettingKey, resource: vscode.Uri | undefined): readonly unknown[] {
  const found = vscode.workspace.getConfiguration('grasp', resource).inspect<unknown>(key) ?? {};
  // A remote machine's settings stand beside those of the user in some versions, and among them in others.
  return Object.entries(found).flatMap(([name, value]) =>
    name.endsWith('Value') && name !== 'defaultValue' && value !== undefined ? [value] : [],
  );
}

function isAllowed<K extends SettingKey>(key: K, value: unknown): value is SettingValue<K> {
  const setting: { readonly type: string; readonly enum?: readonly unknown[] } = SETTINGS[key];
  const isOfType = setting.type === 'array' ? Array.isArray(value) : typeof value === setting.type;
  return isOfType && (setting.enum?.includes(value) ?? true);
}

/** Calls back when one setting of Grasp changes, or without a key when any does. */
export function onDidChangeSettings(listener: () => unknown, key?: SettingKey): vscode.Disposable {
  const name = key === undefined ? 'grasp' : `grasp.${key}`;
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(name)) listener();
  });
}

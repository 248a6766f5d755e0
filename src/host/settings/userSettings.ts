import * as vscode from 'vscode';
import type { SettingLook, SettingName, UserSettings } from '../../ports/userSettings.ts';
import { plainValue } from './plainValue.ts';

/** What each file says, raw. What holds is merged of them. */
interface Said {
  readonly initial: unknown;
  readonly own: unknown;
  readonly elsewhere: readonly unknown[];
  readonly isRemote: boolean;
}

/** The settings of VS Code and of all extensions, as they are in this window. */
export const userSettings: UserSettings = {
  look: ({ key, language }: SettingName): SettingLook => {
    const configs = scopesOf(language).map((scope) => vscode.workspace.getConfiguration(undefined, scope));
    const said = configs.map((config) => saidBy(config, key, language !== undefined));
    const look = plainValue<Omit<SettingLook, 'inForce'>>({
      initial: said[0]?.initial,
      own: said[0]?.own,
      said: said.flatMap(({ initial, own, elsewhere }) => [initial, own, ...elsewhere]).filter(isThere),
      isRemote: said.some(({ isRemote }) => isRemote),
      isSaidElsewhere: said.some(({ elsewhere }) => elsewhere.some(isThere)),
      languages: [...new Set(configs.flatMap((config) => config.inspect(key)?.languageIds ?? []))].sort(),
    });
    return {
      ...look,
      // Asked for where it is needed alone: VS Code notes in a log when a folder is asked for a setting of the window.
      get inForce() {
        return plainValue(configs.map((config) => config.get<unknown>(key)).filter(isThere));
      },
    };
  },
  write: async ({ key, language }: SettingName, value?: unknown): Promise<void> => {
    const scope = language === undefined ? undefined : { languageId: language };
    const config = vscode.workspace.getConfiguration(undefined, scope);
    await config.update(key, value, vscode.ConfigurationTarget.Global, language !== undefined);
  },
};

/** The window as a whole, and each of its folders. */
function scopesOf(languageId: string | undefined): (vscode.ConfigurationScope | undefined)[] {
  const uris = [undefined, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  if (languageId === undefined) return uris;
  return uris.map((uri) => (uri === undefined ? { languageId } : { uri, languageId }));
}

function saidBy(config: vscode.WorkspaceConfiguration, key: string, isOfLanguage: boolean): Said {
  // Which of them there are is another one in each version of VS Code: that of a remote machine is not told of by all.
  const found = new Map(Object.entries(config.inspect<unknown>(key) ?? {}));
  const valueOf = (file: string): unknown => found.get(isOfLanguage ? `${file}LanguageValue` : `${file}Value`);
  const remote = valueOf('globalRemote');
  return {
    initial: valueOf('default'),
    own: valueOf('global'),
    elsewhere: [remote, valueOf('workspace'), valueOf('workspaceFolder')],
    isRemote: isThere(remote),
  };
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}

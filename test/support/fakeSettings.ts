import { mergedValue } from '../../src/domain/blocks/aiSwitches.ts';
import { isSameValue } from '../../src/domain/settings/settingValue.ts';
import type { SettingLook, SettingName, UserSettings } from '../../src/ports/userSettings.ts';

type Values = Readonly<Record<string, unknown>>;

/** How the settings of a VS Code begin. */
export interface FakeSettingsStart {
  /** what is registered, with its values where nobody sets it; a name is a key, or a key and a language as in `key[language]` */
  readonly registered: Values;
  /** the user's own file */
  readonly own?: Values;
  readonly workspace?: Values;
  readonly remote?: Values;
}

/** The process was killed in the middle of its writes. */
export class Killed extends Error {}

/** The settings of a VS Code, and a process that may die after any write. */
export class FakeSettings implements UserSettings {
  registered: Record<string, unknown>;
  own: Record<string, unknown>;
  workspace: Record<string, unknown>;
  remote: Record<string, unknown>;
  /** why a key can not be written */
  readonly refused = new Map<string, string>();
  readonly written: string[] = [];
  /** how many writes there may be before the process dies */
  mostWrites = Infinity;

  constructor({ registered, own = {}, workspace = {}, remote = {} }: FakeSettingsStart) {
    this.registered = { ...registered, 'grasp.quietAi.undo': {} };
    this.own = copy(own);
    this.workspace = { ...workspace };
    this.remote = { ...remote };
  }

  look(name: SettingName): SettingLook {
    const one = nameOf(name);
    const [initial, own, workspace, remote] = [this.registered, this.own, this.workspace, this.remote].map(
      (file) => file[one],
    );
    const files = [initial, own, remote, workspace].filter((value) => value !== undefined);
    const inForce = files.reduce(mergedValue, undefined);
    return copy({
      ...{ initial, own, said: files, isRemote: remote !== undefined },
      isSaidElsewhere: remote !== undefined || workspace !== undefined,
      languages: this.#languagesOf(name.key),
      inForce: [inForce],
    });
  }

  write(name: SettingName, value?: unknown): Promise<void> {
    const one = nameOf(name);
    if (this.written.length >= this.mostWrites) return Promise.reject(new Killed());
    const why = this.refused.get(name.key);
    if (why !== undefined) return Promise.reject(new Error(why));
    if (value !== undefined && !(name.key in this.registered))
      return Promise.reject(new Error(`${name.key} is not a registered configuration.`));
    this.written.push(one);
    const { [one]: _, ...others } = this.own;
    this.own = value === undefined ? others : { ...others, [one]: copy(value) };
    return Promise.resolve();
  }

  /** What differs from another settings file, by name. */
  changedFrom(before: Values): string[] {
    const names = new Set([...Object.keys(before), ...Object.keys(this.own)]);
    return [...names].filter((one) => !(one in before && one in this.own && isSameValue(before[one], this.own[one])));
  }

  #languagesOf(key: string): string[] {
    const names = [this.registered, this.own, this.workspace].flatMap((file) => Object.keys(file));
    return names.filter((one) => one.startsWith(`${key}[`)).map((one) => one.slice(key.length + 1, -1));
  }
}

function nameOf({ key, language }: SettingName): string {
  return language === undefined ? key : `${key}[${language}]`;
}

/** As it comes back from a disk. */
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

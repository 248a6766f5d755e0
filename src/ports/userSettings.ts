/** A setting as a whole, or as it is for one language. */
export interface SettingName {
  readonly key: string;
  readonly language?: string | undefined;
}

/** What is known of a setting in this window. */
export interface SettingLook {
  /** what it says where nobody sets it; `undefined` where nobody has registered it */
  readonly initial: unknown;
  /** what the user's own settings file says, and nothing but that; `undefined` where it says nothing */
  readonly own: unknown;
  /** all that any settings file says of it, with what it says where nobody sets it */
  readonly said: readonly unknown[];
  /** whether the settings of a remote machine say something, which VS Code would write to instead */
  readonly isRemote: boolean;
  /** whether a workspace, a folder of it or a remote machine says something */
  readonly isSaidElsewhere: boolean;
  /** languages for which anybody says something of their own */
  readonly languages: readonly string[];
  /** what holds, in each folder of this window */
  readonly inForce: readonly unknown[];
}

/** Settings of anybody, of which only the user's own are written. */
export interface UserSettings {
  look(name: SettingName): SettingLook;
  /** Sets it in the user's own file, or takes it out of there without a value. Rejects with the words of VS Code. */
  write(name: SettingName, value?: unknown): Promise<void>;
}

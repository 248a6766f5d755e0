import { isObjectValue, isSameValue } from '../settings/settingValue.ts';

/** A setting that keeps an assistant from offering anything by itself. */
export interface AiSwitch {
  readonly key: string;
  /** whose it is, for people */
  readonly whose: string;
  /**
   * what it says while it is off; `languages` is an object with a yes or no for each language, and `*` for the rest; `within` is the
   * one name in an object that counts
   */
  readonly off: { readonly value: unknown; readonly within?: string } | 'languages';
}

const NO = { value: false };
const YES = { value: true };

/**
 * Settings alone: commands that toggle could switch on what is off. Those that are not registered in this VS Code are passed
 * over, so an assistant that is not installed costs nothing. `chat.disableAIFeatures` is not among them: it stops extensions, and
 * switching it back brings not all of that back.
 */
export const AI_SWITCHES: readonly AiSwitch[] = [
  { key: 'editor.inlineSuggest.enabled', whose: 'VS Code', off: NO },
  { key: 'chat.agent.enabled', whose: 'VS Code', off: NO },
  { key: 'github.copilot.enable', whose: 'GitHub Copilot', off: 'languages' },
  { key: 'github.copilot.nextEditSuggestions.enabled', whose: 'GitHub Copilot', off: NO },
  { key: 'github.copilot.editor.enableCodeActions', whose: 'GitHub Copilot', off: NO },
  { key: 'github.copilot.renameSuggestions.triggerAutomatically', whose: 'GitHub Copilot', off: NO },
  { key: 'codeium.enableConfig', whose: 'Windsurf (Codeium)', off: 'languages' },
  { key: 'codeium.disableSupercomplete', whose: 'Windsurf (Codeium)', off: YES },
  { key: 'codeium.disableTabJump', whose: 'Windsurf (Codeium)', off: YES },
  { key: 'tabnine.disableFileRegex', whose: 'Tabnine', off: { value: ['.*'] } },
  { key: 'continue.enableTabAutocomplete', whose: 'Continue', off: NO },
  { key: 'continue.enableNextEdit', whose: 'Continue', off: NO },
  { key: 'cody.suggestions.mode', whose: 'Cody', off: { value: 'off' } },
  { key: 'cody.autocomplete.enabled', whose: 'Cody', off: NO },
  { key: 'cody.codeActions.enabled', whose: 'Cody', off: NO },
  { key: 'cody.commandHints.enabled', whose: 'Cody', off: NO },
  { key: 'geminicodeassist.inlineSuggestions.enableAuto', whose: 'Gemini Code Assist', off: NO },
  { key: 'geminicodeassist.inlineSuggestions.nextEditPredictions', whose: 'Gemini Code Assist', off: NO },
  { key: 'supermaven.enable', whose: 'Supermaven', off: 'languages' },
  { key: 'roo-cline.enableCodeActions', whose: 'Roo Code', off: NO },
  { key: 'kilo-code.new.autocomplete.enableAutoTrigger', whose: 'Kilo Code', off: NO },
  { key: 'augment.completions.enableAutomaticCompletions', whose: 'Augment', off: NO },
  { key: 'gitlab.duoCodeSuggestions.enabled', whose: 'GitLab Duo', off: NO },
  {
    key: 'tabby.settings.advanced',
    whose: 'Tabby',
    off: { within: 'inlineCompletion.triggerMode', value: 'manual' },
  },
  { key: 'twinny.autoSuggestEnabled', whose: 'Twinny', off: NO },
  { key: 'llama-vscode.auto', whose: 'llama.vscode', off: NO },
  { key: 'refactai.pauseCompletion', whose: 'Refact', off: YES },
];

/** Whether a setting has the form that is known here; `initial` is what it says where nobody sets it. */
export function isOfKnownForm({ off }: AiSwitch, initial: unknown): boolean {
  if (off === 'languages' || off.within !== undefined) return isObjectValue(initial);
  return typeof initial === typeof off.value && Array.isArray(initial) === Array.isArray(off.value);
}

/**
 * What is written to switch it off.
 *
 * @param own what the user's own settings say of it
 * @param said all that any settings file says of it: objects of several files are merged, so that a language which one of them
 * names stays on unless it is named here too
 */
export function offValue({ off }: AiSwitch, own: unknown, said: readonly unknown[]): unknown {
  if (off === 'languages') {
    const languages = said.filter(isObjectValue).flatMap((one) => Object.keys(one));
    return Object.fromEntries(['*', ...languages].map((language) => [language, false]));
  }
  if (off.within === undefined) return off.value;
  return { ...(isObjectValue(own) ? own : {}), [off.within]: off.value };
}

export function isOff({ off }: AiSwitch, value: unknown): boolean {
  if (off === 'languages') {
    return isObjectValue(value) && value['*'] === false && Object.values(value).every((one) => one === false);
  }
  if (off.within === undefined) return isSameValue(value, off.value);
  return isObjectValue(value) && isSameValue(value[off.within], off.value);
}

/** What holds of two files, of which the second one comes first. */
export function mergedValue(initial: unknown, own: unknown): unknown {
  return isObjectValue(initial) && isObjectValue(own) ? { ...initial, ...own } : (own ?? initial);
}

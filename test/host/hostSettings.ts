import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Settings = Readonly<Record<string, unknown>>;

/** What every test host sets: nothing that asks, greets, updates, reports or moves by itself. */
const quietSettings: Settings = {
  'telemetry.telemetryLevel': 'off',
  'telemetry.feedback.enabled': false,
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'git.confirmSync': false,
  // As on the desktop; a web window would save by itself.
  'files.autoSave': 'off',
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
};

/** The user's settings of a server; see `seedSettings`. */
export function seedUserSettings(dataDir: string, settings: Settings = {}): void {
  seedSettings(join(dataDir, 'data', 'User', 'settings.json'), settings);
}

/**
 * Writes a settings file, and leaves one alone that exists. User settings, since these alone may hold application-wide
 * keys, and since a machine's settings would win over what a test or a person sets later.
 */
export function seedSettings(file: string, settings: Settings = {}): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...quietSettings, ...settings }, undefined, 2)}\n`);
}

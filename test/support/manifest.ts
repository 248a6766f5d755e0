import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

export interface Command {
  command: string;
  title: string;
  category?: string;
  enablement?: string;
}

export interface MenuItem {
  command?: string;
  when?: string;
}

export interface Keybinding {
  command: string;
  key: string;
  mac?: string;
  when?: string;
  args?: { commands?: (string | { command: string })[] };
}

export interface SettingEntry {
  type: string;
  enum?: string[];
  default: unknown;
  scope: string;
  description?: string;
  markdownDescription?: string;
}

/** The parts of package.json that the contract tests read. */
export interface Manifest {
  name: string;
  publisher: string;
  version: string;
  icon: string;
  main: string;
  engines: { vscode: string };
  extensionKind: string[];
  activationEvents: string[];
  enabledApiProposals?: string[];
  capabilities: {
    untrustedWorkspaces: { supported: unknown; description: string; restrictedConfigurations?: string[] };
    virtualWorkspaces: { supported: unknown; description: string };
  };
  contributes: {
    commands: Command[];
    menus: Record<string, MenuItem[]>;
    keybindings: Keybinding[];
    configuration: { properties: Record<string, SettingEntry> };
    views: Record<string, { id: string; when?: string }[]>;
    viewsContainers: Record<string, { id: string }[]>;
  };
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

export function readManifest(): Manifest {
  return JSON.parse(readText('package.json')) as Manifest;
}

/** A text file of the repository. */
export function readText(path: string): string {
  return readFileSync(resolve(ROOT, path), 'utf8');
}

// package.json is written by hand, and so are the tables in code; here each is held against the other, both ways.
import assert from 'node:assert/strict';
import { KEY_BINDING_TEXT } from '../../src/features/accept-keys/keyBindingText.ts';
import { readManifest, readText, type Keybinding, type Manifest } from '../support/manifest.ts';
import { COMMANDS } from '../../src/host/commands/commandTable.ts';
import { CONTEXT_KEYS } from '../../src/host/contextKeys.ts';
import { VIEW_ID } from '../../src/host/panel/viewId.ts';
import { SETTINGS } from '../../src/host/settings/settingsTable.ts';

const manifest = readManifest();
const { commands, menus, keybindings, configuration, views, viewsContainers } = manifest.contributes;

const COMMAND_TABLE: Record<string, { title: string; palette: boolean }> = COMMANDS;
const SETTING_TABLE: Record<string, TableSetting> = Object.fromEntries(
  Object.entries(SETTINGS).map(([key, setting]) => [`grasp.${key}`, setting]),
);

interface TableSetting {
  type: string;
  enum?: readonly unknown[];
  default: unknown;
  scope: string;
  /** Not to be taken from a workspace that is not trusted. */
  restricted?: boolean;
}

/** Commands of VS Code's own that a keybinding of Grasp may run on its way. */
const BUILT_IN = ['editor.action.inlineSuggest.commit', 'editor.action.inlineSuggest.acceptNextWord'];

describe('commands', () => {
  it('are the same in the manifest and in code, with the same titles', () => {
    const declared = commands.map(({ command, title }) => [command, title]);
    const built = Object.entries(COMMAND_TABLE).map(([command, { title }]) => [command, title]);
    assert.deepEqual(declared.sort(), built.sort());
  });

  it('stand under Grasp in the palette', () => {
    for (const { command, category } of commands) assert.equal(category, 'Grasp', command);
  });

  it('are hidden from the palette exactly when the table says so', () => {
    const hidden = (menus['commandPalette'] ?? []).filter(({ when }) => when === 'false').map(({ command }) => command);
    const internal = Object.keys(COMMAND_TABLE).filter((command) => COMMAND_TABLE[command]?.palette === false);
    assert.deepEqual(hidden.sort(), internal.sort());
  });

  it('exist wherever a menu names one', () => {
    const named = Object.values(menus).flatMap((items) => items.map(({ command }) => command));
    for (const command of named) assert.ok(command === undefined || command in COMMAND_TABLE, command);
  });

  it('exist wherever a keybinding runs one', () => {
    const known = [...Object.keys(COMMAND_TABLE), ...BUILT_IN];
    for (const { key, command, args } of keybindings) {
      const run = command === 'runCommands' ? (args?.commands ?? []) : [command];
      assert.notEqual(run.length, 0, `${key} runs nothing`);
      for (const one of run) assert.ok(known.includes(typeof one === 'string' ? one : one.command), `${key} runs it`);
    }
  });
});

describe('key bindings', () => {
  it('leave Cmd+K alone where it clears the terminal or the debug console: as the beginning of two keys it would wait there', () => {
    const twoKeys = keybindings.filter(({ key, mac }) => (mac ?? key).startsWith('cmd+k '));
    assert.notEqual(twoKeys.length, 0);
    for (const { command, when } of twoKeys) {
      const alone = '!(isMac && (terminalFocus || focusedView == workbench.panel.repl.view))';
      assert.ok(when?.split(/ && (?=!\()/u).includes(alone), command);
    }
  });
});

describe('the key binding that Grasp offers', () => {
  it('runs what Tab runs, and is what keybindings.json takes', () => {
    const offered = JSON.parse(KEY_BINDING_TEXT.replaceAll(/^\/\/.*$/gmu, '')) as Keybinding;
    const tab = keybindings.find(({ key }) => key === 'tab');
    assert.deepEqual([offered.command, offered.args], [tab?.command, tab?.args]);
  });
});

describe('settings', () => {
  it('are the same in the manifest and in code, in type, choices, default and scope', () => {
    const declared = Object.entries(configuration.properties).map(([key, { type, enum: choices, scope, ...rest }]) => {
      return { key, type, choices, scope, default: rest.default };
    });
    const built = Object.entries(SETTING_TABLE).map(([key, { type, enum: choices, scope, ...rest }]) => {
      return { key, type, choices: choices && [...choices], scope, default: rest.default };
    });
    assert.deepEqual(declared.sort(byKey), built.sort(byKey));
  });

  it('are each described', () => {
    for (const [key, { description, markdownDescription }] of Object.entries(configuration.properties)) {
      assert.match(markdownDescription ?? description ?? '', /\w.*\.$/s, key);
    }
  });

  it('that a stranger’s workspace must not choose are named in the manifest', () => {
    const restricted = Object.keys(SETTING_TABLE).filter((key) => SETTING_TABLE[key]?.restricted === true);
    const named = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations ?? [];
    assert.deepEqual([...named].sort(), restricted.sort());
  });
});

function byKey(a: { key: string }, b: { key: string }): number {
  return a.key < b.key ? -1 : 1;
}

describe('context keys and views', () => {
  it('are all set by code, and all used by a condition', () => {
    const used = whenClauses(manifest).flatMap((when) => when.match(/(?<!config\.)\bgrasp\.[\w.]+/g) ?? []);
    assert.deepEqual([...new Set(used)].sort(), [...CONTEXT_KEYS].sort());
  });

  it('are no settings, of which a condition names only those that are on or off', () => {
    const named = whenClauses(manifest).flatMap((when) => when.match(/(?<=\bconfig\.)grasp\.[\w.]+/g) ?? []);
    for (const key of named) assert.equal(SETTING_TABLE[key]?.type, 'boolean', key);
  });

  it('name the view that code fills, in a container of ours', () => {
    const containers = Object.values(viewsContainers).flatMap((list) => list.map(({ id }) => id));
    assert.deepEqual(Object.keys(views), containers);
    assert.deepEqual(
      Object.values(views).flatMap((list) => list.map(({ id }) => id)),
      [VIEW_ID],
    );
  });
});

function whenClauses({ contributes }: Manifest): string[] {
  const items = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
  const conditions = [...items, ...Object.values(contributes.views).flat()].map(({ when }) => when);
  return [...conditions, ...contributes.commands.map(({ enablement }) => enablement)].filter(
    (one) => one !== undefined,
  );
}

const { packages: locked } = JSON.parse(readText('package-lock.json')) as {
  packages: Record<string, { optionalDependencies?: Record<string, string> }>;
};

/** Node looks for a package beside the one that asks for it, then in every folder above. */
function isLocked(name: string, path: string): boolean {
  if (`${path}/node_modules/${name}`.replace(/^\//, '') in locked) return true;
  return (
    path !== '' &&
    isLocked(name, path.includes('/node_modules/') ? path.replace(/\/node_modules\/(?!.*\/node_modules\/).*/, '') : '')
  );
}

describe('what the manifest promises', () => {
  it('VS Code from the very version whose types the code is checked with', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode'] ?? ''}`);
  });

  it('to run where the files are, after start-up, and to say what it does without trust', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished']);
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, false);
  });

  it('stable API only', () => {
    assert.equal(manifest.enabledApiProposals, undefined);
  });

  it('exact versions of everything it is built with', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    for (const [name, version] of versions) assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
  });

  it('a lock file that fits any registry', () => {
    const addressed = Object.keys(locked).filter((path) => 'resolved' in (locked[path] ?? {}));
    assert.deepEqual(addressed, []);
  });

  it('a lock file that fits any platform: with one package missing, a clean install is refused', () => {
    assert.ok(Object.keys(locked).length > 1);
    const missing = Object.entries(locked).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(name, path)),
    );
    assert.deepEqual(missing, []);
  });
});

describe('README', () => {
  const readme = readText('README.md');

  it('lists every setting', () => {
    for (const key of Object.keys(SETTING_TABLE)) assert.ok(readme.includes(`\`${key}\``), `README.md lacks ${key}`);
  });

  it('lists every command of the palette', () => {
    const palette = Object.values(COMMAND_TABLE).filter((command) => command.palette);
    for (const { title } of palette) assert.ok(readme.includes(`Grasp: ${title}`), `README.md lacks Grasp: ${title}`);
  });

  it('names no setting, command or view that does not exist', () => {
    // The extension's own id, and how another extension asks it for its interface.
    const known = [`${manifest.publisher}.${manifest.name}`, 'grasp.getAPI', ...CONTEXT_KEYS, VIEW_ID];
    known.push(...Object.keys(SETTING_TABLE), ...Object.keys(COMMAND_TABLE));
    const named = readme.match(/(?<![\w/.-])grasp\.[a-zA-Z][\w.]*\w/g) ?? [];
    assert.deepEqual(
      named.filter((one) => !known.includes(one)),
      [],
    );
    const titles = Object.values(COMMAND_TABLE).map(({ title }) => `Grasp: ${title}`);
    const shown = readme.match(/Grasp: (?=[A-Z])[^*`|\n]+/g) ?? [];
    for (const one of shown)
      assert.ok(
        titles.some((title) => one.startsWith(title)),
        `README.md names "${one}"`,
      );
  });
});

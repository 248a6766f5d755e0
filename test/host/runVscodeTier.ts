#!/usr/bin/env node
// Runs the suite inside VS Code: node test/host/runVscodeTier.ts [--release current|floor] [--mask] [--part attribution|explaining|slow]
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { desktopObstacle } from './desktopProbe.ts';
import { describeFailure, HostError } from './hostError.ts';
import { cacheFolder, projectRoot } from './hostPaths.ts';
import { seedSettings } from './hostSettings.ts';
import { releaseFrom, vscodeVersions, type Release } from './npmHost.ts';
import { createRepository, type Files } from './sample.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const workspaceFiles: Files = {
  'README.md': '# Test workspace\n',
  'notes.txt': 'first line\nsecond line\nthird line\n',
  'src/sum.ts': 'export function sum(a: number, b: number): number {\n  return a + b;\n}\n',
  'src/greet.ts': "export function greet(name: string): string {\n  return 'Hello, ' + name;\n}\n",
};

/** The folder of an installed extension that stands in for an assistant. */
const STAND_IN = 'grasp.grasp-stand-in-assistant-0.1.0';

async function main(): Promise<void> {
  const options = readArgs();
  const { release } = options;
  bundle();
  const obstacle = release === 'floor' ? 'the floor is always run from npm' : await desktopObstacle();
  const version = vscodeVersions[release];
  console.log(
    obstacle === undefined
      ? `Host: desktop VS Code ${version}, since there are a display and a download.`
      : `Host: VS Code ${version} from npm, since ${obstacle}.`,
  );
  const workspace = temporaryFolder('grasp tier é-');
  const profile = temporaryFolder('grasp-profile-');
  createRepository(workspace.path, workspaceFiles);
  seedSettings(join(profile.path, 'user', 'User', 'settings.json'));
  // A browser's VS Code takes one extension from where it is developed; this one is found like any that is installed.
  cpSync(join(import.meta.dirname, 'standIn'), join(profile.path, 'ext', STAND_IN), { recursive: true });
  const profileArgs = [
    `--user-data-dir=${join(profile.path, 'user')}`,
    `--extensions-dir=${join(profile.path, 'ext')}`,
  ];
  try {
    await runTests({
      ...(obstacle === undefined ? { version } : { vscodeExecutablePath: join(import.meta.dirname, 'vscodeHost.ts') }),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: join(cacheFolder, 'out', 'suite.cjs'),
      launchArgs: [workspace.path, ...profileArgs],
      extensionTestsEnv: {
        ...testsEnv(options),
        GRASP_TEST_STORAGE: join(profile.path, 'user', 'User', 'globalStorage'),
      },
    });
  } finally {
    workspace.remove();
    profile.remove();
  }
}

interface Options {
  readonly release: Release;
  /** whether Grasp is not to know the editor's reasons */
  readonly mask: boolean;
  /** what to run instead of everything but what is slow */
  readonly part: 'attribution' | 'explaining' | 'slow' | undefined;
}

function readArgs(): Options {
  try {
    const { values } = parseArgs({
      options: {
        release: { type: 'string' },
        mask: { type: 'boolean', default: false },
        part: { type: 'string' },
      },
    });
    return { ...values, release: releaseFrom(values.release), part: partFrom(values.part) };
  } catch (error) {
    if (error instanceof HostError) throw error;
    throw new HostError(
      'Usage: node test/host/runVscodeTier.ts [--release current|floor] [--mask] [--part attribution|explaining|slow]',
    );
  }
}

function partFrom(part: string | undefined): Options['part'] {
  if (part === undefined || part === 'attribution' || part === 'explaining' || part === 'slow') return part;
  throw new HostError(`There is no part "${part}" of the suite, only attribution, explaining and slow.`);
}

function bundle(): void {
  const { status } = spawnSync(process.execPath, ['esbuild.config.mjs', '--tests'], {
    cwd: projectRoot,
    stdio: 'inherit',
  });
  if (status !== 0) throw new HostError('The suite does not bundle: see above.');
}

/** GRASP_RESULTS_FILE and all other variables pass through as they are. */
function testsEnv({ release, mask, part }: Options): Record<string, string> {
  return {
    GRASP_HOST_RELEASE: release,
    ...(mask ? { GRASP_MASK_DETAILED_REASON: '1' } : {}),
    ...(part === undefined ? {} : { GRASP_TEST_PART: part }),
  };
}

main()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    // A suite that failed has said so itself.
    if (!(error instanceof TestRunFailedError)) console.error(describeFailure(error));
    process.exit(error instanceof TestRunFailedError ? (error.code ?? 1) : 1);
  });

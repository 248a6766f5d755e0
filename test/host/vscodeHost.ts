#!/usr/bin/env node
// Stands where a desktop VS Code would: takes its flags, runs a test suite inside the VS Code from npm, exits with its code.
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { runSuite } from './automation.ts';
import { ensureBrowser } from './browser.ts';
import { saveEvidence } from './evidence.ts';
import { followParent } from './followParent.ts';
import { describeFailure } from './hostError.ts';
import { parseHostFlags, type HostFlags } from './hostFlags.ts';
import { seedUserSettings } from './hostSettings.ts';
import { ensureNpmHost, releaseFrom } from './npmHost.ts';
import { startServer, type RunningServer } from './server.ts';
import { isStopping, onShutdown, runShutdownTasks } from './shutdown.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const bootLimitMs = 120_000;

const report = (line: string): void => {
  console.log(line);
};

async function main(): Promise<number> {
  followParent(1);
  const flags = parseHostFlags(process.argv.slice(2));
  if (flags.ignored.length > 0) report(`Ignored by this host: ${flags.ignored.join(' ')}`);
  const host = await ensureNpmHost(releaseFrom(process.env['GRASP_HOST_RELEASE']), report);
  const choice = await ensureBrowser(report);
  const data = temporaryFolder('grasp-host-');
  seedUserSettings(data.path);
  const { trust, extensionsDir } = flags;
  const env = { GRASP_TEST_STORAGE: join(data.path, 'data', 'User', 'globalStorage') };
  const server = await startServer({ host, dataDir: data.path, extensionsDir, trust, smokeTestDriver: true, env });
  const browser = await chromium.launch({ ...choice, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  onShutdown(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  return runToTheEnd(page, server, flags);
}

async function runToTheEnd(page: Page, server: RunningServer, flags: HostFlags): Promise<number> {
  const url = server.url(flags.workspace, suitePayload(server, flags));
  const totalMs = Number(process.env['GRASP_HOST_TIMEOUT_S'] ?? '900') * 1000;
  let exitCode = 1;
  try {
    exitCode = await runSuite(page, url, { bootMs: Math.min(bootLimitMs, totalMs), totalMs });
  } catch (error) {
    if (isStopping()) return 1;
    console.error(describeFailure(error));
  }
  if (exitCode !== 0) {
    const { dataDir, logFile: serverLog } = server;
    report(`Kept for the post-mortem: ${await saveEvidence({ name: 'suite', page, dataDir, serverLog })}`);
  }
  return exitCode;
}

function suitePayload(server: RunningServer, flags: HostFlags): [string, string][] {
  const remote = (path: string): string => `vscode-remote://${server.authority}${encodeURI(path)}`;
  return [
    ...flags.extensionDevelopmentPaths.map((path): [string, string] => ['extensionDevelopmentPath', remote(path)]),
    ['extensionTestsPath', remote(flags.extensionTestsPath)],
  ];
}

main()
  .catch((error: unknown) => {
    if (!isStopping()) console.error(describeFailure(error));
    return 1;
  })
  .then(async (exitCode) => {
    // After a signal, the shutdown tasks already run and end the process themselves.
    if (isStopping()) return;
    await runShutdownTasks();
    process.exit(exitCode);
  })
  .catch((error: unknown) => {
    console.error(describeFailure(error));
    process.exit(1);
  });

import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureBrowser } from './browser.ts';
import { ensureDemoPackage } from './demoPackage.ts';
import { saveEvidence } from './evidence.ts';
import { seedUserSettings, type Settings } from './hostSettings.ts';
import { ensureNpmHost, type Release } from './npmHost.ts';
import { installExtensions, startServer, type RunningServer } from './server.ts';
import { onShutdown } from './shutdown.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export interface WorkbenchHostOptions {
  /** The built package of Grasp; it is installed beside the demo completions. */
  readonly vsix: string;
  readonly release?: Release;
  readonly settings?: Settings;
  /** Workspace trust is asked for; by default every folder is trusted. */
  readonly trust?: boolean;
  /** A data folder to go on with, which outlives this host; by default a fresh one that `stop` removes. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface WorkbenchHost {
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly dataDir: string;
  /** The address of the workbench with this folder open. */
  url(folder: string): string;
  /** The processes that run extensions, one for each open window; a test may kill or stop them. */
  extensionHostPids(): number[];
  /** Keeps screen and logs for a failed test; returns the folder. */
  keepEvidence(page: Page, name: string): Promise<string>;
  stop(): Promise<void>;
}

const report = (line: string): void => {
  console.log(line);
};

/** A whole VS Code with Grasp installed as a person would install it, and a browser to open it in. */
export async function launchWorkbenchHost(options: WorkbenchHostOptions): Promise<WorkbenchHost> {
  const host = await ensureNpmHost(options.release ?? 'current', report);
  const choice = await ensureBrowser(report);
  const demo = await ensureDemoPackage();
  const fresh = options.dataDir === undefined ? temporaryFolder('grasp-workbench-') : undefined;
  const dataDir = options.dataDir ?? fresh?.path ?? '';
  seedUserSettings(dataDir, options.settings);
  await installExtensions({ host, dataDir }, [options.vsix, demo]);
  const env = options.env ?? {};
  const server = await startServer({ host, dataDir, trust: options.trust ?? false, smokeTestDriver: false, env });
  const browser = await chromium.launch({ ...choice, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  const forget = onShutdown(() => browser.close());
  return {
    server,
    browser,
    dataDir,
    url: (folder) => server.url(folder),
    extensionHostPids: () => extensionHostPids(server),
    keepEvidence: (page, name) => saveEvidence({ name, page, dataDir, serverLog: server.logFile }),
    stop: async () => {
      forget();
      await browser.close();
      await server.stop();
      fresh?.remove();
    },
  };
}

/** Without their children: a program that one of them is just starting goes by its name for a moment. */
function extensionHostPids(server: RunningServer): number[] {
  const isExtensionHost = (command: string): boolean => /bootstrap-fork\b.*--type=extensionHost/.test(command);
  const all = server.processes().filter(({ command }) => isExtensionHost(command));
  const pids = new Set(all.map(({ pid }) => pid));
  return all.filter(({ parent }) => !pids.has(parent)).map(({ pid }) => pid);
}

#!/usr/bin/env node
// `npm start`: Grasp in a real VS Code, from a fresh clone, with one command. See `startHelp`.
import { join } from 'node:path';
import { ensureDemoPackage } from './demoPackage.ts';
import { assertDesktop, openInDesktop } from './desktop.ts';
import { packageGrasp } from './graspPackage.ts';
import { followParent } from './followParent.ts';
import { describeFailure, HostError } from './hostError.ts';
import { cacheFolder } from './hostPaths.ts';
import { seedUserSettings } from './hostSettings.ts';
import { ensureNpmHost } from './npmHost.ts';
import { createSample, sampleFile, sampleTyping } from './sample.ts';
import { assertPortIsFree, installExtensions, startServer, type RunningServer } from './server.ts';
import { exitCleanlyOnSignal, isStopping, runShutdownTasks } from './shutdown.ts';
import { parseStartOptions, startHelp, type StartOptions } from './startOptions.ts';

/** A person is asked; only a test is not. */
const askForTrust = {
  'security.workspace.trust.startupPrompt': 'once',
  'security.workspace.trust.banner': 'untilDismissed',
};

const report = (line: string): void => {
  console.log(line);
};

async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) {
    process.stdout.write(startHelp);
    return;
  }
  exitCleanlyOnSignal();
  if (process.env['npm_lifecycle_event'] !== undefined) followParent(0);
  if (options.desktop) {
    await assertDesktop();
    await openInDesktop(await packageGrasp(report), options.folder);
    return;
  }
  await assertPortIsFree(options.port);
  const server = await serve(options, await packageGrasp(report));
  announce(server, options);
  await server.ended;
  if (!isStopping()) throw new HostError('The VS Code server ended by itself.', server.logFile);
}

async function serve(options: StartOptions, vsix: string): Promise<RunningServer> {
  const host = await ensureNpmHost('current', report);
  // Kept from run to run, and with it what Grasp has recorded.
  const dataDir = join(cacheFolder, 'start');
  seedUserSettings(dataDir, askForTrust);
  report('Installing Grasp and the demo completions…');
  await installExtensions({ host, dataDir }, [vsix, await ensureDemoPackage()]);
  // Your own folder is trusted or not by you; the sample holds nothing that could run.
  const trust = options.folder !== undefined;
  return startServer({ host, port: options.port, dataDir, trust, smokeTestDriver: false });
}

function announce(server: RunningServer, options: StartOptions): void {
  if (options.folder !== undefined) {
    report(`\n  Open  ${server.url(options.folder)}\n`);
    report('  Grasp is in the activity bar on the left. Ctrl+C stops everything.');
    return;
  }
  const sample = createSample(join(cacheFolder, 'sample'));
  report(`\n  Open  ${server.url(sample.folder)}\n`);
  report(`  Try   open ${sampleFile}, type "${sampleTyping}" at its end, wait for the grey text, press Tab;`);
  report('        then look at Grasp in the activity bar on the left. Ctrl+C stops everything.');
  if (!sample.isRepository)
    report('  There is no git on this machine, so the sample is a plain folder without history.');
}

main()
  .then(() => {
    if (!isStopping()) process.exit(0);
  })
  .catch(async (error: unknown) => {
    // Once stopping, every failure is a consequence of the stop.
    if (isStopping()) return;
    console.error(describeFailure(error));
    await runShutdownTasks();
    process.exit(1);
  });

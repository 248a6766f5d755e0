import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { plainEnv } from './hostEnv.ts';
import { HostError } from './hostError.ts';
import { newLogFile, projectRoot } from './hostPaths.ts';
import { runLogged, type Report } from './runLogged.ts';
import { isStopping } from './shutdown.ts';
import { toolCommand } from './toolCommand.ts';

/** Builds Grasp and packages it as for a release. Returns the .vsix file. */
export async function packageGrasp(report: Report): Promise<string> {
  const logFile = newLogFile('package');
  report('Building Grasp…');
  const { command, args } = toolCommand('npm', ['run', '--silent', 'package']);
  const result = await runLogged({
    command,
    args,
    cwd: projectRoot,
    env: plainEnv(),
    logFile,
    waitingFor: 'building Grasp',
    report,
    timeoutMs: 5 * 60_000,
  });
  if (result.missing) throw new HostError('There is no npm on the PATH. Install Node.js 20 or later with npm.');
  if (result.exitCode !== 0) {
    if (!isStopping()) report(result.output.trim().split('\n').slice(-20).join('\n'));
    throw new HostError('Grasp does not build.', relative(projectRoot, logFile));
  }
  return vsixFile();
}

/** Where the package of this version lies, once built. */
export function vsixFile(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const { name, version } = manifest as { name: string; version: string };
  return join(projectRoot, `${name}-${version}.vsix`);
}

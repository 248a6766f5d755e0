import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { plainEnv } from '../host/hostEnv.ts';
import { HostError } from '../host/hostError.ts';
import { newLogFile, projectRoot } from '../host/hostPaths.ts';
import { runLogged } from '../host/runLogged.ts';

/** The .vsix of an extension with this code, started as Grasp is: what a test host installs in the place of Grasp. */
export async function packagePlain(folder: string, name: string, code: string): Promise<string> {
  const source = join(folder, `package-${name}`);
  mkdirSync(source);
  const manifest = {
    name,
    publisher: 'grasp-bench',
    version: '1.0.0',
    engines: { vscode: '^1.103.0' },
    main: './extension.cjs',
    activationEvents: ['onStartupFinished'],
  };
  writeFileSync(join(source, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(source, 'extension.cjs'), code);
  writeFileSync(join(source, 'README.md'), `${name}\n`);
  const target = join(folder, `${name}.vsix`);
  const logFile = newLogFile('plain');
  const vsce = join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const result = await runLogged({
    command: process.execPath,
    args: [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', target],
    cwd: source,
    env: plainEnv(),
    logFile,
    waitingFor: 'packaging a plain extension',
    report: () => undefined,
    timeoutMs: 60_000,
  });
  if (result.exitCode !== 0)
    throw new HostError('A plain extension can not be packaged.', relative(projectRoot, logFile));
  return target;
}

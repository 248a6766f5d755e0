import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { plainEnv } from './hostEnv.ts';
import { HostError } from './hostError.ts';
import { cacheFolder, newLogFile, projectRoot } from './hostPaths.ts';
import { runLogged } from './runLogged.ts';

/** The .vsix of the demo extension, made anew only when its source has changed. */
export async function ensureDemoPackage(): Promise<string> {
  const source = join(import.meta.dirname, 'demo');
  const hash = createHash('sha256');
  for (const name of ['package.json', 'extension.cjs', 'README.md']) hash.update(readFileSync(join(source, name)));
  const folder = join(cacheFolder, 'demo');
  const target = join(folder, `grasp-demo-completions-${hash.digest('hex').slice(0, 12)}.vsix`);
  if (existsSync(target)) return target;
  mkdirSync(folder, { recursive: true });
  const draft = `${target}.${String(process.pid)}`;
  const logFile = newLogFile('demo');
  const vsce = join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const result = await runLogged({
    command: process.execPath,
    args: [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', draft],
    cwd: source,
    env: plainEnv(),
    logFile,
    waitingFor: 'packaging the demo extension',
    report: () => undefined,
    timeoutMs: 60_000,
  });
  if (result.exitCode !== 0) throw new HostError('Cannot package the demo extension.', relative(projectRoot, logFile));
  renameSync(draft, target);
  return target;
}

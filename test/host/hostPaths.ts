import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, two folders above this file. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Everything that the test host fetches or writes lies here; it is ignored by git and may be deleted at any time. */
export const cacheFolder = join(projectRoot, '.vscode-test');

export const failuresFolder = join(cacheFolder, 'failures');

let logCount = 0;

/** A fresh path for one program's output, unique among concurrent processes. */
export function newLogFile(name: string): string {
  const folder = join(cacheFolder, 'logs');
  mkdirSync(folder, { recursive: true });
  if (logCount === 0) removeOldLogs(folder);
  logCount += 1;
  return join(folder, `${fileStamp()}-${name}-${String(process.pid)}-${String(logCount)}.log`);
}

function removeOldLogs(folder: string): void {
  const weekAgo = Date.now() - 7 * 24 * 3_600_000;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    // Another process may remove the same file at the same time.
    const time = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (time !== undefined && time < weekAgo) rmSync(file, { recursive: true, force: true });
  }
}

/** The time as part of a file name: sorts by age, and has no colon in it. */
export function fileStamp(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './manifest.ts';
import { unzip } from './zip.ts';

export interface ShippedPackage {
  bytes: number;
  /** By their path in the archive. */
  files: Map<string, Buffer>;
}

let packed: ShippedPackage | undefined;

/** Builds the .vsix by the very command that makes a release, once for all the tests that look into it. */
export function shippedPackage(): ShippedPackage {
  packed ??= pack();
  return packed;
}

function pack(): ShippedPackage {
  const folder = mkdtempSync(join(tmpdir(), 'grasp-package-'));
  try {
    const path = join(folder, 'grasp.vsix');
    // On Windows npm is a .cmd file, which starts by way of a shell only.
    const windows = process.platform === 'win32';
    const run = spawnSync('npm', ['run', '--silent', 'package', '--', '-o', path], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windows,
    });
    if (run.status !== 0) throw new Error(`Packaging failed:\n${run.stdout}${run.stderr}`);
    const archive = readFileSync(path);
    return { bytes: archive.length, files: unzip(archive) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** Runs a program on a disk in memory that it alone sees, and that is gone with it. Who is not root gets it as a guest. */
export function runOnSmallDisk(folder: string, size: string, program: readonly [string, ...string[]]): void {
  const asGuest = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const script = 'mount -t tmpfs -o "size=$0" tmpfs "$1" && shift && exec "$@"';
  const run = [...asGuest, '--mount', 'sh', '-c', script, size, folder, process.execPath, ...program];
  const { status, stderr } = spawnSync('unshare', run, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

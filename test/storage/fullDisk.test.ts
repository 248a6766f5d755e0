import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readAllJournals } from '../support/journals.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** The largest file that the writer may make, in blocks of 512 bytes: it stands for a disk that fills up. */
const BLOCKS = 200;

describe('a disk that fills up', () => {
  const folders = temporaryFolder();

  it('loses nothing that was promised, promises nothing that it has no room for, and leaves no torn line', async () => {
    const session = randomBytes(8).toString('hex');
    const writer = join(import.meta.dirname, 'killedWriter.ts');
    // The shell only sets the limit; a write beyond it fails like one to a full disk, and the signal for it is ignored.
    const script = `trap '' XFSZ; ulimit -f ${String(BLOCKS)}; exec "$0" "$@"`;
    const limited = spawn('sh', ['-c', script, process.execPath, writer, folders.path, session], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let told = '';
    limited.stdout.on('data', (piece: Buffer) => (told += piece.toString()));
    await once(limited.stdout, 'data');
    const killer = setTimeout(() => limited.kill('SIGKILL'), 2_500);
    await once(limited, 'close');
    clearTimeout(killer);
    assert.equal(limited.signalCode, 'SIGKILL', 'the writer ended by itself');
    const path = join(folders.path, `${session}.jsonl`);
    const { events, damagedLines } = await readAllJournals(folders.path);
    const promised = told.split('\n').slice(0, -1).map(Number);
    assert.ok((await stat(path)).size <= BLOCKS * 512);
    assert.deepEqual(
      promised,
      events.slice(1).map((event) => event.n),
    );
    assert.equal(damagedLines, 0);
    assert.ok((await readFile(path, 'utf8')).endsWith('\n'));
  });

  for (const size of ['256k', '2m']) {
    it(`of ${size} keeps what was promised, and takes what had to wait once there is room`, () => {
      runOnSmallDisk(folders.path, size, 'full');
    });
  }

  it('or is read-only has what is recorded wait until it can be written', () => {
    runOnSmallDisk(folders.path, '256k', 'read-only');
  });
});

/** Runs a program on a disk in memory that it alone sees, and that is gone with it. Who is not root gets it as a guest. */
function runOnSmallDisk(folder: string, size: string, what: 'full' | 'read-only'): void {
  const asGuest = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const script = 'mount -t tmpfs -o "size=$0" tmpfs "$1" && shift && exec "$@"';
  const program = [process.execPath, join(import.meta.dirname, 'smallDisk.ts'), folder, what];
  const { status, stderr } = spawnSync(
    'unshare',
    [...asGuest, '--mount', 'sh', '-c', script, size, folder, ...program],
    {
      encoding: 'utf8',
    },
  );
  assert.equal(status, 0, stderr);
}

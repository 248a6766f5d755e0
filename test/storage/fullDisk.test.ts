import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readAllJournals } from '../support/journals.ts';
import { runOnSmallDisk } from '../support/onSmallDisk.ts';
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
      smallDisk(folders.path, size, 'full');
    });
  }

  it('or is read-only has what is recorded wait until it can be written', () => {
    smallDisk(folders.path, '256k', 'read-only');
  });
});

function smallDisk(folder: string, size: string, what: 'full' | 'read-only'): void {
  runOnSmallDisk(folder, size, [join(import.meta.dirname, 'smallDisk.ts'), folder, what]);
}

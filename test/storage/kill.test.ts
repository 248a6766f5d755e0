import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { readAllJournals } from '../support/journals.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('a killed session', () => {
  const folders = temporaryFolder();

  it('has lost nothing that was promised to be written, in several processes at once', async () => {
    const promised = (await Promise.all([700, 900, 1_100].map((life) => runAndKill(folders.path, life)))).flat();
    assert.ok(promised.length > 100, `only ${String(promised.length)} events were promised`);
    const { events } = await readAllJournals(folders.path);
    const found = new Set(events.map((event) => `${event.s}:${String(event.n)}`));
    assert.equal(found.size, events.length);
    assert.deepEqual(
      promised.filter((id) => !found.has(id)),
      [],
    );
  });
});

/** Ids of the events that a writer was promised before it was killed after `life` milliseconds. */
async function runAndKill(folder: string, life: number): Promise<string[]> {
  const session = randomBytes(8).toString('hex');
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'killedWriter.ts'), folder, session], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  writer.stdout.on('data', (piece: Buffer) => (told += piece.toString()));
  const closed = once(writer, 'close');
  await Promise.race([once(writer.stdout, 'data'), closed]);
  const killer = setTimeout(() => writer.kill('SIGKILL'), life);
  await closed;
  clearTimeout(killer);
  assert.equal(writer.signalCode, 'SIGKILL', 'the writer ended by itself');
  // The last line may have been cut by the kill.
  return told
    .split('\n')
    .slice(0, -1)
    .map((n) => `${session}:${n}`);
}

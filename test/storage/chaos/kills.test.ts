import assert from 'node:assert/strict';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { DEATHS } from './deaths.ts';
import { assertKept } from './oracle.ts';
import { runRound } from './round.ts';

describe('windows that are killed', () => {
  const folders = temporaryFolder();

  // Fewer of them at once, and all of it again and again, are in the long part.
  it('at every step, 8 at once, lose nothing that was promised', async function () {
    // Usually 10 seconds; there may be other work for the machine.
    this.timeout(180_000);
    const deaths = [...DEATHS, 'outside', 'outside'] as const;
    const { died, promised } = await runRound({ folder: folders.path, writers: 8, deaths });
    assert.deepEqual([...died.keys()].sort(), [...new Set(deaths)].sort());
    await assertKept(folders.path, promised);
  });
});

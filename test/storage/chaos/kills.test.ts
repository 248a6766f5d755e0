import assert from 'node:assert/strict';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { DEATHS } from './deaths.ts';
import { assertKept } from './oracle.ts';
import { runRound } from './round.ts';

describe('windows that are killed', () => {
  const folders = temporaryFolder();

  for (const writers of [1, 2, 8]) {
    it(`at every step, ${String(writers)} at once, lose nothing that was promised`, async function () {
      // Usually 5 seconds; there may be other work for the machine.
      this.timeout(180_000);
      const deaths = [...DEATHS, 'outside', 'outside'] as const;
      const { died, promised } = await runRound({ folder: folders.path, writers, deaths });
      assert.deepEqual([...died.keys()].sort(), [...new Set(deaths)].sort());
      await assertKept(folders.path, promised);
    });
  }
});

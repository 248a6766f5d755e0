import assert from 'node:assert/strict';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { DEATHS } from './deaths.ts';
import { assertKept } from './oracle.ts';
import { runRound } from './round.ts';

const TIMES = 4;
const OUTSIDE = 7;

describe('200 windows that are killed', () => {
  const folders = temporaryFolder();

  for (const writers of [1, 2, 8]) {
    it(`at every step ${String(TIMES)} times, ${String(writers)} at once, lose nothing that was promised`, async () => {
      const rounds = Array.from({ length: TIMES }, () => DEATHS);
      const outside = Array.from({ length: OUTSIDE }, () => 'outside' as const);
      const { died, promised } = await runRound({
        folder: folders.path,
        writers,
        deaths: [...rounds.flat(), ...outside],
      });
      for (const death of DEATHS) assert.ok((died.get(death) ?? 0) >= TIMES, death);
      await assertKept(folders.path, promised);
    });
  }
});

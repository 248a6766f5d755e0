// All that people do with git, with all that may become of the window meanwhile: no commit fails, waits for ever or is another one.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOnSmallDisk } from '../../support/onSmallDisk.ts';
import { eachOf } from './eachOf.ts';
import { ScenarioRuns } from './scenarioRuns.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { WINDOW_KINDS, type WindowKind } from './windowKinds.ts';

/** So many are under way at once; most of their time is spent in waiting. */
const AT_ONCE = 6;
/** What is prepared anew each time keeps this process from answering hooks meanwhile. */
const IN_TURN = SCENARIOS.filter(({ at }) => at !== undefined);
const AT_ONE_TIME = SCENARIOS.filter(({ at }) => at === undefined);

describe('the commit hook, where the window', () => {
  let folder: string;
  let runs: ScenarioRuns;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grasp-'));
    runs = new ScenarioRuns(join(folder, 'runs'));
    await eachOf(SCENARIOS, AT_ONCE, async (scenario) => {
      await runs.plain(scenario);
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function check(scenario: Scenario, kind: WindowKind): Promise<void> {
    const plain = await runs.plain(scenario);
    const window = await kind.open(join(folder, `${kind.name}, ${scenario.name}`));
    const { state, told, root } = await runs.withBlock(scenario, window.terminal);
    assert.equal(state, plain);
    const asked = window.asked();
    assert.deepEqual({ asked: asked.length, told }, kind.expect(scenario.asks));
    for (const ask of asked) assert.equal(ask.root, root);
    await window.close();
  }

  for (const kind of WINDOW_KINDS) {
    it(kind.name, async () => {
      const checked = (scenario: Scenario): Promise<void> =>
        check(scenario, kind).catch((error: unknown) => {
          throw new Error(`With ${scenario.name}:`, { cause: error });
        });
      await eachOf(IN_TURN, 1, checked);
      await eachOf(AT_ONE_TIME, AT_ONCE, checked);
    });
  }

  for (const what of ['full', 'full when asked', 'read-only']) {
    it(`has a disk that is ${what}`, async () => {
      const disk = join(folder, what);
      await mkdir(disk);
      const program = join(import.meta.dirname, 'badDisk.ts');
      runOnSmallDisk(disk, '256k', [program, disk, join(folder, `runs, ${what}`), what]);
    });
  }
});

// A thousand commits, each with something else in its way at another moment: none is blocked, fails or is another one.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import type { CommitAsk } from '../../../src/ports/commitAsks.ts';
import { eachOf } from './eachOf.ts';
import type { Terminal } from './hookedRepository.ts';
import { ScenarioRuns } from './scenarioRuns.ts';
import { SCENARIOS } from './scenarios.ts';
import { openWindowChild, ScriptedWindow } from './scriptedWindow.ts';

const COMMITS = 1_000;
const IN_A_PART = 250;
const AT_ONCE = 8;
/** To see the same once more: GRASP_SEED=… */
const SEED = Number(process.env['GRASP_SEED'] ?? randomInt(2 ** 31));

/** What becomes of the windows after some milliseconds. */
const ENDS = ['go', 'leave', 'dispose', 'fault', 'hang', 'take the folder away'] as const;
const SIGNALS = ['SIGKILL', 'SIGSTOP'] as const;

const delay = fc.integer({ min: 0, max: 600 });
const inThisProcess = fc.record({
  windows: fc.integer({ min: 1, max: 3 }),
  wait: fc.option(fc.record({ seconds: fc.integer({ min: 1, max: 2 }), most: fc.integer({ min: 1, max: 3 }) })),
  isWritten: fc.boolean(),
  delays: fc.tuple(delay, delay),
  end: fc.constantFrom(...ENDS),
});
const inAnother = fc.record({ signal: fc.constantFrom(...SIGNALS), after: fc.integer({ min: 0, max: 1_500 }) });
const combination = fc.record({
  scenario: fc.constantFrom(...SCENARIOS),
  window: fc.oneof({ weight: 9, arbitrary: inThisProcess }, { weight: 1, arbitrary: inAnother }),
  byVscode: fc.boolean(),
});
const SAMPLE = fc.sample(combination, { seed: SEED, numRuns: COMMITS });
type Combination = typeof combination extends fc.Arbitrary<infer Value> ? Value : never;
type Scripted = typeof inThisProcess extends fc.Arbitrary<infer Value> ? Value : never;

/** In parts, so that a slow machine has the time for each. */
const PARTS = Array.from({ length: COMMITS / IN_A_PART }, (_, part) => {
  const from = part * IN_A_PART;
  return SAMPLE.slice(from, from + IN_A_PART).map((one, at) => ({ at: from + at, one }));
});

describe('the commit hook, at random', () => {
  let folder: string;
  let runs: ScenarioRuns;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grasp-'));
    runs = new ScenarioRuns(join(folder, 'runs'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Commits, and gives how often somebody was told that there is a question. */
  async function commit({ scenario, byVscode }: Combination, window: string, data: string): Promise<number> {
    const vscode: Terminal = { window, isTerminal: false, env: { VSCODE_GIT_COMMAND: '-c' } };
    const { state, told } = await runs.withBlock(scenario, byVscode ? vscode : { window });
    assert.equal(state, await runs.plain(scenario));
    assert.ok(told <= scenario.asks, `told ${told} times`);
    const next = new ScriptedWindow(data, undefined);
    await next.asks.serve(true);
    // It makes the folder anew where that has been taken away.
    while ((await readdir(window).catch(() => [])).join() !== 'here') await sleep(20);
    next.asks.dispose();
    return told;
  }

  async function besideScripted(one: Combination, scripted: Scripted, data: string): Promise<number> {
    const windows = Array.from({ length: scripted.windows }, (): ScriptedWindow => {
      const window: ScriptedWindow = new ScriptedWindow(data, (ask) => act(ask, window, scripted));
      return window;
    });
    for (const { asks } of windows) await asks.serve(true);
    const told = await commit(one, windows[0]?.folder ?? '', data);
    const asked = windows.flatMap((window) => window.asked);
    assert.ok(asked.length <= one.scenario.asks, `asked ${asked.length} times`);
    await Promise.all(asked.map(({ isOver }) => isOver));
    for (const { asks } of windows) asks.dispose();
    // One that was about to make its folder anew takes it away again.
    while (existsSync(windows[0]?.folder ?? '')) await sleep(20);
    return told;
  }

  async function besideChild(
    one: Combination,
    { signal, after: milliseconds }: { signal: NodeJS.Signals; after: number },
    data: string,
  ): Promise<number> {
    const child = await openWindowChild(data, 'wait a second');
    const happening = sleep(milliseconds).then(() => child.signal(signal));
    const told = await commit(one, child.folder, data);
    await happening;
    await child.kill();
    return told;
  }

  for (const part of PARTS) {
    const [first, ...others] = part;
    it(`lets commits ${String(first?.at)} to ${String(others.at(-1)?.at)} go on (seed ${String(SEED)})`, async () => {
      const seen = { told: 0, silent: 0 };
      await eachOf(part, AT_ONCE, async ({ at, one }) => {
        const data = join(folder, String(at));
        try {
          const { window } = one;
          const told = await ('signal' in window ? besideChild(one, window, data) : besideScripted(one, window, data));
          seen[told > 0 ? 'told' : 'silent'] += 1;
          await rm(data, { recursive: true });
        } catch (error) {
          throw new Error(`Number ${String(at)} of seed ${String(SEED)}: ${JSON.stringify(one)}`, { cause: error });
        }
      });
      assert.ok(seen.told > part.length / 20 && seen.silent > part.length / 20, JSON.stringify(seen));
    });
  }
});

async function act(ask: CommitAsk, { asks, folder }: ScriptedWindow, scripted: Scripted): Promise<void> {
  const { wait, isWritten, delays, end } = scripted;
  await sleep(delays[0]);
  if (wait !== null) await ask.wait(7, wait.seconds, wait.most);
  if (isWritten) ask.writing();
  await sleep(delays[1]);
  if (end === 'go') await ask.go();
  if (end === 'leave') await asks.serve(false);
  if (end === 'dispose') asks.dispose();
  if (end === 'fault') throw new Error('a fault');
  if (end === 'take the folder away') await rm(folder, { recursive: true, force: true });
  await ask.isOver;
}

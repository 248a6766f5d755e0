// Commits while the window's folder is on a disk that is full or read-only, and asserts that they go on. It runs where the
// folder is a disk of its own that nobody else sees: badDisk FOLDER ELSEWHERE full|'full when asked'|read-only
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eachOf } from './eachOf.ts';
import { ScenarioRuns } from './scenarioRuns.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { ScriptedWindow } from './scriptedWindow.ts';

const [folder = '', elsewhere = '', what = ''] = process.argv.slice(2);
const AT_ONCE = 4;
const filler = join(folder, 'filler');
const runs = new ScenarioRuns(elsewhere);

function fill(): void {
  assert.throws(
    () => {
      for (;;) appendFileSync(filler, Buffer.alloc(4_096));
    },
    { code: 'ENOSPC' },
  );
}

function remount(how: 'ro' | 'rw'): void {
  execFileSync('mount', ['-o', `remount,${how}`, folder]);
}

const window = new ScriptedWindow(folder, async (ask) => {
  if (what !== 'full when asked') return;
  fill();
  await ask.wait(5, 300, 300);
  await ask.isOver;
  await rm(filler);
});

async function check(scenario: Scenario): Promise<void> {
  const { state, told } = await runs.withBlock(scenario, { window: window.folder });
  assert.equal(state, await runs.plain(scenario), scenario.name);
  assert.equal(told, 0, scenario.name);
}

await window.asks.serve(true);
if (what === 'full when asked') {
  for (const scenario of SCENARIOS) await check(scenario);
  assert.equal(
    window.asked.length,
    SCENARIOS.reduce((sum, { asks }) => sum + asks, 0),
  );
  assert.equal(window.log.lines.length, window.asked.length, 'each was told of, and nothing else');
} else {
  if (what === 'full') fill();
  else remount('ro');
  await eachOf(SCENARIOS, AT_ONCE, check);
  assert.deepEqual(window.asked, []);
  if (what === 'full') await rm(filler);
  else remount('rw');
  await check({ name: 'a message again', asks: 1, commands: 'git commit -m Second' });
  assert.equal(window.asked.length, 1);
}
assert.deepEqual(await readdir(window.folder), ['here']);
window.asks.dispose();

// Runs one tier of tests: node test/support/tier.ts <tier> [more flags]
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const MOCHA = resolve(createRequire(import.meta.url).resolve('mocha/package.json'), '../bin/mocha.js');
const INSIDE_VSCODE = 'test/host/runVscodeTier.ts';

interface Tier {
  /** The program and its arguments. */
  run: string[];
  /** Whether the lines that it runs are counted: from nothing, or added to what an earlier tier ran. */
  measured?: 'afresh' | 'added';
  env?: Record<string, string>;
}

/**
 * Berlin is ahead of UTC all year and changes its clocks twice a year: code that takes UTC for the engineer's day, or
 * a day for 24 hours, goes wrong here. A German machine shows every number and date that forgot to name its locale.
 */
const PINNED = { TZ: 'Europe/Berlin', LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' };

const TIERS: Record<string, Tier> = {
  unit: { run: mocha('unit', 5), measured: 'afresh', env: PINNED },
  storage: { run: mocha('storage', 60), measured: 'added' },
  contract: { run: mocha('contract', 120) },
  vscode: { run: [INSIDE_VSCODE] },
  // Without the hints that not every VS Code gives: what they could make a difference to.
  'vscode-masked': { run: [INSIDE_VSCODE, '--mask', '--part', 'attribution'] },
  'vscode-slow': { run: [INSIDE_VSCODE, '--mask', '--part', 'slow'] },
  workbench: { run: mocha('workbench', 300) },
  // What looks different when the editor tells the reasons of edits.
  'workbench-reasons': { run: [...mocha('workbench', 300), '--grep', 'with reasons from the editor'] },
  'workbench-long': { run: mocha('workbench', 300, 'long') },
  'long-unit': { run: mocha('unit', 600, 'long'), env: PINNED },
  'long-storage': { run: mocha('storage', 240, 'long') },
  floor: { run: [INSIDE_VSCODE, '--release', 'floor'] },
};

/** The timeout is for one test. Long tests are those that are too long for every change. */
function mocha(folder: string, timeoutSeconds: number, kind: 'test' | 'long' = 'test'): string[] {
  return [MOCHA, '--timeout', String(timeoutSeconds * 1000), `test/${folder}/**/*.${kind}.ts`];
}

/** What Node writes down about the lines it ran, for `npm run test:coverage` to judge; the same folder as in .c8rc.json. */
const COVERAGE = resolve(ROOT, 'coverage/raw');

function run(name: string, flags: string[]): number {
  const tier = TIERS[name];
  if (tier === undefined) throw new Error(`There is no tier "${name}", only ${Object.keys(TIERS).join(', ')}.`);
  if (tier.measured === 'afresh') rmSync(COVERAGE, { recursive: true, force: true });
  const measuring = tier.measured === undefined ? {} : { NODE_V8_COVERAGE: COVERAGE };
  const { status, error } = spawnSync(process.execPath, [...tier.run, ...flags], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...tier.env, ...measuring, GRASP_TIER: name },
  });
  if (error) throw error;
  return status ?? 1;
}

const [name = '', ...flags] = process.argv.slice(2);
process.exitCode = run(name, flags);

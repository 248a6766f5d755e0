import { rmSync } from 'node:fs';
import { runChild } from '../runChild.ts';
import type { Row } from '../table.ts';
import type { Part } from './part.ts';

/** Files that lie staged, and every how many files one has lines of AI. */
const STAGED = [
  { files: 1, each: 1, rounds: 9 },
  { files: 20, each: 1, rounds: 9 },
  { files: 2_000, each: 100, rounds: 3 },
  { files: 2_000, each: 1, rounds: 3 },
];
/** Nobody waits longer for the page, in milliseconds. */
const TARGET = 1_000;

/** From the key that commits until it is known what to ask, beside the bare commit of the same. */
export const commits: Part = async (bench) => {
  const rows: Row[] = [];
  for (const staged of STAGED) {
    const folder = bench.freshStorage();
    const { page, commit } = await runChild('committing', { folder, dist: bench.stage.dist, ...staged });
    rmSync(folder, { recursive: true });
    const { files, each } = staged;
    const scenario = `commit of ${files.toLocaleString('en')} ${files === 1 ? 'file' : 'files'}`;
    const measure = `from the key to the page, AI in ${(files / each).toLocaleString('en')}`;
    rows.push({ scenario, measure, unit: 'ms', grasp: page, none: commit, target: TARGET });
  }
  return rows;
};

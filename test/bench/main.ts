// Measures what Grasp costs: npm run bench [-- --json FILE] [-- --only PART,PART]
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFailure, HostError } from '../host/hostError.ts';
import { secondsSince } from '../host/runLogged.ts';
import type { Prepared } from './child/preparing.ts';
import { agentHooks } from './parts/agentHook.ts';
import { commits } from './parts/commit.ts';
import { commitHooks } from './parts/commitHook.ts';
import { accepts, bursts, kinds, typedEdits } from './parts/handlers.ts';
import type { Bench, Part } from './parts/part.ts';
import { sizes } from './parts/sizes.ts';
import { stagedLines } from './parts/stagedLines.ts';
import { starts } from './parts/starts.ts';
import { appends, folds, looks, opens } from './parts/storage.ts';
import { workbenchTyping } from './parts/workbenchTyping.ts';
import { runChild } from './runChild.ts';
import { prepareStage, type Stage } from './stage.ts';
import { isMet, ratiosOf, tableOf, type Row } from './table.ts';

const LISTENING = {
  typing: typedEdits,
  accept: accepts,
  burst: bursts,
  kinds,
  start: starts,
  workbench: workbenchTyping,
};
const STORAGE = { append: appends, fold: folds, open: opens, look: looks };
const PARTS = {
  ...LISTENING,
  ...STORAGE,
  hooks: agentHooks,
  commit: commits,
  'commit-hook': commitHooks,
  staged: stagedLines,
  sizes,
};
type PartName = keyof typeof PARTS;

const report = (line: string): void => {
  console.error(line);
};

function readArgs(): { json: string | undefined; parts: [string, Part][] } {
  const usage = `Usage: npm run bench -- [--json FILE] [--only ${Object.keys(PARTS).join(',')}]`;
  try {
    const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
    const names = values.only?.split(',') ?? Object.keys(PARTS);
    if (!names.every((name) => name in PARTS)) throw new HostError(usage);
    return { json: values.json, parts: names.map((name) => [name, PARTS[name as PartName]]) };
  } catch {
    throw new HostError(usage);
  }
}

/** Whoever reads the figures must know what else the machine had to do. */
function load(): string {
  return `load ${(loadavg()[0] ?? NaN).toFixed(1)} on ${String(availableParallelism())} cores`;
}

/** Runs the parts one after another; what a failed one had to say does not keep the others from being measured. */
async function measure(bench: Bench, parts: readonly [string, Part][]): Promise<Map<string, readonly Row[]>> {
  const rows = new Map<string, readonly Row[]>();
  report(load());
  for (const [name, part] of parts) {
    const started = Date.now();
    try {
      rows.set(name, await part(bench));
    } catch (error) {
      process.exitCode = 1;
      report(`${name} failed: ${describeFailure(error)}`);
    }
    report(`${name}: ${secondsSince(started)}, ${load()}`);
  }
  return rows;
}

function benchOn(stage: Stage): Bench {
  let storages = 0;
  const freshStorage = (): string => {
    const storage = join(stage.folder, `storage${String((storages += 1))}`);
    mkdirSync(storage);
    return storage;
  };
  const prepared = new Map<number, Promise<Prepared>>();
  const years = (count: number): Promise<Prepared> => {
    const there = prepared.get(count) ?? runChild('preparing', { folder: freshStorage(), years: count });
    prepared.set(count, there);
    return there;
  };
  return { stage, report, freshStorage, years };
}

/** Handlers are compared with other things than storage is: a table for each. */
function print(rows: ReadonlyMap<string, readonly Row[]>): void {
  const ofStorage = [...rows].filter(([name]) => name in STORAGE);
  const others = [...rows].filter(([name]) => !(name in STORAGE));
  const tables = [others, ofStorage].map((parts) => parts.flatMap(([, ofPart]) => ofPart));
  console.log(
    tables
      .filter(({ length }) => length > 0)
      .map(tableOf)
      .join('\n\n'),
  );
}

async function main(): Promise<void> {
  const { json, parts } = readArgs();
  const stage = await prepareStage(report);
  try {
    const rows = await measure(benchOn(stage), parts);
    print(rows);
    if (json === undefined) return;
    const figures = [...rows.values()].flat().map((row) => ({ ...row, ratios: ratiosOf(row), met: isMet(row) }));
    writeFileSync(json, `${JSON.stringify(figures, undefined, 2)}\n`);
  } finally {
    stage.remove();
  }
}

main().catch((error: unknown) => {
  console.error(describeFailure(error));
  process.exitCode = 1;
});

// Measures what Grasp costs: npm run bench [-- --json FILE] [-- --only PART,PART]
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFailure, HostError } from '../host/hostError.ts';
import { secondsSince } from '../host/runLogged.ts';
import { accepts, bursts, typedEdits } from './parts/handlers.ts';
import type { Bench, Part } from './parts/part.ts';
import { sizes } from './parts/sizes.ts';
import { starts } from './parts/starts.ts';
import { workbenchTyping } from './parts/workbenchTyping.ts';
import { prepareStage } from './stage.ts';
import { isMet, ratioOf, tableOf, type Row } from './table.ts';

const PARTS = { typing: typedEdits, accept: accepts, burst: bursts, start: starts, workbench: workbenchTyping, sizes };
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
async function measure(bench: Bench, parts: readonly [string, Part][]): Promise<Row[]> {
  const rows: Row[] = [];
  report(load());
  for (const [name, part] of parts) {
    const started = Date.now();
    try {
      rows.push(...(await part(bench)));
    } catch (error) {
      process.exitCode = 1;
      report(`${name} failed: ${describeFailure(error)}`);
    }
    report(`${name}: ${secondsSince(started)}, ${load()}`);
  }
  return rows;
}

async function main(): Promise<void> {
  const { json, parts } = readArgs();
  const stage = await prepareStage(report);
  let storages = 0;
  const freshStorage = (): string => {
    const storage = join(stage.folder, `storage${String((storages += 1))}`);
    mkdirSync(storage);
    return storage;
  };
  try {
    const rows = await measure({ stage, report, freshStorage }, parts);
    console.log(tableOf(rows));
    if (json === undefined) return;
    const figures = rows.map((row) => ({ ...row, ratio: ratioOf(row), met: isMet(row) }));
    writeFileSync(json, `${JSON.stringify(figures, undefined, 2)}\n`);
  } finally {
    stage.remove();
  }
}

main().catch((error: unknown) => {
  console.error(describeFailure(error));
  process.exitCode = 1;
});

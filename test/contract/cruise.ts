import { globSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Cruised {
  /** `rule: importer → imported`, sorted. */
  violations: string[];
  /** Modules of ours that the cruise looked into. */
  modules: string[];
  /** Modules of ours that lie on the disk; a cruise that saw fewer has proved nothing. */
  onDisk: string[];
}

/** Judges the rooms below `baseDir` by the rules of this repository. */
export async function cruiseRooms(baseDir: string = ROOT): Promise<Cruised> {
  const options = await extractDepcruiseOptions(resolve(ROOT, '.dependency-cruiser.cjs'));
  const folders = ['src', 'media', 'test'];
  const { output } = await cruise(folders, { ...options, baseDir, validate: true });
  if (typeof output === 'string') throw new Error('The cruise answered with text where a result was expected.');
  return {
    violations: output.summary.violations.map(describe).sort(),
    modules: ours(output).sort(),
    onDisk: sourcesBelow(baseDir).sort(),
  };
}

/** What the cruise missed of what lies on the disk: not empty when it was misconfigured, whatever its exit code says. */
export function unseen({ modules, onDisk }: Cruised): string[] {
  const seen = new Set(modules);
  return onDisk.filter((path) => !seen.has(path));
}

type Violation = ICruiseResult['summary']['violations'][number];

function describe({ rule, from, to }: Violation): string {
  return from === to ? `${rule.name}: ${from}` : `${rule.name}: ${from} → ${to}`;
}

function ours({ modules }: ICruiseResult): string[] {
  return modules.map(({ source }) => source).filter((source) => /^(src|media)\//.test(source));
}

function sourcesBelow(baseDir: string): string[] {
  return globSync(['src/**/*.ts', 'media/**/*.ts'], { cwd: baseDir }).map((path) => path.split(sep).join('/'));
}

/** Fewer modules than this are not Grasp, but an empty or a misplaced tree. */
export const FLOOR = 25;

async function main(): Promise<void> {
  const cruised = await cruiseRooms();
  const missed = unseen(cruised);
  const count = cruised.modules.length;
  for (const violation of cruised.violations) console.error(violation);
  for (const path of missed) console.error(`not cruised: ${path}`);
  if (count < FLOOR) console.error(`Only ${count} modules were cruised, and ${FLOOR} is the least that can be right.`);
  console.log(`${count} modules cruised in ${relative('', ROOT) || '.'}, ${cruised.violations.length} violations`);
  if (cruised.violations.length > 0 || missed.length > 0 || count < FLOOR) process.exitCode = 1;
}

if (import.meta.main) await main();

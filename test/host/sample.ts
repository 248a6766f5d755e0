import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { serverEnv } from './hostEnv.ts';

export type Files = Readonly<Record<string, string>>;

export interface Sample {
  readonly folder: string;
  /** False when there is no git on this machine: then it is a plain folder. */
  readonly isRepository: boolean;
}

/** The file of the sample that is made for a first try, and what to type at its end. */
export const sampleFile = join('src', 'retry.ts');
export const sampleTyping = 'const retry = ';

/** A small project to try Grasp in. Made under another name and renamed, so that it is never half there. */
export function createSample(folder: string): Sample {
  if (!existsSync(folder)) {
    const draft = `${folder}.${String(process.pid)}`;
    rmSync(draft, { recursive: true, force: true });
    createRepository(draft, sampleFiles);
    renameSync(draft, folder);
  }
  return { folder, isRepository: existsSync(join(folder, '.git')) };
}

/** Writes files and commits them once. Returns false when git is absent; the files are there all the same. */
export function createRepository(folder: string, files: Files): boolean {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return (
    runGit(folder, ['init', '--quiet']) &&
    runGit(folder, ['add', '--all']) &&
    runGit(folder, ['commit', '--quiet', '--message', 'A first version', '--no-verify'])
  );
}

/** With an identity of its own, and without the hooks and signing of the machine's owner. */
function runGit(folder: string, args: readonly string[]): boolean {
  const identity = ['-c', 'user.name=Grasp Sample', '-c', 'user.email=sample@example.invalid'];
  const plain = ['-c', 'commit.gpgSign=false', '-c', 'init.defaultBranch=main', '-c', 'core.hooksPath=/dev/null'];
  const options = { cwd: folder, env: serverEnv({}), stdio: 'ignore' } as const;
  return spawnSync('git', [...identity, ...plain, ...args], options).status === 0;
}

const sampleFiles: Files = {
  'README.md': `# Parcel desk

A tiny project to try Grasp in. Open \`src/retry.ts\` and follow the comment at its end.
`,
  [sampleFile]: `/** Waits for some milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** How long to wait before an attempt, counted from 1: doubles, up to a minute. */
export function backOff(attempt: number): number {
  return Math.min(60_000, 250 * 2 ** (attempt - 1));
}

// Try it: type "const retry = " below, wait for the grey text, press Tab.

`,
  'src/prices.ts': `export interface Parcel {
  readonly grams: number;
  readonly express: boolean;
}

/** The price in cents: a base by weight, and half as much again for express. */
export function priceOf(parcel: Parcel): number {
  const base = parcel.grams <= 500 ? 390 : 390 + Math.ceil((parcel.grams - 500) / 250) * 60;
  return parcel.express ? Math.round(base * 1.5) : base;
}
`,
  'src/labels.ts': `import { priceOf, type Parcel } from './prices';

/** One line for the sticker: the weight in kilograms and the price in euros. */
export function labelFor(parcel: Parcel): string {
  const kilograms = (parcel.grams / 1000).toFixed(2);
  const euros = (priceOf(parcel) / 100).toFixed(2);
  return \`\${kilograms} kg, \${euros} EUR\${parcel.express ? ', EXPRESS' : ''}\`;
}
`,
  'tools/report.py': `"""Prints how many parcels each day brought, from lines of the form "2026-05-04 express"."""

import sys
from collections import Counter


def parcels_by_day(lines):
    return Counter(line.split()[0] for line in lines if line.strip())


if __name__ == "__main__":
    for day, count in sorted(parcels_by_day(sys.stdin).items()):
        print(f"{day}  {count}")
`,
};

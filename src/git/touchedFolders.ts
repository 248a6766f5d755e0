import type { TouchedFolder } from '../domain/ownership/proposedAreas.ts';
import { areaFolder } from '../domain/ownership/sourceFolder.ts';
import { textOf, type Asked } from './askGit.ts';
import { runGit } from './runGit.ts';

/** The latest commits that are looked at. */
const MOST_COMMITS = 1_000;
/** What git may say of them, in bytes, and how long it may take, in milliseconds. What is beyond is not counted. */
const MOST_OUTPUT = 20_000_000;
const LONGEST = 15_000;
/** How a commit stands among the files that it changed: its name, and nothing that a path could be. */
const COMMIT = /^[0-9a-f]{40,64}$/u;

interface Touched {
  commits: number;
  readonly months: Set<string>;
  readonly files: Set<string>;
}

/**
 * What the latest commits of HEAD did, by the folders that are areas by themselves. Merges are left out, since they bring what
 * others committed. Nothing where git can not tell.
 */
export async function touchedFolders(asked: Asked): Promise<readonly TouchedFolder[]> {
  const list = await textOf(asked, [
    'rev-list',
    '--timestamp',
    '--no-merges',
    `--max-count=${MOST_COMMITS}`,
    'HEAD',
    '--',
  ]);
  const months = new Map(
    Array.from(list.matchAll(/^(?<at>\d{1,11}) (?<id>[0-9a-f]+)$/gmu), ({ groups }): [string, string] => [
      groups?.['id'] ?? '',
      new Date(Number(groups?.['at']) * 1_000).toISOString().slice(0, 7),
    ]),
  );
  if (months.size === 0) return [];
  const input = `${[...months.keys()].join('\n')}\n`;
  const args = ['diff-tree', '--stdin', '--root', '-r', '-z', '--name-only', '--no-renames', '--no-ext-diff'];
  const result = await runGit({ ...asked, args, input, mostOutput: MOST_OUTPUT, longest: LONGEST });
  if (result.kind !== 'done' && result.kind !== 'stopped') return [];
  return [...touchedIn(result.output.toString('utf8'), months)].map(([folder, touched]) => ({
    ...{ folder, commits: touched.commits, months: touched.months.size, files: touched.files.size },
  }));
}

/** @param output a commit and the files that it changed, one behind the other; of the last commit perhaps not all */
function touchedIn(output: string, months: ReadonlyMap<string, string>): ReadonlyMap<string, Touched> {
  const folders = new Map<string, Touched>();
  let month = '';
  let inCommit = new Set<string>();
  for (const field of output.split('\0').slice(0, -1)) {
    const next = COMMIT.test(field) ? months.get(field) : undefined;
    if (next !== undefined) {
      month = next;
      inCommit = new Set();
      continue;
    }
    const { folder } = areaFolder(field);
    const touched = folders.get(folder) ?? { commits: 0, months: new Set(), files: new Set() };
    folders.set(folder, touched);
    if (!inCommit.has(folder)) touched.commits += 1;
    inCommit.add(folder);
    touched.months.add(month);
    touched.files.add(field);
  }
  return folders;
}

import { addedLines, changeName, inEach } from '../domain/commits/addedLines.ts';
import type { ChangedFile, OwnCommit } from '../ports/commits.ts';
import { textOf, type Asked } from './askGit.ts';

/** Files and renamed files are found the same way by both questions. No program that a repository names shows a difference. */
const TREES = ['diff-tree', '-r', '--full-index', '--find-renames', '--no-ext-diff', '--no-textconv', '--no-color'];
const RAW = /^:\d{6} (?<mode>\d{6}) (?<before>[0-9a-f]+) (?<after>[0-9a-f]+) (?<kind>[A-Z])\d*$/u;

/** What a commit changed, with the lines that none of its parents has. */
export async function changedFiles(asked: Asked, { id, parents }: OwnCommit): Promise<readonly ChangedFile[]> {
  if (parents.length === 0) return changedFrom(asked, ['--root', '--no-commit-id', id]);
  const perParent: (readonly ChangedFile[])[] = [];
  for (const parent of parents) perParent.push(await changedFrom(asked, [parent, id]));
  const [first = [], ...others] = perParent;
  return first.flatMap((file) => {
    const same = others.map((files) => files.find(({ path }) => path === file.path));
    // What is as in one parent is not new.
    if (same.includes(undefined)) return [];
    return [{ ...file, added: inEach([file.added, ...same.map((one) => one?.added ?? [])]) }];
  });
}

async function changedFrom(asked: Asked, trees: readonly string[]): Promise<readonly ChangedFile[]> {
  const [raw, patch] = await Promise.all([
    textOf(asked, [...TREES, '-z', '--raw', ...trees]),
    textOf(asked, [...TREES, '--patch', '--unified=0', '--inter-hunk-context=0', ...trees]),
  ]);
  const added = addedLines(patch);
  return filesIn(raw).flatMap(({ path, before, after }) => {
    const lines = added.get(changeName(before, after)) ?? [];
    return lines.length === 0 ? [] : [{ path, blob: after, added: lines }];
  });
}

interface RawChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

function filesIn(raw: string): RawChange[] {
  const fields = raw.split('\0');
  const files: RawChange[] = [];
  let at = 0;
  const next = (): string => fields[at++] ?? '';
  while (at + 1 < fields.length) {
    const change = RAW.exec(next())?.groups;
    const path = next();
    // What was renamed has its new name behind the old one.
    const now = /^[RC]/u.test(change?.['kind'] ?? '') ? next() : path;
    if (change !== undefined && isText(change)) files.push({ path: now, before: '', after: '', ...change });
  }
  return files;
}

/** Links and submodules are none, and what was deleted has no mode. */
function isText({ mode }: Record<string, string | undefined>): boolean {
  return mode?.startsWith('100') === true;
}

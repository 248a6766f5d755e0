import { inEach } from '../domain/commits/addedLines.ts';
import type { OwnCommit } from '../ports/commits.ts';
import type { ChangedFile, DiffedFile } from '../ports/stagedFiles.ts';
import type { Asked } from './askGit.ts';
import { COMPARING, diffedFiles } from './diffedFiles.ts';
import { withGenerated } from './generatedFiles.ts';

/** What a commit changed, with the lines that none of its parents has. */
export async function changedFiles(asked: Asked, commit: OwnCommit): Promise<readonly DiffedFile[]> {
  // As long as for what is staged: what was asked about before a commit is looked for in it afterwards.
  const patiently = { ...asked, ...COMPARING };
  return withGenerated(patiently, await changedIn(patiently, commit), commit.id);
}

async function changedIn(asked: Asked, { id, parents }: OwnCommit): Promise<readonly ChangedFile[]> {
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
  return (await diffedFiles(asked, ['diff-tree'], trees)) ?? [];
}

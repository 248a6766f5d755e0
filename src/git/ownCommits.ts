import { isOwnCommit } from '../domain/commits/agentIdentities.ts';
import { readCommitObject } from '../domain/commits/commitObject.ts';
import type { OwnCommit } from '../ports/commits.ts';
import { outputOf, textOf, type Asked } from './askGit.ts';
import { objectsIn } from './gitObjects.ts';

/** How many commits of HEAD are looked at. */
const MOST_COMMITS = 50;

/** Those of some commits that are there, and not in the history of HEAD. */
export async function besideHead(asked: Asked, commits: readonly string[]): Promise<readonly string[]> {
  const ids = commits.filter((id) => /^[0-9a-f]{40,64}$/u.test(id)).slice(0, MOST_COMMITS);
  if (ids.length === 0) return [];
  const told = await textOf(asked, ['rev-list', '--ignore-missing', ...ids, '--not', 'HEAD', '--']);
  const beside = new Set(told.split('\n'));
  return ids.filter((id) => beside.has(id));
}

/**
 * Those of some commits beside HEAD that have become this one, as by a rebase or a squashed merge: it has the very same files
 * as the last of them.
 */
export async function joinedIn(asked: Asked, commit: OwnCommit, others: readonly string[]): Promise<readonly string[]> {
  const beside = await besideHead(asked, others);
  if (beside.length === 0) return [];
  const told = await textOf(asked, ['rev-list', '--no-walk', '--format=tree %T', commit.id, ...beside, '--']);
  const trees = new Map(
    Array.from(told.matchAll(/^commit (?<id>[0-9a-f]+)\ntree (?<tree>[0-9a-f]+)$/gmu), ({ groups }) => [
      groups?.['id'],
      groups?.['tree'],
    ]),
  );
  const tree = trees.get(commit.id);
  const last = beside.filter((id) => tree !== undefined && trees.get(id) === tree);
  if (last.length === 0) return [];
  const all = new Set((await textOf(asked, ['rev-list', ...last, '--not', ...commit.parents, '--'])).split('\n'));
  return beside.filter((id) => all.has(id));
}

/** The person's own ones among the latest commits of HEAD, newest first. */
export async function ownCommits(asked: Asked, since: number): Promise<readonly OwnCommit[]> {
  const [mail, list] = await Promise.all([
    textOf(asked, ['config', '--get', 'user.email']),
    textOf(asked, ['rev-list', `--max-count=${MOST_COMMITS}`, `--max-age=${Math.ceil(since / 1_000)}`, 'HEAD', '--']),
  ]);
  const ids = list.split('\n').filter((id) => /^[0-9a-f]{40,64}$/u.test(id));
  if (mail.trim() === '' || ids.length === 0) return [];
  const objects = objectsIn(
    await outputOf({ ...asked, input: `${ids.join('\n')}\n` }, ['cat-file', '--batch']),
    'commit',
  );
  return ids.flatMap((id) => {
    const commit = readCommitObject(objects.get(id)?.toString('utf8') ?? '');
    return commit !== undefined && isOwnCommit(commit, mail.trim()) ? [{ id, ...commit }] : [];
  });
}

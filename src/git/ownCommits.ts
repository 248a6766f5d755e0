import { isOwnCommit } from '../domain/commits/agentIdentities.ts';
import { readCommitObject } from '../domain/commits/commitObject.ts';
import type { OwnCommit } from '../ports/commits.ts';
import { outputOf, textOf, type Asked } from './askGit.ts';

/** How many commits of HEAD are looked at. */
const MOST_COMMITS = 50;

/** The person's own ones among the latest commits of HEAD, newest first. */
export async function ownCommits(asked: Asked, since: number): Promise<readonly OwnCommit[]> {
  const [mail, list] = await Promise.all([
    textOf(asked, ['config', '--get', 'user.email']),
    textOf(asked, ['rev-list', `--max-count=${MOST_COMMITS}`, `--max-age=${Math.ceil(since / 1_000)}`, 'HEAD', '--']),
  ]);
  const ids = list.split('\n').filter((id) => /^[0-9a-f]{40,64}$/u.test(id));
  if (mail.trim() === '' || ids.length === 0) return [];
  const objects = objectsIn(await outputOf({ ...asked, input: `${ids.join('\n')}\n` }, ['cat-file', '--batch']));
  return ids.flatMap((id) => {
    const commit = readCommitObject(objects.get(id) ?? '');
    return commit !== undefined && isOwnCommit(commit, mail.trim()) ? [{ id, ...commit }] : [];
  });
}

/** Texts by name, from what `git cat-file --batch` says: a line about each, then as many bytes as that line tells. */
function objectsIn(output: Buffer): ReadonlyMap<string, string> {
  const objects = new Map<string, string>();
  for (let from = 0; from < output.length;) {
    const end = output.indexOf('\n', from);
    if (end < 0) break;
    const head = output.toString('latin1', from, end);
    const { id = '', size } = /^(?<id>[0-9a-f]+) commit (?<size>\d+)$/u.exec(head)?.groups ?? {};
    // What is missing has a line and no bytes.
    if (size !== undefined) objects.set(id, output.toString('utf8', end + 1, end + 1 + Number(size)));
    from = end + 1 + (size === undefined ? 0 : Number(size) + 1);
  }
  return objects;
}

import { GIT_AI_NOTES, LONGEST_NOTE } from '../domain/commits/gitAiNote.ts';
import { textOf, type Asked } from './askGit.ts';

/** Into how many folders git may have sorted the notes: it does so when they grow many. */
const DEPTHS = [0, 1, 2];

/** The names of the contents of git-ai's notes, by commit. A note that is too long to be read is none. */
export async function gitAiNotes(asked: Asked, commits: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const paths = commits.flatMap((commit) => DEPTHS.map((depth) => ({ commit, path: notePath(commit, depth) })));
  if (paths.length === 0) return new Map();
  const input = paths.map(({ path }) => `${GIT_AI_NOTES}:${path}\n`).join('');
  const lines = (await textOf({ ...asked, input }, ['cat-file', '--batch-check'])).split('\n');
  const notes = new Map<string, string>();
  paths.forEach(({ commit }, index) => {
    const { blob, size } = /^(?<blob>[0-9a-f]+) blob (?<size>\d+)$/u.exec(lines[index] ?? '')?.groups ?? {};
    if (blob !== undefined && Number(size) <= LONGEST_NOTE && !notes.has(commit)) notes.set(commit, blob);
  });
  return notes;
}

function notePath(commit: string, depth: number): string {
  const folders = Array.from({ length: depth }, (_, level) => commit.slice(2 * level, 2 * level + 2));
  return [...folders, commit.slice(2 * depth)].join('/');
}

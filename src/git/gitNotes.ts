import { textOf, type Asked } from './askGit.ts';
import { runGit, runWritingGit, type GitResult } from './runGit.ts';

/** The ref under which notes of Grasp lie, below `refs/notes`. Git pushes and fetches it only where somebody says so. */
const REF = 'grasp';
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

/** What came of a note. `failed` is git's own no, with its words. */
export type GitNoteOutcome =
  | { readonly kind: 'written' | 'there already' | 'no commit' | 'untrusted' | 'no git' | 'stopped' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Adds a text to the note on a commit, after what stands there. One that stands there already is not added again. */
export async function appendGitNote(asked: Asked, commit: string, text: string): Promise<GitNoteOutcome> {
  if (!COMMIT.test(commit)) return { kind: 'no commit' };
  const there = await runGit({ ...asked, args: ['cat-file', '-e', `${commit}^{commit}`] });
  if (there.kind === 'failed') return { kind: 'no commit' };
  if (there.kind !== 'done') return outcomeOf(there);
  if ((await noteOn(asked, commit)).includes(text.trim())) return { kind: 'there already' };
  const { folder, trusted } = asked;
  const args = ['notes', `--ref=${REF}`, 'append', '-F', '-', commit];
  return outcomeOf(await runWritingGit({ folder, trusted, args, input: text }));
}

/** By the name of its content, so that git converts and colours nothing. */
async function noteOn(asked: Asked, commit: string): Promise<string> {
  const blob = (await textOf(asked, ['notes', `--ref=${REF}`, 'list', commit])).trim();
  return COMMIT.test(blob) ? textOf(asked, ['cat-file', 'blob', blob]) : '';
}

function outcomeOf(result: GitResult): GitNoteOutcome {
  if (result.kind === 'done') return { kind: 'written' };
  if (result.kind === 'failed') return { kind: 'failed', reason: result.reason };
  return { kind: result.kind === 'cancelled' ? 'stopped' : result.kind };
}

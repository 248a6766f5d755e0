import type { Asked } from './askGit.ts';
import type { ChangedFile, DiffedFile } from '../ports/stagedFiles.ts';
import { runGit, type GitResult } from './runGit.ts';

/** By which a repository says that nobody is meant to read a file as code of its own. */
const ATTRIBUTES = ['linguist-generated', 'linguist-vendored', 'linguist-documentation'];
/** Git's own exit code for an option that it does not know. */
const NO_SUCH_OPTION = 129;

/**
 * Files with what the repository's attributes say of them.
 *
 * @param commit whose attributes count; those of the index without one, and by a git before 2.40
 */
export async function withGenerated(
  asked: Asked,
  files: readonly ChangedFile[],
  commit?: string,
): Promise<readonly DiffedFile[]> {
  if (files.length === 0) return [];
  const input = files.map(({ path }) => `${path}\0`).join('');
  const ask = (from: string): Promise<GitResult> =>
    runGit({ ...asked, input, args: ['check-attr', '-z', from, '--stdin', ...ATTRIBUTES] });
  let result = await ask(commit === undefined ? '--cached' : `--source=${commit}`);
  if (result.kind === 'failed' && result.code === NO_SUCH_OPTION) result = await ask('--cached');
  const generated = result.kind === 'done' ? setIn(result.output.toString('utf8')) : new Set<string>();
  return files.map((file) => ({ ...file, isGenerated: generated.has(file.path) }));
}

/** The paths for which one of the attributes is set: a path, an attribute and what it is, one behind the other. */
function setIn(output: string): ReadonlySet<string> {
  const fields = output.split('\0');
  const paths = new Set<string>();
  for (let at = 0; at + 2 < fields.length; at += 3) {
    if (/^(?:set|true)$/u.test(fields[at + 2] ?? '')) paths.add(fields[at] ?? '');
  }
  return paths;
}

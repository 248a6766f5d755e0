import type * as vscode from 'vscode';
import type { GitApi, GitRepository } from './gitApi.ts';

/**
 * Commits in a repository, if it is open still, and gives whether it was. Asked for one that is not, the git extension would
 * commit in the one around it, or in the only one that is left.
 *
 * @param git asked for what is open now
 */
export async function commitIn(
  git: Pick<GitApi, 'repositories'>,
  { rootUri }: Pick<GitRepository, 'rootUri'>,
  commit: (root: vscode.Uri) => Thenable<unknown>,
): Promise<boolean> {
  const root = rootUri.toString();
  if (!git.repositories.some((one) => one.rootUri.toString() === root)) return false;
  await commit(rootUri);
  return true;
}

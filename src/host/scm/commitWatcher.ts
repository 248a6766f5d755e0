import * as vscode from 'vscode';
import { gitApi, type GitRepository } from './gitApi.ts';

export interface CommitListener {
  /** a repository is there, with all that was committed before */
  readonly opened: (root: vscode.Uri) => void;
  /** a commit has been made, in VS Code or elsewhere; a branch switch is none */
  readonly committed: (root: vscode.Uri) => void;
  /** something has changed, of which that may be what is staged */
  readonly changed: (root: vscode.Uri) => void;
  /** a repository is not open any more */
  readonly closed: (root: vscode.Uri) => void;
}

/** Tells of repositories by their root folder, and of commits in them. The git extension notices some seconds late. */
export async function watchCommits({ opened, committed, changed, closed }: CommitListener): Promise<vscode.Disposable> {
  const git = await gitApi();
  if (git === undefined) return new vscode.Disposable(() => undefined);
  const watched = new Map<GitRepository, vscode.Disposable>();
  const watch = (repository: GitRepository): void => {
    watched.set(repository, watchState(repository, { committed, changed }));
    opened(repository.rootUri);
  };
  git.repositories.forEach(watch);
  return vscode.Disposable.from(
    git.onDidOpenRepository(watch),
    git.onDidCloseRepository((repository) => {
      watched.get(repository)?.dispose();
      watched.delete(repository);
      closed(repository.rootUri);
    }),
    new vscode.Disposable(() => {
      for (const watching of watched.values()) watching.dispose();
    }),
  );
}

function watchState(
  { rootUri, state }: GitRepository,
  { committed, changed }: Pick<CommitListener, 'committed' | 'changed'>,
): vscode.Disposable {
  let before = state.HEAD;
  return state.onDidChange(() => {
    const now = state.HEAD;
    const isCommit = before !== undefined && now?.name === before.name && now?.commit !== before.commit;
    before = now;
    if (isCommit) committed(rootUri);
    changed(rootUri);
  });
}

import * as vscode from 'vscode';
import { gitApi } from './gitApi.ts';
import { RepositoryWatch, type CommitListener } from './repositoryWatch.ts';

/** Tells of repositories by their root folder, and of commits in them. The git extension notices some seconds late. */
export async function watchCommits(listener: CommitListener): Promise<vscode.Disposable> {
  const git = await gitApi();
  if (git === undefined) return new vscode.Disposable(() => undefined);
  const watch = new RepositoryWatch(listener);
  for (const repository of git.repositories) watch.open(repository);
  return vscode.Disposable.from(
    git.onDidOpenRepository((repository) => {
      watch.open(repository);
    }),
    git.onDidCloseRepository((repository) => {
      watch.close(repository);
    }),
    watch,
  );
}

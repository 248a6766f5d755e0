import type { Disposable } from '../../ports/disposable.ts';
import { apiOf, gitExtension } from './gitApi.ts';
import { watchRepositories, type CommitListener } from './repositoryWatch.ts';

/** Tells of repositories by their root folder, and of commits in them. The git extension notices some seconds late. */
export async function watchCommits(listener: CommitListener): Promise<Disposable> {
  const extension = await gitExtension();
  if (extension === undefined) return { dispose: () => undefined };
  const { onDidChangeEnablement } = extension;
  return watchRepositories({ api: () => apiOf(extension), onDidChangeEnablement }, listener);
}

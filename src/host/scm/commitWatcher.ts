import * as vscode from 'vscode';

/** The parts of the built-in git extension's API that are used here; see its `git.d.ts`. */
interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
}
interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
}

export interface CommitListener {
  /** a repository is there, with all that was committed before */
  readonly opened: (root: vscode.Uri) => void;
  /** a commit has been made, in VS Code or elsewhere; a branch switch is none */
  readonly committed: (root: vscode.Uri) => void;
}

/** Tells of repositories by their root folder, and of commits in them. The git extension notices some seconds late. */
export async function watchCommits({ opened, committed }: CommitListener): Promise<vscode.Disposable> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  if (extension === undefined) return new vscode.Disposable(() => undefined);
  const git = (await extension.activate()).getAPI(1);
  const watched = new Map<GitRepository, vscode.Disposable>();
  const watch = (repository: GitRepository): void => {
    watched.set(repository, watchHead(repository, committed));
    opened(repository.rootUri);
  };
  git.repositories.forEach(watch);
  return vscode.Disposable.from(
    git.onDidOpenRepository(watch),
    git.onDidCloseRepository((repository) => {
      watched.get(repository)?.dispose();
      watched.delete(repository);
    }),
    new vscode.Disposable(() => {
      for (const watching of watched.values()) watching.dispose();
    }),
  );
}

function watchHead({ rootUri, state }: GitRepository, committed: CommitListener['committed']): vscode.Disposable {
  let before = state.HEAD;
  return state.onDidChange(() => {
    const now = state.HEAD;
    const isCommit = before !== undefined && now?.name === before.name && now?.commit !== before.commit;
    before = now;
    if (isCommit) committed(rootUri);
  });
}

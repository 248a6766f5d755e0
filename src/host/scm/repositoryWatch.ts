import type * as vscode from 'vscode';
import type { Disposable } from '../../ports/disposable.ts';
import type { GitApi, GitExtension, GitRepository } from './gitApi.ts';

export interface CommitListener {
  /** a repository is there, with all that was committed before */
  readonly opened: (root: vscode.Uri) => void;
  /** a commit has been made, in VS Code or elsewhere; a branch switch is none */
  readonly committed: (root: vscode.Uri) => void;
  /** another branch is checked out, which may be a new one with commits of a moment ago on it */
  readonly switched: (root: vscode.Uri) => void;
  /** something has changed, of which that may be what is staged */
  readonly changed: (root: vscode.Uri) => void;
  /** a repository is not open any more */
  readonly closed: (root: vscode.Uri) => void;
}

/** The git extension, which may be off. */
interface MaybeGit extends Pick<GitExtension, 'onDidChangeEnablement'> {
  /** `undefined` while it is off */
  readonly api: () => GitApi | undefined;
}

/** Tells of repositories and commits from when on git support is on: also where that is only switched on later. */
export function watchRepositories({ api, onDidChangeEnablement }: MaybeGit, listener: CommitListener): Disposable {
  const watch = new RepositoryWatch(listener);
  const listening: { dispose(): unknown }[] = [watch];
  let isOn = false;
  const begin = (): void => {
    const git = isOn ? undefined : api();
    if (git === undefined) return;
    isOn = true;
    const open = watch.open.bind(watch);
    git.repositories.forEach(open);
    listening.push(git.onDidOpenRepository(open), git.onDidCloseRepository(watch.close.bind(watch)));
  };
  begin();
  listening.push(onDidChangeEnablement(begin));
  return {
    dispose: () => {
      for (const one of listening) one.dispose();
    },
  };
}

/** Follows the repositories that are open. */
class RepositoryWatch {
  readonly #listener: CommitListener;
  /** by their root: the git extension gives another object for the same repository each time */
  readonly #watched = new Map<string, { dispose(): unknown }>();

  constructor(listener: CommitListener) {
    this.#listener = listener;
  }

  open(repository: GitRepository): void {
    const root = repository.rootUri.toString();
    this.#watched.get(root)?.dispose();
    this.#watched.set(root, this.#follow(repository));
    this.#listener.opened(repository.rootUri);
  }

  close({ rootUri }: GitRepository): void {
    this.#watched.get(rootUri.toString())?.dispose();
    this.#watched.delete(rootUri.toString());
    this.#listener.closed(rootUri);
  }

  dispose(): void {
    for (const watching of this.#watched.values()) watching.dispose();
    this.#watched.clear();
  }

  #follow({ rootUri, state }: GitRepository): { dispose(): unknown } {
    const { committed, switched, changed } = this.#listener;
    let before = state.HEAD;
    return state.onDidChange(() => {
      const now = state.HEAD;
      // The git extension has none where its look failed, as beside another git that is at work.
      if (now !== undefined) {
        if (before !== undefined && now.commit !== before.commit) {
          (now.name === before.name ? committed : switched)(rootUri);
        }
        before = now;
      }
      changed(rootUri);
    });
  }
}

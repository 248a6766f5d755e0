import * as vscode from 'vscode';

/** The parts of the built-in git extension's API that are used here; see its `git.d.ts`. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { readonly value: string };
  readonly ui: { readonly selected: boolean };
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    /** what is staged, as far as the extension has seen it */
    readonly indexChanges: readonly unknown[];
    readonly onDidChange: vscode.Event<void>;
  };
  /** looks at the repository now; fulfilled once `state` is as it is found */
  status(): Promise<void>;
}

export interface GitApi {
  /** the URI of a file as a commit has it, or for an empty name as it is staged */
  toGitUri(uri: vscode.Uri, name: string): vscode.Uri;
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
}

/** The git extension's API, once it is there; `undefined` where that extension is not, or is switched off. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  if (extension === undefined) return undefined;
  try {
    return (await extension.activate()).getAPI(1);
  } catch {
    // It throws where `git.enabled` is off.
    return undefined;
  }
}

/** The scheme of the documents that VS Code keeps for the boxes in which commit messages are written. */
const INPUT = 'vscode-scm';

/** Whether there is another source control than git, whose commit box may be the one that has the focus. */
export function hasOtherSourceControl(): boolean {
  return vscode.workspace.textDocuments.some(
    ({ uri }) => uri.scheme === INPUT && !uri.path.replace(/^\//u, '').startsWith('git/'),
  );
}

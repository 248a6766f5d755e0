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

/** What the git extension gives to others. */
export interface GitExtension {
  /** throws where git is off, as by `git.enabled` */
  getAPI(version: 1): GitApi;
  /** fires with whether it is on, such as when `git.enabled` is switched on in a window that began without it */
  readonly onDidChangeEnablement: vscode.Event<boolean>;
}

/** The git extension, once it is there; `undefined` where it is not, or is switched off. */
export async function gitExtension(): Promise<GitExtension | undefined> {
  try {
    return await vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate();
  } catch {
    return undefined;
  }
}

/** The git extension's API, once it is there; `undefined` where that extension is not, or is switched off. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = await gitExtension();
  return extension && apiOf(extension);
}

/** The API as it is now. */
export function apiOf(extension: Pick<GitExtension, 'getAPI'>): GitApi | undefined {
  try {
    return extension.getAPI(1);
  } catch {
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

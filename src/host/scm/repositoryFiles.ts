import * as vscode from 'vscode';
import { isInRepository } from '../../domain/commits/repositoryPath.ts';
import type { CommittedFileName } from '../../features/commit-knowledge/commitKnowledge.ts';
import type { Exclusion } from '../privacy/exclusion.ts';
import type { HiddenNames } from '../privacy/hiddenNames.ts';

/** Files of repositories under the names by which Grasp records them, whether they are open or not. */
export class RepositoryFiles {
  readonly #names: HiddenNames;
  readonly #exclusion: Exclusion;

  constructor(names: HiddenNames, exclusion: Exclusion) {
    this.#names = names;
    this.#exclusion = exclusion;
  }

  /** Whether their names are hidden, or are about to be. */
  get areHidden(): boolean {
    return !this.#names.isReady || this.#names.keyId !== undefined;
  }

  /**
   * The names of a file; `undefined` for one that lies in no folder of the workspace, or of which nothing may be recorded.
   *
   * @param root absolute path of the top folder of the repository
   * @param path in it, with `/`
   */
  async recorded(root: string, path: string): Promise<CommittedFileName | undefined> {
    return isInRepository(path) ? this.recordedUri(vscode.Uri.joinPath(vscode.Uri.file(root), path)) : undefined;
  }

  /** Whether nothing may be recorded of a file, wherever it lies. */
  isExcluded(uri: vscode.Uri): Promise<boolean> {
    return this.#exclusion.isExcludedFile(uri);
  }

  /** The names of a file by its URI, as `recorded` has them. */
  async recordedUri(uri: vscode.Uri): Promise<CommittedFileName | undefined> {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined || (await this.#exclusion.isExcludedFile(uri))) return undefined;
    const uris = [uri.toString(), ...(await this.#names.hiddenUris(uri.toString()))];
    // Last, so that nothing is waited for between this and whoever asked.
    if (!this.#names.isReady) return undefined;
    return { file: this.#names.recorded({ uri: uri.toString(), folder: folder.uri.toString() }), uris };
  }
}

import * as vscode from 'vscode';
import type { Purpose } from '../../features/explain-commit/askedWork.ts';
import { openPlace } from '../panel/openPlace.ts';
import { gitApi } from '../scm/gitApi.ts';

/**
 * Opens the editor's own comparison of what is staged with the last commit, at a line; of anything else the file is opened as it
 * is. `false` when it can not be opened.
 */
export async function openDiff(
  { uri, line }: { uri: string | undefined; line: number },
  purpose: Purpose,
): Promise<boolean> {
  if (uri === undefined) return false;
  const isStaged = purpose === 'commit' || purpose === 'waiting' || purpose === 'ahead';
  const git = isStaged ? await gitApi() : undefined;
  if (git === undefined) return openPlace({ uri, line });
  const file = vscode.Uri.parse(uri, true);
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const selection = new vscode.Range(line, 0, line, 0);
  const options = { selection, preview: true, viewColumn: vscode.ViewColumn.Beside };
  // The empty name stands for what is staged.
  const [before, staged] = [git.toGitUri(file, 'HEAD'), git.toGitUri(file, '')];
  await vscode.commands.executeCommand('vscode.diff', before, staged, `${name} (staged)`, options);
  return true;
}

import * as vscode from 'vscode';
import type { ExplanationsInput } from '../../features/explanations/explanationsSnapshot.ts';
import { RECORDED_SCHEMES } from '../editor/editObserver.ts';

/**
 * The file in the active editor, with all names under which it may be recorded; `undefined` where there is none.
 * @param hiddenUris names that the file has where names are hidden
 */
export async function activeFile(
  hiddenUris: (uri: string) => Promise<readonly string[]>,
): Promise<ExplanationsInput['file']> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined || !RECORDED_SCHEMES.has(uri.scheme)) return undefined;
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return { name, uris: [uri.toString(), ...(await hiddenUris(uri.toString()))] };
}

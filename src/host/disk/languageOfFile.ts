import * as vscode from 'vscode';
import type { EditFact } from '../../domain/attribution/editFact.ts';
import { languageOf } from '../../domain/attribution/languageOf.ts';

/** Where a file belongs to that is not open; `undefined` outside of all workspace folders. */
export function fileOf(uri: string): Pick<EditFact, 'uri' | 'folder' | 'language'> | undefined {
  const parsed = vscode.Uri.parse(uri);
  const folder = vscode.workspace.getWorkspaceFolder(parsed)?.uri.toString();
  return folder === undefined ? undefined : { uri, folder, language: languageOf(parsed.path) };
}

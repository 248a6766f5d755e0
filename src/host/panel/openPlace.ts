import * as vscode from 'vscode';
import type { RowTarget } from '../../features/accepted-lines/acceptedLinesSnapshot.ts';

/** Opens a file at a line; a line beyond its present end becomes the last one. `false` when the file can not be opened. */
export async function openPlace({ uri, line }: RowTarget): Promise<boolean> {
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  } catch {
    return false;
  }
  const place = document.lineAt(Math.min(line, document.lineCount - 1)).range.start;
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place), preview: true });
  return true;
}

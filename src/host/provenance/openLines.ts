import * as vscode from 'vscode';

/** The lines of an open document as they are now, `undefined` when it is not open. */
export function openLines(uri: string): readonly string[] | undefined {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
  return document && Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line).text);
}

import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { acceptOffered, eventually, grasp, offer, openFile, type } from './support.ts';

let written = 0;

/** Who wrote the lines of a file that `writtenLines` makes. */
export const WRITTEN = ['-', 'completion', 'completion', 'typed'];

/**
 * One line that was there, two that a completion brought, one that was typed. No other file of the run has them: a file of
 * which nothing is recorded is known by lines that are recorded of others.
 */
export async function writtenLines({
  eol,
  extension,
}: { eol?: vscode.EndOfLine; extension?: string } = {}): Promise<vscode.TextEditor> {
  const editor = await openFile('const before = 1;\n', extension);
  if (eol !== undefined) await editor.edit((edit) => edit.setEndOfLine(eol));
  const name = `written${String((written += 1))}`;
  const offered = offer(`const ${name} = compute(first, second);\nreturn ${name} + another(value);`);
  await acceptOffered(editor);
  offered.dispose();
  await type(`\nconst typedAfter = ${name};`);
  await seeOrigins(editor, WRITTEN);
  return editor;
}

/** The origin of each line of a document, `-` where it has none. */
async function origins({ document }: vscode.TextEditor): Promise<string[]> {
  const lines = Array.from({ length: document.lineCount }, () => '-');
  const { api } = await grasp();
  for (const { firstLine, lastLine, origin } of await api.provenance(document.uri)) {
    lines.fill(origin, firstLine, lastLine + 1);
  }
  return lines;
}

export async function seeOrigins(editor: vscode.TextEditor, expected: readonly string[]): Promise<void> {
  let seen: readonly string[] = [];
  try {
    await eventually('the lines have their origins', async () => {
      seen = await origins(editor);
      return seen.join() === expected.join() ? true : undefined;
    });
  } catch {
    assert.deepEqual(seen, expected, editor.document.getText());
  }
}

import { isAbsolute } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';

/** A file or folder as other extensions and tasks may name it. */
export const pathSchema = v.union([
  v.pipe(v.string(), v.minLength(1)),
  v.custom<vscode.Uri>((value) => value instanceof vscode.Uri),
]);

/** The absolute path that is meant; `undefined` for a relative one, and for a URI of something else than a file. */
export function absolutePath(given: v.InferOutput<typeof pathSchema>): string | undefined {
  const path = typeof given === 'string' ? given : given.scheme === 'file' ? given.fsPath : '';
  return isAbsolute(path) ? path : undefined;
}

import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import {
  EXPORT_FORMATS,
  exportData,
  type ExportResult,
  type WriteFile,
} from '../../features/export-and-forget/exportData.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import { KnownError } from '../guard.ts';

const argumentSchema = v.object({
  target: v.optional(
    v.union([v.pipe(v.string(), v.minLength(1)), v.custom<vscode.Uri>((value) => value instanceof vscode.Uri)]),
  ),
  format: v.optional(v.picklist(EXPORT_FORMATS)),
});

/**
 * `grasp.exportData({ target, format })`: asks for the file when it is not given. Gives what was written, or `undefined`
 * when the person called it off.
 */
export async function runExport(
  argument: unknown,
  parts: { journal: Journal; clock: Clock; writeFile: WriteFile },
): Promise<ExportResult | undefined> {
  const parsed = v.safeParse(argumentSchema, argument ?? {});
  if (!parsed.success) {
    throw new KnownError(`The export takes { target: a file's absolute path, format: "json" }. Nothing was written.`);
  }
  const target = parsed.output.target === undefined ? await askForTarget() : targetPath(parsed.output.target);
  if (target === undefined) return undefined;
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Grasp: exporting' },
    () => writeExport(target, parts),
  );
  if (parsed.output.target === undefined) void offerToOpen(result);
  return result;
}

async function writeExport(target: string, parts: Parameters<typeof exportData>[1]): Promise<ExportResult> {
  try {
    return await exportData(target, parts);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new KnownError(
      `"${target}" could not be written (${code}). Your records are unchanged; choose another place.`,
    );
  }
}

function targetPath(target: string | vscode.Uri): string {
  const path = typeof target === 'string' ? target : target.scheme === 'file' ? target.fsPath : '';
  if (!isAbsolute(path)) throw new KnownError('The export needs the absolute path of a file. Nothing was written.');
  return path;
}

async function askForTarget(): Promise<string | undefined> {
  const day = new Date().toISOString().slice(0, 10);
  const choice = await vscode.window.showSaveDialog({
    title: 'Export everything that Grasp has recorded',
    saveLabel: 'Export',
    defaultUri: vscode.Uri.file(join(homedir(), `grasp-${day}.json`)),
    filters: { JSON: ['json'] },
  });
  return choice === undefined ? undefined : targetPath(choice);
}

async function offerToOpen({ target, events }: ExportResult): Promise<void> {
  const choice = await vscode.window.showInformationMessage(`Grasp: ${String(events)} records exported.`, 'Open');
  if (choice !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(target));
}

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Acceptance } from '../../src/domain/attribution/acceptance.ts';
import type { GraspApi, GraspExports } from '../../src/host/api/graspApi.ts';

/** Whether this run hides the editor's reasons from Grasp, as released VS Code does. */
export const MASKED = process.env['GRASP_MASK_DETAILED_REASON'] === '1';

/** Where Grasp keeps its records; only in this tier, whose host says where its storage is. */
export const DATA_FOLDER = join(process.env['GRASP_TEST_STORAGE'] ?? '', 'grasp.grasp');

/** Whether this is the oldest VS Code that Grasp supports; it is run less often, and so has time for what takes long. */
export const ON_FLOOR = vscode.version.startsWith('1.103.');

export async function grasp(): Promise<{ extension: vscode.Extension<GraspExports>; api: GraspApi }> {
  const extension = vscode.extensions.getExtension<GraspExports>('grasp.grasp');
  assert.ok(extension, 'Grasp is not installed');
  const exports = await extension.activate();
  return { extension, api: exports.getAPI(1) };
}

/** What Grasp tells to have recorded during each test of a suite, filled as it is told. */
export function toldAcceptances(): readonly Acceptance[] {
  const told: Acceptance[] = [];
  let listening: { dispose(): void } | undefined;
  beforeEach(async () => {
    told.length = 0;
    const { api } = await grasp();
    listening = api.onDidRecordAcceptance((one) => told.push(one));
  });
  afterEach(() => listening?.dispose());
  return told;
}

/** Waits until something holds. Fails when it does not within so many milliseconds. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  within = 10_000,
): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) assert.fail(`never happened: ${what}`);
    await sleep(25);
  }
}

let files = 0;

/** A file of its own in the workspace, open in the active editor. */
export async function openFile(text: string, extension = 'ts'): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  const uri = vscode.Uri.joinPath(folder.uri, 'made by tests', `file${String((files += 1))}.${extension}`);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  // As a person does: a document that an extension opens stays open for minutes after its editor is closed.
  await vscode.commands.executeCommand('vscode.open', uri);
  const editor = await eventually('the file is open', () => {
    const active = vscode.window.activeTextEditor;
    return active?.document.uri.toString() === uri.toString() ? active : undefined;
  });
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

export async function type(text: string): Promise<void> {
  for (const character of text) await vscode.commands.executeCommand('type', { text: character });
}

/** Offers one completion wherever it is asked for. Dispose it, or it offers in later tests too. */
export function offer(
  insert: string,
  range?: (position: vscode.Position) => vscode.Range,
): vscode.Disposable & { asked(): number } {
  let asked = 0;
  const registration = vscode.languages.registerInlineCompletionItemProvider(
    { pattern: '**' },
    {
      provideInlineCompletionItems: (_document, position) => {
        asked += 1;
        return [new vscode.InlineCompletionItem(insert, range?.(position) ?? new vscode.Range(position, position))];
      },
    },
  );
  return { dispose: () => void registration.dispose(), asked: () => asked };
}

/** What an accept key of the manifest runs: Tab for the whole completion, Ctrl+Right for its next word. */
export function acceptKeys(key: 'tab' | 'ctrl+right' = 'tab'): unknown {
  const manifest = vscode.extensions.getExtension('grasp.grasp')?.packageJSON as {
    contributes: { keybindings: { key: string; args: unknown }[] };
  };
  return manifest.contributes.keybindings.find((binding) => binding.key === key)?.args;
}

/** Asks for the completion and accepts it as the key does, until the text of the document shows it. */
export async function acceptOffered(editor: vscode.TextEditor, keys: unknown = acceptKeys()): Promise<void> {
  const { version } = editor.document;
  await eventually('the completion was accepted', async () => {
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await sleep(150);
    await vscode.commands.executeCommand('runCommands', keys);
    return editor.document.version === version ? undefined : true;
  });
}

/** Closes all editors, without the question that unsaved ones would bring. */
export async function closeEditors(): Promise<void> {
  while (vscode.window.activeTextEditor !== undefined) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** Closes a document as it is; what was counted in it is written then. */
export async function saveAndClose(document: vscode.TextDocument): Promise<void> {
  await document.save();
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await eventually('the document is closed', () => document.isClosed || undefined);
}

/** Long enough for any change to be judged and any acceptance to be written. */
export async function settled(): Promise<void> {
  await sleep(1_200);
}

/** Switches hidden names on, off, or back to the default. */
export async function hashPaths(on: boolean | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('grasp').update('privacy.hashPaths', on, vscode.ConfigurationTarget.Global);
  await settled();
}

/** Everything that is recorded, as the export command writes it. */
export async function exportedText(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'grasp-export-'));
  try {
    const target = join(folder, 'export.json');
    await vscode.commands.executeCommand('grasp.exportData', { target, format: 'json' });
    return await readFile(target, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { PROVENANCE } from '../../src/domain/events/provenanceRecorded.ts';
import { closeEditors, eventually, exportedText, grasp, hashPaths, MASKED, settled } from './support.ts';
import { seeOrigins, WRITTEN, writtenLines } from './writtenLines.ts';

function command(id: string, ...args: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}

async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await command('vscode.open', uri);
  return eventually('the file is open', () => {
    const active = vscode.window.activeTextEditor;
    return active?.document.uri.toString() === uri.toString() ? active : undefined;
  });
}

/** Saves and closes, as a person does. Settles when the document is gone. */
async function close({ document }: vscode.TextEditor): Promise<vscode.Uri> {
  await document.save();
  await command('workbench.action.closeActiveEditor');
  await eventually('the document is closed', () => (document.isClosed ? true : undefined));
  return document.uri;
}

/** How many events there are that tell who wrote lines. */
async function recorded(): Promise<number> {
  return (await exportedText()).split(`"k":"${PROVENANCE}"`).length - 1;
}

/** A file that was written, closed, and of which the journal knows who wrote it. */
async function closedFile(): Promise<{ uri: vscode.Uri; text: string }> {
  const before = await recorded();
  const editor = await writtenLines();
  await settled();
  const text = editor.document.getText();
  const uri = await close(editor);
  await eventually('its lines are recorded', async () => ((await recorded()) > before ? true : undefined));
  return { uri, text };
}

describe(`provenance of a file that was closed ${MASKED ? 'without' : 'with'} the editor's own reasons`, function () {
  this.timeout(60_000);

  before(grasp);
  afterEach(async () => {
    await closeEditors();
    await hashPaths(undefined);
    await command('grasp.resume');
  });

  it('is there when it is opened again, with acceptances that can be corrected', async () => {
    const { uri } = await closedFile();
    const editor = await show(uri);
    await seeOrigins(editor, WRITTEN);
    const { api } = await grasp();
    const [accepted] = await api.provenance(uri);
    await command('grasp.correctOrigin', { id: accepted?.acceptance, origin: 'typed' });
    await seeOrigins(editor, ['-', 'typed', 'typed', 'typed']);
  });

  it('is there after somebody else has edited it meanwhile, for the lines that are left', async () => {
    const { uri, text } = await closedFile();
    const [first = '', second = '', third = '', fourth = ''] = text.split('\n');
    await writeFile(uri.fsPath, ['// by somebody else', fourth, first, '', second, `${third} // changed`].join('\n'));
    await seeOrigins(await show(uri), ['-', 'typed', '-', '-', 'completion', '-']);
  });

  it('is there under a name that it got in the terminal', async () => {
    const { uri } = await closedFile();
    const other = vscode.Uri.joinPath(uri, '..', 'renamed in the terminal.ts');
    await rename(uri.fsPath, other.fsPath);
    await seeOrigins(await show(other), WRITTEN);
  });

  it('stays with an open document that gets another name, undo included', async () => {
    const editor = await writtenLines();
    const { uri } = editor.document;
    const other = vscode.Uri.joinPath(uri, '..', 'renamed here.ts');
    await editor.document.save();
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, other);
    await vscode.workspace.applyEdit(edit);
    await seeOrigins(await show(other), WRITTEN);
    await command('undo');
    await seeOrigins(await show(uri), WRITTEN);
  });

  it('is there where names are hidden, also for a file that was recorded before', async () => {
    const { uri, text } = await closedFile();
    await hashPaths(true);
    await writeFile(uri.fsPath, `${text}\n`);
    await seeOrigins(await show(uri), [...WRITTEN, '-']);
    const hidden = await closedFile();
    await writeFile(hidden.uri.fsPath, `${hidden.text}\n`);
    await seeOrigins(await show(hidden.uri), [...WRITTEN, '-']);
  });

  it('is written before a pause, and known again after it', async () => {
    const before = await recorded();
    const editor = await writtenLines();
    await command('grasp.pause', { scope: 'window' });
    await seeOrigins(editor, ['-', '-', '-', '-']);
    // A slow machine may have written some of them by themselves before.
    assert.ok((await recorded()) > before);
    await command('grasp.resume');
    await seeOrigins(editor, WRITTEN);
  });

  it('is gone with what is forgotten', async () => {
    const editor = await writtenLines();
    await editor.document.save();
    await command('grasp.forget', { file: editor.document.uri.fsPath, preview: false });
    await settled();
    await seeOrigins(editor, ['-', '-', '-', '-']);
    const again = await show(await close(editor));
    // Time for an answer that must not come.
    await settled();
    await seeOrigins(again, ['-', '-', '-', '-']);
  });
});

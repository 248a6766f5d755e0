import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { GraspApi } from '../../src/host/api/graspApi.ts';
import { closeEditors, eventually, grasp, MASKED, openFile, settled, toldAcceptances, type } from './support.ts';
import { seeOrigins, WRITTEN, writtenLines } from './writtenLines.ts';

let api: GraspApi;

function select(editor: vscode.TextEditor, from: number, to = from): void {
  editor.selection = new vscode.Selection(from, 0, to, editor.document.lineAt(to).text.length);
}

/** What is selected, into the clipboard: the editor's own command needs a person's key in a browser. */
async function copy({ document, selection }: vscode.TextEditor): Promise<void> {
  await vscode.env.clipboard.writeText(document.getText(selection));
}

function command(id: string, ...args: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}

async function choose(setting: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('grasp').update(setting, value, vscode.ConfigurationTarget.Global);
}

describe(`provenance ${MASKED ? 'without' : 'with'} the editor's own reasons`, function () {
  this.timeout(60_000);
  const told = toldAcceptances();

  before(async () => {
    ({ api } = await grasp());
    // In a browser, which our npm host is, comparing takes a choice.
    await choose('attribution.compareClipboard', true);
  });
  after(() => choose('attribution.compareClipboard', undefined));
  afterEach(closeEditors);

  it('tells who wrote each line, how sure that is, why, and which acceptance it belongs to', async () => {
    const { document } = await writtenLines();
    const [accepted, typed, ...more] = await api.provenance(document.uri);
    assert.deepEqual(more, []);
    assert.deepEqual(typed, {
      firstLine: 3,
      lastLine: 3,
      origin: 'typed',
      confidence: 'certain',
      reason: MASKED ? 'It was written key by key.' : 'The editor itself reported what kind of edit this was.',
    });
    assert.equal(accepted?.confidence, 'certain');
    await eventually('the acceptance is told', () => told[0]);
    assert.equal(accepted.acceptance, told[0]?.id);
    assert.equal(accepted.reason, told[0]?.reason);
  });

  it('follows what the engineer says of an acceptance', async () => {
    const { document } = await writtenLines();
    const { id } = await eventually('the acceptance is told', () => told[0]);
    await command('grasp.correctOrigin', { id, origin: 'typed' });
    const [restated] = await eventually('its lines are restated', async () => {
      const lines = await api.provenance(document.uri);
      return lines[0]?.reason === 'You said so.' ? lines : undefined;
    });
    assert.deepEqual([restated?.origin, restated?.confidence], ['typed', 'certain']);
    await command('grasp.correctOrigin', { id, origin: 'as recorded' });
    await eventually('its lines are as they were', async () =>
      (await api.provenance(document.uri))[0]?.origin === 'completion' ? true : undefined,
    );
  });

  it('counts lines of a file with CRLF, and keeps them when its line breaks change', async () => {
    const editor = await writtenLines({ eol: vscode.EndOfLine.CRLF });
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.LF));
    await settled();
    await seeOrigins(editor, WRITTEN);
  });

  it('stays through undo and redo', async () => {
    const editor = await writtenLines();
    for (let steps = 0; steps < 12 && editor.document.lineCount > 2; steps += 1) await command('undo');
    await seeOrigins(editor, ['-', '-']);
    for (let steps = 0; steps < 12; steps += 1) await command('redo');
    await seeOrigins(editor, WRITTEN);
  });

  it('stays through the formatter', async () => {
    // A kind of file for which there is no other one.
    const editor = await writtenLines({ extension: 'txt' });
    const formatter = vscode.languages.registerDocumentFormattingEditProvider(
      { pattern: '**' },
      {
        provideDocumentFormattingEdits: (document) =>
          Array.from({ length: document.lineCount }, (_, line) => {
            const { range, text } = document.lineAt(line);
            return vscode.TextEdit.replace(range, `    ${text.replaceAll(/[=();]/gu, ' $& ')}`);
          }),
      },
    );
    await command('editor.action.formatDocument');
    formatter.dispose();
    await settled();
    await seeOrigins(editor, WRITTEN);
  });

  it('stays through comments, indenting and moved lines', async () => {
    const editor = await writtenLines();
    select(editor, 0, 3);
    await command('editor.action.commentLine');
    await command('editor.action.indentLines');
    select(editor, 3);
    await command('editor.action.moveLinesUpAction');
    await settled();
    await seeOrigins(editor, ['-', 'completion', 'typed', 'completion']);
  });

  it('stays through an edit of the whole text that changes one line', async () => {
    const editor = await writtenLines();
    const { document } = editor;
    const edit = new vscode.WorkspaceEdit();
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    edit.replace(document.uri, whole, document.getText().replace(document.lineAt(3).text, 'somethingElse(entirely);'));
    await vscode.workspace.applyEdit(edit);
    await settled();
    await seeOrigins(editor, ['-', 'completion', 'completion', 'unknown']);
  });

  it('goes along with lines that are cut, and with those that are copied from a completion', async () => {
    const source = await writtenLines();
    select(source, 1, 2);
    await copy(source);
    const target = await openFile('');
    await command('editor.action.clipboardPasteAction');
    await seeOrigins(target, ['completion', 'completion']);
    await type('\nconst alsoTyped = 3;\n');
    await settled();
    select(target, 1, 2);
    await copy(target);
    await command('deleteLeft');
    await settled();
    target.selection = new vscode.Selection(2, 0, 2, 0);
    await command('editor.action.clipboardPasteAction');
    await seeOrigins(target, ['completion', '-', 'completion', 'typed']);
  });

  it('is empty for a document of which nothing is recorded, that is not open or is not recorded', async () => {
    const { document } = await openFile('const a = 1;\n');
    assert.deepEqual(await api.provenance(document.uri), []);
    assert.deepEqual(await api.provenance('file:///nowhere.ts'), []);
    await assert.rejects(api.provenance(7 as never), TypeError);
    const editor = await writtenLines();
    const { uri } = editor.document;
    assert.notDeepEqual(await api.provenance(uri.toString()), []);
    await choose('privacy.exclude', ['made by tests/**']);
    assert.deepEqual(await api.provenance(uri), []);
    await choose('privacy.exclude', undefined);
  });
});

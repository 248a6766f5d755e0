import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { acceptOffered, closeEditors, eventually, grasp, offer, openFile, toldAcceptances } from './support.ts';

const { Global } = vscode.ConfigurationTarget;

async function switchLenses(on: boolean | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('grasp').update('correctionLens', on, Global);
}

interface Lens {
  readonly line: number;
  readonly title: string;
  readonly command: vscode.Command | undefined;
}

async function lensesIn(uri: vscode.Uri): Promise<Lens[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 50);
  return found
    .filter(({ command }) => command?.command === 'grasp.correctOrigin')
    .map(({ range, command }) => ({ line: range.start.line, title: command?.title ?? '', command }));
}

/** Waits for the lenses of a document to be as expected: each its line and its words. */
async function seeLenses(uri: vscode.Uri, expected: [line: number, title: string][]): Promise<Lens[]> {
  const wanted = JSON.stringify(expected);
  return eventually(`lenses are ${wanted}`, async () => {
    const found = await lensesIn(uri);
    return JSON.stringify(found.map(({ line, title }) => [line, title])) === wanted ? found : undefined;
  });
}

async function click(lens: Lens | undefined): Promise<void> {
  assert.ok(lens?.command);
  await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments as unknown[]));
}

describe('grasp.correctionLens', () => {
  const told = toldAcceptances();

  before(grasp);
  afterEach(async () => {
    await switchLenses(undefined);
    await closeEditors();
  });

  async function accept(editor: vscode.TextEditor, text: string): Promise<void> {
    const offered = offer(text);
    await acceptOffered(editor);
    offered.dispose();
    await eventually('it was recorded', () => told[0]);
  }

  it('shows nothing unless it is switched on, and then what is there already', async () => {
    const editor = await openFile('// first\n');
    await accept(editor, 'const lens = 1;\nconst more = 2;');
    assert.deepEqual(await lensesIn(editor.document.uri), []);
    await switchLenses(true);
    await seeLenses(editor.document.uri, [[1, '2 lines · completion, certain']]);
    await switchLenses(false);
    await seeLenses(editor.document.uri, []);
  });

  for (const [name, eol] of [
    ['LF', vscode.EndOfLine.LF],
    ['CRLF', vscode.EndOfLine.CRLF],
  ] as const) {
    it(`moves with the text, with line breaks of ${name}, and goes with it`, async () => {
      await switchLenses(true);
      const editor = await openFile('// first\n// second\n');
      const { document } = editor;
      await editor.edit((edit) => edit.setEndOfLine(eol));
      await accept(editor, 'const lens = 1;');
      await seeLenses(document.uri, [[2, '1 line · completion, certain']]);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'const above = 0;\n\n'));
      await seeLenses(document.uri, [[4, '1 line · completion, certain']]);
      await editor.edit((edit) => edit.delete(document.lineAt(4).range));
      await seeLenses(document.uri, []);
    });
  }

  it('corrects with a click, and stands at the recorded line once the file was closed', async () => {
    await switchLenses(true);
    const editor = await openFile('// first\n');
    const { uri } = editor.document;
    await accept(editor, 'const lens = 1;');
    const id = told[0]?.id;
    await vscode.commands.executeCommand('grasp.correctOrigin', { id, origin: 'typed' });
    const [, undo] = await seeLenses(uri, [
      [1, '1 line · typed, as you said'],
      [1, 'Undo'],
    ]);
    await click(undo);
    await seeLenses(uri, [[1, '1 line · completion, certain']]);
    await editor.document.save();
    await closeEditors();
    await vscode.commands.executeCommand('vscode.open', uri);
    await eventually('the lens is back', async () => {
      const [lens] = await lensesIn(uri);
      return lens?.title === '1 line · completion, certain · at the line that was recorded' ? true : undefined;
    });
  });
});

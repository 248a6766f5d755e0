import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Acceptance } from '../../src/domain/attribution/acceptance.ts';
import {
  acceptKeys,
  acceptOffered,
  closeEditors,
  eventually,
  exportedText,
  grasp,
  MASKED,
  offer,
  openFile,
  settled,
  toldAcceptances,
  type,
} from './support.ts';

const OFFERED = 'a: number, b: number) {\n  return a + b;\n}';

describe(`recording ${MASKED ? 'without' : 'with'} the editor's own reasons`, () => {
  const open: vscode.Disposable[] = [];
  const told = toldAcceptances();

  afterEach(async () => {
    for (const one of open.splice(0)) one.dispose();
    await closeEditors();
  });

  async function recordedIn(editor: vscode.TextEditor): Promise<readonly Acceptance[]> {
    const { api } = await grasp();
    return api.acceptances({ path: editor.document.uri.fsPath });
  }

  it('records an accepted completion once, as certain, with its new lines only', async () => {
    const editor = await openFile('// first line\n');
    await type('function add(');
    open.push(
      offer(
        `function add(${OFFERED}`,
        (position) => new vscode.Range(position.line, 0, position.line, position.character),
      ),
    );
    const before = Date.now();
    await acceptOffered(editor);
    const one = await eventually('the acceptance was told', () => told[0]);
    await settled();
    assert.match(editor.document.getText(), /return a \+ b;/u);
    assert.equal(told.length, 1);
    assert.deepEqual(await recordedIn(editor), [one]);
    assert.deepEqual([one.origin, one.confidence, one.lines, one.line], ['completion', 'certain', 3, 1]);
    assert.equal(one.characters, OFFERED.length);
    assert.equal(one.path, vscode.workspace.asRelativePath(editor.document.uri, false));
    assert.equal(one.language, 'typescript');
    assert.ok(one.time >= before && one.time <= Date.now());
    assert.match(one.reason, MASKED ? /key/u : /editor itself/u);
  });

  it('has written it when it tells of it, as counts and never as code', async () => {
    const editor = await openFile('');
    open.push(offer('const one = 1;'));
    await acceptOffered(editor);
    const one = await eventually('the acceptance was told', () => told[0]);
    const text = await exportedText();
    const { events } = JSON.parse(text) as { events: { id: string; k: string; p: { uri: string } }[] };
    const event = events.find(({ id }) => id === one.id);
    assert.equal(event?.k, 'acceptance');
    assert.equal(event.p.uri, editor.document.uri.toString());
    assert.ok(!text.includes('const one'), 'the journal must not hold source code');
  });

  it('counts every cursor of a completion in one acceptance', async () => {
    const editor = await openFile('\n\n');
    editor.selections = [0, 1, 2].map((line) => new vscode.Selection(line, 0, line, 0));
    open.push(offer('call();'));
    await acceptOffered(editor);
    const one = await eventually('the acceptance was told', () => told[0]);
    await settled();
    assert.equal(told.length, 1);
    const inText = editor.document.getText().split('call();').length - 1;
    assert.equal(one.lines, inText);
  });

  const notAccepted: [string, (editor: vscode.TextEditor) => unknown][] = [
    ['typing', () => type('const typed = "by hand";')],
    [
      'a paste of several lines',
      async () => {
        // This host is a browser, where comparing takes a choice.
        const settings = vscode.workspace.getConfiguration('grasp');
        await settings.update('attribution.compareClipboard', true, vscode.ConfigurationTarget.Global);
        await vscode.env.clipboard.writeText('const a = 1;\nconst b = 2;\n');
        await vscode.commands.executeCommand('editor.action.clipboardPasteAction');
      },
    ],
    [
      'a snippet',
      (editor) => editor.insertSnippet(new vscode.SnippetString('for (const ${1:x} of ${2:xs}) {\n\t$0\n}')),
    ],
    [
      "another extension's edit",
      async (editor) => {
        const edit = new vscode.WorkspaceEdit();
        edit.insert(editor.document.uri, new vscode.Position(0, 0), 'one();\ntwo();\n');
        await vscode.workspace.applyEdit(edit);
      },
    ],
    [
      'an undo',
      async (editor) => {
        await editor.edit((edit) => {
          edit.delete(new vscode.Range(0, 0, 0, 12));
        });
        await vscode.commands.executeCommand('undo');
      },
    ],
    [
      'a write from outside to an open file',
      async (editor) => {
        await vscode.workspace.fs.writeFile(editor.document.uri, Buffer.from('written();\noutside();\n'));
        await eventually('the editor shows it', () => editor.document.getText().includes('outside') || undefined);
      },
    ],
  ];
  for (const [what, act] of notAccepted) {
    it(`records no acceptance for ${what}, also when the accept key follows without effect`, async () => {
      const editor = await openFile('const x = 1;');
      const { version } = editor.document;
      await act(editor);
      assert.notEqual(editor.document.version, version, 'the edit did not happen');
      // The key does nothing here: no completion is offered. Its mark must not adopt what came before.
      await new Promise((resolve) => setTimeout(resolve, 400));
      await vscode.commands.executeCommand('runCommands', acceptKeys());
      await settled();
      assert.deepEqual(told, []);
      assert.deepEqual(await recordedIn(editor), []);
    });
  }

  it('never reads documents that are not code, such as output or a virtual document', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('grasp-test', {
      provideTextDocumentContent: () => 'a\nb',
    });
    open.push(provider);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('grasp-test:/virtual.ts'));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('grasp.markAccepted');
    await settled();
    assert.deepEqual(told, []);
  });
});

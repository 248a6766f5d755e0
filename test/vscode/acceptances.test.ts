import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { Acceptance } from '../../src/domain/attribution/acceptance.ts';
import { trueEdits } from './trueEdits.ts';
import {
  acceptKeys,
  acceptOffered,
  closeEditors,
  eventually,
  grasp,
  MASKED,
  offer,
  openFile,
  settled,
  type,
} from './support.ts';

const run = promisify(execFile);
const NEXT_WORD = acceptKeys('ctrl+right');
/** What the README tells those who accept a line at a time to put on a key. */
const NEXT_LINE = {
  commands: ['editor.action.inlineSuggest.acceptNextLine', { command: 'grasp.markAccepted', args: { part: true } }],
};

describe(`following acceptances ${MASKED ? 'without' : 'with'} the editor's own reasons`, () => {
  const open: vscode.Disposable[] = [];

  afterEach(async () => {
    for (const one of open.splice(0)) one.dispose();
    await closeEditors();
  });

  async function recordedIn(document: vscode.TextDocument): Promise<readonly Acceptance[]> {
    const { api } = await grasp();
    return api.acceptances({ path: document.uri.toString() });
  }

  /** The only acceptance of a document, once it is as expected. */
  async function theOneIn(document: vscode.TextDocument, expected: Partial<Acceptance>): Promise<Acceptance> {
    let last: readonly Acceptance[] = [];
    const isAsExpected = async (): Promise<true | undefined> => {
      last = await recordedIn(document);
      const found =
        last.length === 1 && Object.entries(expected).every(([key, value]) => last[0]![key as never] === value);
      return found || undefined;
    };
    await eventually('it is recorded', isAsExpected).catch(() => {
      assert.deepEqual(last, [expected]);
    });
    return last[0]!;
  }

  /** Offers `whole` at a place, and what is left of it once its beginning stands there. */
  function offerAt(start: vscode.Position, whole: string): void {
    const provider: vscode.InlineCompletionItemProvider = {
      provideInlineCompletionItems: (document, position) => {
        const range = new vscode.Range(start, position);
        const there = document.getText(range).replaceAll('\r\n', '\n');
        return whole.startsWith(there) && there !== whole ? [new vscode.InlineCompletionItem(whole, range)] : [];
      },
    };
    open.push(vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider));
  }

  it('makes one acceptance of three words and the rest', async () => {
    const editor = await openFile('// sums\n');
    const whole = 'const total = first + second;\nreturn total;';
    offerAt(new vscode.Position(1, 0), whole);
    for (const keys of [NEXT_WORD, NEXT_WORD, NEXT_WORD, acceptKeys()]) await acceptOffered(editor, keys);
    assert.equal(editor.document.getText(), `// sums\n${whole}`);
    await theOneIn(editor.document, { confidence: 'certain', line: 1, lines: 2, characters: whole.length });
  });

  it('makes one acceptance of a completion that was accepted line by line', async () => {
    const editor = await openFile('');
    const whole = 'one();\ntwo();\nthree();';
    offerAt(new vscode.Position(0, 0), whole);
    for (const keys of [NEXT_LINE, NEXT_LINE, acceptKeys()]) await acceptOffered(editor, keys);
    assert.equal(editor.document.getText(), whole);
    await theOneIn(editor.document, { confidence: 'certain', line: 0, lines: 3, characters: whole.length });
  });

  it('makes one acceptance of a completion at three cursors', async () => {
    const editor = await openFile('\n\n');
    editor.selections = [0, 1, 2].map((line) => new vscode.Selection(line, 0, line, 0));
    open.push(offer('call(one);'));
    await acceptOffered(editor);
    assert.equal(editor.document.getText(), 'call(one);\ncall(one);\ncall(one);');
    await theOneIn(editor.document, { confidence: 'certain', line: 0, lines: 3, characters: 30 });
  });

  it('makes one acceptance of words that were accepted at three cursors', async () => {
    const editor = await openFile('\n\n');
    editor.selections = [0, 1, 2].map((line) => new vscode.Selection(line, 0, line, 0));
    const provider: vscode.InlineCompletionItemProvider = {
      provideInlineCompletionItems: (_document, position) => {
        const line = new vscode.Range(position.line, 0, position.line, position.character);
        return [new vscode.InlineCompletionItem('call(one);', line)];
      },
    };
    open.push(vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider));
    for (const keys of [NEXT_WORD, acceptKeys()]) await acceptOffered(editor, keys);
    assert.equal(editor.document.getText(), 'call(one);\ncall(one);\ncall(one);');
    await theOneIn(editor.document, { confidence: 'certain', line: 0, lines: 3, characters: 30 });
  });

  it('makes nothing its own that was typed before its mark arrived', async () => {
    const editor = await openFile('// before\n');
    open.push(offer('first();\nsecond();'));
    const [commit, mark] = (acceptKeys() as { commands: unknown[] }).commands;
    const keys = Array.from('//q', (text) => ({ command: 'type', args: { text } }));
    await acceptOffered(editor, { commands: [commit, ...keys, mark] });
    assert.equal(editor.document.getText(), '// before\nfirst();\nsecond();//q');
    await theOneIn(editor.document, { confidence: 'certain', line: 1, lines: 2, characters: 18 });
  });

  it('makes one acceptance of a suggested edit of two places away from the caret', async () => {
    const editor = await openFile('sum = a - b;\n// end\n\n');
    const provider: vscode.InlineCompletionItemProvider = {
      provideInlineCompletionItems: (document) => {
        if (!document.getText().includes('-')) return [];
        const item = new vscode.InlineCompletionItem('sum = a + b;\n// end // fixed', new vscode.Range(0, 0, 1, 6));
        // A proposed interface, which this host gives to all.
        return [Object.assign(item, { isInlineEdit: true })];
      },
    };
    open.push(vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider));
    await acceptOffered(editor);
    assert.equal(editor.document.getText(), 'sum = a + b;\n// end // fixed\n\n');
    await theOneIn(editor.document, { confidence: 'certain', line: 0, lines: 2, characters: 10 });
  });

  const withoutKey: readonly (readonly [string, string, number])[] = [
    ['several lines', 'first();\nsecond();', 18],
    ['one line', 'const second = first + 1;', 25],
    ['one name', 'second', 6],
  ];
  for (const [what, text, characters] of withoutKey) {
    const isTold = !MASKED || what !== 'one name';
    it(`records ${what} that no known key accepted ${isTold ? `as ${MASKED ? 'a guess' : 'certain'}` : 'as unknown'}`, async () => {
      const editor = await openFile('// before\n');
      trueEdits.areByMouse(editor.document);
      open.push(offer(text));
      await acceptOffered(editor, { commands: ['editor.action.inlineSuggest.commit'] });
      if (isTold) await theOneIn(editor.document, { confidence: MASKED ? 'guess' : 'certain', characters });
      else await settled();
      assert.equal((await recordedIn(editor.document)).length, isTold ? 1 : 0);
    });
  }

  it('stays what it was when it is formatted on save', async () => {
    const editor = await openFile('// before\n', 'txt');
    open.push(offer('a=first+second;\nreturn a;'));
    await acceptOffered(editor);
    const { id } = await theOneIn(editor.document, { state: 'kept', characters: 25 });
    const provideDocumentFormattingEdits = (): vscode.TextEdit[] =>
      [7, 1].map((at) => vscode.TextEdit.insert(new vscode.Position(1, at), '  '));
    open.push(
      vscode.languages.registerDocumentFormattingEditProvider({ pattern: '**' }, { provideDocumentFormattingEdits }),
    );
    await vscode.commands.executeCommand('editor.action.formatDocument');
    await editor.document.save();
    assert.match(editor.document.getText(), /^a {2}=first {2}\+second;$/mu);
    await theOneIn(editor.document, { id, state: 'kept', characters: 25 });
  });

  it('takes an undone acceptance back and brings a redone one again, as the same', async () => {
    const editor = await openFile('// before\n');
    open.push(offer('first();\nsecond();'));
    await acceptOffered(editor);
    const { id } = await theOneIn(editor.document, { state: 'kept', lines: 2 });
    await vscode.commands.executeCommand('undo');
    await theOneIn(editor.document, { id, state: 'reverted' });
    await vscode.commands.executeCommand('redo');
    await theOneIn(editor.document, { id, state: 'kept', lines: 2 });
  });

  it('takes back what was accepted word by word only when the last of it is undone', async () => {
    const editor = await openFile('');
    offerAt(new vscode.Position(0, 0), 'alpha beta gamma');
    for (const keys of [NEXT_WORD, NEXT_WORD, NEXT_WORD]) await acceptOffered(editor, keys);
    const { id } = await theOneIn(editor.document, { state: 'kept', characters: 10 });
    while (editor.document.getText() !== '') await vscode.commands.executeCommand('undo');
    await theOneIn(editor.document, { id, state: 'reverted' });
    while (editor.document.getText() === '') await vscode.commands.executeCommand('redo');
    await theOneIn(editor.document, { id, state: 'kept' });
  });

  it('tells an acceptance that was deleted by hand', async () => {
    const editor = await openFile('// before\n');
    open.push(offer('first();\nsecond();'));
    await acceptOffered(editor);
    const { id } = await theOneIn(editor.document, { state: 'kept' });
    editor.selection = new vscode.Selection(1, 0, 2, 9);
    await vscode.commands.executeCommand('deleteLeft');
    await theOneIn(editor.document, { id, state: 'deleted' });
    await vscode.commands.executeCommand('undo');
    await theOneIn(editor.document, { id, state: 'kept' });
  });

  it('counts the same in a file with Windows line breaks', async () => {
    const editor = await openFile('const first = 1;\r\nconst second = 2;\r\n');
    assert.equal(editor.document.eol, vscode.EndOfLine.CRLF);
    const whole = 'if (first) {\n  second();\n}';
    offerAt(new vscode.Position(2, 0), whole);
    for (const keys of [NEXT_WORD, acceptKeys()]) await acceptOffered(editor, keys);
    const expected = { confidence: 'certain', line: 2, lines: 3, characters: whole.length } as const;
    const { id } = await theOneIn(editor.document, expected);
    await vscode.commands.executeCommand('editor.action.outdentLines');
    editor.selection = new vscode.Selection(2, 0, 4, 1);
    await vscode.commands.executeCommand('deleteLeft');
    await theOneIn(editor.document, { id, state: 'deleted' });
  });

  it('counts characters beyond the basic plane as the editor does', async () => {
    const editor = await openFile('// 👩‍🚀 𝒜 before\nconst 𝒳 = ');
    const whole = "'🦊🦊' + 𝒳;";
    offerAt(editor.selection.active, whole);
    for (const keys of [NEXT_WORD, acceptKeys()]) await acceptOffered(editor, keys);
    assert.equal(editor.document.getText(), `// 👩‍🚀 𝒜 before\nconst 𝒳 = ${whole}`);
    await theOneIn(editor.document, { confidence: 'certain', line: 1, lines: 1, characters: whole.length });
  });

  it('records the first edit of a file that was never saved, and what is typed after it', async () => {
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    const editor = vscode.window.activeTextEditor!;
    open.push(offer('first();\nsecond();'));
    await acceptOffered(editor);
    await type(' // typed');
    await theOneIn(editor.document, { confidence: 'certain', line: 0, lines: 2, characters: 18 });
  });

  it('records in a cell of a notebook', async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, '# cell\n', 'python');
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData([cell]));
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand('notebook.cell.edit');
    const editor = await eventually('the cell has the caret', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.scheme === 'vscode-notebook-cell' ? active : undefined;
    });
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    open.push(offer('total = first + second\nprint(total)'));
    await acceptOffered(editor);
    await theOneIn(editor.document, { confidence: 'certain', line: 1, lines: 2, language: 'python' });
  });

  for (const lines of [100_000, 900_000]) {
    it(`records in a file of ${(lines * 52) / 1_000_000} MB`, async () => {
      // Beyond 10 MB the editor would ask before it opens a file.
      const workbench = vscode.workspace.getConfiguration('workbench');
      await workbench.update('editorLargeFileConfirmation', 1_000, vscode.ConfigurationTarget.Global);
      const editor = await openFile('a line of some fifty characters, every one the same\n'.repeat(lines), 'txt');
      await type('x = ');
      open.push(offer('first() + second();'));
      await acceptOffered(editor);
      await theOneIn(editor.document, { confidence: 'certain', line: lines, lines: 1, characters: 19 });
    });
  }

  it('neither fails nor hinders in a file of 55 MB, which VS Code keeps from extensions', async () => {
    const settings = vscode.workspace.getConfiguration('workbench');
    await settings.update('editorLargeFileConfirmation', 1_000, vscode.ConfigurationTarget.Global);
    const [folder] = vscode.workspace.workspaceFolders!;
    const uri = vscode.Uri.joinPath(folder!.uri, 'made by tests', 'large.txt');
    await vscode.workspace.fs.writeFile(
      uri,
      Buffer.from('a line of some fifty characters, every one the same\n'.repeat(1_100_000)),
    );
    await vscode.commands.executeCommand('vscode.open', uri);
    await type('x = ');
    await vscode.commands.executeCommand('runCommands', acceptKeys());
    await vscode.commands.executeCommand('workbench.action.files.save');
    const written = await vscode.workspace.fs.readFile(uri);
    assert.equal(Buffer.from(written.subarray(0, 10)).toString(), 'x = a line');
    const small = await openFile('', 'txt');
    open.push(offer('first() + second();'));
    await acceptOffered(small);
    await theOneIn(small.document, { confidence: 'certain', lines: 1 });
    const { api } = await grasp();
    assert.deepEqual(await api.acceptances({ path: uri.toString() }), []);
    await settings.update('editorLargeFileConfirmation', undefined, vscode.ConfigurationTarget.Global);
  });

  it('stays correct after 20,000 changes in quick succession', async () => {
    const editor = await openFile(`${'x\n'.repeat(100)}\n`, 'txt');
    editor.selections = Array.from({ length: 100 }, (_, line) => new vscode.Selection(line, 1, line, 1));
    for (let key = 0; key < 200; key += 1) void vscode.commands.executeCommand('type', { text: 'y' });
    await eventually('all is typed', () => editor.document.lineAt(99).text.length === 201 || undefined);
    const end = new vscode.Position(100, 0);
    editor.selection = new vscode.Selection(end, end);
    offerAt(end, 'first();\nsecond();');
    await acceptOffered(editor);
    await theOneIn(editor.document, { confidence: 'certain', line: 100, lines: 2, characters: 18 });
  });

  it('stays correct after one edit of 20,000 places', async () => {
    const editor = await openFile('line\n'.repeat(20_000), 'txt');
    const edit = new vscode.WorkspaceEdit();
    for (let line = 0; line < 20_000; line += 1)
      edit.insert(editor.document.uri, new vscode.Position(line, 0), 'a\nb ');
    await vscode.workspace.applyEdit(edit);
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    assert.equal(end.line, 40_000);
    editor.selection = new vscode.Selection(end, end);
    offerAt(end, 'first();\nsecond();');
    await acceptOffered(editor);
    const certain = (
      await eventually('it is recorded', async () => {
        const all = (await recordedIn(editor.document)).filter(({ confidence }) => confidence === 'certain');
        return all.length > 0 ? all : undefined;
      })
    ).map(({ line, lines, characters }) => [line, lines, characters]);
    assert.deepEqual(certain, [[40_000, 2, 18]]);
  });

  describe('with the suggestion list shown as grey text', () => {
    const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('editor');
    before(() => settings().update('quickSuggestions', { other: 'inline' }, vscode.ConfigurationTarget.Global));
    after(() => settings().update('quickSuggestions', undefined, vscode.ConfigurationTarget.Global));

    const inserts: readonly (readonly [string, string | vscode.SnippetString, string, number])[] = [
      ['a name', 'zzgamma', 'zzgamma', 4],
      ['a call', 'zzgamma(first, second)', 'zzgamma(first, second)', 19],
      ['a snippet', new vscode.SnippetString('zzgamma ${1:first} of second'), 'zzgamma first of second', 23],
    ];
    // A snippet is inserted apart from the deletion of what was typed, so that all of it is new.
    for (const [what, insertText, text, characters] of inserts) {
      it(`records ${what} from it ${MASKED ? 'as a guess' : 'not at all'}`, async () => {
        const editor = await openFile('');
        const item = new vscode.CompletionItem('zzgamma', vscode.CompletionItemKind.Function);
        const list: vscode.CompletionItemProvider = {
          provideCompletionItems: () => [Object.assign(item, { insertText })],
        };
        open.push(vscode.languages.registerCompletionItemProvider({ pattern: '**' }, list));
        await type('zzg');
        await acceptOffered(editor);
        assert.equal(editor.document.getText(), text);
        if (MASKED) await theOneIn(editor.document, { confidence: 'guess', characters });
        await closeEditors();
        assert.equal((await recordedIn(editor.document)).length, MASKED ? 1 : 0);
      });
    }
  });

  it('measures at a commit what is left of an acceptance', async () => {
    const editor = await openFile('');
    open.push(offer('first();\nsecond();'));
    await acceptOffered(editor);
    await theOneIn(editor.document, { state: 'kept' });
    editor.selection = new vscode.Selection(0, 0, 1, 0);
    await vscode.commands.executeCommand('deleteLeft');
    await editor.document.save();
    const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.invalid'];
    const file = editor.document.uri.fsPath;
    await run('git', ['add', file], { cwd: folder });
    await run('git', [...identity, 'commit', '--quiet', '--no-verify', '--message', 'One', file], { cwd: folder });
    const share = await eventually(
      'the commit was noticed',
      async () => (await recordedIn(editor.document))[0]?.survival.commit,
    );
    assert.equal(share, 0.529);
  });
});

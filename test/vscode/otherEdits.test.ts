import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { Origin } from '../../src/domain/attribution/origin.ts';
import type { EditsCounted } from '../../src/domain/events/editsCounted.ts';
import {
  acceptKeys,
  closeEditors,
  ON_FLOOR,
  eventually,
  exportedText,
  grasp,
  MASKED,
  openFile,
  saveAndClose,
  settled,
  type,
} from './support.ts';

const git = promisify(execFile).bind(undefined, 'git');
const EVERYWHERE = { pattern: '**' };
/** Three lines that a formatter, a sort or a move can change. */
const LINES = 'const b = 2\nconst c = 3\nconst a = 1\n';

interface OtherEdit {
  readonly what: string;
  readonly text?: string;
  readonly extension?: string;
  /** what offers the edit in both of its files */
  readonly provider?: () => vscode.Disposable;
  readonly act: (editor: vscode.TextEditor) => unknown;
  /** the origins that it counts under, with the editor's reasons */
  readonly seen: readonly Origin[];
  /** and without; where they are not given, some of it can not be told */
  readonly masked?: readonly Origin[];
  /** Without reasons, text that arrives as a completion does and is marked at once as one passes for one. */
  readonly passesWhenMarkedAtOnce?: true;
  /** the same on VS Code 1.103, which does not name the formatter and additional edits among its sources */
  readonly seenOnFloor?: readonly string[];
}

function command(id: string, ...args: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}

function selectAll(editor: vscode.TextEditor): void {
  editor.selection = new vscode.Selection(0, 0, editor.document.lineCount, 0);
}

async function paste(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  await command('editor.action.clipboardPasteAction');
}

/** Asks for suggestions and takes the first, as Enter does. */
async function takeSuggestion(editor: vscode.TextEditor): Promise<void> {
  const { version } = editor.document;
  await command('editor.action.triggerSuggest');
  await eventually('the suggestion was taken', async () => {
    await sleep(50);
    await command('acceptSelectedSuggestion');
    return editor.document.version === version ? undefined : true;
  });
}

function suggest(item: Partial<vscode.CompletionItem>): vscode.Disposable {
  const provideCompletionItems = (): vscode.CompletionItem[] => [
    Object.assign(new vscode.CompletionItem('zzalpha', vscode.CompletionItemKind.Function), item),
  ];
  return vscode.languages.registerCompletionItemProvider(EVERYWHERE, { provideCompletionItems });
}

function formatter(): vscode.Disposable {
  return vscode.languages.registerDocumentFormattingEditProvider(EVERYWHERE, {
    provideDocumentFormattingEdits: (document) =>
      Array.from({ length: document.lineCount - 1 }, (_, line) => {
        const { range } = document.lineAt(line);
        return vscode.TextEdit.replace(range, `  ${document.getText(range)}; // formatted`);
      }),
  });
}

const edits: readonly OtherEdit[] = [
  { what: 'typing', act: () => type('const typed = "by hand";'), seen: ['typed'], masked: ['typed'] },
  {
    what: 'Enter with its indent',
    text: 'if (x) {',
    act: () => type('\ny();\n'),
    seen: ['typed'],
    masked: ['typed'],
  },
  { what: 'a paste of one line', act: () => paste('const a = pasted(1);'), seen: ['pasted'], masked: ['pasted'] },
  {
    what: 'a paste of several lines',
    act: () => paste('one(1);\ntwo(2);\n'),
    seen: ['pasted'],
    masked: ['pasted'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: 'a paste of a line for each of three cursors',
    act: async (editor) => {
      editor.selections = [0, 1, 2].map((line) => new vscode.Selection(line, 0, line, 0));
      await paste('one(1);\ntwo(2);\nthree(3);');
    },
    seen: ['pasted'],
    masked: ['pasted'],
    // The selection that tells a paste of single lines may come after a mark that a program sends at once.
    passesWhenMarkedAtOnce: true,
  },
  {
    what: 'a snippet',
    act: () => command('editor.action.insertSnippet', { snippet: 'for (const ${1:x} of ${2:xs}) {\n\t$0\n}' }),
    seen: ['tool'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: 'a suggestion from the list',
    text: '',
    provider: () => suggest({ insertText: 'zzalpha(first, second)' }),
    act: async (editor) => {
      await type('zza');
      await takeSuggestion(editor);
    },
    seen: ['tool', 'typed'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: 'a suggestion that brings an import',
    text: '',
    provider: () => {
      const importing = vscode.TextEdit.insert(new vscode.Position(0, 0), 'from zz import zzalpha\nimport yy\n');
      return suggest({ additionalTextEdits: [importing] });
    },
    act: async (editor) => {
      await type('zza');
      await takeSuggestion(editor);
    },
    seen: ['tool', 'typed'],
    seenOnFloor: ['tool', 'typed', 'unknown'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: 'an Emmet abbreviation',
    text: '',
    extension: 'html',
    act: async (editor) => {
      await type('ul>li*3');
      await command('editor.emmet.action.expandAbbreviation');
      await eventually('it is expanded', () => editor.document.getText().includes('</ul>') || undefined);
    },
    seen: ['tool', 'typed'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: 'Format Document',
    provider: formatter,
    act: () => command('editor.action.formatDocument'),
    seen: ['tool'],
    seenOnFloor: ['unknown'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: 'formatting on save',
    provider: formatter,
    act: async (editor) => {
      const settings = vscode.workspace.getConfiguration('editor');
      await settings.update('formatOnSave', true, vscode.ConfigurationTarget.Global);
      await type('x');
      await editor.document.save();
      await settings.update('formatOnSave', undefined, vscode.ConfigurationTarget.Global);
      assert.match(editor.document.getText(), /formatted/u);
    },
    seen: ['tool', 'typed'],
    seenOnFloor: ['typed', 'unknown'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: 'Replace All',
    act: async (editor) => {
      await command('editor.actions.findWithArgs', { searchString: 'const', replaceString: 'let it_be' });
      await command('editor.action.replaceAll');
      await command('closeFindWidget');
      assert.match(editor.document.getText(), /let it_be a/u);
    },
    seen: ['tool'],
    passesWhenMarkedAtOnce: true,
  },
  { what: 'a moved line', act: () => command('editor.action.moveLinesUpAction'), seen: ['tool'], masked: ['tool'] },
  {
    what: 'a duplicated line',
    act: (editor) => {
      editor.selection = new vscode.Selection(0, 3, 0, 3);
      return command('editor.action.copyLinesDownAction');
    },
    seen: ['tool'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: 'a toggled comment',
    act: (editor) => {
      selectAll(editor);
      return command('editor.action.commentLine');
    },
    seen: ['tool'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: 'sorted lines',
    act: (editor) => {
      editor.selection = new vscode.Selection(0, 0, 2, 3);
      return command('editor.action.sortLinesAscending');
    },
    seen: ['tool'],
    masked: ['tool'],
  },
  {
    what: 'an undo and a redo of a deletion',
    act: async (editor) => {
      selectAll(editor);
      await command('deleteLeft');
      await command('undo');
      await command('redo');
      await command('undo');
      assert.equal(editor.document.getText(), LINES);
    },
    seen: ['restored', 'typed'],
    masked: ['restored', 'typed'],
  },
  {
    what: 'git checkout of an open file',
    act: async (editor) => {
      const { uri } = editor.document;
      const inFolder = { cwd: vscode.workspace.getWorkspaceFolder(uri)!.uri.fsPath };
      const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.invalid'];
      await git(['add', uri.fsPath], inFolder);
      await git([...identity, 'commit', '--quiet', '--no-verify', '--message', 'One', uri.fsPath], inFolder);
      // What is written in the same moment may be by git.
      await settled();
      await writeFile(uri.fsPath, 'const away = 1;\n');
      await eventually('the editor shows it', () => editor.document.getText().includes('away') || undefined);
      await settled();
      await git(['checkout', '--quiet', '--', uri.fsPath], inFolder);
      await eventually('the editor shows it', () => editor.document.getText() === LINES || undefined);
      await settled();
    },
    seen: ['external', 'restored'],
    masked: ['external', 'restored'],
  },
  {
    what: 'a write from outside to an open file',
    act: async (editor) => {
      await writeFile(editor.document.uri.fsPath, `${LINES}written(1);\noutside(2);\n`);
      await eventually('the editor shows it', () => editor.document.getText().includes('outside') || undefined);
    },
    seen: ['external'],
    masked: ['external'],
  },
  {
    what: 'unsaved edits that give way to what was written outside',
    act: async (editor) => {
      await type('x = 2');
      await writeFile(editor.document.uri.fsPath, `${LINES}written(1);\noutside(2);\n`);
      await command('workbench.action.files.revert');
      await eventually('the editor shows it', () => editor.document.getText().includes('outside') || undefined);
    },
    seen: ['external', 'typed'],
    masked: ['external', 'typed'],
  },
  {
    what: "another extension's workspace edit",
    act: async (editor) => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(editor.document.uri, editor.selection.active, 'one(1);\ntwo(2);\n');
      await vscode.workspace.applyEdit(edit);
    },
    seen: ['unknown'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: "another extension's editor edit",
    act: (editor) =>
      editor.edit((edit) => {
        edit.insert(editor.selection.active, 'one(1);\ntwo(2);\n');
      }),
    seen: ['unknown'],
    passesWhenMarkedAtOnce: true,
  },
  {
    what: "another extension's snippet",
    act: (editor) => editor.insertSnippet(new vscode.SnippetString('for (const ${1:x} of ${2:xs}) {\n\t$0\n}')),
    seen: ['tool'],
    passesWhenMarkedAtOnce: true,
  },
];

describe(`other edits ${MASKED ? 'without' : 'with'} the editor's own reasons`, () => {
  before(async () => {
    // The first mark of a session is waited for longer.
    await openFile('');
    await command('grasp.markAccepted');
    // In a browser, which our npm host is, comparing takes a choice.
    const settings = vscode.workspace.getConfiguration('grasp');
    await settings.update('attribution.compareClipboard', true, vscode.ConfigurationTarget.Global);
  });

  after(async () => {
    const settings = vscode.workspace.getConfiguration('grasp');
    await settings.update('attribution.compareClipboard', undefined, vscode.ConfigurationTarget.Global);
  });

  beforeEach(() => vscode.env.clipboard.writeText('something else'));

  let offered: vscode.Disposable | undefined;
  afterEach(async () => {
    offered?.dispose();
    await closeEditors();
  });

  for (const {
    what,
    text = LINES,
    extension = 'py',
    provider,
    act,
    masked,
    passesWhenMarkedAtOnce,
    ...other
  } of edits) {
    it(`are never called AI: ${what}, also when an accept key follows that does nothing`, async () => {
      const documents: vscode.TextDocument[] = [];
      offered = provider?.();
      for (const pause of MASKED && passesWhenMarkedAtOnce === true ? [400] : [400, 0]) {
        const editor = await openFile(text, extension);
        documents.push(editor.document);
        const { version } = editor.document;
        await act(editor);
        assert.notEqual(editor.document.version, version, 'the edit did not happen');
        if (pause > 0) await sleep(pause);
        await command('runCommands', acceptKeys());
      }
      for (const document of documents) await saveAndClose(document);
      await settled();
      const seen = ON_FLOOR ? (other.seenOnFloor ?? other.seen) : other.seen;
      const expected = MASKED ? masked : seen;
      if (expected !== undefined) {
        for (const { uri } of documents) assert.deepEqual(await originsIn(uri), expected);
      }
      const { api } = await grasp();
      const found = await Promise.all(documents.map(({ uri }) => api.acceptances({ path: uri.toString() })));
      const confidences = found.flat().map(({ confidence }) => confidence);
      // What arrives as a completion does, unmarked and not on the clipboard, is shown as a guess and enters no total.
      assert.deepEqual(MASKED ? confidences.filter((one) => one !== 'guess') : confidences, []);
    });
  }

  it('are unknown when another extension makes them in a file that nobody sees', async () => {
    const { document } = await openFile(LINES, 'py');
    await saveAndClose(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'one(1);\ntwo(2);\n');
    await vscode.workspace.applyEdit(edit);
    await saveAndClose(await vscode.workspace.openTextDocument(document.uri));
    await settled();
    assert.deepEqual(await originsIn(document.uri), ['unknown']);
    const { api } = await grasp();
    assert.deepEqual(await api.acceptances({ path: document.uri.toString() }), []);
  });
});

/** The origins under which edits of a file were counted. */
async function originsIn(uri: vscode.Uri): Promise<string[]> {
  const { events } = JSON.parse(await exportedText()) as { events: { k: string; p: EditsCounted }[] };
  const ofFile = events.filter(({ k, p }) => k === 'edits' && p.uri === uri.toString());
  return [...new Set(ofFile.flatMap(({ p }) => Object.keys(p.counts)))].sort();
}

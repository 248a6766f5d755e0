// Notes in the editor and on their way to others, with explanations that stand in for those of the ledger.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Note } from '../../src/domain/debt/lot.ts';
import { runShareNote, type ShareNoteParts } from '../../src/host/commands/shareNoteCommand.ts';
import { QuickExplain } from '../../src/host/explain/quickExplain.ts';
import { Guard } from '../../src/host/guard.ts';
import { NoteLenses } from '../../src/host/notes/noteLenses.ts';
import { TextPreview } from '../../src/host/notes/textPreview.ts';
import { DiagnosticsGate } from '../../src/host/scm/diagnosticsGate.ts';
import { systemClock, systemTimers } from '../../src/host/systemTime.ts';
import { EMPTY_DRAFT, type ExplainAnswer, type ExplainAsked, type ExplainDraft } from '../../src/ports/explainPage.ts';
import { MemoryLog } from '../support/fakes.ts';
import { lotOf, noteOf } from '../support/fakeExplanations.ts';
import { closeEditors, eventually, grasp, openFile } from './support.ts';

const { Global } = vscode.ConfigurationTarget;

function update(section: string, key: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration(section).update(key, value, Global);
}

async function press(command: 'acceptSelectedQuickOpenItem' | 'closeQuickOpen'): Promise<void> {
  await sleep(400);
  await vscode.commands.executeCommand(`workbench.action.${command}`);
}

/** Presses a key until what asks has an answer: nobody tells when the box takes keys. */
async function pressUntil(settled: Promise<unknown>, command: Parameters<typeof press>[0]): Promise<void> {
  const state = { isSettled: false };
  const notice = (): void => {
    state.isSettled = true;
  };
  settled.then(notice, notice);
  for (let presses = 0; presses < 20 && !state.isSettled; presses += 1) await press(command);
}

describe('grasp.shareNote', () => {
  let folder: string;
  let notes: Note[];
  let parts: ShareNoteParts & { readonly notePreview: TextPreview };
  const [workspace] = vscode.workspace.workspaceFolders!;
  const docs = vscode.Uri.joinPath(workspace!.uri, 'docs');

  before(grasp);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grasp-share-'));
    notes = [noteOf(1)];
    parts = {
      explanations: { notes: async () => notes },
      hiddenUris: async () => [],
      realUri: (uri) => uri,
      notePreview: new TextPreview(),
    };
  });
  afterEach(async () => {
    parts.notePreview.dispose();
    await closeEditors();
    await rm(folder, { recursive: true });
    await Promise.resolve(vscode.workspace.fs.delete(docs, { recursive: true })).catch(() => undefined);
  });

  it('writes Markdown to a new file, and over none', async () => {
    const target = join(folder, 'note.md');
    const argument = { note: noteOf(1).id, as: 'markdown', target, preview: false };
    const result = await runShareNote(argument, parts);
    const text = await readFile(target, 'utf8');
    assert.deepEqual(result?.written, [{ target, text }]);
    assert.match(text, /^# What src\/net\/retry\.ts does/u);
    await assert.rejects(runShareNote(argument, parts), /is there already/u);
    assert.equal(await readFile(target, 'utf8'), text);
  });

  it('shows all of it before it asks, and writes nothing when that is called off', async () => {
    const target = join(folder, 'note.md');
    const argument = { note: noteOf(1).id, as: 'markdown', target };
    const asked = runShareNote(argument, parts);
    const shown = await eventually('the text is shown', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === 'grasp-share' ? document.getText() : undefined;
    });
    assert.match(shown, /Retries three times/u);
    await pressUntil(asked, 'closeQuickOpen');
    assert.equal(await asked, undefined);
    assert.deepEqual(await readdir(folder), []);
    const again = runShareNote(argument, parts);
    await pressUntil(again, 'acceptSelectedQuickOpenItem');
    assert.equal((await again)?.written[0]?.text, shown);
    assert.deepEqual(await readdir(folder), ['note.md']);
  });

  it('writes records of decisions one after the other, in the workspace alone', async () => {
    const argument = { note: noteOf(1).id, as: 'adr', preview: false };
    for (const number of ['0001', '0002']) {
      const result = await runShareNote(argument, parts);
      const path = vscode.Uri.joinPath(docs, 'adr', `${number}-retries-three-times-then-gives-up.md`).fsPath;
      assert.deepEqual([result?.written[0]?.target], [path]);
      assert.match(await readFile(path, 'utf8'), /## Status/u);
    }
    await assert.rejects(runShareNote({ ...argument, target: folder }, parts), /in no folder of this workspace/u);
  });

  it('writes nothing that looks like a secret unless it is told to', async () => {
    notes = [noteOf(1, { text: 'password = "hunter2!"' })];
    const argument = { note: noteOf(1).id, as: 'markdown', target: 'clipboard' };
    await assert.rejects(runShareNote({ ...argument, preview: false }, parts), /looks like a password/u);
    const asked = runShareNote(argument, parts);
    await press('acceptSelectedQuickOpenItem');
    await press('acceptSelectedQuickOpenItem');
    assert.match((await asked)?.written[0]?.text ?? '', /password = "•••"/u);
  });

  it('writes a git note for commits that are there only', async () => {
    notes = [noteOf(1, { lots: [lotOf(1, { uri: vscode.Uri.joinPath(workspace!.uri, 'notes.txt').toString() })] })];
    const argument = { note: noteOf(1).id, as: 'git note', preview: false };
    await assert.rejects(runShareNote(argument, parts), /not in the repository any more/u);
  });

  it('says what it takes, and that there is no such note', async () => {
    await assert.rejects(runShareNote({ as: 'poem' }, parts), /Sharing takes/u);
    await assert.rejects(runShareNote({ note: 'x' }, parts), /no note with this id/u);
  });
});

describe('grasp.showNotes', () => {
  afterEach(async () => {
    await update('grasp', 'showNotes', undefined);
    await closeEditors();
  });

  it('shows lines above explained code, and all of a note on it, for as long as it is switched on', async () => {
    const editor = await openFile('const mine = 1;\nconst explained = 2;\n');
    const { uri } = editor.document;
    const lot = lotOf(1);
    const lenses = new NoteLenses({
      ...{ clock: systemClock, timers: systemTimers, open: 'grasp.showPanel' },
      namesOf: async () => ({ uri: uri.toString(), uris: [] }),
      explanations: {
        lotsOfLines: async () => [undefined, lot.id],
        lots: async () => [lot],
        notes: async () => [noteOf(1, { time: systemClock.now(), text: '$(zap) [a](command:b) <b>x</b>' })],
      },
    });
    try {
      const found = () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 9);
      assert.deepEqual(await found(), []);
      await update('grasp', 'showNotes', true);
      const [lens] = await eventually('a line is shown', async () => {
        const all = await found();
        return all.length > 0 ? all : undefined;
      });
      assert.equal(lens?.range.start.line, 1);
      assert.equal(lens.command?.title, 'Explained today: $ (zap) [a](command:b) <b>x</b>');
      const position = new vscode.Position(1, 3);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
      const words = hovers
        .flatMap(({ contents }) => contents as vscode.MarkdownString[])
        .find(({ value }) => value.includes('Grasp'));
      assert.notEqual(words?.isTrusted, true);
      assert.doesNotMatch(words?.value ?? '', /(?<!\\)\[a\]|<b>/u);
      await update('grasp', 'showNotes', false);
      await eventually('nothing is shown', async () => ((await found()).length === 0 ? true : undefined));
    } finally {
      lenses.dispose();
    }
  });
});

describe('the quick input', () => {
  const asked = (draft: Partial<ExplainDraft>): ExplainAsked => ({
    ...{ purpose: 'commit', places: [], lines: 4, others: 0, question: 'Why?', plan: '' },
    draft: { ...EMPTY_DRAFT, ...draft },
  });
  const page = { ask: async () => 'later' as const };

  it('saves what was written, and stays when that can not be', async () => {
    const answers: ExplainAnswer[] = [];
    const quick = new QuickExplain({ clock: systemClock, page });
    const acts = {
      answer: async (answer: ExplainAnswer) => (answers.push(answer) === 1 ? 'Not now.' : ''),
      keep: () => undefined,
      changeClass: async () => asked({}),
      openDiff: async () => undefined,
    };
    const outcome = quick.ask(asked({ text: 'retries twice', after: 4 }), acts);
    await press('acceptSelectedQuickOpenItem');
    await eventually('it was told', () => answers[0]);
    await press('acceptSelectedQuickOpenItem');
    assert.equal(await outcome, 'saved');
    assert.equal(answers.length, 2);
    assert.deepEqual([answers[1]!.draft.text, answers[1]!.draft.after], ['retries twice', 4]);
  });

  it('keeps what was written when it is put away, or something else is asked', async () => {
    const kept: ExplainDraft[] = [];
    const quick = new QuickExplain({ clock: systemClock, page });
    const acts = {
      answer: async () => assert.fail('nothing was answered'),
      keep: (draft: ExplainDraft) => void kept.push(draft),
      changeClass: async () => asked({}),
      openDiff: async () => undefined,
    };
    const first = quick.ask(asked({ text: 'half a' }), acts);
    const second = quick.ask(asked({}), acts);
    assert.equal(await first, 'closed');
    await press('acceptSelectedQuickOpenItem');
    await press('closeQuickOpen');
    assert.equal(await second, 'closed');
    assert.deepEqual(
      kept.map(({ text }) => text),
      ['half a', ''],
    );
  });
});

describe('grasp.gate.commitButton', () => {
  const hook = () => {
    const config = vscode.workspace.getConfiguration('git');
    const valueOf = (key: string): unknown => config.inspect(`diagnosticsCommitHook.${key}`)?.globalValue;
    return JSON.stringify([valueOf('enabled'), valueOf('sources')]);
  };

  afterEach(async () => {
    for (const key of ['enabled', 'sources']) await update('git', `diagnosticsCommitHook.${key}`, undefined);
    await update('grasp', 'gate.commitButton', undefined);
    await closeEditors();
  });

  it('switches the gate of the git extension on, shows what is owed, and goes back exactly', async () => {
    const state = new Map<string, unknown>();
    const memento = {
      keys: () => [...state.keys()],
      get: (key: string) => state.get(key),
      update: async (key: string, value: unknown) => void state.set(key, value),
    } as vscode.Memento;
    await update('git', 'diagnosticsCommitHook.enabled', false);
    const before = hook();
    const gate = new DiagnosticsGate(memento, new Guard(new MemoryLog(), () => undefined));
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'notes.txt');
    try {
      gate.show([{ root: '/work', uri, line: 1, lines: 23 }]);
      assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
      await update('grasp', 'gate.commitButton', true);
      await eventually('it is on', () => (hook() === '[true,{"grasp":"information","*":"none"}]' ? true : undefined));
      const [shown] = vscode.languages.getDiagnostics(uri);
      assert.deepEqual([shown?.message, shown?.source, shown?.severity], ['23 AI lines not yet explained', 'grasp', 2]);
      await vscode.window.showTextDocument(uri);
      const [fix] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        ...[uri, shown!.range, vscode.CodeActionKind.QuickFix.value],
      );
      assert.deepEqual(fix?.command?.arguments, [{ repository: '/work' }]);
      gate.letThrough('/elsewhere');
      assert.equal(vscode.languages.getDiagnostics(uri).length, 1);
      gate.letThrough('/work');
      assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
      await update('grasp', 'gate.commitButton', false);
      await eventually(
        'it is as before',
        () => (hook() === before && state.get('commitButtonGate') === undefined) || undefined,
      );
    } finally {
      gate.dispose();
    }
  });
});

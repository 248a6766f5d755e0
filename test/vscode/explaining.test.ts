import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as vscode from 'vscode';
import {
  acceptOffered,
  closeEditors,
  eventually,
  exportedText,
  grasp,
  offer,
  openFile,
  settled,
  type,
} from './support.ts';

const LINES = 12;
/** What Grasp may take to hear of a commit that was made in a terminal, in milliseconds: the git extension looks every few seconds. */
const HEARD_WITHIN = 20_000;

interface Recorded {
  readonly k: string;
  readonly p: Readonly<Record<string, unknown>>;
}

let made = 0;

/** Lines of code of which no two are alike, in no file of this run. */
function someCode(): string {
  const name = `explained${String((made += 1))}`;
  return Array.from(
    { length: LINES },
    (_, line) => `const ${name}Part${String(line)} = measure(${name}, ${String(line)});`,
  ).join('\n');
}

describe('explaining', function () {
  this.timeout(90_000);
  let root: string;

  before(async () => {
    await grasp();
    root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    git('config', 'user.name', 'Test');
    git('config', 'user.email', 'test@example.invalid');
    git('config', 'commit.gpgSign', 'false');
  });
  afterEach(closeEditors);

  function git(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  }

  async function openNamed(name: string): Promise<vscode.TextEditor> {
    const uri = vscode.Uri.joinPath(vscode.Uri.file(root), name);
    await vscode.workspace.fs.writeFile(uri, new Uint8Array());
    return vscode.window.showTextDocument(uri);
  }

  /** A file of twelve lines by AI and a typed one, saved and staged. */
  async function stagedFile(name?: string): Promise<vscode.Uri> {
    const editor = name === undefined ? await openFile('') : await openNamed(name);
    const offered = offer(someCode());
    await acceptOffered(editor);
    offered.dispose();
    await type('\nconst typedByHand = 1;');
    await settled();
    await editor.document.save();
    git('add', '--', editor.document.uri.fsPath);
    return editor.document.uri;
  }

  async function events(kind: string): Promise<Recorded['p'][]> {
    const { events: all } = JSON.parse(await exportedText()) as { events: Recorded[] };
    return all.filter(({ k }) => k === kind).map(({ p }) => p);
  }

  function lotsOf(uri: vscode.Uri): Promise<Recorded['p'][]> {
    return events('lot').then((lots) => lots.filter((lot) => lot['uri'] === uri.toString()));
  }

  function landed(commit: string): Promise<Recorded['p']> {
    return eventually(
      'the commit was taken down',
      async () => (await events('commit')).find((one) => one['commit'] === commit),
      HEARD_WITHIN,
    );
  }

  function explain(argument: object): Thenable<{ outcome: string }> {
    return vscode.commands.executeCommand('grasp.explain', argument);
  }

  it('ahead of a commit takes note and lot down, and the commit asks for nothing more', async () => {
    const uri = await stagedFile();
    const answer = { kind: 'saved', text: 'Measures each part.', after: 3, before: 4, chose: 'ai' };
    assert.deepEqual(await explain({ repository: root, answer }), { outcome: 'saved' });
    const [lot, ...more] = await lotsOf(uri);
    assert.deepEqual(more, []);
    assert.deepEqual([lot?.['lines'], lot?.['probable'], lot?.['line'], lot?.['class']], [LINES, 0, 0, 'repeatable']);
    const note = (await events('note')).at(-1);
    assert.deepEqual([note?.['text'], note?.['after'], note?.['before']], ['Measures each part.', 3, 4]);
    assert.deepEqual(await explain({ repository: root }), { outcome: 'nothing' });
    const message = 'A message; with "quotes" and $(touch x)';
    git('commit', '--quiet', '--message', message);
    const { ai, typed, unseen, probable } = await landed(git('rev-parse', 'HEAD'));
    assert.deepEqual({ ai, typed, unseen, probable }, { ai: LINES, typed: 1, unseen: 0, probable: 0 });
    assert.equal(git('log', '-1', '--format=%B'), message);
    assert.equal((await lotsOf(uri)).length, 1);
    assert.deepEqual((await events('lots-committed')).at(-1), {
      lots: note?.['lots'],
      commit: git('rev-parse', 'HEAD'),
    });
  });

  it('of what was committed unexplained waits in the queue, and can be skipped there', async () => {
    const uri = await stagedFile();
    git('commit', '--quiet', '--message', 'Unexplained');
    await landed(git('rev-parse', 'HEAD'));
    const [lot] = await eventually('the lot waits', async () => {
      const lots = await lotsOf(uri);
      return lots.length > 0 ? lots : undefined;
    });
    assert.equal(lot?.['owes'], true);
    const [last] = (await events('lots-committed')).slice(-1);
    const lots = last?.['lots'] as string[];
    assert.deepEqual(await explain({ lots, answer: { kind: 'skipped', reason: 'trivial' } }), { outcome: 'skipped' });
    assert.deepEqual((await events('lots-skipped')).at(-1), { lots, reason: 'trivial' });
    assert.deepEqual(await explain({ lots }), { outcome: 'nothing' });
  });

  it('is about what is staged, never about the work tree, line by line', async () => {
    const uri = await stagedFile();
    const editor = await vscode.window.showTextDocument(uri);
    // Half of the AI's lines go from the editor, and lines come that are not staged.
    await editor.edit((edit) => {
      edit.delete(new vscode.Range(0, 0, LINES / 2, 0));
      edit.insert(new vscode.Position(LINES, 0), '// not staged\n'.repeat(5));
    });
    await settled();
    await explain({ repository: root, answer: { kind: 'later' } });
    const [lot] = await lotsOf(uri);
    assert.equal(lot?.['lines'], LINES);
    git('commit', '--quiet', '--message', 'Staged only');
    assert.equal((await landed(git('rev-parse', 'HEAD')))['ai'], LINES);
  });

  it('follows a commit that is amended, and asks only about what the amend adds', async () => {
    const uri = await stagedFile();
    const answer = { kind: 'saved', text: 'Measures each part.', after: 3 };
    await explain({ repository: root, answer });
    git('commit', '--quiet', '--message', 'Before the amend');
    const before = git('rev-parse', 'HEAD');
    await landed(before);
    const editor = await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('cursorBottom');
    await type('\n');
    const offered = offer(someCode());
    await acceptOffered(editor);
    offered.dispose();
    await settled();
    await editor.document.save();
    git('add', '--', uri.fsPath);
    assert.deepEqual(await explain({ repository: root, answer }), { outcome: 'saved' });
    git('commit', '--quiet', '--amend', '--message', 'Amended');
    const head = git('rev-parse', 'HEAD');
    assert.deepEqual((await landed(head))['replaces'], [before]);
    const lots = await lotsOf(uri);
    assert.deepEqual(
      lots.map((lot) => lot['lines']),
      [LINES, LINES],
    );
    const [last] = (await events('lots-committed')).slice(-1);
    assert.deepEqual([last?.['commit'], (last?.['lots'] as string[]).length], [head, 2]);
  });

  it('knows a file whose name has quotes, spaces and other letters', async () => {
    const uri = await stagedFile('grüße "an" 漢字 #1.ts');
    assert.deepEqual(await explain({ repository: root, answer: { kind: 'later' } }), { outcome: 'later' });
    assert.equal((await lotsOf(uri))[0]?.['lines'], LINES);
    git('commit', '--quiet', '--message', 'A name');
  });

  it('commits through the git extension where nothing is to be asked, message and all, right after it was staged in a terminal', async () => {
    const editor = await openFile('');
    await type('const onlyTyped = 1;');
    await settled();
    await editor.document.save();
    const extension = vscode.extensions.getExtension('vscode.git')!;
    const { repositories } = (
      (await extension.activate()) as {
        getAPI(version: 1): {
          repositories: { rootUri: vscode.Uri; inputBox: { value: string }; state: { indexChanges: unknown[] } }[];
        };
      }
    ).getAPI(1);
    const repository = repositories.find(({ rootUri }) => rootUri.fsPath === root)!;
    repository.inputBox.value = 'By the key';
    await settled();
    assert.equal(repository.inputBox.value, 'By the key');
    await eventually(
      'the git extension has seen what was committed',
      () => repository.state.indexChanges.length === 0 || undefined,
    );
    git('add', '--', editor.document.uri.fsPath);
    assert.deepEqual(repository.state.indexChanges, [], 'it has heard of it at once');
    const result = await vscode.commands.executeCommand('grasp.explainAndCommit', { repository: root });
    assert.deepEqual(result, { outcome: 'committed' });
    assert.equal(git('log', '-1', '--format=%s'), 'By the key');
  });

  for (const [what, argument] of [
    ['an answer without a text', { repository: '/', answer: { kind: 'saved', text: ' ', after: 3 } }],
    ['a rating that there is not', { repository: '/', answer: { kind: 'saved', text: 'x', after: 6 } }],
    ['a reason that there is not', { repository: '/', answer: { kind: 'skipped', reason: 'lazy' } }],
    ['two things at once', { repository: '/', lots: ['0000000000000000:0'] }],
    ['no lots at all', { lots: [] }],
    ['something else', 7],
  ] as const) {
    it(`refuses ${what} in words`, async () => {
      await assert.rejects(Promise.resolve(explain(argument as object)), /Nothing was changed/u);
    });
  }
});

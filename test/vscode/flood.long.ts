import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { EDITS_COUNTED, type EditsCounted } from '../../src/domain/events/editsCounted.ts';
import {
  acceptOffered,
  closeEditors,
  eventually,
  exportedText,
  grasp,
  offer,
  openFile,
  saveAndClose,
  settled,
  type,
} from './support.ts';

const git = promisify(execFile).bind(undefined, 'git');
const EVENTS = 20_000;
/** What may stay of an event once all is settled: in the whole extension host, of which Grasp is a part. */
const BYTES_AN_EVENT = 100;
/** What else moves in an extension host that is measured twice, in bytes. */
const UNREST = 8_000_000;
const FILES = 10_000;
const OPEN_FILES = 20;
/** A line of 52 characters, so that so many of them are just what VS Code still gives to extensions, which is 50 MiB. */
const LINE = 'a line of some fifty characters, every one the same\n';
const LINES = Math.floor((50 * 1024 * 1024) / LINE.length);
/** What a busy machine may take for a file of that size, or for many, in milliseconds. */
const LONG = 60_000;
/**
 * VS Code tells of 2,500 changed files a second. Where more is written than it or the system can keep it forgets some of that, and
 * editors show these files once they change again. In milliseconds.
 */
const TOLD_WITHIN = 6_000;
/** After so many times it is taken at its word: now and then a window is told of no change on the disk any more, whatever is written. */
const REMINDED = 3;
const COMPLETION = 'first();\nsecond();';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in use in this extension host once everything that nobody holds is gone. */
async function heapInUse(): Promise<number> {
  await settled();
  for (let round = 0; round < 3; round += 1) collectGarbage();
  return process.memoryUsage().heapUsed;
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What was counted of closed files, by URI. */
async function counted(): Promise<Map<string, EditsCounted['counts'][]>> {
  const { events } = JSON.parse(await exportedText()) as { events: { k: string; p: EditsCounted }[] };
  const counts = new Map<string, EditsCounted['counts'][]>();
  for (const { k, p } of events) if (k === EDITS_COUNTED) counts.set(p.uri, [...(counts.get(p.uri) ?? []), p.counts]);
  return counts;
}

/** The edits of a closed file, by the origin under which they were counted. */
async function editsOf(uri: vscode.Uri): Promise<Record<string, number>> {
  await settled();
  const sums: Record<string, number> = {};
  for (const counts of (await counted()).get(uri.toString()) ?? []) {
    for (const [origin, { edits }] of Object.entries(counts)) sums[origin] = (sums[origin] ?? 0) + edits;
  }
  return sums;
}

/** How many changes with content a listener that does nothing else sees of a document. */
function countChanges(document: vscode.TextDocument): vscode.Disposable & { seen(): number } {
  let seen = 0;
  // Not the document itself, which would keep its text.
  const uri = document.uri.toString();
  const listening = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document.uri.toString() === uri && event.contentChanges.length > 0) seen += 1;
  });
  return { dispose: () => void listening.dispose(), seen: () => seen };
}

/** Keeps this extension host busy with nothing, so that what is sent to it meanwhile arrives at once. */
function stall(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Accepts a completion by key in a file of its own, and sees that it is recorded as certain. */
async function acceptOne(): Promise<void> {
  const { document } = await acceptInNewFile();
  await seeCertain(document);
}

async function acceptInNewFile(): Promise<vscode.TextEditor> {
  const editor = await openFile('', 'txt');
  const offered = offer(COMPLETION);
  await acceptOffered(editor);
  offered.dispose();
  return editor;
}

async function seeCertain({ uri }: vscode.TextDocument): Promise<void> {
  const { api } = await grasp();
  const [one, ...more] = await eventually('it is recorded', async () => {
    const found = await api.acceptances({ path: uri.toString() });
    return found.length > 0 ? found : undefined;
  });
  assert.deepEqual(more, []);
  assert.deepEqual([one?.confidence, one?.lines, one?.characters], ['certain', 2, COMPLETION.length]);
}

async function confirmLargeFiles(size: number | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('workbench');
  await settings.update('editorLargeFileConfirmation', size, vscode.ConfigurationTarget.Global);
}

/** As a person has files read again that have changed on the disk. */
async function readAgain(documents: readonly vscode.TextDocument[]): Promise<void> {
  console.log(`    VS Code tells of no change on the disk: ${String(documents.length)} files are read again.`);
  for (const one of documents) {
    await vscode.window.showTextDocument(one);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
}

describe('a flood, without the editor’s own reasons', function () {
  this.timeout(240_000);
  afterEach(closeEditors);

  /** Types so many keys while the extension host is stalled, so that they all arrive as fast as they can be handed over. */
  async function flood(): Promise<vscode.TextDocument> {
    const { document } = await openFile('', 'txt');
    const changes = countChanges(document);
    for (let key = 0; key < EVENTS; key += 1) void vscode.commands.executeCommand('type', { text: 'x' });
    await eventually('it has begun', () => changes.seen() > 0 || undefined, LONG);
    const before = changes.seen();
    stall(20_000);
    const started = performance.now();
    while (changes.seen() < EVENTS) await new Promise((resolve) => setTimeout(resolve, 1));
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    console.log(`    ${String(EVENTS - before)} of ${String(EVENTS)} changes arrived within ${seconds} s.`);
    changes.dispose();
    assert.equal(document.getText(), 'x'.repeat(EVENTS));
    await acceptOne();
    await vscode.window.showTextDocument(document);
    await saveAndClose(document);
    return document;
  }

  // The first one: after files of 50 MB VS Code was seen to tell of no change on the disk for a minute.
  it('of a checkout that changes 10,000 files neither hides what is typed meanwhile nor counts files that are not open', async () => {
    const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.invalid'];
    const inFolder = (...args: string[]): Promise<unknown> => git([...identity, ...args], { cwd: root });
    const fileName = (index: number): string => join(root, 'many', String(index % 100), `file${String(index)}.txt`);
    const textOf = (branch: string, index: number): string => `first\n${branch} ${String(index)}\nlast\n`;
    for (let folder = 0; folder < 100; folder += 1)
      await mkdir(join(root, 'many', String(folder)), { recursive: true });
    await inFolder('checkout', '--quiet', '-b', 'one');
    for (const branch of ['one', 'two']) {
      if (branch === 'two') await inFolder('checkout', '--quiet', '-b', 'two');
      for (let index = 0; index < FILES; index += 1) await writeFile(fileName(index), textOf(branch, index));
      await inFolder('add', 'many');
      await inFolder('commit', '--quiet', '--no-verify', '--message', branch);
    }
    const open: vscode.TextDocument[] = [];
    for (let index = 0; index < OPEN_FILES; index += 1) {
      const uri = vscode.Uri.file(fileName(index * 500));
      await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
      open.push(
        await eventually('it is open', () => vscode.workspace.textDocuments.find((one) => one.fileName === uri.fsPath)),
      );
    }
    const { document } = await openFile('', 'txt');
    const shows = async (branch: string): Promise<void> => {
      const behind = () => open.filter((one) => !one.lineAt(1).text.startsWith(branch));
      let reminded = 0;
      await eventually(
        'the editors show it',
        async () => {
          if (behind().length === 0) return true;
          await sleep(TOLD_WITHIN);
          if (reminded < REMINDED) {
            reminded += 1;
            const now = new Date();
            await Promise.all(behind().map(({ fileName: file }) => utimes(file, now, now)));
          } else await readAgain(behind());
          return undefined;
        },
        LONG,
      );
      await vscode.window.showTextDocument(document);
    };
    const before = await heapInUse();
    let typed = '';
    for (const branch of ['one', 'two']) {
      const progress = { isDone: false };
      const checkout = inFolder('checkout', '--quiet', branch).finally(() => (progress.isDone = true));
      do {
        await type('k');
        typed += 'k';
      } while (!progress.isDone);
      await checkout;
      await shows(branch);
    }
    assert.equal(document.getText(), typed);
    const after = await heapInUse();
    console.log(`    ${String(typed.length)} keys meanwhile. In use: ${inMegabytes(before)}, ${inMegabytes(after)}.`);
    await acceptOne();
    await vscode.window.showTextDocument(document);
    await saveAndClose(document);
    assert.deepEqual(await editsOf(document.uri), { typed: typed.length });
    await closeEditors();
    await eventually('all are closed', () => open.every(({ isClosed }) => isClosed) || undefined);
    await settled();
    const many = [...(await counted())].filter(([uri]) => uri.includes('/many/'));
    const expected = open.map(({ uri }) => uri.toString()).toSorted();
    assert.deepEqual(many.map(([uri]) => uri).toSorted(), expected);
    // Those that git wrote long after it had begun, or that VS Code told of late, came from the disk and no more is known.
    const byDisk = new Set(['external', 'restored']);
    for (const { uri } of open) {
      const edits = Object.entries(await editsOf(uri));
      assert.ok(edits.every(([origin]) => byDisk.has(origin)));
      assert.equal(
        edits.reduce((sum, [, count]) => sum + count, 0),
        2,
      );
    }
    assert.ok(after - before < 2 * FILES * BYTES_AN_EVENT + UNREST);
  });

  it('of 20,000 changes loses none, and leaves no more with every further one', async () => {
    await acceptOne();
    const heaps = [await heapInUse()];
    for (let round = 0; round < 2; round += 1) {
      const { uri } = await flood();
      assert.deepEqual(await editsOf(uri), { typed: EVENTS });
      heaps.push(await heapInUse());
    }
    console.log(`    In use before and after each flood: ${heaps.map(inMegabytes).join(', ')}.`);
    const [, first = NaN, second = NaN] = heaps;
    assert.ok(second - first < EVENTS * BYTES_AN_EVENT + UNREST);
  });

  it('in another editor keeps no completion that is accepted meanwhile from being certain', async () => {
    const beside = await openFile('', 'txt');
    await vscode.commands.executeCommand('workbench.action.splitEditor');
    const changes = countChanges(beside.document);
    const accepted = { all: false };
    const edits = (async () => {
      let done = 0;
      for (; !accepted.all; done += 1) {
        const isDone = await beside.edit((edit) => {
          edit.insert(new vscode.Position(0, 0), 'one two\n');
        });
        assert.ok(isDone);
      }
      return done;
    })();
    for (let round = 0; round < 5; round += 1) await acceptOne();
    accepted.all = true;
    const done = await edits;
    console.log(`    ${String(changes.seen())} changes meanwhile.`);
    changes.dispose();
    assert.ok(done > 10, `only ${String(done)} edits happened`);
    assert.equal(changes.seen(), done);
    assert.equal(beside.document.getText(), 'one two\n'.repeat(done));
    await beside.document.save();
    await closeEditors();
    await eventually('it is closed', () => beside.document.isClosed || undefined);
    assert.deepEqual(await editsOf(beside.document.uri), { unknown: done });
  });

  for (const [what, lines] of [
    ['the largest that VS Code gives to extensions', LINES],
    ['one that it keeps from them', LINES + 1],
  ] as const) {
    it(`of a generated file, ${what}, leaves nothing behind`, async () => {
      await confirmLargeFiles(1_000);
      await acceptOne();
      const before = await heapInUse();
      const [folder] = vscode.workspace.workspaceFolders!;
      const uri = vscode.Uri.joinPath(folder!.uri, 'made by tests', `generated${String(lines)}.txt`);
      await writeFile(uri.fsPath, LINE.repeat(lines));
      await vscode.commands.executeCommand('vscode.open', uri);
      const isGiven = lines === LINES;
      const given = (): vscode.TextDocument | undefined =>
        vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
      if (isGiven) await eventually('it is open', given, LONG);
      else await settled();
      assert.equal(given() !== undefined, isGiven);
      // The editor may take over a file that is only half written, and so in more than one change.
      const changes = isGiven ? countChanges(given()!) : undefined;
      const shows = (letter: string): true | undefined => {
        const document = given()!;
        return (document.lineCount === lines + 1 && document.lineAt(lines - 1).text.startsWith(letter)) || undefined;
      };
      for (const letter of ['b', 'c']) {
        await writeFile(uri.fsPath, LINE.replace('a', letter).repeat(lines));
        await (isGiven ? eventually('the editor has it', () => shows(letter), LONG) : settled());
      }
      changes?.dispose();
      await acceptOne();
      await closeEditors();
      await eventually('it is closed', () => given() === undefined || undefined, LONG);
      const after = await heapInUse();
      console.log(`    In use before and after it: ${inMegabytes(before)}, ${inMegabytes(after)}.`);
      assert.deepEqual(await editsOf(uri), isGiven ? { external: changes?.seen() } : {});
      assert.ok(after - before < UNREST);
      await confirmLargeFiles(undefined);
    });
  }
});

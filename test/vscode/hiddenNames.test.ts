import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  acceptOffered,
  closeEditors,
  DATA_FOLDER,
  eventually,
  exportedText,
  grasp,
  hashPaths,
  MASKED,
  offer,
  openFile,
  settled,
  toldAcceptances,
  type,
} from './support.ts';

/** Everything below the data folder, as one text. */
async function allBytes(): Promise<string> {
  const entries = await readdir(DATA_FOLDER, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')))).join(
    '\n',
  );
}

describe(`grasp.privacy.hashPaths ${MASKED ? 'without' : 'with'} the editor's own reasons`, function () {
  this.timeout(60_000);
  const told = toldAcceptances();

  before(grasp);
  afterEach(async () => {
    await closeEditors();
    await hashPaths(undefined);
  });

  it('lets no name reach the data folder, and finds the file by its name all the same', async () => {
    await hashPaths(true);
    const editor = await openFile('', 'veryprivate');
    const offered = offer('const accepted = 1;');
    await acceptOffered(editor);
    offered.dispose();
    const one = await eventually('the acceptance was told', () => told[0]);
    await type(' // typed');
    await settled();
    const { uri } = editor.document;
    await closeEditors();
    await settled();
    assert.match(one.uri, /^grasp-hidden:[0-9a-f]{16}$/u);
    assert.equal(one.path, `hidden file ${one.uri.slice(13, 21)}`);
    const { api } = await grasp();
    for (const path of [uri.fsPath, uri.toString(), vscode.workspace.asRelativePath(uri, false)]) {
      assert.deepEqual(
        (await api.acceptances({ path })).map(({ id }) => id),
        [one.id],
        path,
      );
    }
    const { events } = JSON.parse(await exportedText()) as {
      events: { k: string; s: string; p: Record<string, string> }[];
    };
    const kinds = events.filter(({ p }) => p['uri'] === one.uri).map(({ k }) => k);
    for (const kind of ['acceptance', 'edits']) assert.ok(kinds.includes(kind), kind);
    const header = events.find(({ k, s }) => k === 'session' && one.id.startsWith(s));
    assert.match(header?.p['key'] ?? '', /^[0-9a-f]{16}$/u);
    const bytes = await allBytes();
    assert.ok(bytes.includes(one.uri));
    assert.ok(!bytes.includes('veryprivate'), 'the name is in the data folder');
  });

  it('records names again when it is switched off', async () => {
    await hashPaths(true);
    await hashPaths(false);
    const editor = await openFile('');
    const offered = offer('const accepted = 1;');
    await acceptOffered(editor);
    offered.dispose();
    const one = await eventually('the acceptance was told', () => told[0]);
    assert.equal(one.uri, editor.document.uri.toString());
  });
});

import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Acceptance } from '../../src/domain/attribution/acceptance.ts';
import { filesWith } from '../support/traces.ts';
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

function forget(argument: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand('grasp.forget', argument);
}

describe(`grasp.forget ${MASKED ? 'without' : 'with'} the editor's own reasons`, function () {
  this.timeout(60_000);
  const told = toldAcceptances();

  before(grasp);
  afterEach(async () => {
    await closeEditors();
    await hashPaths(undefined);
  });

  /** A file with an acceptance, and typing that is only counted so far. */
  async function work(extension: string): Promise<{ uri: vscode.Uri; accepted: Acceptance }> {
    const before = told.length;
    const editor = await openFile('', extension);
    const offered = offer('const accepted = 1;');
    await acceptOffered(editor);
    offered.dispose();
    const accepted = await eventually('the acceptance was told', () => told[before]);
    await type(' // typed');
    // What is closed unsaved is reverted, which is an edit too.
    await editor.document.save();
    return { uri: editor.document.uri, accepted };
  }

  async function known(path: string): Promise<readonly string[]> {
    const { api } = await grasp();
    return (await api.acceptances({ path })).map(({ id }) => id);
  }

  it('leaves nothing of a file, also of what was only counted so far, and everything of another', async () => {
    const other = await work('otherkind');
    const { uri, accepted } = await work('forgottenkind');
    assert.deepEqual(await known(uri.fsPath), [accepted.id]);
    const preview = (await forget({ file: uri, preview: true })) as { acceptances: number };
    assert.equal(preview.acceptances, 1);
    assert.notDeepEqual(await filesWith(DATA_FOLDER, 'forgottenkind'), []);
    const done = (await forget({ file: uri.fsPath, preview: false })) as { acceptances: number; left: number };
    assert.deepEqual([done.acceptances, done.left], [1, 0]);
    assert.deepEqual(await filesWith(DATA_FOLDER, 'forgottenkind'), []);
    assert.deepEqual(await known(uri.fsPath), []);
    assert.deepEqual(await known(other.uri.fsPath), [other.accepted.id]);
    await closeEditors();
    await settled();
    const text = await exportedText();
    assert.ok(!text.includes('forgottenkind') && text.includes('otherkind'));
    assert.deepEqual(await filesWith(DATA_FOLDER, 'forgottenkind'), []);
    assert.equal(((await forget({ file: uri, preview: false })) as { records: number }).records, 0);
  });

  it('leaves no hash of a hidden name that lies in a folder', async () => {
    await hashPaths(true);
    const { uri, accepted } = await work('hiddenkind');
    await settled();
    assert.match(accepted.uri, /^grasp-hidden:/u);
    assert.notDeepEqual(await filesWith(DATA_FOLDER, accepted.uri), []);
    await forget({ folder: dirname(uri.fsPath), preview: false });
    assert.deepEqual(await filesWith(DATA_FOLDER, accepted.uri), []);
    assert.deepEqual(await known(uri.fsPath), []);
  });

  it('takes a time range, and a repository that holds a path', async () => {
    const { uri } = await work('ts');
    await settled();
    const hour = { from: new Date(Date.now() - 3_600_000).toISOString(), until: Date.now() + 1_000, preview: true };
    assert.ok(((await forget(hour)) as { records: number }).records > 0);
    const before = { from: 0, until: '2001-01-01T10:00', preview: false };
    assert.equal(((await forget(before)) as { records: number }).records, 0);
    await assert.rejects(Promise.resolve(forget({ repository: '/', preview: true })), /is in no repository/u);
    assert.ok(((await forget({ repository: uri, preview: true })) as { records: number }).records > 0);
  });

  it('asks what is meant and calls off without a complaint', async () => {
    const asked = forget(undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await asked, undefined);
  });

  const refused: [string, unknown][] = [
    ['a relative path', { file: 'x.ts' }],
    ['a path of a wrong kind', { folder: 7 }],
    ['a URI that is no file', { file: vscode.Uri.parse('http://example.org/x.ts') }],
    ['two things at once', { file: '/x', everything: true }],
    ['everything that is not true', { everything: false }],
    ['a time that is none', { from: 'yesterday' }],
    ['a range that ends before it begins', { from: 5, until: 4 }],
    ['something that it does not know', { file: '/x', really: true }],
    ['something else than an argument', '/x.ts'],
  ];
  for (const [what, argument] of refused) {
    it(`refuses ${what} in words`, async () => {
      await assert.rejects(Promise.resolve(forget(argument)), /Nothing was forgotten/u);
    });
  }
});

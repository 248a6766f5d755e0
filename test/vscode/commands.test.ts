import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { closeEditors, grasp } from './support.ts';

describe('grasp.exportData', () => {
  let folder: string;

  before(grasp);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grasp-export-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  function run(argument: unknown): Thenable<unknown> {
    return vscode.commands.executeCommand('grasp.exportData', argument);
  }

  it('writes all records to the file that it is given, as path or as URI', async () => {
    const target = join(folder, 'all records.json');
    const result = (await run({ target, format: 'json' })) as { events: number };
    const first = JSON.parse(await readFile(target, 'utf8')) as { format: string; version: number; events: unknown[] };
    assert.deepEqual([first.format, first.version, first.events.length], ['grasp-export', 1, result.events]);
    await run({ target: vscode.Uri.file(target) });
    const second = JSON.parse(await readFile(target, 'utf8')) as { events: unknown[] };
    // Recording goes on between the two.
    assert.deepEqual(second.events.slice(0, first.events.length), first.events);
  });

  const refused: [string, (folder: string) => unknown][] = [
    ['a format that it does not have', (at) => ({ target: join(at, 'x'), format: 'xml' })],
    ['a relative path', () => ({ target: 'x.json', format: 'json' })],
    ['an empty path', () => ({ target: '', format: 'json' })],
    ['a path of a wrong kind', () => ({ target: 7, format: 'json' })],
    ['a URI that is no file', () => ({ target: vscode.Uri.parse('untitled:x.json') })],
    ['a folder', (at) => ({ target: at, format: 'json' })],
    ['a folder that is not there', (at) => ({ target: join(at, 'no', 'x.json'), format: 'json' })],
    ['something else than an argument', () => 'x.json'],
  ];
  for (const [what, argument] of refused) {
    it(`refuses ${what} in words, and writes nothing`, async () => {
      await assert.rejects(Promise.resolve(run(argument(folder))), /Nothing was written|could not be written/u);
      assert.deepEqual(await readdir(folder), []);
    });
  }
});

describe('grasp.rebuildLedger', () => {
  it('reads all journals again, and what is known stays the same', async () => {
    const { api } = await grasp();
    const before = await api.acceptances();
    const result = await vscode.commands.executeCommand<Record<string, unknown>>('grasp.rebuildLedger');
    assert.equal(result['damagedLines'], 0);
    assert.ok(Number(result['events']) > before.length, String(result['events']));
    const after = await api.acceptances();
    assert.deepEqual(after.slice(0, before.length), before);
  });
});

describe('other commands', () => {
  it('grasp.showLog and grasp.showPanel open what they name', async () => {
    await vscode.commands.executeCommand('grasp.showLog');
    await vscode.commands.executeCommand('grasp.showPanel');
  });

  it('the accept mark takes anything without a complaint', async () => {
    await closeEditors();
    for (const argument of [undefined, null, 7, 'x', {}, []]) {
      await vscode.commands.executeCommand('grasp.markAccepted', argument);
    }
  });
});

describe('the API', () => {
  it('tells a wrong query', async () => {
    const { api } = await grasp();
    for (const query of [{ since: 'yesterday' }, { until: NaN }, { path: 7 }]) {
      await assert.rejects(api.acceptances(query as never), TypeError);
    }
    assert.ok(Array.isArray(await api.acceptances({ since: new Date(0), until: Date.now() })));
  });
});

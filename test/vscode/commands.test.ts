import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ensureLineKeys } from '../../src/storage/keys/lineKeys.ts';
import { closeEditors, DATA_FOLDER, grasp } from './support.ts';

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

  it('writes tables to a folder, and a text to a file', async () => {
    const tables = join(folder, 'tables');
    const result = await run({ target: tables, format: 'csv' });
    assert.equal((result as { format: string }).format, 'csv');
    const written = await readdir(tables);
    // Others are there where the run has brought something for them.
    for (const table of ['acceptances.csv', 'edits.csv', 'sessions.csv']) assert.ok(written.includes(table), table);
    await assert.rejects(Promise.resolve(run({ target: tables, format: 'csv' })), /is not empty. Nothing was written/u);
    const text = join(folder, 'text.md');
    await run({ target: text, format: 'markdown' });
    assert.match(await readFile(text, 'utf8'), /^# What Grasp has recorded/u);
  });

  it('has the line keys only where it is told to', async () => {
    const target = join(folder, 'records.json');
    const keysIn = async (lineKeys?: boolean): Promise<unknown> => {
      await run({ target, ...(lineKeys === undefined ? {} : { lineKeys }) });
      return (JSON.parse(await readFile(target, 'utf8')) as { lineKeys?: unknown }).lineKeys;
    };
    const { id } = await ensureOne();
    assert.deepEqual([await keysIn(), await keysIn(false)], [undefined, undefined]);
    assert.match(JSON.stringify(await keysIn(true)), new RegExp(`[0-9a-f]{64} ${id}`, 'u'));
  });

  it('asks for the format and calls off without a complaint', async () => {
    const asked = run(undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await asked, undefined);
  });

  const refused: [string, (folder: string) => unknown][] = [
    ['a format that it does not have', (at) => ({ target: join(at, 'x'), format: 'xml' })],
    ['a relative path', () => ({ target: 'x.json', format: 'json' })],
    ['a relative folder', () => ({ target: 'x', format: 'csv' })],
    ['an empty path', () => ({ target: '', format: 'json' })],
    ['a path of a wrong kind', () => ({ target: 7, format: 'json' })],
    ['a URI that is no file', () => ({ target: vscode.Uri.parse('untitled:x.json') })],
    ['a folder', (at) => ({ target: at, format: 'json' })],
    ['a folder that is not there', (at) => ({ target: join(at, 'no', 'x.json'), format: 'json' })],
    ['an answer of a wrong kind', (at) => ({ target: join(at, 'x.json'), lineKeys: 'yes' })],
    ['something else than an argument', () => 'x.json'],
  ];
  for (const [what, argument] of refused) {
    it(`refuses ${what} in words, and writes nothing`, async () => {
      await assert.rejects(Promise.resolve(run(argument(folder))), /Nothing was written|could not be written/u);
      assert.deepEqual(await readdir(folder), []);
    });
  }
});

/** The first line key of the data folder, which is made where nobody has needed one yet. */
async function ensureOne(): Promise<{ readonly id: string }> {
  const [key] = await ensureLineKeys(join(DATA_FOLDER, 'keys'));
  assert.ok(key);
  return key;
}

describe('grasp.importData', () => {
  let folder: string;
  let session = 0;

  before(grasp);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grasp-import-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  function run(argument: unknown): Thenable<Record<string, unknown> | undefined> {
    return vscode.commands.executeCommand('grasp.importData', argument);
  }

  /** An export of one acceptance that nobody has recorded here, with lines that are none. */
  async function document(name: string, wrongLines = 0): Promise<string> {
    const s = `${Date.now().toString(16).padStart(15, '0')}${String((session += 1)).slice(-1)}`;
    const places = [{ line: 1, lines: 2, characters: 30 }];
    const p = { uri: 'file:///other/machine.ts', language: 'typescript', origin: 'completion', places };
    const recorded = { ...p, confidence: 'certain', signal: 'accept-mark' };
    const t = Date.UTC(2025, 2, 3);
    const event = { id: `${s}:0`, v: 1, s, n: 0, t, h: t, z: 'UTC', o: 0, k: 'acceptance', p: recorded };
    const lines = [JSON.stringify(event), ...Array.from({ length: wrongLines }, () => '{}')];
    const path = join(folder, name);
    await writeFile(path, `{"format":"grasp-export","version":1,"events":[\n${lines.join(',\n')}\n]}\n`);
    return path;
  }

  it('tells what it would do, does it, and the second time finds nothing new', async () => {
    const { api } = await grasp();
    const source = await document('export.json');
    const before = await api.acceptances({ path: 'file:///other/machine.ts' });
    const first = { added: 1, known: 0, forgotten: 0, forgets: 0, refused: [], refusedTotal: 0, files: 1 };
    const times = { earliest: Date.UTC(2025, 2, 3), latest: Date.UTC(2025, 2, 3) };
    assert.deepEqual(await run({ source, preview: true }), { ...first, ...times });
    assert.equal((await api.acceptances({ path: 'file:///other/machine.ts' })).length, before.length);
    assert.deepEqual(await run({ source: vscode.Uri.file(source), preview: false }), { ...first, ...times });
    assert.equal((await api.acceptances({ path: 'file:///other/machine.ts' })).length, before.length + 1);
    assert.deepEqual(await run({ source, preview: false }), { ...first, added: 0, known: 1, files: 0 });
  });

  it('imports beside refused lines only when it is told to', async () => {
    const source = await document('export.json', 2);
    await assert.rejects(Promise.resolve(run({ source, preview: false })), /2 lines .* nothing was imported/u);
    const report = await run({ source, preview: false, allowRefused: true });
    assert.deepEqual([report?.['added'], report?.['refusedTotal']], [1, 2]);
  });

  it('asks the person, and a no changes nothing', async () => {
    const { api } = await grasp();
    const source = await document('export.json');
    const before = await api.acceptances({ path: 'file:///other/machine.ts' });
    const asked = run({ source });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await asked, undefined);
    assert.deepEqual(await api.acceptances({ path: 'file:///other/machine.ts' }), before);
  });

  const refused: [string, (folder: string) => unknown, RegExp][] = [
    ['a relative path', () => ({ source: 'x.json' }), /absolute path/u],
    ['a URI that is no file', () => ({ source: vscode.Uri.parse('untitled:x.json') }), /absolute path/u],
    ['an argument of a wrong kind', () => ({ source: 7 }), /Nothing was imported/u],
    ['an answer of a wrong kind', (at) => ({ source: at, preview: 'yes' }), /Nothing was imported/u],
    ['a path that leads nowhere', (at) => ({ source: join(at, 'no.json') }), /is not there/u],
    ['a folder without journals', (at) => ({ source: at }), /holds no journals/u],
  ];
  for (const [what, argument, why] of refused) {
    it(`refuses ${what} in words`, async () => {
      await assert.rejects(Promise.resolve(run(argument(folder))), why);
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

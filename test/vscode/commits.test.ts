import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually, exportedText, grasp, hashPaths } from './support.ts';

const NOTE = `"by tests/noted file.ts"
  s_c9883b05a2487d::t_9f8e7d6c5b4a32 2
"by tests/secret.ts"
  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1-2
---
{ "schema_version": "authorship/3.0.0", "prompts": {}, "sessions": { "s_c9883b05a2487d": {} } }`;

interface Recorded {
  readonly k: string;
  readonly p: { readonly uri?: string; readonly lines?: readonly { readonly evidence?: string }[] };
}

describe('what others say of a commit', function () {
  this.timeout(60_000);
  let folder: vscode.Uri;

  before(async () => {
    await grasp();
    folder = vscode.workspace.workspaceFolders![0]!.uri;
    git('config', 'user.name', 'Test');
    git('config', 'user.email', 'test@example.invalid');
    git('config', 'commit.gpgSign', 'false');
  });
  afterEach(async () => {
    await vscode.workspace
      .getConfiguration('grasp')
      .update('privacy.exclude', undefined, vscode.ConfigurationTarget.Global);
  });

  function git(...args: string[]): void {
    const { status, stderr } = spawnSync('git', args, { cwd: folder.fsPath, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }

  async function write(path: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(folder, path);
    await vscode.workspace.fs.writeFile(uri, Buffer.from('export const byHand = 1;\nexport const byAnAgent = 2;\n'));
    return uri;
  }

  /** What told of lines of a file, as it is recorded. */
  async function evidenceOf(uri: vscode.Uri): Promise<string[]> {
    const { events } = JSON.parse(await exportedText()) as { events: Recorded[] };
    const lines = events.filter(({ k, p }) => k === 'provenance' && p.uri === uri.toString());
    return lines.flatMap(({ p }) => p.lines?.flatMap(({ evidence }) => evidence ?? []) ?? []);
  }

  it('is recorded of files that were never opened, but for what is excluded, and exported as Agent Trace', async () => {
    await vscode.workspace
      .getConfiguration('grasp')
      .update('privacy.exclude', ['**/secret*'], vscode.ConfigurationTarget.Global);
    const noted = await write('by tests/noted file.ts');
    const secret = await write('by tests/secret.ts');
    git('add', '--', 'by tests');
    git('commit', '--quiet', '--no-verify', '--message', 'Noted');
    git('notes', '--ref=ai', 'add', '--message', NOTE);
    const evidence = await eventually('the note was read', async () => {
      const found = await evidenceOf(noted);
      return found.length > 0 ? found : undefined;
    });
    assert.deepEqual(evidence, ['git-ai-note']);
    assert.deepEqual(await evidenceOf(secret), []);

    const target = await mkdtemp(join(tmpdir(), 'grasp-export-'));
    try {
      const file = join(target, 'traces.jsonl');
      const result = await vscode.commands.executeCommand<{ events: number }>('grasp.exportData', {
        ...{ target: file, format: 'agent-trace' },
      });
      const text = await readFile(file, 'utf8');
      const records = text.trim().split('\n');
      assert.equal(result.events, records.length);
      const ranges = [{ start_line: 2, end_line: 2 }];
      const told = JSON.stringify({
        ...{ path: 'by tests/noted file.ts', conversations: [{ contributor: { type: 'ai' }, ranges }] },
      });
      assert.ok(
        records.some((one) => one.includes(told)),
        text,
      );
      assert.ok(!text.includes('secret'));
    } finally {
      await rm(target, { recursive: true });
    }
  });

  it('is not exported as Agent Trace while names are hidden', async () => {
    await hashPaths(true);
    try {
      const run = vscode.commands.executeCommand('grasp.exportData', {
        ...{ target: join(tmpdir(), 'grasp-never.jsonl'), format: 'agent-trace' },
      });
      await assert.rejects(Promise.resolve(run), /File names are hidden/u);
    } finally {
      await hashPaths(undefined);
    }
  });
});

// Who wrote the lines of real repositories, as it is written down for others.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { agentTraces, type AgentTraceParts } from '../../../src/features/export-agent-trace/agentTraceExport.ts';
import { GitWorkTrees } from '../../../src/git/gitWorkTrees.ts';
import type { JobProgress } from '../../../src/ports/dataJob.ts';
import { writeAgentTraces } from '../../../src/storage/export/writeAgentTraces.ts';
import { assertAgentTrace } from '../../support/agentTraceSchema.ts';
import { GitRepository } from '../../support/gitRepository.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const AGENT: LineOrigin = { origin: 'agent', confidence: 'certain', evidence: 'editor', acceptance: undefined };

interface Written {
  readonly vcs?: { readonly revision: string };
  readonly files: readonly { readonly path: string; readonly conversations: readonly { readonly ranges: unknown }[] }[];
}

describe('Agent Trace of real repositories', () => {
  const folders = temporaryFolder();
  let repository: GitRepository;
  let root = '';
  let asked: string[];

  beforeEach(async () => {
    root = join(await realpath(folders.path), 'repository');
    repository = await GitRepository.in(root);
    asked = [];
  });

  /** Every line that says "agent" is one's. */
  const parts: AgentTraceParts = {
    workTrees: new GitWorkTrees(() => true),
    ledger: {
      lineOrigins: async ({ uri, lines }) => {
        asked.push(uri);
        return lines.map((line) => (line.includes('agent') ? AGENT : undefined));
      },
    },
    nameOf: async (_root, path) => (path.startsWith('excluded') ? undefined : { uri: path, uris: [] }),
    head: () => ({
      ...{ id: '550e8400-e29b-41d4-a716-446655440000', recordedAt: 0, offset: 0 },
      grasp: '1.0.0',
    }),
  };

  async function traced(stop = () => undefined, progress: (progress: JobProgress) => void = () => undefined) {
    return (await agentTraces(parts, {
      ...{ folders: [root, join(root, 'src'), folders.path], progress },
      stop,
    })) as unknown as Written[];
  }

  it('tells lines of the commit for files that are as in it, and lines of the file for all others', async () => {
    await repository.write('same.ts', 'mine\nby an agent\n');
    await repository.write('windows.ts', 'by an agent\n');
    await repository.write('src/changed.ts', 'by an agent\n');
    await repository.write('excluded.ts', 'by an agent\n');
    await repository.write('mine.ts', 'mine\n');
    await repository.write('.gitignore', 'ignored.ts\n');
    const commit = repository.commit('First');
    await repository.write('windows.ts', 'by an agent\r\n');
    await repository.write('src/changed.ts', 'mine\nby an agent\n');
    await repository.write('new file.ts', 'by an agent');
    await repository.write('ignored.ts', 'by an agent');
    const done: JobProgress[] = [];
    const records = await traced(undefined, (one) => done.push(one));
    records.forEach(assertAgentTrace);
    const found = records.map(({ vcs, files }) => ({
      revision: vcs?.revision,
      files: files.map(({ path, conversations }) => [path, conversations[0]?.ranges]).sort(),
    }));
    const [first, second] = [1, 2].map((at) => [{ start_line: at, end_line: at }]);
    assert.deepEqual(found, [
      {
        revision: commit,
        files: [
          ['same.ts', second],
          ['windows.ts', first],
        ],
      },
      {
        revision: undefined,
        files: [
          ['new file.ts', first],
          ['src/changed.ts', second],
        ],
      },
    ]);
    assert.ok(!asked.includes('excluded.ts') && !asked.includes('ignored.ts'));
    assert.deepEqual(done.at(-1), { done: 7, total: 7, records: 4 });
  });

  it('reads no link, nothing that is no text, and nothing large', async () => {
    const elsewhere = join(folders.path, 'elsewhere.ts');
    await symlink(elsewhere, join(root, 'link.ts'));
    await repository.write('../elsewhere.ts', 'by an agent');
    await repository.write('binary.bin', new Uint8Array([0, 1, 2]));
    await repository.write('latin.ts', Buffer.from('café', 'latin1'));
    await repository.write('large.ts', 'by an agent'.padEnd(2_000_001));
    assert.deepEqual(await traced(), []);
    assert.deepEqual(asked, []);
  });

  it('tells nothing without trust, and outside of repositories', async () => {
    await repository.write('a.ts', 'by an agent');
    assert.equal(await new GitWorkTrees(() => false).list(root), undefined);
    assert.equal(await parts.workTrees.list(folders.path), undefined);
    assert.equal((await parts.workTrees.list(root))?.revision, undefined);
  });

  it('is written whole or not at all', async () => {
    await repository.write('a.ts', 'by an agent');
    const target = join(folders.path, 'traces.jsonl');
    const write = (stop?: () => undefined) =>
      writeAgentTraces({ target, folder: join(folders.path, 'data') }, async () => [
        ...((await traced(stop)) as unknown as Record<string, unknown>[]),
      ]);
    const calledOff = () => {
      throw new Error('Called off.');
    };
    await assert.rejects(write(calledOff), /Called off/u);
    assert.deepEqual(await readdir(folders.path), ['repository']);
    assert.equal(await write(), 1);
    const text = await readFile(target, 'utf8');
    assertAgentTrace(JSON.parse(text));
    assert.equal(text.trim().split('\n').length, 1);
    // No word of the code.
    assert.ok(!text.includes('by an agent'));
  });

  it('is not written into the folder that holds the records', async () => {
    const folder = join(folders.path, 'data');
    await mkdir(folder);
    const target = join(folder, 'traces.jsonl');
    const outcome = await writeAgentTraces({ target, folder }, async () => []);
    assert.match(JSON.stringify(outcome), /does not export into the folder that holds your records/u);
    assert.deepEqual(await readdir(folder), []);
  });
});

// The script that hooks run, with real processes: what it keeps, and that it ends well whatever it is given.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AGENT_NAMES, type AgentName } from '../../../src/domain/attribution/agentReport.ts';
import { agentFolder, placeReportScript, type AgentFolder } from '../../../src/storage/spool/reportScript.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { payloadOf, SCRIPT, type SpooledJson } from './spool.ts';

const DAY = 86_400;

describe('the script that hooks of agents run', () => {
  const folders = temporaryFolder();
  let agents: AgentFolder;

  beforeEach(async () => {
    // A name as the folders of macOS have them, and one that a shell would take apart.
    agents = agentFolder(join(folders.path, "it's the data $(folder)"));
    await placeReportScript(agents, SCRIPT);
    await mkdir(join(folders.path, 'src'));
    await writeFile(join(folders.path, 'src/a.ts'), 'const a = 1;\n');
  });

  function run(agent: string, input: string | Buffer): void {
    const { status, stdout, stderr } = spawnSync('sh', [agents.script, agent], { input, encoding: 'utf8' });
    assert.deepEqual([status, stdout, stderr], [0, '', '']);
  }

  async function spooled(): Promise<SpooledJson[]> {
    const texts = await Promise.all(
      (await readdir(agents.spool)).map((name) => readFile(join(agents.spool, name), 'utf8')),
    );
    return texts
      .join('')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as SpooledJson);
  }

  const src = (name: string) => join(folders.path, 'src', name);
  const blob = createHash('sha1').update('blob 13\0const a = 1;\n').digest('hex');

  const KEPT: Record<AgentName, () => Partial<SpooledJson>[]> = {
    'claude-code': () => [
      {
        ...{ session: '5f3c', tool: 'Edit', path: src('a.ts'), blob },
        edits: [{ removed: 'return "a";', inserted: "return 'b'; // \\d {}[],:\n\treturn;" }],
      },
    ],
    cursor: () => [
      {
        ...{ session: 'c-1', tool: 'afterFileEdit', path: src('a.ts'), blob },
        edits: [
          { removed: 'one', inserted: 'two' },
          { removed: '', inserted: 'three' },
        ],
      },
    ],
    codex: () =>
      ['a.ts', 'new.ts', 'old.ts', 'moved.ts', 'gone.ts'].map((name) => ({
        ...{ session: '0198', tool: 'apply_patch', path: src(name), edits: [], blob: name === 'a.ts' ? blob : '' },
      })),
    gemini: () => [{ session: 'gem', tool: 'write_file', path: src('a.ts'), edits: [], blob }],
    copilot: () => [
      { session: 'cop', tool: 'edit', path: src('a.ts'), blob, edits: [{ removed: 'say("hi\\n")', inserted: '' }] },
    ],
  };

  for (const agent of AGENT_NAMES) {
    it(`keeps of an edit by ${agent} what joins it, and nothing else`, async () => {
      run(agent, await payloadOf(agent, folders.path));
      const lines = await spooled();
      const expected = KEPT[agent]().map((one) => ({ v: 1, agent, ...one }));
      assert.deepEqual(
        lines.map(({ time: _time, call: _call, ...line }) => line),
        expected,
      );
      for (const { time } of lines) assert.ok(Math.abs(time - Date.now()) < 60_000, `at ${String(time)}`);
      const text = JSON.stringify(lines);
      for (const never of ['not kept', 'transcript', '.jsonl', 'some model']) assert.ok(!text.includes(never), never);
    });
  }

  it('keeps its files for the person alone, also where others may read by default', async () => {
    await rm(agents.spool, { recursive: true });
    await mkdir(agents.spool, { mode: 0o700 });
    run('gemini', await payloadOf('gemini', folders.path));
    const [name = ''] = await readdir(agents.spool);
    assert.equal((await stat(join(agents.spool, name))).mode & 0o777, 0o600);
  });

  it('says whose hook it is where Cursor runs those of Claude Code', async () => {
    run(
      'claude-code',
      JSON.stringify({
        session_id: 's',
        cursor_version: '2.0',
        tool_name: 'Write',
        tool_input: { file_path: src('a.ts') },
      }),
    );
    assert.deepEqual(
      (await spooled()).map(({ agent }) => agent),
      ['cursor'],
    );
  });

  it('makes no line of other tools, of what is no JSON, and of nothing', async () => {
    const other = { session_id: 's', tool_name: 'Bash', tool_input: { command: 'cat a', file_path: src('a.ts') } };
    const chat = { session_id: 's', tool_name: 'create_file', tool_input: { filePath: src('a.ts'), content: 'x' } };
    const noPath = { session_id: 's', tool_name: 'Edit', tool_input: { old_string: 'x' } };
    const relative = { session_id: 's', tool_name: 'Edit', tool_input: { file_path: 'src/a.ts' } };
    for (const one of [other, chat, noPath, relative]) run('claude-code', JSON.stringify(one));
    for (const text of [
      '',
      '\n',
      'garbage',
      '{"tool_name":"Edit"',
      '"'.repeat(1_000),
      '[]'.repeat(1_000),
      '{"a":'.repeat(1_000),
    ]) {
      run('claude-code', text);
    }
    run('claude-code', Buffer.from([0, 1, 2, 0xff, 0xfe, 0x22, 0x5c]));
    assert.deepEqual(await spooled(), []);
  });

  it('leaves out texts that are too long for one write, and goes by the hash then', async () => {
    const long = 'x'.repeat(4_000);
    const input = {
      session_id: 's',
      tool_name: 'Edit',
      tool_input: { file_path: src('a.ts'), old_string: long, new_string: 'y' },
    };
    run('claude-code', JSON.stringify(input));
    assert.deepEqual(
      (await spooled()).map((line) => [line.edits, line.blob]),
      [[[], blob]],
    );
  });

  it('bears ten megabytes, also where they come before what matters', async () => {
    const much = 'q"\\{}'.repeat(2_000_000);
    const path = src('a.ts');
    run(
      'claude-code',
      JSON.stringify({ session_id: 's', tool_name: 'Write', tool_input: { file_path: path, content: much } }),
    );
    run(
      'claude-code',
      JSON.stringify({ session_id: 's', tool_name: 'Write', tool_input: { content: much, file_path: path } }),
    );
    run('claude-code', '"'.repeat(10_000_000));
    assert.deepEqual(
      (await spooled()).map((line) => line.path),
      [path],
    );
  });

  it('ends where standard input is closed, and where it never ends', async function () {
    this.timeout(60_000);
    const closed = spawnSync('sh', ['-c', 'exec sh "$0" claude-code <&-', agents.script], { encoding: 'utf8' });
    assert.deepEqual([closed.status, closed.stdout, closed.stderr], [0, '', '']);
    const open = spawn('sh', [agents.script, 'claude-code'], { stdio: ['pipe', 'pipe', 'pipe'] });
    open.stdin.on('error', () => undefined);
    open.stdin.write('{"session_id":');
    const [code] = (await once(open, 'exit')) as [number];
    assert.equal(code, 0);
    open.stdin.end();
  });

  it('ends well where Grasp is gone, where its spool is, and where nothing can be written', async () => {
    const input = await payloadOf('gemini', folders.path);
    const folder = spawnSync('sh', ['-c', `trap '' XFSZ; ulimit -f 0; exec sh "$0" gemini`, agents.script], { input });
    assert.deepEqual([folder.status, folder.stdout.length, folder.stderr.length], [0, 0, 0]);
    assert.deepEqual(await spooled(), []);
    await rm(agents.spool, { recursive: true });
    run('gemini', input);
    await writeFile(agents.spool, '');
    run('gemini', input);
    assert.deepEqual((await readdir(agents.folder)).sort(), ['grasp-report.sh', 'spool']);
  });

  it('begins a line of its own after one that a full disk has torn', async () => {
    run('gemini', await payloadOf('gemini', folders.path));
    const [name = ''] = await readdir(agents.spool);
    const path = join(agents.spool, name);
    await writeFile(path, '{"v":1,"agent":"gem', { flag: 'a' });
    run('gemini', await payloadOf('gemini', folders.path));
    const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
    assert.equal(lines.length, 3);
    assert.equal((JSON.parse(lines[2] ?? '') as SpooledJson).agent, 'gemini');
  });

  it('stops at seven hundred kilobytes a day, follows no link, and clears away what is a week old', async () => {
    const today = Math.floor(Date.now() / 1_000 / DAY);
    for (const [age, kind] of [
      [7, 'jsonl'],
      [6, 'left'],
      [30, `${'0'.repeat(16)}.taken`],
    ] as const) {
      await writeFile(join(agents.spool, `${String(today - age)}.${kind}`), '');
    }
    await writeFile(join(agents.spool, 'notes.txt'), '');
    await writeFile(join(agents.spool, `${String(today)}.jsonl`), 'x'.repeat(700_000));
    run('gemini', await payloadOf('gemini', folders.path));
    const kept = [`${String(today)}.jsonl`, `${String(today - 6)}.left`, 'notes.txt'];
    assert.deepEqual((await readdir(agents.spool)).sort(), kept.sort());
    const path = join(agents.spool, `${String(today)}.jsonl`);
    assert.equal((await stat(path)).size, 700_000);
    await rm(path);
    await writeFile(join(folders.path, 'elsewhere'), '');
    await symlink(join(folders.path, 'elsewhere'), path);
    run('gemini', await payloadOf('gemini', folders.path));
    assert.equal(await readFile(join(folders.path, 'elsewhere'), 'utf8'), '');
  });

  it('is put in place once, for the person alone, and in the place of an older one', async () => {
    assert.equal((await stat(agents.script)).mode & 0o777, 0o600);
    const then = new Date(2_000);
    await utimes(agents.script, then, then);
    await placeReportScript(agents, SCRIPT);
    assert.equal((await stat(agents.script)).mtimeMs, 2_000);
    await writeFile(agents.script, 'exit 1\n');
    await chmod(agents.spool, 0o755);
    await placeReportScript(agents, SCRIPT);
    run('gemini', await payloadOf('gemini', folders.path));
    assert.equal((await spooled()).length, 1);
    assert.equal((await stat(agents.spool)).mode & 0o777, 0o700);
  });
});

// Settings files of agents, on a real disk: what is added, that nothing else is touched, and that it goes without a trace.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, link, lstat, mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { AgentHooks } from '../../../src/agents/agentHooks.ts';
import { withHook, withoutHook } from '../../../src/agents/hookText.ts';
import { hookCommand, KNOWN_AGENTS } from '../../../src/agents/knownAgents.ts';
import { AGENT_NAMES, type AgentName } from '../../../src/domain/attribution/agentReport.ts';
import { hookRecordFiles } from '../../../src/storage/spool/hookRecordFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** Files as people have them, with the list of the agent called LIST. */
const SETTINGS: Record<string, string> = {
  'is empty': '',
  'is white space': '\n  \n',
  'has an empty object': '{}',
  'has an empty object on two lines': '{\n}\n',
  'has comments alone': '// my settings\n/* to come */\n',
  'has a comment in an empty object': '{\n  // to come\n}\n',
  'stands on one line': '{"model":"x","z":[1,2,{"a":null}]}',
  'stands on one line with a trailing comma': '{"model":"x",}',
  'has tabs and comments at its ends': '{\n\t// first\n\t"model": "x" // last of all\n\t/* end */\n}\n',
  'has no line end': '{\n    "model": "x"\n}',
  'has line ends of Windows, trailing commas and a byte order mark':
    '\ufeff{\r\n  "model": "x",\r\n  "hooks": {\r\n    "LIST": [\r\n      { "command": "mine" }, // mine\r\n    ],\r\n  },\r\n}\r\n',
  'has an empty list': '{\n  "hooks": { "LIST": [] },\n  "version": 1\n}\n',
  'has an empty group': '{"hooks":{}}',
  'has other hooks before and after':
    '{\n  "hooks": {\n    "Other": [{ "command": "a" }],\n    "LIST": [\n      {\n        "command": "sh \'/mine/report.sh\'"\n      }\n    ],\n    "Another": []\n  },\n  "z": 1\n}\n',
  'has odd names and texts': '{ "//": "no, // comment", "ä": "\\u00e4\\"}", "LIST": [] }\n',
};

const REFUSED: Record<string, [text: string | Buffer, why: RegExp]> = {
  'is broken': ['{\n  "hooks": {\n    "LIST": [\n  }\n}\n', /^is no JSON at line 4, column 3 \(.*expected\)$/u],
  'is cut off': ['{"model":', /^is no JSON at line 1, column 10 /u],
  'is a list': ['[]', /^holds something else than an object$/u],
  'has a text for a group': ['{"hooks":"all"}', /^has hooks in a form that Grasp does not know$/u],
  'has an object for a list': ['{"hooks":{"LIST":{}}}', /^has hooks in a form/u],
  'has its hooks twice': ['{"hooks":{"a":1},"hooks":{"LIST":[]}}', /^has hooks in a form/u],
  'is no UTF-8': [Buffer.from([0x7b, 0xff, 0x7d]), /^is no text in UTF-8$/u],
  'is huge': [`{"a":"${'x'.repeat(3 * 1024 * 1024)}"}`, /^is longer than settings are$/u],
};

describe('hooks of agents', () => {
  const folders = temporaryFolder();
  let hooks: AgentHooks;
  const script = () => join(folders.path, "da'ta", 'agents', 'grasp-report.sh');
  const undo = () => join(folders.path, 'undo');

  beforeEach(() => {
    hooks = new AgentHooks({ home: () => folders.path, script: script(), records: hookRecordFiles(undo()) });
  });

  async function fileOf(agent: AgentName): Promise<string> {
    const { folder, file } = KNOWN_AGENTS[agent];
    await mkdir(join(folders.path, folder), { recursive: true });
    return join(folders.path, folder, file);
  }

  async function written(agent: AgentName, text: string | Buffer): Promise<string> {
    const path = await fileOf(agent);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof text === 'string' ? text.replaceAll('LIST', KNOWN_AGENTS[agent].list[1]) : text);
    return path;
  }

  const install = async (agent: AgentName) => (await hooks.carryOut(agent, 'install')).outcome;
  const remove = async (agent: AgentName) => (await hooks.carryOut(agent, 'remove')).outcome;

  for (const agent of AGENT_NAMES) {
    const { list, beside, entry } = KNOWN_AGENTS[agent];

    it(`of ${agent} come where there is no file, and leave none`, async () => {
      const path = await fileOf(agent);
      const plan = await hooks.plan(agent, 'install');
      assert.deepEqual([plan.outcome, plan.file, plan.before], ['change', path, undefined]);
      assert.equal(await install(agent), 'change');
      const text = await readFile(path, 'utf8');
      assert.equal(text, plan.after);
      assert.deepEqual(JSON.parse(text), {
        ...beside,
        [list[0]]: { [list[1]]: [entry(hookCommand(script(), agent))] },
      });
      assert.equal((await stat(path)).mode & 0o777, 0o600);
      assert.equal(await install(agent), 'nothing');
      assert.equal(await readFile(path, 'utf8'), text);
      assert.equal(await remove(agent), 'change');
      assert.deepEqual(await readdir(join(folders.path, KNOWN_AGENTS[agent].folder)), []);
      assert.deepEqual(await readdir(undo()), []);
      assert.equal(await remove(agent), 'nothing');
    });

    for (const [what, text] of Object.entries(SETTINGS)) {
      it(`of ${agent} leave all else of a file that ${what}, and go byte for byte`, async () => {
        const path = await written(agent, text);
        const before = await readFile(path);
        await chmod(path, 0o640);
        assert.equal(await install(agent), 'change');
        const after = await readFile(path, 'utf8');
        assertOnlyAdded(before.toString('utf8'), after);
        const values = parse(after.replace('\ufeff', '')) as Record<string, Record<string, unknown[]>>;
        assert.deepEqual(values[list[0]]?.[list[1]]?.at(-1), entry(hookCommand(script(), agent)));
        assert.equal((await stat(path)).mode & 0o777, 0o640);
        assert.equal(await install(agent), 'nothing');
        assert.deepEqual(await hooks.installed(), [agent]);
        assert.equal(await remove(agent), 'change');
        assert.deepEqual(await readFile(path), before);
        assert.equal((await stat(path)).mode & 0o777, 0o640);
        assert.deepEqual(await hooks.installed(), []);
      });
    }

    for (const [what, [text, why]] of Object.entries(REFUSED)) {
      it(`of ${agent} refuse a file that ${what}, say why, and leave it`, async () => {
        const path = await written(agent, text);
        const before = await readFile(path);
        const plan = await hooks.carryOut(agent, 'install');
        assert.equal(plan.outcome, 'refused');
        assert.match(plan.why ?? '', why);
        assert.deepEqual(await readFile(path), before);
        assert.deepEqual(await readdir(dirname(path)), [path.slice(dirname(path).length + 1)]);
      });
    }
  }

  it('are taken out alone where the file has changed since', async () => {
    const path = await written('claude-code', '{\n  // mine\n  "model": "x"\n}\n');
    await install('claude-code');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"x",', '"y", // new'));
    assert.equal(await remove('claude-code'), 'change');
    assert.equal(await readFile(path, 'utf8'), '{\n  // mine\n  "model": "y" // new\n}\n');
  });

  it('are taken out of a group in which somebody has put another one, and without a record', async () => {
    const path = await written('claude-code', '{}');
    await install('claude-code');
    const text = await readFile(path, 'utf8');
    await writeFile(
      path,
      text.replace('"hooks": [\n', '"hooks": [\n          { "type": "command", "command": "mine" },\n'),
    );
    await rm(undo(), { recursive: true });
    assert.equal(await remove('claude-code'), 'change');
    const { hooks: left } = JSON.parse(await readFile(path, 'utf8')) as { hooks: unknown };
    const group = { matcher: 'Edit|Write|NotebookEdit', hooks: [{ type: 'command', command: 'mine' }] };
    assert.deepEqual(left, { PostToolUse: [group] });
  });

  it('of an older data folder give way to those of the new one', async () => {
    const path = await written('cursor', '{ "version": 1 }\n');
    await install('cursor');
    const moved = new AgentHooks({
      home: () => folders.path,
      script: '/new/grasp-report.sh',
      records: hookRecordFiles(undo()),
    });
    assert.equal((await moved.carryOut('cursor', 'install')).outcome, 'change');
    const text = await readFile(path, 'utf8');
    assert.ok(!text.includes('da') && text.includes("sh '/new/grasp-report.sh' cursor"), text);
    await moved.carryOut('cursor', 'remove');
    assert.equal(await readFile(path, 'utf8'), '{ "version": 1 }\n');
  });

  it('are written through a symbolic link, which stays', async () => {
    const path = await fileOf('claude-code');
    await mkdir(join(folders.path, 'dotfiles'));
    await writeFile(join(folders.path, 'dotfiles/claude.json'), '{}\n');
    await symlink('../dotfiles/claude.json', path);
    await install('claude-code');
    assert.equal(await readlink(path), '../dotfiles/claude.json');
    assert.match(await readFile(join(folders.path, 'dotfiles/claude.json'), 'utf8'), /grasp-report/u);
    assert.deepEqual(await readdir(join(folders.path, 'dotfiles')), ['claude.json']);
    await remove('claude-code');
    assert.equal(await readFile(path, 'utf8'), '{}\n');
    assert.ok((await lstat(path)).isSymbolicLink());
  });

  it('refuse what is no file of the person’s own to be replaced', async () => {
    const path = await fileOf('gemini');
    const why = async () => (await hooks.carryOut('gemini', 'install')).why;
    await symlink('nowhere', path);
    assert.equal(await why(), 'is a symbolic link to a file that is not there');
    await rm(path);
    await mkdir(path);
    assert.equal(await why(), 'is no plain file');
    await rm(path, { recursive: true });
    await writeFile(path, '{}', { mode: 0o444 });
    assert.equal(await why(), 'is read-only');
    await chmod(path, 0o644);
    await link(path, join(folders.path, 'second'));
    assert.match((await why()) ?? '', /^has a second name/u);
    await rm(join(folders.path, 'second'));
    if (process.getuid?.() === 0) {
      spawnSync('chown', ['12345', path]);
      assert.equal(await why(), 'belongs to somebody else');
    }
    assert.equal(await readFile(path, 'utf8'), '{}');
  });

  it('never write over what somebody else has written meanwhile', async () => {
    const path = await written('gemini', '{"a":1}');
    const records = hookRecordFiles(undo());
    const meddled = new AgentHooks({
      home: () => folders.path,
      script: script(),
      // The record is written after the file was read, and before it is replaced.
      records: { ...records, write: () => writeFile(path, '{"b":2}') },
    });
    const plan = await meddled.carryOut('gemini', 'install');
    assert.deepEqual([plan.outcome, plan.why], ['refused', 'was changed by somebody else meanwhile']);
    assert.equal(await readFile(path, 'utf8'), '{"b":2}');
    assert.deepEqual(await readdir(dirname(path)), ['settings.json']);
  });

  it('come to no agent that is not here, and are found only where it is', async () => {
    assert.deepEqual(await hooks.found(), []);
    assert.match((await hooks.carryOut('codex', 'install')).why ?? '', /Codex CLI has no folder here$/u);
    assert.deepEqual(await readdir(folders.path), []);
    await mkdir(join(folders.path, '.gemini'));
    await mkdir(join(folders.path, '.cursor'));
    assert.deepEqual(await hooks.found(), ['cursor', 'gemini']);
  });

  it('keep the way back for the person alone, and pass over one that was tampered with', async () => {
    const path = await written('claude-code', '{"secret":1}');
    await install('claude-code');
    const record = join(undo(), 'claude-code.undo.json');
    assert.equal((await stat(record)).mode & 0o777, 0o600);
    await writeFile(record, '{"v":1,"file":3}');
    assert.equal(await remove('claude-code'), 'change');
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { secret: 1, hooks: { PostToolUse: [] } });
  });

  it('run a command that succeeds and says nothing, also without the script, whatever the folder is called', () => {
    for (const folder of ["/it's", '/a b', '/$(touch x)', '/`x`', '/"x"', '/ä\\n']) {
      const command = hookCommand(join(folders.path, folder, 'grasp-report.sh'), 'codex');
      for (const shell of ['sh', 'bash']) {
        const { status, stdout, stderr } = spawnSync(shell, ['-c', command], { cwd: folders.path, input: '{}' });
        assert.deepEqual([status, stdout.length, stderr.length], [0, 0, 0], command);
      }
    }
  });

  it('come and go in any file that is JSON', () => {
    const layouts = fc.constantFrom(undefined, 1, 2, 4, '\t');
    const top = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(top, layouts, fc.constantFrom(...AGENT_NAMES), (value, layout, name) => {
        const agent = KNOWN_AGENTS[name];
        const text = JSON.stringify({ ...value, hooks: { [agent.list[1]]: [1], a: value } }, undefined, layout);
        const after = withHook(text, agent, hookCommand('/x/grasp-report.sh', name));
        if ('refused' in after) assert.fail(after.refused);
        assert.deepEqual(withoutHook(after.text, agent, text), { text });
      }),
    );
  });
});

/** Every character from before is still there, in the same order. */
function assertOnlyAdded(before: string, after: string): void {
  let at = 0;
  for (const character of before) {
    at = after.indexOf(character, at);
    assert.notEqual(at, -1, `something is gone:\n${before}\n${after}`);
    at += character.length;
  }
}

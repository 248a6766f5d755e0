import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { commandOfHook, runHookBeside } from './agentHook.ts';
import { gitByTests } from './gitByTests.ts';
import { closeEditors, eventually, grasp, toldAcceptances, type } from './support.ts';
import { beginAgent, endAgent } from './terminalAgent.ts';

const TEXT = 'const a = 1;\nconst b = 2;\nconst c = 3;\n';
const [D, E] = ['const d = 4;\n', 'const e = 5;\n'];
const AFTER = TEXT + D + E;
/** What is written in the moment of a commit may be git's. */
const AFTER_GIT = 1_700;
/** By now no report is waited for any more, in milliseconds. */
const REPORTS_OVER = 11_000;

type State = 'open' | 'dirty' | 'closed' | 'new';

/** How an agent writes a file, and what it tells of that to a hook. */
interface Way {
  readonly write: (path: string) => Promise<void>;
  /** of an edit, beside the path; of other tools the content is all that is told */
  readonly edit?: { readonly old_string: string; readonly new_string: string };
}

const WAYS: Readonly<Record<string, Way>> = {
  whole: { write: (path) => writeFile(path, AFTER) },
  renamed: {
    write: async (path) => {
      await writeFile(`${path}.tmp`, AFTER);
      await rename(`${path}.tmp`, path);
    },
    edit: { old_string: 'const c = 3;', new_string: `const c = 3;\n${D}${E}`.trimEnd() },
  },
  appended: {
    write: (path) => appendFile(path, D + E),
    edit: { old_string: 'const c = 3;', new_string: `const c = 3;\n${D}${E}`.trimEnd() },
  },
  gone: { write: (path) => rm(path) },
};

interface Case {
  readonly name: string;
  readonly path: string;
  readonly state: State;
  readonly way: Way;
}

describe('who wrote to the disk', function () {
  this.timeout(90_000);
  const told = toldAcceptances();
  const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const realHome = process.env['HOME'];
  const git = (...args: string[]): Promise<string> => gitByTests(folder, ...args);
  let home: string | undefined;
  let terminal: vscode.Terminal | undefined;

  before(grasp);
  afterEach(async () => {
    if (terminal !== undefined) await endAgent(terminal);
    terminal = undefined;
    await closeEditors();
    if (home === undefined) return;
    await vscode.commands.executeCommand('grasp.removeAgentHooks', { preview: false });
    if (realHome === undefined) delete process.env['HOME'];
    else process.env['HOME'] = realHome;
    await rm(home, { recursive: true });
    home = undefined;
  });

  /** Lets Claude Code report, and gives what runs its hook. */
  async function hooks(): Promise<(path: string, edit?: Way['edit']) => Promise<void>> {
    home = await mkdtemp(join(tmpdir(), 'grasp-home-'));
    process.env['HOME'] = home;
    assert.equal(homedir(), home, 'this would change the settings of whoever runs the tests');
    await mkdir(join(home, '.claude'));
    await vscode.commands.executeCommand('grasp.installAgentHooks', { agents: ['claude-code'], preview: false });
    const command = await commandOfHook(join(home, '.claude/settings.json'));
    return (path, edit) =>
      runHookBeside(command, {
        ...{ session_id: 's', cwd: folder, tool_name: edit === undefined ? 'Write' : 'Edit' },
        tool_input: { file_path: path, ...(edit ?? { content: AFTER }) },
      });
  }

  async function open(path: string): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.file(path);
    await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
    return eventually('the file is open', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.toString() === uri.toString() ? document : undefined;
    });
  }

  /** Files that are committed, but for those that are to be made, in the states of their cases. */
  async function prepared(place: string, states: readonly State[]): Promise<readonly Case[]> {
    const cases = Object.entries(WAYS).flatMap(([how, way]) =>
      states
        .filter((state) => how !== 'gone' || state !== 'new')
        .map((state) => {
          const name = `${state} ${how}`;
          return { ...{ name, state, way }, path: join(folder, place, `${name}.ts`) };
        }),
    );
    await mkdir(join(folder, place), { recursive: true });
    for (const { path, state } of cases) if (state !== 'new') await writeFile(path, TEXT);
    await git('add', '--', place);
    await git('commit', '--quiet', '--message', place, '--', place);
    await sleep(AFTER_GIT);
    for (const { path, state } of cases) {
      if (state !== 'open' && state !== 'dirty') continue;
      await open(path);
      if (state === 'dirty') await type('let mine;');
    }
    return cases;
  }

  const ofFile = (path: string) => told.filter(({ uri }) => uri === vscode.Uri.file(path).toString());
  const seen = () => told.map(({ uri, origin, confidence, lines }) => [basename(uri), origin, confidence, lines]);

  /** The lines that were written are in the open files by now, and whose they are. */
  async function originsWhereOpen(cases: readonly Case[]): Promise<Record<string, string>> {
    const { api } = await grasp();
    const origins: Record<string, string> = {};
    for (const { name, path, state } of cases) {
      if (state !== 'open' || name.endsWith('gone')) continue;
      const ranges = await api.provenance(vscode.Uri.file(path));
      origins[name] = ranges.map((one) => `${one.origin} ${String(one.firstLine)}-${String(one.lastLine)}`).join();
    }
    return origins;
  }

  const isWritten = ({ name, state }: Case): boolean => state !== 'dirty' && !name.endsWith('gone');

  /** What was written is an agent's where it is in the file that people see, and nothing else is. */
  async function seeAgent(cases: readonly Case[], confidence: string): Promise<void> {
    for (const { name, path } of cases.filter(isWritten)) {
      await eventually(
        `${name}: it is ${confidence} that it is the agent’s; told was ${JSON.stringify(seen())}`,
        async () => {
          const { api } = await grasp();
          const [one] = await api.acceptances({ path });
          return one?.confidence === confidence ? one : undefined;
        },
        15_000,
      );
      const { api } = await grasp();
      const all = (await api.acceptances({ path })).map((one) => [one.origin, one.provider, one.state, one.line]);
      assert.deepEqual(all, [['agent', 'claude-code', 'kept', name.startsWith('new') ? 0 : 3]], name);
    }
    const others = cases.filter((one) => !isWritten(one)).flatMap(({ path }) => ofFile(path));
    assert.deepEqual(others, []);
  }

  it('is nobody known without an agent', async () => {
    const cases = await prepared('alone', ['open', 'dirty', 'closed', 'new']);
    await Promise.all(cases.map(({ path, way }) => way.write(path)));
    await sleep(REPORTS_OVER);
    assert.deepEqual(seen(), []);
    const external = { 'open whole': 'external 3-4', 'open renamed': 'external 3-4', 'open appended': 'external 3-4' };
    assert.deepEqual(await originsWhereOpen(cases), external);
  });

  it('is likely an agent that runs in a terminal, however it writes', async () => {
    const cases = await prepared('by terminal', ['open', 'dirty', 'closed', 'new']);
    terminal = await beginAgent(folder);
    await Promise.all(cases.map(({ path, way }) => way.write(path)));
    await seeAgent(cases, 'likely');
    const agent = { 'open whole': 'agent 3-4', 'open renamed': 'agent 3-4', 'open appended': 'agent 3-4' };
    assert.deepEqual(await originsWhereOpen(cases), agent);
    // It goes and comes back by git, as agents let it do: that is nothing new.
    const before = told.length;
    await git('stash', '--quiet');
    await sleep(AFTER_GIT);
    await git('stash', 'pop', '--quiet');
    await sleep(AFTER_GIT);
    assert.equal(told.length, before);
  });

  it('is certainly an agent that reports it afterwards, and likely was one before where it runs in a terminal', async () => {
    const report = await hooks();
    const cases = await prepared('by report after', ['open', 'dirty', 'closed']);
    await Promise.all(cases.map(({ path, way }) => way.write(path)));
    await Promise.all(cases.map(({ path, way }) => report(path, way.edit)));
    await seeAgent(cases, 'certain');
    const more = await prepared('by both', ['open', 'closed', 'new']);
    terminal = await beginAgent(folder);
    await Promise.all(more.map(({ path, way }) => way.write(path)));
    await seeAgent(more, 'likely');
    await Promise.all(more.map(({ path, way }) => report(path, way.edit)));
    await seeAgent(more, 'certain');
  });

  it('is certainly an agent that reports its edits before they are seen', async () => {
    const report = await hooks();
    const cases = (await prepared('by report before', ['open', 'dirty', 'closed'])).filter(({ way }) => way.edit);
    await Promise.all(cases.map(({ path, way }) => report(path, way.edit)));
    await Promise.all(cases.map(({ path, way }) => way.write(path)));
    await seeAgent(cases, 'certain');
  });

  it('is never an agent where git has been at work between the write and the report', async () => {
    const report = await hooks();
    const paths = Array.from({ length: 8 }, (_, at) =>
      join(folder, 'between', `${at % 2 ? 'open' : 'closed'} ${at}.ts`),
    );
    await mkdir(dirname(paths[0]!), { recursive: true });
    for (const path of paths) await writeFile(path, AFTER);
    await git('add', '--', 'between');
    await git('commit', '--quiet', '--message', 'Between', '--', 'between');
    await sleep(AFTER_GIT);
    for (const path of paths) if (basename(path).startsWith('open')) await open(path);
    // Reports are read once a second: some of these come before it is judged what git brought.
    for (const path of paths) {
      await writeFile(path, TEXT);
      await sleep(300);
      await git('checkout', '--', path);
      await report(path);
    }
    // What a person wrote and committed in between is no part of an edit that is reported.
    const person = join(folder, 'between', 'person.ts');
    await writeFile(person, TEXT);
    await git('add', '--', person);
    await git('commit', '--quiet', '--message', 'Person', '--', person);
    await appendFile(person, D);
    await git('commit', '--quiet', '--message', 'Person', '--', person);
    await report(person, { old_string: 'elsewhere', new_string: 'const b = 22;' });
    await sleep(REPORTS_OVER);
    assert.deepEqual(seen(), []);
  });
});

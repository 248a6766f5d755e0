// The window's half of the commit hook, with hooks that a test makes up: their files, and processes that are there or gone.
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommitAsk } from '../../../src/ports/commitAsks.ts';
import { commitHookFolder } from '../../../src/storage/commitHook/commitHookFolder.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { SCRIPT } from './hookedRepository.ts';
import { ScriptedWindow } from './scriptedWindow.ts';

const TREE = 'b22adfa74ea11f193b62cd1ce32d14a6350090b8';
const DAY = 86_400_000;

describe('the window that commit hooks ask', () => {
  const folders = temporaryFolder();
  const windows: ScriptedWindow[] = [];
  const processes: ChildProcess[] = [];

  afterEach(() => {
    for (const { asks } of windows.splice(0)) asks.dispose();
    for (const one of processes.splice(0)) one.kill('SIGKILL');
  });

  function make(answer: (ask: CommitAsk) => Promise<void> = ({ isOver }) => isOver): ScriptedWindow {
    const window = new ScriptedWindow(join(folders.path, 'data'), answer);
    windows.push(window);
    return window;
  }

  async function open(answer?: (ask: CommitAsk) => Promise<void>): Promise<ScriptedWindow> {
    const window = make(answer);
    await window.asks.serve(true);
    return window;
  }

  /** A process that is there, in whose name something is asked. */
  function hookProcess(): number {
    const hook = spawn('sleep', ['300']);
    processes.push(hook);
    return hook.pid ?? 0;
  }

  function goneProcess(): number {
    return spawnSync('true').pid;
  }

  async function request(window: ScriptedWindow, pid: number, text: string | Buffer): Promise<void> {
    await writeFile(join(folders.path, 'request'), text);
    await rename(join(folders.path, 'request'), join(window.folder, `ask.${pid}`));
  }

  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isSo())) await sleep(5);
  }

  async function has(window: ScriptedWindow, name: string): Promise<boolean> {
    return (await readdir(window.folder)).includes(name);
  }

  it('keeps its folders and the script for the person alone, and the script as it is shipped', async () => {
    await mkdir(join(folders.path, 'data/commit-hook'), { recursive: true, mode: 0o755 });
    const { folder, asks } = await open();
    const script = join(dirname(folder), 'grasp-commit.sh');
    const modes = await Promise.all(
      [dirname(folder), folder, script].map(async (path) => (await stat(path)).mode % 0o1000),
    );
    assert.deepEqual(modes, [0o700, 0o700, 0o700]);
    await utimes(script, 2, 2);
    await asks.serve(true);
    assert.equal((await stat(script)).mtimeMs, 2_000, 'it is not written anew');
    for (const spoil of [() => writeFile(script, 'exit 1\n'), () => chmod(script, 0o600), () => rm(script)]) {
      await spoil();
      await asks.serve(true);
      assert.equal(await readFile(script, 'utf8'), await readFile(SCRIPT, 'utf8'));
      assert.equal((await stat(script)).mode % 0o1000, 0o700);
    }
    assert.deepEqual((await readdir(dirname(folder))).sort(), ['00000000000000a1', 'grasp-commit.sh']);
  });

  it('makes nothing before it serves, and is marked only while it does', async () => {
    const window = make();
    assert.deepEqual(await readdir(folders.path), []);
    await window.asks.serve(true);
    assert.equal(await readFile(join(window.folder, 'here'), 'utf8'), `${process.pid}\n`);
    await Promise.all([window.asks.serve(false), window.asks.serve(true), window.asks.serve(false)]);
    assert.deepEqual(await readdir(window.folder), []);
  });

  it('tells a listener of a request once, with a path that may hold anything', async () => {
    const window = await open();
    const root = '/a\n1\n\n$(b) "c"\n';
    await request(window, hookProcess(), `1\n${TREE}\nterminal\n${root}`);
    await until(() => window.asked.length > 0);
    await request(window, hookProcess(), `1\n${'a'.repeat(64)}\neditor\n/`);
    await until(() => window.asked.length > 1);
    assert.deepEqual(
      window.asked.map((ask) => [ask.tree, ask.isInTerminal, ask.root]),
      [
        [TREE, true, root],
        ['a'.repeat(64), false, '/'],
      ],
    );
  });

  it('finds what was asked before it served, and asks nothing while it does not', async () => {
    const window = await open();
    await window.asks.serve(false);
    await request(window, hookProcess(), `1\n${TREE}\nterminal\n/a`);
    await window.asks.serve(false);
    assert.equal(window.asked.length, 0);
    await window.asks.serve(true);
    assert.equal(window.asked.length, 1);
  });

  it('lets a commit go on that asks something else', async () => {
    const window = await open();
    for (const text of [
      ...['', '1', `1\n${TREE}`, `1\n${TREE}\neditor`, `1\n${TREE}\neditor\n`, `1\n${TREE}\neditor\nrelative`],
      ...[`2\n${TREE}\neditor\n/a`, `1\n${TREE}0\neditor\n/a`, `1\n${TREE.toUpperCase()}\neditor\n/a`],
      ...[`1\n--help\neditor\n/a`, `1\n${TREE}\n/a`, `1\n${TREE}\nnowhere\n/a`, `1\n${TREE}\neditor\n/a\0b`],
      `1\n${TREE}\neditor\n/${'a'.repeat(9_000)}`,
    ]) {
      const pid = hookProcess();
      await request(window, pid, text);
      await until(() => has(window, `go.${pid}`));
    }
    const [link, folder] = [hookProcess(), hookProcess()];
    await writeFile(join(folders.path, 'elsewhere'), `1\n${TREE}\nterminal\n/a`);
    await symlink(join(folders.path, 'elsewhere'), join(window.folder, `ask.${link}`));
    await mkdir(join(window.folder, `ask.${folder}`));
    const pipe = hookProcess();
    spawnSync('mkfifo', [join(window.folder, `ask.${pipe}`)]);
    for (const pid of [link, folder, pipe]) await until(() => has(window, `go.${pid}`));
    assert.deepEqual(window.asked, []);
  });

  it('lets a commit go on whose listener fails, has nothing to say, or is not there', async () => {
    const answers = [
      () => Promise.reject(new Error('a fault')),
      () => {
        throw new Error('a fault');
      },
      () => Promise.resolve(),
    ];
    for (const answer of answers) {
      const window = await open(answer);
      const pid = hookProcess();
      await request(window, pid, `1\n${TREE}\nterminal\n/a`);
      await until(() => has(window, `go.${pid}`));
      await window.asked[0]?.isOver;
      window.asks.dispose();
    }
    const deaf = new ScriptedWindow(join(folders.path, 'data'), undefined);
    windows.push(deaf);
    await deaf.asks.serve(true);
    const pid = hookProcess();
    await request(deaf, pid, `1\n${TREE}\nterminal\n/a`);
    await until(() => has(deaf, `go.${pid}`));
  });

  it('writes what a hook can read, whatever it is told', async () => {
    for (const [lines, seconds, most, written] of [
      [12, 90, 300, '12 90 300\n'],
      [0, 0, -1, '1 1 1\n'],
      [1e9, 1e9, Infinity, '999999 300 300\n'],
      [1.6, NaN, 2.4, '2 1 2\n'],
    ] as const) {
      const window = await open(async (ask) => {
        await ask.wait(lines, seconds, most);
        await ask.wait(7, 7, 7);
        ask.writing();
        ask.writing();
        await ask.isOver;
        await ask.wait(8, 8, 8);
        ask.writing();
      });
      const pid = hookProcess();
      await request(window, pid, `1\n${TREE}\nterminal\n/a`);
      await until(() => has(window, `writing.${pid}`));
      assert.equal(await readFile(join(window.folder, `wait.${pid}`), 'utf8'), written);
      await rm(join(window.folder, `ask.${pid}`));
      await until(async () => (await readdir(window.folder)).join() === 'here');
      assert.deepEqual(window.log.lines, []);
      window.asks.dispose();
    }
  });

  it('knows when a hook has ended or was killed, and clears away what it left', async () => {
    const window = await open();
    for (const end of ['taken back', 'killed'] as const) {
      const pid = hookProcess();
      await request(window, pid, `1\n${TREE}\nterminal\n/a`);
      await until(() => window.asked.length > 0);
      if (end === 'taken back') await rm(join(window.folder, `ask.${pid}`));
      else process.kill(pid, 'SIGKILL');
      await window.asked.pop()?.isOver;
      await until(async () => (await readdir(window.folder)).join() === 'here');
    }
  });

  it('clears away what dead hooks have left, and what is too old for any', async () => {
    const window = await open();
    const [gone, old, fresh] = [goneProcess(), hookProcess(), hookProcess()];
    await window.asks.serve(false);
    const names = ['ask', 'wait', 'writing', 'go', 'taken', '.ask', '.wait'].flatMap((kind) => [
      `${kind}.${gone}`,
      `${kind}.${old}`,
    ]);
    const then = new Date(Date.now() - 3_600_000);
    for (const name of names) {
      await writeFile(join(window.folder, name), '');
      if (name.endsWith(String(old))) await utimes(join(window.folder, name), then, then);
    }
    await writeFile(join(window.folder, `.ask.${fresh}`), '');
    await writeFile(join(window.folder, 'notes.txt'), '');
    await window.asks.serve(true);
    assert.deepEqual((await readdir(window.folder)).sort(), [`.ask.${fresh}`, 'here', 'notes.txt']);
    assert.deepEqual(window.asked, []);
  });

  it('lets a commit go on that a window had taken which died', async () => {
    const window = await open();
    const pid = hookProcess();
    await window.asks.serve(false);
    await writeFile(join(window.folder, `taken.${pid}`), `${goneProcess()}\n`);
    await request(window, pid, `1\n${TREE}\nterminal\n/a`);
    await window.asks.serve(true);
    assert.ok(await has(window, `go.${pid}`));
    assert.deepEqual(window.asked, []);
  });

  it('leaves to another window what that has taken', async () => {
    const window = await open();
    const pid = hookProcess();
    await window.asks.serve(false);
    await writeFile(join(window.folder, `taken.${pid}`), `${process.ppid}\n`);
    await request(window, pid, `1\n${TREE}\nterminal\n/a`);
    await window.asks.serve(true);
    assert.deepEqual((await readdir(window.folder)).sort(), [`ask.${pid}`, 'here', `taken.${pid}`]);
    assert.deepEqual(window.asked, []);
  });

  it('takes no mark from another window, and sets its own again where that one takes its own along', async () => {
    const window = await open();
    const here = join(window.folder, 'here');
    await writeFile(here, `${process.ppid}\n`);
    await window.asks.serve(false);
    assert.equal(await readFile(here, 'utf8'), `${process.ppid}\n`);
    await window.asks.serve(true);
    for (const lose of [
      () => rm(here),
      () => writeFile(here, `${goneProcess()}\n`),
      () => rm(window.folder, { recursive: true }),
    ]) {
      await lose();
      await until(async () => (await readFile(here, 'utf8').catch(() => '')) === `${process.pid}\n`);
    }
    const pid = hookProcess();
    await request(window, pid, `1\n${TREE}\nterminal\n/a`);
    await until(() => window.asked.length === 1);
  });

  it('removes the folders of windows of long ago, and nothing else', async () => {
    const others = join(folders.path, 'data/commit-hook');
    const names = ['00000000000000b1', '00000000000000b2', 'notes'];
    for (const name of names) await mkdir(join(others, name), { recursive: true });
    for (const [name, days] of [
      ['00000000000000b1', 31],
      ['00000000000000b2', 29],
      ['notes', 31],
    ] as const) {
      const then = new Date(Date.now() - days * DAY);
      await utimes(join(others, name), then, then);
    }
    await open();
    assert.deepEqual((await readdir(others)).sort(), [
      '00000000000000a1',
      '00000000000000b2',
      'grasp-commit.sh',
      'notes',
    ]);
  });

  it('leaves nothing when it is disposed of, also while it begins, and goes on with nothing then', async () => {
    const window = await open();
    const pid = hookProcess();
    await request(window, pid, `1\n${TREE}\nterminal\n/a`);
    await until(() => window.asked.length === 1);
    window.asks.dispose();
    await window.asked[0]?.isOver;
    await until(async () => (await readdir(dirname(window.folder))).join() === 'grasp-commit.sh');
    for (const turns of Array.from({ length: 40 }, (_, at) => at)) {
      const early = make();
      const served = early.asks.serve(true);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      early.asks.dispose();
      await served;
      await early.asks.serve(true);
      assert.deepEqual(await readdir(dirname(window.folder)), ['grasp-commit.sh'], `after ${turns} turns`);
    }
  });

  it('says so in the log where its folder can not be used, and rejects nothing', async () => {
    await writeFile(join(folders.path, 'data'), '');
    const window = await open();
    assert.match(window.log.lines.join(), /can not be used now/u);
    await window.asks.serve(false);
    window.asks.dispose();
    assert.throws(() => commitHookFolder('/data', '../elsewhere'), /no id of a window/u);
  });
});

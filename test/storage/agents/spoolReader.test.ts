// The spool read by windows, with the real script before it: what comes through, what is refused, what a death costs.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentReport } from '../../../src/domain/attribution/agentReport.ts';
import { systemClock, systemTimers } from '../../../src/host/systemTime.ts';
import { agentFolder, placeReportScript, type AgentFolder } from '../../../src/storage/spool/reportScript.ts';
import { SpoolReader } from '../../../src/storage/spool/spoolReader.ts';
import { MemoryLog } from '../../support/fakes.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { payloadOf, SCRIPT } from './spool.ts';

const DAY = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY);

interface Window {
  readonly reader: SpoolReader;
  readonly got: AgentReport[];
  readonly log: MemoryLog;
  /** what its listener does before it takes reports */
  before: () => Promise<void>;
}

describe('the spool of agents', () => {
  const folders = temporaryFolder();
  let agents: AgentFolder;
  let project: string;
  const windows: Window[] = [];
  let clock = systemClock;

  beforeEach(async () => {
    clock = systemClock;
    agents = agentFolder(join(folders.path, 'data'));
    await placeReportScript(agents, SCRIPT);
    project = join(folders.path, 'project');
    await mkdir(join(project, 'src'), { recursive: true });
    await writeFile(join(project, 'src/a.ts'), 'const a = 1;\n');
  });

  afterEach(() => {
    for (const { reader } of windows.splice(0)) reader.dispose();
  });

  /** A window that looks a hundred times as often as a real one. */
  function open(of: string | readonly string[] = project, released = true): Window {
    const log = new MemoryLog();
    const timers = { after: (milliseconds: number, run: () => void) => systemTimers.after(milliseconds / 100, run) };
    const folders = typeof of === 'string' ? [of] : of;
    const reader = new SpoolReader({
      spool: agents.spool,
      clock: { ...clock, now: () => clock.now() },
      timers,
      log,
      folders: () => folders,
    });
    const window: Window = { reader, log, got: [], before: () => Promise.resolve() };
    reader.onReports(async (reports) => {
      await window.before();
      window.got.push(...reports);
    });
    if (released) reader.release();
    windows.push(window);
    return window;
  }

  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + 15_000;
    while (!(await isSo())) {
      if (Date.now() > end) assert.fail(`never happened: ${isSo.toString()}`);
      await sleep(5);
    }
  }

  const isEmpty = async () => (await readdir(agents.spool)).length === 0;
  const files = async () => (await readdir(agents.spool)).sort();
  /** Long enough for a window to have looked several times. */
  const looks = () => sleep(100);

  function line(part: Partial<Record<string, unknown>> = {}): string {
    const told = {
      v: 1,
      agent: 'gemini',
      session: 's',
      tool: 'replace',
      path: join(project, 'src/a.ts'),
      time: Date.now(),
      call: 1,
    };
    return JSON.stringify({ ...told, edits: [], blob: '', ...part });
  }

  async function spool(lines: readonly string[], name = `${String(TODAY)}.jsonl`): Promise<string> {
    const path = join(agents.spool, name);
    await writeFile(path, lines.map((one) => `\n${one}\n`).join(''), { mode: 0o600, flag: 'a' });
    return path;
  }

  it('brings what the script wrote, while no window was open and while one is, and is empty then', async () => {
    const run = async (agent: 'claude-code' | 'codex') =>
      spawnSync('sh', [agents.script, agent], { input: await payloadOf(agent, project) });
    await run('claude-code');
    const { got } = open();
    await until(() => got.length === 1);
    const [report] = got;
    assert.ok(report);
    assert.match(report.id, /^[0-9a-f]{32}$/u);
    assert.deepEqual(
      [report.agent, report.session, report.tool, report.path, report.edits.length, report.blob?.length],
      ['claude-code', '5f3c', 'Edit', join(project, 'src/a.ts'), 1, 40],
    );
    await until(isEmpty);
    await run('codex');
    await until(() => got.length === 6);
    assert.deepEqual(
      got.slice(1).map(({ path }) => path.slice(project.length)),
      ['/src/a.ts', '/src/new.ts', '/src/old.ts', '/src/moved.ts', '/src/gone.ts'],
    );
    await until(isEmpty);
  });

  it('loses and doubles no line of agents that write at the same time, read by two windows of one folder', async () => {
    const [one, other] = [open(), open()];
    const input = await payloadOf('gemini', project);
    const script = 'i=0; while [ $i -lt 20 ]; do printf %s "$2" | sh "$0" "$1"; i=$((i + 1)); done';
    const writers = Array.from({ length: 3 }, () =>
      spawn('sh', ['-c', script, agents.script, 'gemini', input], { stdio: 'ignore' }),
    );
    await Promise.all(writers.map((writer) => once(writer, 'exit')));
    const all = () => [...one.got, ...other.got].map(({ id }) => id);
    await until(() => all().length >= 60);
    await until(isEmpty);
    assert.equal(new Set(all()).size, 60);
    assert.equal(all().length, 60);
  });

  it('keeps for other windows what is theirs, as long as it may', async () => {
    const elsewhere = join(folders.path, 'elsewhere');
    await mkdir(elsewhere);
    await spool([line({ call: 1 }), line({ path: join(elsewhere, 'b.ts') }), line({ call: 2 })]);
    const { got } = open();
    await until(() => got.length === 2);
    await until(async () => (await files()).join() === `${String(TODAY)}.left`);
    assert.equal((await stat(join(agents.spool, `${String(TODAY)}.left`))).mode & 0o777, 0o600);
    await looks();
    const later = open(elsewhere);
    await until(() => later.got.length === 1);
    await until(isEmpty);
    assert.equal(got.length, 2);
  });

  it('knows a folder that was opened by a link, and gives paths as the window has them', async () => {
    const link = join(folders.path, 'link');
    await symlink(project, link);
    await spool([line({ call: 1 }), line({ call: 2, path: join(link, 'src/a.ts') })]);
    const { got } = open(link);
    await until(() => got.length === 2);
    assert.deepEqual(
      got.map(({ path }) => path),
      [join(link, 'src/a.ts'), join(link, 'src/a.ts')],
    );
  });

  it('refuses what is malformed, hostile or not the person’s, in clear words, and goes on', async () => {
    const secret = join(folders.path, 'secret');
    await mkdir(secret);
    await symlink(secret, join(project, 'out'));
    await symlink('nowhere', join(project, 'dangling'));
    const bad = [
      '{',
      'null',
      line({ v: 9 }),
      line({ path: `${project}/../secret/x` }),
      line({ path: `${project}/a\0b` }),
    ];
    bad.push(
      line({ path: 'src/a.ts' }),
      line({ path: join(project, 'out/x.ts') }),
      line({ path: join(project, 'dangling') }),
    );
    bad.push(line({ time: 1 }), line({ time: Date.now() + 9 * DAY }), line({ session: 'x'.repeat(5_000) }));
    if (process.getuid?.() === 0) {
      await writeFile(join(project, 'theirs.ts'), '');
      spawnSync('chown', ['12345', join(project, 'theirs.ts')]);
      bad.push(line({ path: join(project, 'theirs.ts') }));
    }
    await spool([...bad, line({ call: 77 })]);
    const { got, log } = open();
    await until(() => got.length === 1);
    await until(isEmpty);
    const words = log.lines.join('\n');
    for (const why of [
      '3 not understood',
      '3 a path that is not plain',
      '2 leads out of its folder',
      '1 too old',
      '1 from the future',
      '1 too long',
    ]) {
      assert.ok(words.includes(why), `${why}: ${words}`);
    }
    assert.equal(words.includes('belongs to somebody else'), process.getuid?.() === 0);
    assert.ok(!words.includes('secret'));
  });

  it('reads no file that is a link, a folder, a pipe, or open to others, and says so where there is something in it', async () => {
    const wide = await spool([line()], `${String(TODAY - 1)}.jsonl`);
    await chmod(wide, 0o644);
    await writeFile(join(folders.path, 'real'), `${line()}\n`, { mode: 0o600 });
    await symlink(join(folders.path, 'real'), join(agents.spool, `${String(TODAY - 2)}.jsonl`));
    await mkdir(join(agents.spool, `${String(TODAY - 3)}.jsonl`));
    spawnSync('mkfifo', ['-m', '600', join(agents.spool, `${String(TODAY - 4)}.jsonl`)]);
    await writeFile(join(agents.spool, 'notes.txt'), 'mine');
    await spool([line({ call: 5 })]);
    const { got, log } = open();
    await until(() => got.length === 1);
    await until(async () => (await files()).length === 5);
    await looks();
    assert.equal(got.length, 1);
    const told = log.lines.filter((one) => one.includes('so it is not read'));
    assert.deepEqual(told.map((one) => one.replace(/^\d+/u, '').replace(' in the spool of agents', '')).sort(), [
      '.jsonl is no plain file, so it is not read.',
      '.jsonl is no plain file, so it is not read.',
      '.jsonl is open to others, so it is not read.',
    ]);
  });

  it('takes over what a dead window had taken, and leaves a living one its own', async () => {
    const name = (digit: string) => `${String(TODAY)}.${digit.repeat(16)}.taken`;
    await spool([line({ call: 1 })], name('a'));
    await spool([line({ call: 2 })], name('b'));
    const ahead = { ...systemClock, now: () => Date.now() + 61_000 };
    clock = ahead;
    const soon = new Date(Date.now() + 30_000);
    await utimes(join(agents.spool, name('b')), soon, soon);
    const { got } = open();
    await until(() => got.length === 1);
    await until(async () => (await files()).join() === name('b'));
    await looks();
    assert.equal(got.length, 1);
  });

  it('brings the same again, with the same ids, where a listener could not take it', async () => {
    const window = open();
    const seen: string[] = [];
    window.reader.onReports((reports) => {
      seen.push(...reports.map(({ id }) => id));
      return Promise.resolve();
    });
    let fails = true;
    window.before = () => (fails ? Promise.reject(new Error('The disk is full.')) : Promise.resolve());
    await spool([line({ call: 1 }), line({ call: 2 })]);
    await until(() => seen.length >= 2);
    assert.deepEqual([window.got.length, (await files()).length], [0, 1]);
    fails = false;
    await until(() => window.got.length === 2);
    await until(isEmpty);
    assert.deepEqual(new Set(seen).size, 2);
  });

  it('is neither read nor written before it may be, nor in a pause, and forgets what was done in one', async () => {
    const path = await spool([line({ call: 1, time: Date.now() - 10_000 })]);
    const { reader, got, log } = open(project, false);
    const before = await readFile(path);
    await looks();
    assert.deepEqual([await files(), await readFile(path)], [[`${String(TODAY)}.jsonl`], before]);
    reader.release();
    await until(() => got.length === 1);
    await until(isEmpty);
    reader.hold(Date.now() - 5_000);
    await spool([
      line({ call: 2, time: Date.now() - 8_000 }),
      line({ call: 3, time: Date.now() - 3_000 }),
      line({ call: 4 }),
    ]);
    await looks();
    assert.deepEqual([got.length, await files()], [1, [`${String(TODAY)}.jsonl`]]);
    reader.release();
    await until(() => got.length === 2);
    await until(isEmpty);
    assert.ok(log.lines.join().includes('2 from a pause'));
  });

  it('bears a million lines and files that are too large, does not stop the window, and says what it dropped', async function () {
    this.timeout(120_000);
    const path = join(agents.spool, `${String(TODAY)}.jsonl`);
    const short = `${line({ session: '', path: `${project}/b` })}\n`;
    await writeFile(path, short.repeat(1_000_000), { mode: 0o600 });
    let longest = 0;
    let last = Date.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, Date.now() - last);
      last = Date.now();
    }, 1);
    const { got, log } = open();
    await until(isEmpty);
    clearInterval(watch);
    assert.ok(got.length > 5_000 && got.length <= 20_000, String(got.length));
    assert.ok(log.lines.join().includes('more than there is room for'));
    // No time is asserted; it is told to whoever runs this.
    console.log(`      longest block ${String(longest)} ms, ${String(got.length)} reports`);
  });

  it('clears away what is older than a week, and bears a folder that is not there', async () => {
    await spool([line()], `${String(TODAY - 8)}.jsonl`);
    await spool([line()], `${String(TODAY - 9)}.${'a'.repeat(16)}.taken`);
    const { got, log } = open();
    await until(isEmpty);
    await rm(agents.spool, { recursive: true });
    await looks();
    await mkdir(agents.spool);
    await spool([line({ call: 9 })]);
    await until(() => got.length === 1);
    assert.deepEqual(log.lines, []);
  });
});

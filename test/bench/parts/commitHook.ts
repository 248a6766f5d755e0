import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, systemTimers } from '../../../src/host/systemTime.ts';
import type { CommitAsk } from '../../../src/ports/commitAsks.ts';
import { CommitAsks } from '../../../src/storage/commitHook/commitAsks.ts';
import { commitHookFolder } from '../../../src/storage/commitHook/commitHookFolder.ts';
import { installBlock, installOther, repositoryIn } from '../../storage/commitHook/hookedRepository.ts';
import { MemoryLog } from '../../support/fakes.ts';
import type { GitRepository } from '../../support/gitRepository.ts';
import { median } from '../figures.ts';
import { LookingWindow } from '../lookingWindow.ts';
import type { Row } from '../table.ts';
import type { Part } from './part.ts';

const ROUNDS = 60;
/** Milliseconds that a commit may take longer where nobody is asked, and where somebody is and answers at once. */
const TARGET_ALONE = 1;
const TARGET_ASKED = 20;
/** Lines of the file that each commit changes. */
const LINES = 200;

interface Kind {
  readonly scenario: string;
  /** lines of the hook; of Grasp where there are none */
  readonly hook?: string;
  /** GRASP_WINDOW */
  readonly window?: string;
  /** the one in which commits are made; one of its own if there is none */
  readonly repository?: GitRepository;
  /** lines that each commit adds; one if there is no number */
  readonly lines?: number;
  readonly target?: number;
}

/** 11: what the commit hook adds to a commit, beside no hook and one that starts node. */
export const commitHooks: Part = async ({ stage, freshStorage }) => {
  const folder = freshStorage();
  let asked = 0;
  const windowThat = async (id: string, answer: (ask: CommitAsk) => Promise<void>): Promise<CommitAsks> => {
    const asks = new CommitAsks({
      ...{ folder: commitHookFolder(folder, id), script: join(stage.dist, 'grasp-commit.sh') },
      ...{ clock: systemClock, timers: systemTimers, log: new MemoryLog() },
    });
    asks.onAsk((ask) => {
      asked += 1;
      return answer(ask);
    });
    await asks.serve(true);
    return asks;
  };
  const gone = await windowThat('00000000000000a1', (ask) => ask.go());
  await gone.serve(false);
  const idle = await windowThat('00000000000000a2', (ask) => ask.go());
  const asking = await windowThat('00000000000000a3', (ask) => ask.wait(5, 300, 300));
  const looking = await LookingWindow.open(folder, stage.dist);
  const looks = { window: looking.folder, repository: looking.repository, target: TARGET_ASKED };
  const rows = await rowsOf(folder, [
    { scenario: 'no hook', hook: '' },
    { scenario: 'a hook that does nothing', hook: ':\n' },
    { scenario: 'a hook that starts node', hook: `"${process.execPath}" -e 0\n` },
    { scenario: 'commit hook, outside of VS Code', target: TARGET_ALONE },
    { scenario: 'commit hook, no window that serves', window: gone.folder, target: TARGET_ALONE },
    { scenario: 'commit hook, nothing to ask', window: idle.folder, target: TARGET_ASKED },
    { scenario: 'commit hook, asked and answered', window: asking.folder, target: TARGET_ASKED },
    { scenario: 'commit hook, looked at, too few lines', ...looks, lines: 3 },
    { scenario: 'commit hook, looked at, none by AI', ...looks, lines: 100 },
  ]);
  for (const asks of [gone, idle, asking]) asks.dispose();
  await looking.close();
  if (asked !== 2 * ROUNDS) throw new Error(`The hook asked ${String(asked)} times.`);
  if (looking.looked !== 2 * ROUNDS || looking.asked > 0) {
    throw new Error(`${String(looking.looked)} commits were looked at, and ${String(looking.asked)} asked about.`);
  }
  return rows;
};

/** The kinds take turns, so that what else the machine does meets all of them. */
async function rowsOf(folder: string, kinds: readonly Kind[]): Promise<Row[]> {
  const measured = await Promise.all(
    kinds.map(async (kind, at) => {
      const repository = kind.repository ?? (await repositoryIn(join(folder, `repository${String(at)}`)));
      const gitFolder = join(repository.root, '.git');
      await (kind.hook === undefined ? installBlock(gitFolder) : installOther(gitFolder, { before: kind.hook }));
      return { kind, repository, times: new Array<number>() };
    }),
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { kind, repository, times } of measured) times.push(await timed(repository, kind, round));
  }
  const [bare = NaN, ...others] = measured.map(({ times }) => median(times));
  return others.map((milliseconds, at): Row => {
    const { scenario = '', target } = kinds[at + 1] ?? {};
    const measure = `added to a commit of ${bare.toFixed(1)} ms, p50`;
    return { scenario, measure, unit: 'ms', grasp: milliseconds - bare, target };
  });
}

/** Milliseconds that a commit takes, as VS Code's git makes one: so no terminal is needed. */
async function timed(repository: GitRepository, { window, lines = 1 }: Kind, round: number): Promise<number> {
  const changed = Array.from({ length: LINES }, (_, at) => `line ${at < lines ? `${lines} ${round} ` : ''}${at}\n`);
  writeFileSync(join(repository.root, `of${lines}.ts`), changed.join(''));
  repository.git('add', '--all');
  const { CI: _ci, GRASP_WINDOW: _window, ...env } = process.env;
  const begun = performance.now();
  const commit = spawn('git', ['commit', '--quiet', '--message', 'Measured'], {
    cwd: repository.root,
    stdio: 'ignore',
    env: { ...env, VSCODE_GIT_COMMAND: 'commit', ...(window === undefined ? {} : { GRASP_WINDOW: window }) },
  });
  const [status] = (await once(commit, 'close')) as [number];
  if (status !== 0) throw new Error(`The commit ended with ${String(status)}.`);
  return performance.now() - begun;
}

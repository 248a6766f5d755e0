import assert from 'node:assert/strict';
import { HookedCommits } from '../../../src/features/commit-hook/hookedCommits.ts';
import type { Outcome, WaitingCommit } from '../../../src/features/explain-commit/explainAsking.ts';
import type { OwedWork } from '../../../src/features/explain-commit/owedWork.ts';
import type { CommitAsk } from '../../../src/ports/commitAsks.ts';
import { ExplainedRepository, linesBy, ROOT, settled } from '../../support/explainedRepository.ts';

const TREE = 'a'.repeat(40);
/** Another way to the same repository. */
const BY_LINK = '/by/a/link';

/** A commit that waits, as its hook would. */
class WaitingHook implements CommitAsk {
  readonly tree = TREE;
  readonly root: string;
  readonly isInTerminal: boolean;
  readonly isOver: Promise<void>;
  readonly waits: number[][] = [];
  written = 0;
  gone = 0;
  #end: () => void = () => undefined;

  constructor(isInTerminal = true, root = ROOT) {
    this.root = root;
    this.isInTerminal = isInTerminal;
    this.isOver = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  wait = async (...numbers: number[]): Promise<void> => void this.waits.push(numbers);

  writing = (): void => {
    this.written += 1;
  };

  go = async (): Promise<void> => {
    this.gone += 1;
    this.#end();
  };

  /** It has waited for long enough, or was ended. */
  end(): void {
    this.#end();
  }
}

function setUp() {
  const repository = new ExplainedRepository();
  repository.stage(repository.file('a.ts', linesBy('ai', 12)));
  const state = {
    mayAsk: true,
    isPerson: true,
    trees: [] as (string | undefined)[],
    roots: [] as string[],
    prompted: [] as unknown[][],
  };
  const asked: {
    work: OwedWork;
    purpose: string;
    again: () => Promise<OwedWork>;
    waiting: WaitingCommit | undefined;
    answer: (is: Outcome) => void;
  }[] = [];
  const commits = new HookedCommits({
    staged: {
      look: async (root, how) => {
        state.trees.push(how?.tree);
        state.roots.push(root);
        return repository.work.look(root, how);
      },
    },
    asking: {
      ask: (work, purpose, again, waiting) =>
        new Promise((answer) => {
          asked.push({ work, purpose, again, waiting, answer });
        }),
    },
    ...{ clock: repository.time, timers: repository.time, log: repository.log },
    rootOf: async (root) => (root === BY_LINK ? ROOT : root),
    ...{
      mayAsk: (root) => state.mayAsk && root === ROOT,
      isPersonInTerminal: async () => state.isPerson,
      minimum: () => 10,
    },
    ...{ longestWait: () => 120, write: async () => undefined },
    prompted: (...all) => void state.prompted.push(all),
  });
  const changes: boolean[] = [];
  commits.onDidChange(() => changes.push(commits.isWaiting));
  return { repository, state, asked, commits, changes };
}

describe('a commit that waits for its hook', () => {
  it('is asked about by what it holds, and goes on once that is answered', async () => {
    const { state, asked, commits, changes, repository } = setUp();
    const hook = new WaitingHook();
    const answered = commits.answer(hook);
    await settled();
    assert.deepEqual([hook.waits, hook.gone, state.trees], [[[12, 20, 120]], 0, [TREE]]);
    assert.deepEqual([asked.length, asked[0]?.purpose, commits.isWaiting], [1, 'waiting', true]);
    repository.time.advance(7_000);
    asked[0]?.waiting?.writing();
    asked[0]?.answer('saved');
    await answered;
    assert.deepEqual([hook.written, hook.gone, changes], [1, 1, [true, false]]);
    assert.deepEqual(state.prompted, [['saved', 7]]);
  });

  it('goes on without a question where there is nothing to ask, or nobody who may be asked', async () => {
    const cases: [string, (all: ReturnType<typeof setUp>) => void][] = [
      ['too little', ({ repository }) => repository.stage(repository.file('a.ts', linesBy('ai', 3)))],
      ['typed', ({ repository }) => repository.stage(repository.file('a.ts', linesBy('typed', 30)))],
      ['an agent', ({ state }) => (state.isPerson = false)],
      ['a pause', ({ state }) => (state.mayAsk = false)],
    ];
    for (const [name, change] of cases) {
      const all = setUp();
      change(all);
      const hook = new WaitingHook();
      await all.commits.answer(hook);
      assert.deepEqual([hook.waits, hook.gone, all.asked.length, all.state.prompted], [[], 1, 0, []], name);
    }
  });

  it('goes on without a question where somebody leaves the window while it is looked at', async () => {
    const { repository, state, asked, commits } = setUp();
    const hook = new WaitingHook();
    const answered = commits.answer(hook);
    assert.equal(hook.gone, 0);
    state.mayAsk = false;
    await settled();
    repository.time.advance(2_500);
    assert.equal(asked.length, 0);
    await answered;
    assert.deepEqual([hook.waits, hook.gone, state.prompted], [[], 1, []]);
  });

  it('is asked about in the repository as the window names it, however its hook does', async () => {
    const { state, asked, commits } = setUp();
    void commits.answer(new WaitingHook(true, BY_LINK));
    await settled();
    assert.deepEqual(state.roots, [ROOT]);
    assert.equal((await asked[0]?.again())?.files.length, 1);
    assert.deepEqual(state.roots, [ROOT, ROOT]);
  });

  it('of VS Code itself is asked about whatever runs in its terminals', async () => {
    const { state, asked, commits } = setUp();
    state.isPerson = false;
    void commits.answer(new WaitingHook(false));
    await settled();
    assert.equal(asked.length, 1);
  });

  it('goes on when looking fails, or takes too long', async () => {
    const failing = setUp();
    failing.repository.work.look = async () => {
      throw new Error('No ledger.');
    };
    const hook = new WaitingHook();
    await failing.commits.answer(hook);
    assert.deepEqual([hook.gone, failing.asked.length, failing.repository.log.lines.length], [1, 0, 1]);
    const slow = setUp();
    slow.repository.work.look = () => new Promise(() => undefined);
    const other = new WaitingHook();
    const answered = slow.commits.answer(other);
    await settled();
    assert.equal(other.gone, 0);
    slow.repository.time.advance(2_500);
    await answered;
    assert.deepEqual([other.gone, slow.asked.length], [1, 0]);
  });

  it('that has waited for long enough leaves the question, and an answer after that still counts', async () => {
    const { state, asked, commits } = setUp();
    const hook = new WaitingHook();
    const answered = commits.answer(hook);
    await settled();
    hook.end();
    await answered;
    assert.deepEqual([commits.isWaiting, state.prompted], [false, [['went on', 0]]]);
    asked[0]?.answer('saved');
    await settled();
    assert.equal(state.prompted.length, 1, 'one commit counts once');
  });

  it('can be let go on by the person at any time', async () => {
    const { commits, asked, state } = setUp();
    await commits.commitNow();
    const hook = new WaitingHook();
    const answered = commits.answer(hook);
    await settled();
    assert.equal(asked.length, 1);
    await commits.commitNow();
    await answered;
    assert.deepEqual([commits.isWaiting, state.prompted], [false, [['went on', 0]]]);
  });

  it('goes on at once while another one waits', async () => {
    const { commits, asked } = setUp();
    const [first, second] = [new WaitingHook(), new WaitingHook()];
    const answered = commits.answer(first);
    await settled();
    await commits.answer(second);
    assert.deepEqual([second.waits, second.gone, first.gone, asked.length], [[], 1, 0, 1]);
    asked[0]?.answer('later');
    await answered;
    assert.equal(first.gone, 1);
  });
});

import assert from 'node:assert/strict';
import { StagedCount } from '../../../src/features/explain-commit/stagedCount.ts';
import { ExplainedRepository, linesBy, ROOT, settled } from '../../support/explainedRepository.ts';

describe('the count of what is staged', () => {
  function setUp() {
    const repository = new ExplainedRepository();
    const state = { git: 'one' as string | undefined, mayLook: true, minimum: 10, changes: 0, looks: 0 };
    let beforeState = (): void => undefined;
    const count = new StagedCount({
      staged: {
        stagedState: async () => {
          beforeState();
          return state.git;
        },
      },
      ...{ work: repository.work, timers: repository.time, log: repository.log },
      mayLook: () => state.mayLook,
      minimum: () => state.minimum,
      write: async () => void (state.looks += 1),
    });
    count.onDidChange(() => (state.changes += 1));
    const look = async (): Promise<void> => {
      count.lookSoon(ROOT);
      repository.time.advance(400);
      await settled();
    };
    const told = () => count.owed.map(({ root, places, lines }) => [root, places, lines]);
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const onState = (run: () => void): void => void (beforeState = run);
    return { repository, state, count, look, told, onState };
  }

  it('is told once what is staged was looked at, and goes away when it was committed', async () => {
    const { repository, state, look, told } = setUp();
    assert.deepEqual(told(), []);
    await look();
    assert.deepEqual([told(), state.changes], [[[ROOT, 1, 12]], 1]);
    repository.stage();
    state.git = 'two';
    await look();
    assert.deepEqual([told(), state.changes], [[], 2]);
    await look();
    assert.equal(state.changes, 2);
  });

  it('looks once where much happens, and not where nothing has changed', async () => {
    const { repository, state, count, look } = setUp();
    count.lookSoon(ROOT);
    count.lookSoon(ROOT);
    assert.equal(repository.time.pending, 1);
    await look();
    await look();
    assert.deepEqual([state.looks, state.changes], [1, 1]);
  });

  it('looks again where something was explained or a setting is another one', async () => {
    const { repository, state, count, look, told } = setUp();
    await look();
    state.minimum = 13;
    count.lookAgain();
    repository.time.advance(400);
    await settled();
    assert.deepEqual([told(), state.looks, state.changes], [[], 2, 2]);
  });

  it('looks again where more is learned of who wrote what is staged, once for all of it', async () => {
    const { repository, state, count, look, told } = setUp();
    repository.stage(repository.file('a.ts', linesBy('typed', 12)));
    await look();
    assert.deepEqual(told(), []);
    // An agent is told of some seconds after its edit, and after that was staged.
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    for (let at = 0; at < 3; at += 1) count.learned();
    repository.time.advance(5_000);
    repository.time.advance(400);
    await settled();
    assert.deepEqual([told(), state.looks, repository.time.pending], [[[ROOT, 1, 12]], 2, 0]);
    // A correction takes them away.
    repository.stage(repository.file('a.ts', linesBy('typed', 12)));
    count.learned();
    repository.time.advance(5_400);
    await settled();
    repository.time.advance(400);
    await settled();
    assert.deepEqual(told(), []);
  });

  it('is not looked for again for what is learned where nothing lies staged, or the repository is closed', async () => {
    const { repository, state, count, look } = setUp();
    await look();
    count.learned();
    count.drop(ROOT);
    repository.time.advance(5_000);
    assert.equal(repository.time.pending, 0);
    repository.stage();
    await look();
    count.learned();
    repository.time.advance(5_000);
    assert.deepEqual([state.looks, repository.time.pending], [2, 0]);
    count.learned();
    count.dispose();
    assert.equal(repository.time.pending, 0);
  });

  it('tells when a place has moved, though there are as many lines', async () => {
    const { repository, state, count, look } = setUp();
    await look();
    repository.stage(repository.file('a.ts', ['typed x', ...linesBy('ai', 12)]));
    state.git = 'two';
    await look();
    assert.deepEqual([count.owed[0]?.work.files[0]?.owed[0], state.changes], [1, 2]);
  });

  it('is none in a pause, in a merge, and where git can not tell', async () => {
    for (const stop of ['pause', 'merge', 'git'] as const) {
      const { repository, state, look, told } = setUp();
      await look();
      if (stop === 'pause') state.mayLook = false;
      if (stop === 'merge') [state.git, repository.stagedNow] = ['two', undefined];
      if (stop === 'git') state.git = undefined;
      await look();
      assert.deepEqual([told(), state.changes], [[], 2]);
      [state.mayLook, state.git] = [true, 'three'];
      repository.stage(repository.file('a.ts', linesBy('ai', 12)));
      await look();
      assert.deepEqual(told(), [[ROOT, 1, 12]]);
    }
  });

  it('is none while the journals can not be read, and is looked for again afterwards', async () => {
    const { repository, state, look, told } = setUp();
    await look();
    repository.explanations.isReadable = false;
    state.git = 'two';
    await look();
    assert.deepEqual([told(), state.changes], [[], 2]);
    assert.match(repository.log.lines.join(), /could not be read/u);
    repository.explanations.isReadable = true;
    await look();
    assert.deepEqual([told(), state.changes], [[[ROOT, 1, 12]], 3]);
  });

  it('is not told of a repository that is closed, whenever it is', async () => {
    for (const moment of ['before', 'state', 'lots', 'after'] as const) {
      const { repository, state, count, told, look, onState } = setUp();
      const close = (): void => {
        count.drop(ROOT);
      };
      if (moment === 'state') onState(close);
      if (moment === 'lots') repository.explanations.beforeLots = close;
      if (moment === 'before') {
        count.lookSoon(ROOT);
        close();
        assert.equal(repository.time.pending, 0);
      } else await look();
      if (moment === 'after') close();
      assert.deepEqual([told(), state.changes], [[], moment === 'after' ? 2 : 0]);
      count.lookAgain();
      assert.equal(repository.time.pending, 0);
    }
  });

  it('tells nothing any more once it is over, also of a look that is under way', async () => {
    const { repository, state, count, look } = setUp();
    repository.explanations.beforeLots = () => {
      count.dispose();
    };
    await look();
    count.lookSoon(ROOT);
    assert.deepEqual([state.changes, repository.time.pending], [0, 0]);
  });
});

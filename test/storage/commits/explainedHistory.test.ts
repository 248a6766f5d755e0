// What was explained is so wherever its lines go when history is written anew.
import assert from 'node:assert/strict';
import { EMPTY_DRAFT } from '../../../src/ports/explainPage.ts';
import { byAi, type ExplainingRepository, type RecordedNow } from '../../support/explainingRepository.ts';
import { explaining } from '../../support/explainingStorage.ts';

describe('explanations in a history that is written anew', () => {
  const parts = explaining();
  let here: ExplainingRepository;

  beforeEach(async () => {
    here = parts.here;
    await here.stage('base.ts', '// base\n');
    await here.commit('Base');
  });

  /** A commit of a file that is explained. */
  async function explained(path: string, text = byAi(path.replace('.ts', ''))): Promise<string> {
    await here.stage(path, text);
    assert.equal((await here.commit(path)).outcome, 'saved');
    return here.repository.head();
  }

  /** Each lot of a note: its lines, and the commit that it is in. */
  function linksOf({ lots }: RecordedNow): Record<string, unknown> {
    return Object.fromEntries(lots.map(({ uri, commit }) => [uri.split('/').at(-1), commit])) as Record<
      string,
      unknown
    >;
  }

  function aiByCommit({ landed }: RecordedNow): Record<string, number> {
    return Object.fromEntries(landed.map(({ commit, ai }) => [commit, ai]));
  }

  it('are of an amended commit too, and what the amend adds is a lot of its own', async () => {
    const before = await explained('a.ts');
    await here.stage('a.ts', byAi('a') + byAi('added', 12));
    const { asked } = await here.commit('Amended', () =>
      here.repository.git('commit', '-q', '--amend', '-m', 'Amended'),
    );
    assert.equal(asked?.lines, 12);
    const now = await here.recordedNow();
    const head = here.repository.head();
    assert.notEqual(head, before);
    assert.deepEqual(now.lots.map(({ lines, commit }) => [lines, commit]).sort(), [
      [10, head],
      [12, head],
    ]);
    assert.deepEqual(
      now.notes.map(({ lots }) => lots.length),
      [1, 1],
    );
    const { [before]: replaced, [head]: ai } = aiByCommit(now);
    assert.deepEqual([replaced, ai], [undefined, 22]);
  });

  it('are not asked again when only the words of a commit change', async () => {
    await explained('a.ts');
    const { outcome } = await here.commit('Other words', () =>
      here.repository.git('commit', '-q', '--amend', '-m', 'Other words'),
    );
    assert.equal(outcome, 'not asked');
    const now = await here.recordedNow();
    assert.deepEqual(linksOf(now), { 'a.ts': here.repository.head() });
    assert.deepEqual(
      now.landed.map(({ ai }) => ai),
      [0, 10],
    );
    assert.equal(now.notes[0]?.changed, false);
  });

  it('follow a rebase', async () => {
    const { repository } = here;
    repository.git('checkout', '-qb', 'topic');
    await explained('a.ts');
    await explained('b.ts');
    repository.git('checkout', '-q', 'main');
    await here.stage('c.ts', '// main goes on\n');
    await here.commit('Main');
    repository.git('rebase', '-q', 'main', 'topic');
    assert.equal(await here.owed(), 0);
    await here.landed.look(here.root);
    const now = await here.recordedNow();
    assert.deepEqual(linksOf(now), { 'a.ts': repository.git('rev-parse', 'HEAD~1'), 'b.ts': repository.head() });
    assert.deepEqual(now.landed.map(({ ai }) => ai).sort(), [0, 0, 10, 10]);
    assert.deepEqual([now.notes.length, now.owed.length], [2, 0]);
  });

  it('follow a commit that is picked, and one that is taken into another branch', async () => {
    const { repository } = here;
    repository.git('checkout', '-qb', 'topic');
    const first = await explained('a.ts');
    repository.git('checkout', '-q', 'main');
    await here.stage('c.ts', '// main goes on\n');
    await here.commit('Main');
    repository.git('cherry-pick', first);
    await here.landed.look(here.root);
    const now = await here.recordedNow();
    assert.deepEqual(linksOf(now), { 'a.ts': repository.head() });
    assert.deepEqual(now.landed.map(({ ai }) => ai).sort(), [0, 0, 10]);
    assert.deepEqual([now.notes.length, now.owed.length], [1, 0]);
  });

  it('follow commits that become one', async () => {
    const { repository } = here;
    await explained('a.ts');
    await explained('b.ts');
    repository.git(
      '-c',
      'sequence.editor=sed -i -e 2s/^pick/squash/',
      '-c',
      'core.editor=true',
      'rebase',
      '-q',
      '-i',
      'HEAD~2',
    );
    await here.landed.look(here.root);
    const now = await here.recordedNow();
    const head = repository.head();
    assert.deepEqual(linksOf(now), { 'a.ts': head, 'b.ts': head });
    assert.deepEqual([now.notes.length, now.owed.length], [2, 0]);
    assert.deepEqual(aiByCommit(now), { ...aiByCommit(now), [head]: 20 });
    assert.equal(
      now.landed.reduce((sum, { ai }) => sum + ai, 0),
      20,
    );
  });

  it('follow a branch that is merged as one commit', async () => {
    const { repository } = here;
    repository.git('checkout', '-qb', 'topic');
    await explained('a.ts');
    await explained('b.ts');
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--squash', 'topic');
    assert.equal((await here.commit('Topic')).outcome, 'not asked');
    const now = await here.recordedNow();
    const head = repository.head();
    assert.deepEqual(linksOf(now), { 'a.ts': head, 'b.ts': head });
    assert.deepEqual([now.notes.length, now.owed.length], [2, 0]);
    assert.equal(
      now.landed.reduce((sum, { ai }) => sum + ai, 0),
      20,
    );
  });

  it('count once each typed line of commits that become one, also beside other branches', async () => {
    const { repository } = here;
    const typed = async (path: string): Promise<void> => {
      await here.stage(path, `// ${path}\n// by hand\n`);
      await here.commit(path);
    };
    repository.git('checkout', '-qb', 'other');
    await typed('other.ts');
    repository.git('checkout', '-q', 'main');
    for (const path of ['a.ts', 'b.ts', 'c.ts']) await typed(path);
    const kept = repository.git('rev-parse', 'HEAD~2');
    repository.git('reset', '-q', '--soft', 'HEAD~2');
    await here.commit('Two in one');
    const landed = (await here.recordedNow()).landed.map(({ commit, typed, unseen }) => [commit, typed + unseen]);
    assert.deepEqual(
      Object.fromEntries(landed),
      Object.fromEntries([
        [repository.git('rev-parse', 'HEAD~2'), 1],
        [repository.git('rev-parse', 'other'), 2],
        [kept, 2],
        [repository.head(), 4],
      ]),
    );
  });

  it('count for each commit that has a part of another one, or has moved lines of one in its own branch', async () => {
    const { repository } = here;
    repository.git('checkout', '-qb', 'topic');
    await here.stage('a.ts', byAi('a'));
    await here.stage('b.ts', byAi('b'));
    await here.commit('Topic');
    const topic = repository.head();
    repository.git('checkout', '-q', 'main');
    repository.git('checkout', 'topic', '--', 'a.ts');
    assert.equal((await here.commit('A part')).outcome, 'not asked');
    const part = repository.head();
    await here.stage('a.ts', `// moved\n${byAi('a').split('\n').reverse().join('\n')}\n`);
    await here.commit('Moved');
    const ai = aiByCommit(await here.recordedNow());
    assert.deepEqual([ai[topic], ai[part]], [20, 10]);
  });

  it('are not asked again of a commit that is taken back and made once more', async () => {
    const { repository } = here;
    await explained('a.ts');
    repository.git('reset', '-q', '--soft', 'HEAD~1');
    assert.equal((await here.commit('Once more')).outcome, 'not asked');
    repository.git('revert', '--no-edit', 'HEAD');
    await here.landed.look(here.root);
    repository.git('revert', '--no-edit', 'HEAD');
    await here.landed.look(here.root);
    const now = await here.recordedNow();
    assert.deepEqual([now.notes.length, now.owed.length], [1, 0]);
    assert.deepEqual(linksOf(now), { 'a.ts': repository.head() });
  });

  it('wait in the queue once, whatever becomes of the commit', async () => {
    const { repository } = here;
    here.answers = [{ kind: 'later', draft: EMPTY_DRAFT }];
    await here.stage('a.ts', byAi('later'));
    assert.equal((await here.commit('Later')).outcome, 'later');
    repository.git('commit', '-q', '--amend', '-m', 'Amended');
    await here.landed.look(here.root);
    const { owed } = await here.recordedNow();
    assert.deepEqual(
      owed.map(({ lines, commit }) => [lines, commit]),
      [[10, repository.head()]],
    );
  });
});

import assert from 'node:assert/strict';
import { LandedCommits } from '../../../src/features/landed-commits/landedCommits.ts';
import { LotLog } from '../../../src/features/explain-commit/lotLog.ts';
import type { MemoryJournal } from '../../support/fakes.ts';
import { ExplainedRepository, linesBy, ROOT, settled } from '../../support/explainedRepository.ts';

const DAY = 86_400_000;

function setUp() {
  const repository = new ExplainedRepository();
  const state = { mayRecord: true, notBefore: 0, minimum: 10, landed: [] as string[], written: 0, standing: 0 };
  const windowOf = (journal: MemoryJournal): LandedCommits => {
    const landed = new LandedCommits({
      ...{ commits: repository.commits, explanations: repository.explanations, diffed: repository.diffed },
      ...{ clock: repository.time, timers: repository.time, log: repository.log },
      lots: new LotLog(journal, repository.explanations),
      mayRecord: () => state.mayRecord,
      notBefore: async () => state.notBefore,
      minimum: () => state.minimum,
      standing: async () => state.standing,
      repositoryName: (root) => `file://${root}`,
      write: async () => void (state.written += 1),
    });
    landed.onDidLand(({ root, unasked }) => state.landed.push(unasked ? `${root} unasked` : root));
    return landed;
  };
  const counted = async (): Promise<unknown[]> => {
    const all = await repository.explanations.landed(0);
    return all.map(({ commit, typed, ai, probable, unseen }) => [Number(commit), typed, ai, probable, unseen]);
  };
  return { repository, state, windowOf, landed: windowOf(repository.journal), counted };
}

describe('a commit', () => {
  it('is taken down once, with whose its lines are and the lots that are in it', async () => {
    const { repository, state, landed, counted } = setUp();
    const lines = [...linesBy('ai', 12), '', ...linesBy('likely', 3), ...linesBy('guess', 2), 'typed x', '// nobody'];
    repository.commit(1, [repository.file('a.ts', [...lines, 'pasted y'])]);
    await landed.look(ROOT);
    await landed.look(ROOT);
    assert.deepEqual(await counted(), [[1, 1, 12, 3, 4]]);
    assert.deepEqual([repository.kinds, repository.standing], [['lot', 'lots-committed', 'commit'], ['a.ts 15 owed']]);
    assert.deepEqual([state.landed, state.written], [[`${ROOT} unasked`], 1]);
    const [lot] = repository.explanations.known;
    assert.deepEqual([lot?.probable, Number(lot?.commit), lot?.area], [3, 1, 'net']);
    assert.equal((await repository.explanations.landed(0))[0]?.offset, 60);
  });

  it('owes nothing where there is too little to ask about, or nobody means to own it', async () => {
    const { repository, landed } = setUp();
    repository.owned.set('b.ts', { area: 'scripts', class: 'transient' });
    repository.commit(1, [repository.file('a.ts', linesBy('ai', 9)), repository.file('b.ts', linesBy('ai', 50, 'b'))]);
    await landed.look(ROOT);
    assert.deepEqual(repository.standing, ['a.ts 9 small', 'b.ts 50 small']);
  });

  it('has nothing of files that are left out, excluded or no text', async () => {
    const { repository, landed, counted } = setUp();
    const [out, hidden, binary] = ['out.ts', 'hidden.ts', 'a.png'].map((path) =>
      repository.file(path, linesBy('ai', 20, path)),
    );
    repository.leftOut.add('out.ts');
    repository.excluded.add('hidden.ts');
    repository.texts.delete(binary!.blob);
    const made = repository.file('made.ts', ['// generated', ...linesBy('ai', 20)]);
    repository.commit(1, [out!, hidden!, binary!, made]);
    await landed.look(ROOT);
    assert.deepEqual([await counted(), repository.kinds], [[[1, 0, 0, 0, 0]], ['commit']]);
    // Of what is excluded not even the text is read.
    assert.deepEqual(repository.read, [binary!.blob, made.blob]);
  });

  it('has the lots in it that were there before, and is the last event of all', async () => {
    const { repository, landed } = setUp();
    const file = repository.file('a.ts', [...linesBy('ai', 12), ...linesBy('ai', 2, 'new')]);
    const lot = { name: { uri: `file://${ROOT}/a.ts` }, owned: repository.ownedBy(''), lines: linesBy('ai', 12) };
    const [made] = await repository.lots.prepare(
      [{ ...lot, chosen: lot.lines.map((_, at) => at), probable: new Set() }],
      true,
    );
    const { id } = repository.lots.lot(made!);
    repository.commit(1, [file]);
    await landed.look(ROOT);
    assert.deepEqual(repository.kinds, ['lot', 'lot', 'lots-committed', 'lots-committed', 'commit']);
    assert.deepEqual(repository.standing, ['a.ts 12 owed', 'a.ts 2 small']);
    assert.deepEqual(
      repository.explanations.known.map(({ commit }) => Number(commit)),
      [1, 1],
    );
    assert.equal(repository.explanations.known[0]?.id, id);
  });

  it('is done to its end at the next look, without doubling, wherever a crash ends the first one', async () => {
    const events = ['lot', 'lot', 'lots-committed', 'commit'];
    for (let kept = 0; kept <= events.length; kept += 1) {
      const { repository, landed, counted } = setUp();
      repository.commit(1, [
        repository.file('a.ts', linesBy('ai', 12)),
        repository.file('b.ts', linesBy('ai', 11, 'b')),
      ]);
      await landed.look(ROOT);
      assert.deepEqual(repository.kinds, events);
      repository.journal.events.length = kept;
      await landed.look(ROOT);
      assert.deepEqual(await counted(), [[1, 0, 23, 0, 0]]);
      assert.deepEqual(repository.standing, ['a.ts 12 owed', 'b.ts 11 owed']);
      assert.ok(repository.explanations.known.every(({ commit }) => Number(commit) === 1));
    }
  });

  it('is known only when its lots are on the disk', async () => {
    const { repository, landed } = setUp();
    repository.commit(1, [repository.file('a.ts', linesBy('ai', 12))]);
    let write = (): void => undefined;
    repository.journal.written = new Promise((resolve) => (write = resolve));
    const look = landed.look(ROOT);
    await settled();
    assert.deepEqual(repository.kinds, ['lot', 'lots-committed']);
    write();
    await look;
    assert.equal(repository.kinds.at(-1), 'commit');
  });

  it('is one where two windows read it at once', async () => {
    const { repository, landed, windowOf, counted } = setUp();
    const other = windowOf(repository.others[0]!);
    repository.commit(1, [repository.file('a.ts', linesBy('ai', 12))]);
    await Promise.all([landed.look(ROOT), other.look(ROOT), landed.look(ROOT)]);
    assert.deepEqual([await counted(), repository.standing], [[[1, 0, 12, 0, 0]], ['a.ts 12 owed']]);
  });

  it('that another window took down meanwhile is not taken down again', async () => {
    const { repository, landed, windowOf } = setUp();
    const other = windowOf(repository.others[0]!);
    repository.commit(1, [repository.file('a.ts', linesBy('ai', 12))]);
    const told = repository.explanations.knownCommits.bind(repository.explanations);
    let isFirst = true;
    repository.explanations.knownCommits = async (ids) => {
      const known = await told(ids);
      if (isFirst) {
        isFirst = false;
        await other.look(ROOT);
      }
      return known;
    };
    await landed.look(ROOT);
    assert.deepEqual(repository.kinds, []);
    assert.deepEqual(repository.standing, ['a.ts 12 owed']);
  });

  it('of three thousand files has the first five hundred', async () => {
    const { repository, landed, counted } = setUp();
    const files = Array.from({ length: 3_000 }, (_, at) =>
      repository.file(`${String(at)}.ts`, linesBy('ai', 1, String(at))),
    );
    repository.commit(1, files);
    await landed.look(ROOT);
    assert.deepEqual(await counted(), [[1, 0, 500, 0, 0]]);
    assert.equal(repository.read.length, 500);
    assert.match(repository.log.lines.join(), /Of 3000 files/u);
  });

  it('of very many lines becomes lots bit by bit, as the disk takes them', async () => {
    const { repository, landed } = setUp();
    repository.commit(
      1,
      ['a', 'b', 'c'].map((name) => repository.file(`${name}.ts`, linesBy('ai', 9_000, name))),
    );
    let write = (): void => undefined;
    repository.journal.written = new Promise((resolve) => (write = resolve));
    const look = landed.look(ROOT);
    for (let turn = 0; turn < 100; turn += 1) await settled();
    assert.equal(repository.kinds.filter((kind) => kind === 'lot').length, 12);
    write();
    await look;
    assert.equal(repository.kinds.filter((kind) => kind === 'lot').length, 18);
    assert.ok(repository.explanations.known.every(({ lines }) => lines === 1_500));
  });
});

describe('commits of one author date', () => {
  it('both count where both are in the branch', async () => {
    const { repository, landed, counted } = setUp();
    const at = repository.time.now();
    repository.commit(1, [repository.file('a.ts', ['typed a'])], { at });
    repository.commit(2, [repository.file('b.ts', ['typed b', 'typed c'])], { at });
    await landed.look(ROOT);
    assert.deepEqual(await counted(), [
      [1, 1, 0, 0, 0],
      [2, 2, 0, 0, 0],
    ]);
  });

  it('are one after an amend, and its lots are in the later one', async () => {
    const { repository, landed, counted } = setUp();
    const at = repository.time.now();
    repository.commit(1, [repository.file('a.ts', linesBy('ai', 12))], { at });
    await landed.look(ROOT);
    repository.made = [];
    repository.time.advance(60_000);
    repository.commit(2, [repository.file('a.ts', [...linesBy('ai', 12), 'typed x'])], {
      ...{ at, committed: repository.time.now() },
    });
    await landed.look(ROOT);
    assert.deepEqual([await counted(), repository.standing], [[[2, 1, 12, 0, 0]], ['a.ts 12 owed']]);
    assert.equal(Number(repository.explanations.known[0]?.commit), 2);
  });

  it('are not one with those of before a pause that are still in the branch', async () => {
    const { repository, state, landed, counted } = setUp();
    const at = repository.time.now();
    repository.commit(1, [repository.file('a.ts', ['typed a'])], { at });
    repository.commit(2, [repository.file('b.ts', ['typed b'])], { at });
    await landed.look(ROOT);
    repository.time.advance(DAY);
    state.notBefore = repository.time.now();
    repository.made.pop();
    repository.commit(3, [repository.file('b.ts', ['typed b'])], { at, committed: repository.time.now() });
    await landed.look(ROOT);
    assert.deepEqual(await counted(), [
      [1, 1, 0, 0, 0],
      [3, 1, 0, 0, 0],
    ]);
  });
});

describe('commits', () => {
  it('are taken down in the order in which they were made, since a line is in the first one that has it', async () => {
    const { repository, landed } = setUp();
    repository.commit(1, [repository.file('a.ts', linesBy('ai', 12))]);
    repository.time.advance(1_000);
    repository.commit(2, [repository.file('a.ts', [...linesBy('ai', 12), ...linesBy('ai', 10, 'new')])]);
    await landed.look(ROOT);
    assert.deepEqual(repository.standing, ['a.ts 12 owed', 'a.ts 10 owed']);
  });

  it('are told of as unasked where their lines are in no lot yet, and enough to be asked about', async () => {
    const { repository, state, landed } = setUp();
    repository.commit(1, [repository.file('a.ts', linesBy('ai', 12))]);
    await landed.look(ROOT);
    repository.time.advance(1_000);
    repository.commit(2, [repository.file('a.ts', linesBy('ai', 12))]);
    await landed.look(ROOT);
    repository.time.advance(1_000);
    repository.commit(3, [repository.file('b.ts', linesBy('ai', 3, 'few'))]);
    await landed.look(ROOT);
    assert.deepEqual(state.landed, [`${ROOT} unasked`, ROOT, ROOT]);
  });

  it('are looked at a while after something happened, once', async () => {
    const { repository, state, landed } = setUp();
    repository.commit(1, []);
    landed.lookSoon(ROOT);
    landed.lookSoon(ROOT);
    assert.equal(repository.time.pending, 1);
    repository.time.advance(3_000);
    await settled();
    assert.deepEqual([repository.kinds, state.landed], [['commit'], [ROOT]]);
    landed.lookSoon(ROOT);
    landed.dispose();
    assert.equal(repository.time.pending, 0);
  });

  it('are none in a repository without any, and before a month, a pause or what was forgotten', async () => {
    const { repository, state, landed } = setUp();
    await landed.look(ROOT);
    repository.commit(1, [], { at: repository.time.now() - 31 * DAY });
    await landed.look(ROOT);
    repository.commit(2, []);
    state.notBefore = repository.time.now() + 1;
    await landed.look(ROOT);
    state.notBefore = 0;
    state.mayRecord = false;
    await landed.look(ROOT);
    state.mayRecord = true;
    repository.time.advance(1);
    landed.letGo();
    await landed.look(ROOT);
    assert.deepEqual([repository.kinds, state.landed, state.written], [[], [], 0]);
  });

  it('of which one is being read when a pause begins or something is forgotten are not taken down', async () => {
    for (const stop of ['letGo', 'mayRecord'] as const) {
      for (const moment of ['beforeOrigins', 'beforeLots'] as const) {
        const { repository, state, landed } = setUp();
        for (const number of [1, 2]) {
          repository.commit(number, [repository.file('a.ts', linesBy('ai', 12, String(number)))]);
        }
        const halt = (): void => {
          if (stop === 'letGo') landed.letGo();
          else state.mayRecord = false;
        };
        if (moment === 'beforeLots') repository.explanations.beforeLots = halt;
        else repository.beforeOrigins = halt;
        await landed.look(ROOT);
        assert.deepEqual([repository.kinds, state.landed], [[], []]);
      }
    }
  });

  it('are read again after the journals could not be, or the disk refused one, and those before it are shown', async () => {
    const { repository, state, landed, counted } = setUp();
    repository.commit(1, [repository.file('a.ts', linesBy('ai', 12))]);
    repository.commit(2, [repository.file('b.ts', linesBy('ai', 12, 'b'))]);
    let asked = 0;
    repository.beforeOrigins = () => {
      asked += 1;
      if (asked === 2) throw new Error('The ledger can not be read.');
    };
    await landed.look(ROOT);
    assert.deepEqual([await counted(), state.landed], [[[1, 0, 12, 0, 0]], [`${ROOT} unasked`]]);
    assert.match(repository.log.lines.join(), /could not be taken down/u);
    const refused = Promise.reject(new Error('The disk is full.'));
    refused.catch(() => undefined);
    repository.journal.written = refused;
    await landed.look(ROOT);
    assert.equal((await counted()).length, 1);
    repository.journal.written = Promise.resolve();
    await landed.look(ROOT);
    assert.deepEqual(await counted(), [
      [1, 0, 12, 0, 0],
      [2, 0, 12, 0, 0],
    ]);
    assert.deepEqual(repository.standing, ['a.ts 12 owed', 'b.ts 12 owed']);
  });
});

describe('an explanation of what was changed before it was committed', () => {
  async function explained(lines: readonly string[]) {
    const all = setUp();
    const { lots } = all.repository;
    const owned = all.repository.ownedBy('');
    const chosen = lines.map((_, at) => at);
    const name = { uri: `file://${ROOT}/a.ts` };
    const [lot] = await lots.prepare([{ name, owned, lines, chosen, probable: new Set() }], true);
    const { id } = lots.lot(lot!);
    lots.note({ lots: [id], text: 'Why.', pasted: 0, seconds: 9, changed: false });
    const isChanged = async () => (await all.repository.explanations.notes({ most: 1 }))[0]?.changed;
    return { ...all, isChanged };
  }

  it('is one of which some lines are not in the commit', async () => {
    const { repository, landed, isChanged } = await explained(linesBy('ai', 12));
    repository.commit(1, [repository.file('a.ts', linesBy('ai', 11))]);
    await landed.look(ROOT);
    assert.equal(await isChanged(), true);
    assert.deepEqual(repository.kinds.slice(-3), ['note-edited', 'lots-committed', 'commit']);
  });

  it('is none where the others are left in the file, as where a part of it was staged', async () => {
    const { repository, state, landed, isChanged } = await explained(linesBy('ai', 12));
    state.standing = 12;
    repository.commit(1, [repository.file('a.ts', linesBy('ai', 11))]);
    await landed.look(ROOT);
    assert.equal(await isChanged(), false);
  });

  it('is none of which all are, also when a later commit has some of them again', async () => {
    const { repository, landed, isChanged } = await explained(linesBy('ai', 12));
    repository.commit(1, [repository.file('b.ts', ['typed b']), repository.file('a.ts', linesBy('ai', 12))]);
    await landed.look(ROOT);
    repository.time.advance(1_000);
    repository.commit(2, [repository.file('a.ts', linesBy('ai', 3))]);
    await landed.look(ROOT);
    assert.equal(await isChanged(), false);
  });
});

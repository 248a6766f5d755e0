import assert from 'node:assert/strict';
import { QueuedWork } from '../../../src/features/explain-commit/queuedWork.ts';
import { DRAFT, later, saved, skipped, setUp, stageFour } from '../../support/explainAsking.ts';
import { linesBy, ROOT } from '../../support/explainedRepository.ts';

describe('what is asked', () => {
  it('has the draft of last time', async () => {
    const { repository, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const { acts } = await ask();
    acts.keep(DRAFT);
    assert.deepEqual((await ask()).asked.draft, DRAFT);
  });

  it('opens the diff at the first line of a place, and nothing for one that there is not', async () => {
    const { repository, state, ask } = setUp();
    repository.stage(repository.file('a.ts', ['typed x', ...linesBy('ai', 12)]));
    const { acts } = await ask();
    await acts.openDiff('0');
    await acts.openDiff('7');
    assert.deepEqual(state.opened, [[{ uri: `file://${ROOT}/a.ts`, line: 1 }, 'commit']]);
  });

  it('leaves out what nobody means to own any more, and keeps the page where nothing else is left', async () => {
    const { repository, state, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)), repository.file('b.ts', linesBy('ai', 9, 'b')));
    const { acts } = await ask();
    acts.keep(DRAFT);
    const next = await acts.changeClass('0', 'transient');
    assert.deepEqual([next.places.map(({ path }) => path), next.draft], [['b.ts'], DRAFT]);
    // What the page asks of a place that is gone by now is about no other one.
    assert.deepEqual(await acts.changeClass('0', 'core'), next);
    const last = await acts.changeClass('1', 'transient');
    assert.deepEqual(
      last.places.map(({ path, class: now }) => `${path} ${now}`),
      ['b.ts transient'],
    );
    assert.deepEqual(state.changed, ['a.ts transient', 'b.ts transient']);
    assert.equal(await acts.answer(saved()), '');
    assert.deepEqual(repository.standing, ['b.ts 9 explained']);
  });

  it('gives a place the same id as long as it is asked about, and to no other one', async () => {
    const { repository, state, ask } = setUp();
    stageFour(repository);
    const { asked, acts } = await ask();
    const ids = ({ places }: typeof asked): string[][] => places.map(({ path, id }) => [path, id]);
    assert.deepEqual(ids(asked), [
      ['0.ts', '0'],
      ['1.ts', '1'],
      ['2.ts', '2'],
    ]);
    assert.deepEqual(ids(await acts.changeClass('0', 'transient')), [
      ['1.ts', '1'],
      ['2.ts', '2'],
      ['3.ts', '3'],
    ]);
    // Chosen on a page that was about to learn of the first change.
    await acts.changeClass('2', 'repeatable');
    assert.deepEqual(state.changed, ['0.ts transient', '2.ts repeatable']);
  });

  it('shows how a change looks, with the question about it, also where two files have one path', async () => {
    const { repository, state, asking, look, ask } = setUp();
    repository.texts.set('before', 'if (x < 0) throw new RangeError();\ny();');
    const part = { before: 'before', added: [{ first: 1, last: 2 }] };
    repository.stage(repository.file('a.ts', ['ai x', 'ai if (x < 3) retry();', 'y();'], part));
    const [place] = (await ask()).asked.places;
    assert.deepEqual(
      place?.shown.map(({ kind, isAsked }) => [kind, isAsked]),
      [
        ['removed', false],
        ['added', true],
        ['added', true],
        ['context', false],
      ],
    );
    assert.match((await ask()).asked.question, /\?$/u);
    const work = await look();
    const twice = { ...work, files: [...work.files, ...work.files.map((file) => ({ ...file }))] };
    assert.equal(await asking.answer(twice, 'ahead', saved()), '');
    assert.deepEqual([repository.standing, state.answered], [['a.ts 2 explained'], [twice]]);
  });
});

describe('lots of the queue', () => {
  async function setUpQueue() {
    const all = setUp();
    const { repository, ask } = all;
    repository.stage(repository.file('a.ts', linesBy('ai', 4, 'a')), repository.file('b.ts', linesBy('ai', 3, 'b')));
    await (await ask()).acts.answer(later);
    const now = new Map([
      ['file:///repository/a.ts', ['typed new', ...linesBy('ai', 4, 'a').slice(1)].join('\n')],
      ['file:///repository/b.ts', ''],
    ]);
    const state = { hidden: false, above: '' };
    const queued = new QueuedWork({
      ...{ explanations: repository.explanations, known: repository.known },
      read: async (uri) => now.get(uri),
      realUri: (uri) => (state.hidden ? undefined : uri),
      pathOf: async (uri) => uri.replace('file:///repository/', state.above),
      ownedBy: (path) => (path.startsWith('above/') ? { area: 'above', class: 'core' } : repository.ownedBy(path)),
    });
    repository.explanations.read();
    const ids = repository.explanations.known.map(({ id }) => id);
    return { ...all, queued, now, ids, queue: state };
  }

  it('are found where their lines are by now, and are gone where there is none of them', async () => {
    const { queued, ids } = await setUpQueue();
    const { files } = await queued.look(ids);
    assert.deepEqual(
      files.map(({ path, owed, added, gone, lots }) => [path, owed, added.length, gone, new Set(lots.values())]),
      [
        ['a.ts', [1, 2, 3], 3, [], new Set([ids[0]])],
        ['b.ts', [], 0, [ids[1]], new Set()],
      ],
    );
  });

  it('are of the area that their paths in the repository have, not those in the folder that is open', async () => {
    const { queued, ids, queue } = await setUpQueue();
    queue.above = 'above/';
    const { files } = await queued.look(ids);
    assert.deepEqual(
      files.map(({ path, owned }) => [path, owned.class]),
      [
        ['above/a.ts', 'core'],
        ['above/b.ts', 'core'],
      ],
    );
    queue.hidden = true;
    assert.deepEqual(
      (await queued.look(ids)).files.map(({ path }) => path),
      ['a.ts', 'b.ts'],
    );
  });

  it('are explained without a new lot, those that are gone only with all others', async () => {
    for (const [forOthers, state] of [
      [false, 'owed'],
      [true, 'explained'],
    ] as const) {
      const { repository, asking, queued, ids } = await setUpQueue();
      assert.equal(await asking.answer(await queued.look(ids), 'queue', saved({}, forOthers)), '');
      assert.deepEqual(repository.standing, ['a.ts 4 explained', `b.ts 3 ${state}`]);
      assert.deepEqual(repository.kinds, ['lot', 'lot', 'note']);
    }
  });

  it('can be explained from memory where all of them are gone, or their name is hidden', async () => {
    const { repository, asking, queued, ids, queue } = await setUpQueue();
    queue.hidden = true;
    const work = await queued.look(ids);
    assert.deepEqual(
      work.files.map(({ uri, lines }) => [uri, lines]),
      [
        [undefined, []],
        [undefined, []],
      ],
    );
    assert.equal(await asking.answer(work, 'queue', saved()), '');
    assert.deepEqual(repository.standing, ['a.ts 4 explained', 'b.ts 3 explained']);
  });

  it('are none when they do not wait any more', async () => {
    const { asking, queued, ids } = await setUpQueue();
    await asking.answer(await queued.look(ids), 'queue', skipped());
    assert.deepEqual((await queued.look(ids)).files, []);
    assert.deepEqual((await queued.look(['cccccccccccccccc:1'])).files, []);
  });
});

import assert from 'node:assert/strict';
import { DRAFT, later, saved, skipped, stageFour, setUp } from '../../support/explainAsking.ts';
import type { WaitingCommit } from '../../../src/features/explain-commit/explainAsking.ts';
import type { ExplainDraft } from '../../../src/ports/explainPage.ts';
import type { ExplainedRepository } from '../../support/explainedRepository.ts';
import { linesBy, ROOT, settled } from '../../support/explainedRepository.ts';

/** A disk that takes what is written when it is told to. */
function slowDisk({ journal }: ExplainedRepository): { take: () => void; refuse: () => void } {
  let [take, refuse] = [(): void => undefined, (): void => undefined];
  journal.written = new Promise((resolve, reject) => {
    take = resolve;
    refuse = () => {
      reject(new Error('The disk is full.'));
    };
  });
  journal.written.catch(() => undefined);
  return { take, refuse };
}

describe('an explanation', () => {
  it('is taken down with its lots, and acknowledged when all of it is on the disk', async () => {
    const { repository, memory, state, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const { work, acts } = await ask();
    acts.keep(DRAFT);
    const disk = slowDisk(repository);
    let problem: string | undefined;
    const taken = acts.answer(saved()).then((said) => (problem = said));
    await settled();
    assert.deepEqual([problem, state.answered, memory.draftTexts], [undefined, [], [DRAFT.text]]);
    disk.take();
    await taken;
    assert.deepEqual([problem, state.answered, memory.draftTexts], ['', [work], []]);
    assert.deepEqual([repository.kinds, repository.standing], [['lot', 'note'], ['a.ts 12 explained']]);
    const { lots, text, after, pasted, seconds } = repository.explanations.written[0]!;
    assert.deepEqual([lots.length, text, after, pasted, seconds], [1, 'It waits.', 4, 2 / 11, 30]);
    assert.equal(repository.time.pending, 0);
  });

  it('is not acknowledged while the disk does not take it, and not written again at a second press', async () => {
    const { repository, state, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const { acts } = await ask();
    const disk = slowDisk(repository);
    const first = acts.answer(saved());
    await settled();
    repository.time.advance(5_000);
    assert.match(await first, /can not be written now/u);
    const second = acts.answer(saved({ seconds: 40 }));
    await settled();
    disk.take();
    assert.equal(await second, '');
    assert.deepEqual([repository.kinds, state.answered.length], [['lot', 'note'], 1]);
  });

  it('that is changed while it waits for the disk is changed, not written again', async () => {
    const { repository, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const { acts } = await ask();
    const disk = slowDisk(repository);
    const first = acts.answer(saved());
    await settled();
    repository.time.advance(5_000);
    await first;
    const second = acts.answer(saved({ text: 'It waits twice.', after: 5 }));
    await settled();
    disk.take();
    assert.equal(await second, '');
    assert.deepEqual(repository.kinds, ['lot', 'note', 'note-edited']);
    const [note] = await repository.explanations.notes({ most: 5 });
    assert.deepEqual([note?.text, note?.after], ['It waits twice.', 5]);
  });

  it('that the disk takes late still lets go of its draft, and is told of', async () => {
    const { repository, memory, state, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const { acts } = await ask();
    acts.keep(DRAFT);
    const disk = slowDisk(repository);
    const answer = acts.answer(saved());
    await settled();
    repository.time.advance(5_000);
    await answer;
    assert.deepEqual([memory.draftTexts, state.answered.length], [[DRAFT.text], 0]);
    disk.take();
    await settled();
    assert.deepEqual([memory.draftTexts, state.answered.length], [[], 1]);
  });

  it('that is refused says so, and is written anew at the next press', async () => {
    const { repository, memory, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const { acts } = await ask();
    acts.keep(DRAFT);
    slowDisk(repository).refuse();
    assert.match(await acts.answer(saved()), /could not be taken down/u);
    assert.deepEqual(memory.draftTexts, [DRAFT.text]);
    repository.journal.events.length = 0;
    repository.journal.written = Promise.resolve();
    assert.equal(await acts.answer(saved()), '');
    assert.deepEqual(repository.kinds, ['lot', 'note']);
  });

  it('about lines that can not be named is none that anybody could read again', async () => {
    const { repository, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const { acts } = await ask();
    repository.explanations.mayWrite = false;
    assert.match(await acts.answer(saved()), /could not be taken down/u);
    assert.deepEqual(repository.kinds, []);
    // Nobody is kept from the commit.
    assert.equal(await acts.answer(skipped()), '');
    assert.equal(await acts.answer(later), '');
  });

  it('is written wholly or not at all where a pause begins meanwhile', async () => {
    const { repository, memory, state, ask } = setUp();
    stageFour(repository);
    const { acts } = await ask();
    acts.keep(DRAFT);
    const answer = acts.answer(saved());
    state.isPaused = true;
    assert.match(await answer, /paused/u);
    assert.deepEqual([repository.kinds, state.answered, memory.draftTexts], [[], [], [DRAFT.text]]);
    for (const one of [later, skipped()]) assert.equal(await acts.answer(one), '');
    assert.deepEqual([repository.kinds, state.answered], [[], []]);
  });

  it('has the names that hold when it is given, not those of when it was asked for', async () => {
    const { repository, ask } = setUp();
    stageFour(repository);
    const { acts } = await ask();
    repository.isHiding = true;
    assert.equal(await acts.answer(saved({}, true)), '');
    assert.deepEqual(repository.kinds, ['lot', 'lot', 'lot', 'lot', 'note']);
    assert.doesNotMatch(JSON.stringify(repository.journal.events), /\d\.ts/u);
  });

  it('says nothing of files that were excluded since it was asked for', async () => {
    const { repository, state, ask } = setUp();
    stageFour(repository);
    const { acts } = await ask();
    for (const path of ['0.ts', '3.ts']) repository.excluded.add(path);
    assert.equal(await acts.answer(saved({}, true)), '');
    assert.deepEqual(repository.standing, ['1.ts 7 explained', '2.ts 6 explained']);
    assert.equal(state.answered.length, 1);
  });

  it('is none where all of its files were excluded since, and who puts it off or skips it goes on', async () => {
    const { repository, memory, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const { acts } = await ask();
    acts.keep(DRAFT);
    repository.excluded.add('a.ts');
    assert.match(await acts.answer(saved()), /Nothing may be recorded of this any more/u);
    assert.deepEqual([repository.kinds, memory.draftTexts], [[], [DRAFT.text]]);
    for (const one of [skipped(), later]) assert.equal(await acts.answer(one), '');
    assert.deepEqual(repository.kinds, []);
  });

  it('covers what is shown, and all else only if it holds for that, too', async () => {
    for (const [forOthers, states] of [
      [false, ['explained', 'explained', 'explained', 'owed']],
      [true, ['explained', 'explained', 'explained', 'explained']],
    ] as const) {
      const { repository, ask } = setUp();
      stageFour(repository);
      const { asked, acts } = await ask();
      assert.deepEqual([asked.places.length, asked.others, asked.lines], [3, 1, 26]);
      assert.equal(await acts.answer(saved({}, forOthers)), '');
      assert.deepEqual(
        repository.standing,
        states.map((state, at) => `${String(at)}.ts ${String(8 - at)} ${state}`),
      );
    }
  });

  it('that was found to hold for all else, too, says that of the rest alone', async () => {
    const { repository, ask } = setUp();
    stageFour(repository);
    const { acts } = await ask();
    const disk = slowDisk(repository);
    const first = acts.answer(saved());
    await settled();
    repository.time.advance(5_000);
    await first;
    const second = acts.answer(saved({}, true));
    await settled();
    disk.take();
    assert.equal(await second, '');
    const notes = await repository.explanations.notes({ most: 5 });
    assert.deepEqual(
      notes.map(({ lots, seconds }) => [lots.length, seconds]),
      [
        [1, 0],
        [3, 30],
      ],
    );
  });

  it('of more lots than one may be about is several, whose time counts once', async () => {
    const { repository, asking } = setUp();
    const files = Array.from({ length: 2_100 }, (_, at) =>
      repository.file(`${String(at)}.ts`, linesBy('ai', 1, `file ${String(at)}`)),
    );
    repository.stage(...files);
    const work = (await repository.work.look(ROOT))!;
    assert.equal(await asking.answer(work, 'ahead', saved({}, true)), '');
    const notes = await repository.explanations.notes({ most: 5 });
    assert.deepEqual(
      notes.map(({ lots, seconds }) => [lots.length, seconds]),
      [
        [2_000, 30],
        [100, 0],
      ],
    );
  });

  it('that is put off leaves its lots owed, and its draft', async () => {
    const { repository, memory, state, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 3)));
    const { work, acts } = await ask();
    acts.keep(DRAFT);
    assert.equal(await acts.answer(later), '');
    assert.deepEqual([repository.standing, memory.draftTexts], [['a.ts 3 owed'], [DRAFT.text]]);
    assert.deepEqual(state.answered, [work]);
  });

  it('that is skipped skips all of it, with the reason', async () => {
    const { repository, memory, ask } = setUp();
    stageFour(repository);
    const { acts } = await ask();
    acts.keep(DRAFT);
    assert.equal(await acts.answer(skipped('not mine')), '');
    repository.explanations.read();
    assert.deepEqual(
      repository.explanations.known.map(({ state, reason }) => [state, reason]),
      Array.from({ length: 4 }, () => ['skipped', 'not mine']),
    );
    assert.deepEqual(memory.draftTexts, []);
  });

  it('keeps nobody from a commit who puts it off or skips it, whatever the disk and the ledger do', async () => {
    for (const [answer, patience] of [
      [later, 1_000],
      [skipped(), 5_000],
    ] as const) {
      const { repository, ask } = setUp();
      repository.stage(repository.file('a.ts', linesBy('ai', 12)));
      const { acts } = await ask();
      slowDisk(repository).refuse();
      assert.equal(await acts.answer(answer), '');
      slowDisk(repository);
      const waits = acts.answer(answer);
      await settled();
      repository.time.advance(patience);
      assert.equal(await waits, '');
      repository.explanations.lotNames = () => Promise.reject(new Error('No key.'));
      assert.equal(await acts.answer(answer), '');
    }
  });
});

describe('a question while a commit waits', () => {
  function waiting(): { end: () => void; written: number } & WaitingCommit {
    let end = (): void => undefined;
    const isOver = new Promise<void>((resolve) => {
      end = resolve;
    });
    const all = {
      isOver,
      end: () => {
        end();
      },
      written: 0,
      writing: () => void (all.written += 1),
    };
    return all;
  }

  it('tells when the person begins to write, and not before', async () => {
    const { repository, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const commit = waiting();
    const { acts, asked } = await ask(commit);
    acts.keep({ ...asked.draft, seconds: 9 });
    assert.equal(commit.written, 0);
    const given: Partial<ExplainDraft>[] = [{ text: 'I' }, { before: 3 }, { chose: 'together' }, { turnedDown: 'A' }];
    for (const [times, part] of given.entries()) {
      acts.keep({ ...asked.draft, ...part });
      assert.equal(commit.written, times + 1, JSON.stringify(part));
    }
  });

  it('is one of the queue from when the commit went on, and its lots are there then', async () => {
    const { repository, ask } = setUp();
    stageFour(repository);
    const commit = waiting();
    const { acts } = await ask(commit);
    acts.keep(DRAFT);
    commit.end();
    assert.equal((await acts.wentOn)?.purpose, 'queue');
    assert.deepEqual(repository.kinds, ['lot', 'lot', 'lot', 'lot']);
    assert.ok(
      repository.standing.every((one) => one.endsWith('owed')),
      String(repository.standing),
    );
    assert.equal(await acts.answer(saved()), '');
    assert.deepEqual(repository.kinds, ['lot', 'lot', 'lot', 'lot', 'note']);
    assert.equal(repository.standing.filter((one) => one.endsWith('explained')).length, 3);
  });

  it('leaves nothing in the queue that was answered before the commit went on', async () => {
    const { repository, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const commit = waiting();
    const { acts } = await ask(commit);
    await acts.answer(skipped());
    commit.end();
    await acts.wentOn;
    assert.deepEqual([repository.kinds, repository.standing], [['lot', 'lots-skipped'], ['a.ts 12 skipped']]);
  });

  it('survives a disk that takes nothing when the commit goes on', async () => {
    const { repository, ask } = setUp();
    repository.stage(repository.file('a.ts', linesBy('ai', 12)));
    const commit = waiting();
    const { acts } = await ask(commit);
    const disk = slowDisk(repository);
    commit.end();
    await settled();
    disk.refuse();
    assert.equal((await acts.wentOn)?.purpose, 'queue');
    assert.equal(repository.log.lines.length, 1);
  });
});

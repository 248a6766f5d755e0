import assert from 'node:assert/strict';
import { QueuedWork } from '../../../src/features/explain-commit/queuedWork.ts';
import { EMPTY_DRAFT } from '../../../src/ports/explainPage.ts';
import { DRAFT, later, saved, setUp, skipped, stageFour } from '../../support/explainAsking.ts';
import { linesBy } from '../../support/explainedRepository.ts';

/** Lines that are known by themselves, and not by their neighbours. */
const telling = (count: number, about: string): string[] => linesBy('ai', count, `waits for the ${about} number`);

function setUpQueue() {
  const all = setUp();
  const { repository, askAbout } = all;
  const now = new Map<string, readonly string[]>();
  const queued = new QueuedWork({
    ...{ explanations: repository.explanations, known: repository.known },
    read: async (uri) => now.get(uri.replace('file:///repository/', ''))?.join('\n'),
    realUri: (uri) => uri,
    pathOf: async (uri) => uri.replace('file:///repository/', ''),
    ownedBy: (path) => repository.ownedBy(path),
  });
  const stage = (files: Readonly<Record<string, readonly string[]>>): void => {
    repository.stage(...Object.entries(files).map(([path, lines]) => repository.file(path, lines)));
    for (const [path, lines] of Object.entries(files)) now.set(path, lines);
  };
  /** Asks about those lots that wait of some files, or of all. */
  const askQueue = async (...paths: string[]) => {
    repository.explanations.read();
    const lots = repository.explanations.known.filter(({ path }) => paths.length === 0 || paths.includes(path));
    return askAbout(await queued.look(lots.map(({ id }) => id)));
  };
  return { ...all, stage, now, askQueue };
}

describe('a draft that was put off', () => {
  it('is there in the queue, also for one of its files, until it is taken down', async () => {
    const { stage, ask, askQueue, memory } = setUpQueue();
    stage({ 'a.ts': telling(4, 'a'), 'b.ts': telling(3, 'b') });
    const { acts } = await ask();
    acts.keep({ ...DRAFT, text: 'Half a' });
    assert.equal(await acts.answer(later), '');
    assert.deepEqual((await askQueue()).asked.draft, DRAFT);
    const { asked, acts: ofRow } = await askQueue('b.ts');
    assert.deepEqual(asked.draft, DRAFT);
    ofRow.keep({ ...DRAFT, text: 'A whole' });
    assert.equal((await askQueue('b.ts')).asked.draft.text, 'A whole');
    assert.equal(await ofRow.answer(saved({ text: 'A whole note.' })), '');
    assert.deepEqual([memory.draftTexts, (await askQueue()).asked.draft], [[], EMPTY_DRAFT]);
  });

  it('is there where its lines are changed, moved or gone since then', async () => {
    const { stage, now, ask, askQueue } = setUpQueue();
    stage({ 'a.ts': telling(9, 'a') });
    await (await ask()).acts.answer(later);
    now.set('a.ts', ['typed new', ...telling(9, 'a').slice(8)]);
    assert.deepEqual((await askQueue()).asked.draft, DRAFT);
    now.set('a.ts', []);
    assert.deepEqual((await askQueue()).asked.draft, DRAFT);
  });

  it('is not there for what AI writes into the same file later', async () => {
    const { stage, ask, askQueue } = setUpQueue();
    const [first, second] = [telling(4, 'a'), telling(4, 'b')];
    stage({ 'a.ts': first });
    await (await ask()).acts.answer(later);
    stage({ 'a.ts': [...first, ...second] });
    const { asked, acts } = await ask();
    assert.deepEqual([asked.lines, asked.draft], [4, EMPTY_DRAFT]);
    acts.keep({ ...DRAFT, text: 'Of the other one' });
    assert.equal((await ask()).asked.draft.text, 'Of the other one');
    assert.deepEqual((await askQueue()).asked.draft, DRAFT);
  });

  it('is not there for code that was not shown when it was written', async () => {
    const { repository, ask, askQueue } = setUpQueue();
    stageFour(repository);
    await (await ask()).acts.answer(later);
    assert.deepEqual((await askQueue('3.ts')).asked.draft, EMPTY_DRAFT);
    assert.deepEqual((await askQueue('2.ts')).asked.draft, DRAFT);
  });

  it('is kept where a program puts it off, and none where nothing was given', async () => {
    const { stage, ask, asking, askQueue, memory } = setUpQueue();
    stage({ 'a.ts': telling(4, 'a') });
    const { acts, work } = await ask();
    acts.keep(DRAFT);
    assert.equal(await asking.answer(work, 'ahead', { kind: 'later', draft: EMPTY_DRAFT }), '');
    const { asked, acts: again } = await askQueue();
    assert.deepEqual(asked.draft, DRAFT);
    // Whoever takes all of it out has taken it out.
    assert.equal(await again.answer({ kind: 'later', draft: { ...EMPTY_DRAFT, text: ' ', seconds: 9 } }), '');
    assert.deepEqual(memory.draftTexts, []);
  });

  it('goes when it is skipped in the queue', async () => {
    const { stage, ask, askQueue, memory } = setUpQueue();
    stage({ 'a.ts': telling(4, 'a') });
    await (await ask()).acts.answer(later);
    await (await askQueue()).acts.answer(skipped());
    assert.deepEqual(memory.draftTexts, []);
  });
});

describe('a draft of which nothing was taken down', () => {
  it('is found again as long as half of the lines are the same, in any order of files', async () => {
    const { stage, ask } = setUpQueue();
    stage({ 'a.ts': telling(4, 'a'), 'b.ts': telling(4, 'b') });
    (await ask()).acts.keep(DRAFT);
    stage({ 'b.ts': [...telling(3, 'b'), 'ai waits for no number'], 'a.ts': telling(2, 'a') });
    assert.deepEqual((await ask()).asked.draft, DRAFT);
    stage({ 'a.ts': [...telling(2, 'a'), ...telling(3, 'c')] });
    assert.deepEqual((await ask()).asked.draft, EMPTY_DRAFT);
    stage({ 'c.ts': telling(4, 'a') });
    assert.deepEqual((await ask()).asked.draft, EMPTY_DRAFT);
  });

  it('is found where less or more is asked about at once', async () => {
    const { stage, ask } = setUpQueue();
    stage({ 'a.ts': telling(4, 'a'), 'b.ts': telling(8, 'b') });
    (await ask()).acts.keep(DRAFT);
    stage({ 'a.ts': telling(4, 'a') });
    assert.deepEqual((await ask()).asked.draft, DRAFT);
    stage({ 'a.ts': telling(4, 'a'), 'b.ts': telling(8, 'b'), 'c.ts': telling(40, 'c') });
    assert.deepEqual((await ask()).asked.draft, DRAFT);
  });

  it('is not found by lines that are written again and again alone', async () => {
    const { stage, ask } = setUpQueue();
    const closing = (about: string): string[] => [`ai while (waiting for ${about}) {`, 'ai y();', 'ai }', 'ai }'];
    stage({ 'a.ts': closing('the first') });
    (await ask()).acts.keep(DRAFT);
    stage({ 'a.ts': closing('another one') });
    assert.deepEqual((await ask()).asked.draft, EMPTY_DRAFT);
  });

  it('goes along where a file becomes one that nobody means to own', async () => {
    const { stage, ask, memory } = setUpQueue();
    stage({ 'a.ts': telling(9, 'a'), 'b.ts': telling(1, 'b') });
    const { acts } = await ask();
    acts.keep(DRAFT);
    assert.deepEqual((await acts.changeClass('0', 'transient')).draft, DRAFT);
    assert.deepEqual([memory.draftTexts, (await ask()).asked.draft], [[DRAFT.text], DRAFT]);
  });
});

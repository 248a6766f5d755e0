import assert from 'node:assert/strict';
import { ExplainTalk } from '../../../src/host/explain/explainTalk.ts';
import { EMPTY_DRAFT, type ExplainActs, type ExplainAsked } from '../../../src/ports/explainPage.ts';

const ASKED: ExplainAsked = {
  purpose: 'queue',
  places: [{ id: 'a', path: 'a.ts', area: 'other', class: 'core', how: 'agent', lines: 1, shown: [], more: 1 }],
  ...{ lines: 1, others: 0, question: '', plan: '', draft: EMPTY_DRAFT },
};
const LATER = { kind: 'later', draft: { ...EMPTY_DRAFT, text: 'later' } } as const;

function talk(acts: Partial<ExplainActs> = {}) {
  const kept: string[] = [];
  const whole: ExplainActs = {
    answer: () => Promise.resolve(''),
    keep: ({ text }) => void kept.push(text),
    changeClass: () => Promise.resolve({ ...ASKED, places: [] }),
    openDiff: () => Promise.resolve(),
    ...acts,
  };
  return { kept, talk: new ExplainTalk(1, ASKED, whole) };
}

describe('a question on the explain page', () => {
  it('ends with the answer that was taken down, and takes nothing afterwards', async () => {
    const { talk: one, kept } = talk();
    assert.equal(await one.answer(LATER), '');
    one.close();
    one.keep(EMPTY_DRAFT);
    assert.equal(await one.outcome, 'later');
    assert.deepEqual(kept, []);
    const { state, draft } = one.snapshot(1);
    assert.deepEqual([state, draft.text], ['done', 'later']);
  });

  it('goes on when an answer could not be taken down, and has its draft', async () => {
    const problems = ['The disk is full.', ''];
    const { talk: one } = talk({ answer: () => Promise.resolve(problems.shift() ?? '') });
    assert.equal(await one.answer(LATER), 'The disk is full.');
    const { state, draft } = one.snapshot(1);
    assert.deepEqual([state, draft.text], ['asking', 'later']);
    assert.equal(await one.answer(LATER), '');
    assert.equal(await one.outcome, 'later');
  });

  it('takes an answer down once, however often it comes', async () => {
    let times = 0;
    let finish: (problem: string) => void = () => undefined;
    const { talk: one } = talk({
      answer: () => {
        times += 1;
        return new Promise((resolve) => (finish = resolve));
      },
    });
    const answers = [one.answer(LATER), one.answer(LATER)];
    finish('');
    assert.deepEqual(await Promise.all([...answers, one.answer(LATER)]), ['', '', '']);
    assert.equal(times, 1);
  });

  it('counts an answer that was on its way when the page was closed', async () => {
    for (const [problem, outcome] of [
      ['', 'later'],
      ['The disk is full.', 'closed'],
    ] as const) {
      let finish: (words: string) => void = () => undefined;
      const { talk: one } = talk({ answer: () => new Promise((resolve) => (finish = resolve)) });
      void one.answer(LATER);
      one.close();
      finish(problem);
      assert.equal(await one.outcome, outcome);
    }
  });

  it('ends as closed when taking an answer down throws and the page is closed', async () => {
    const { talk: one } = talk({ answer: () => Promise.reject(new Error('no disk')) });
    await assert.rejects(one.answer(LATER), /no disk/u);
    one.close();
    assert.equal(await one.outcome, 'closed');
  });

  it('refuses what it does not ask about', async () => {
    const { talk: one } = talk();
    await assert.rejects(one.openDiff('b'), /not asked about any more/u);
    await one.changeClass('a', 'transient');
    assert.deepEqual(one.snapshot(1).places, []);
    await assert.rejects(one.changeClass('a', 'core'), /not asked about any more/u);
  });

  it('keeps a draft, and starts again with it', () => {
    const { talk: one, kept } = talk();
    one.keep({ ...EMPTY_DRAFT, text: 'half' });
    assert.deepEqual(kept, ['half']);
    assert.equal(one.snapshot(2).draft.text, 'half');
  });
});

import assert from 'node:assert/strict';
import { DraftStore } from '../../../src/host/explain/draftStore.ts';
import { EMPTY_DRAFT, type ExplainDraft } from '../../../src/ports/explainPage.ts';
import { MemoryState } from '../../support/memoryState.ts';

const DRAFT: ExplainDraft = {
  ...{ text: 'It waits', before: 2, after: undefined, chose: 'me', turnedDown: 'A queue' },
  ...{ pasted: 3, seconds: 20 },
};

const about = (...lines: string[]) => ({ lots: [], lines });

describe('drafts', () => {
  let memory = new MemoryState();
  let store = new DraftStore(memory);
  beforeEach(() => {
    memory = new MemoryState();
    store = new DraftStore(memory);
  });

  it('are there again after a reload, whatever is missing in them, and hold no name of a file and no code', () => {
    store.set(about('secret.ts: const retries = 3;'), DRAFT);
    store.set(about('b'), EMPTY_DRAFT);
    const again = new DraftStore(memory);
    assert.deepEqual(again.get(about('secret.ts: const retries = 3;')), DRAFT);
    assert.deepEqual(again.get(about('b')), EMPTY_DRAFT);
    assert.equal(again.get(about('c')), undefined);
    assert.doesNotMatch([...memory.kept.values()].join(), /secret|retries/u);
  });

  it('go when they are taken down, or when all of them shall', () => {
    store.set(about('a'), DRAFT);
    store.set(about('b'), DRAFT);
    store.set(about('a'), undefined);
    assert.deepEqual([store.get(about('a')), store.get(about('b'))], [undefined, DRAFT]);
    store.clear();
    assert.deepEqual([store.get(about('b')), memory.keys()], [undefined, []]);
    store.set(about('b'), undefined);
    assert.deepEqual(memory.keys(), []);
  });

  it('go in a workspace that was closed when something was forgotten, and only then', () => {
    const reopened = (done: string): string | undefined => {
      const again = new DraftStore(memory);
      again.noticeForgotten(done);
      return again.get(about('a'))?.text;
    };
    store.set(about('a'), DRAFT);
    // Nothing was ever forgotten, or that is not known.
    assert.equal(reopened(''), DRAFT.text);
    assert.equal(reopened('0001:a'), undefined);
    store.set(about('a'), DRAFT);
    assert.equal(reopened('0001:a'), DRAFT.text);
    assert.equal(reopened(''), DRAFT.text);
    assert.equal(reopened('0002:a'), undefined);
    store.noticeForgotten('0002:a');
    store.set(about('a'), DRAFT);
    store.noticeForgotten('0001:b');
    store.noticeForgotten('0002:a');
    assert.equal(store.get(about('a'))?.text, DRAFT.text);
  });

  it('are the latest twenty', () => {
    for (let at = 0; at < 20; at += 1) store.set(about(String(at)), DRAFT);
    store.set(about('0'), { ...DRAFT, text: 'Later' });
    store.set(about('20'), DRAFT);
    assert.deepEqual(
      ['0', '1', '2'].map((one) => store.get(about(one))?.text),
      ['Later', undefined, DRAFT.text],
    );
  });

  it('are given and replaced one at a time, the latest first, where several are about what is asked', () => {
    for (const text of ['a', 'b', 'c']) store.set(about(text), { ...DRAFT, text });
    const all = about('a', 'b');
    assert.equal(store.get(all)?.text, 'b');
    store.set(all, { ...DRAFT, text: 'Both' });
    assert.deepEqual(memory.draftTexts, ['a', 'c', 'Both']);
    store.set(all, undefined);
    assert.deepEqual([store.get(all)?.text, memory.draftTexts], ['a', ['a', 'c']]);
  });

  it('that can not be read cost no other one', async () => {
    store.set(about('a'), DRAFT);
    const { key, drafts } = memory.get<{ key: string; drafts: object[] }>('drafts')!;
    const [kept] = drafts;
    const wrong = [{ text: 7 }, { before: 9 }, { seconds: -1 }, { about: 'a' }, { about: { lots: [], lines: [7] } }];
    const bad = [null, 'x', { text: 'x' }, ['a', DRAFT], ...wrong.map((part) => ({ ...kept, ...part }))];
    await memory.update('drafts', { key, drafts: [...bad, kept, ...bad] });
    assert.deepEqual(store.get(about('a')), DRAFT);
    store.set(about('b'), DRAFT);
    assert.equal(memory.draftTexts.length, 2);
    for (const value of [null, 7, 'x', { a: 1 }, { key: 'short', drafts }, { key, drafts: 'x' }, [['a', DRAFT]]]) {
      await memory.update('drafts', value);
      assert.equal(store.get(about('a')), undefined);
      store.set(about('a'), DRAFT);
      assert.deepEqual(store.get(about('a')), DRAFT);
    }
  });
});

import assert from 'node:assert/strict';
import { DraftStore } from '../../../src/host/explain/draftStore.ts';
import { EMPTY_DRAFT, type ExplainDraft } from '../../../src/ports/explainPage.ts';

/** What VS Code keeps, as JSON. */
class Memory {
  kept = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.kept.keys()];
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    const json = this.kept.get(key);
    return json === undefined ? otherwise : (JSON.parse(json) as T);
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.kept.delete(key);
    else this.kept.set(key, JSON.stringify(value));
  }
}

const DRAFT: ExplainDraft = {
  ...{ text: 'It waits', before: 2, after: undefined, chose: 'me', turnedDown: 'A queue' },
  ...{ pasted: 3, seconds: 20 },
};

describe('drafts', () => {
  let memory = new Memory();
  let store = new DraftStore(memory);
  beforeEach(() => {
    memory = new Memory();
    store = new DraftStore(memory);
  });

  it('are there again after a reload, whatever is missing in them, and hold no name of a file', () => {
    store.set('/repository\nsecret.ts', DRAFT);
    store.set('b', EMPTY_DRAFT);
    const again = new DraftStore(memory);
    assert.deepEqual(again.get('/repository\nsecret.ts'), DRAFT);
    assert.deepEqual(again.get('b'), EMPTY_DRAFT);
    assert.equal(again.get('c'), undefined);
    assert.doesNotMatch([...memory.kept.values()].join(), /secret|repository/u);
  });

  it('go when they are taken down, or when all of them shall', () => {
    store.set('a', DRAFT);
    store.set('b', DRAFT);
    store.set('a', undefined);
    assert.deepEqual([store.get('a'), store.get('b')], [undefined, DRAFT]);
    store.clear();
    assert.deepEqual([store.get('b'), memory.keys()], [undefined, []]);
    store.set('b', undefined);
    assert.deepEqual(memory.keys(), []);
  });

  it('are the latest twenty', () => {
    for (let at = 0; at < 20; at += 1) store.set(String(at), DRAFT);
    store.set('0', { ...DRAFT, text: 'Later' });
    store.set('20', DRAFT);
    assert.deepEqual([store.get('0')?.text, store.get('1'), store.get('2')], ['Later', undefined, DRAFT]);
  });

  it('that can not be read cost no other one', async () => {
    store.set('a', DRAFT);
    const [kept] = memory.get<unknown[]>('drafts')!;
    const bad = [{ ...DRAFT, text: 7 }, { ...DRAFT, before: 9 }, { ...DRAFT, seconds: -1 }, null, { text: 'x' }];
    await memory.update('drafts', [null, 'x', ...bad.map((draft, at) => [String(at), draft]), kept]);
    assert.deepEqual(store.get('a'), DRAFT);
    store.set('b', DRAFT);
    assert.equal(memory.get<unknown[]>('drafts')?.length, 2);
    for (const value of [null, 7, 'x', { a: 1 }]) {
      await memory.update('drafts', value);
      assert.equal(store.get('a'), undefined);
    }
  });
});

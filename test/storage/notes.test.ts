import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import type { NotesQuery } from '../../src/ports/explanations.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import type { LedgerStore } from '../../src/storage/ledger/ledgerStore.ts';
import { lotEvent, noteEvent } from '../support/explainedEvents.ts';
import { eventOf, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const [A, B] = ['a', 'b'].map(sessionOf) as [string, string];
const OTHER = { uri: 'file:///home/me/work/src/Über.ts', names: 'BBBBBBBBBBA', area: 'Screens' };

describe('notes in the ledger', () => {
  const folders = temporaryFolder();
  let ledger: LedgerStore;

  beforeEach(async () => {
    await mkdir(join(folders.path, 'journal'));
    ledger = await openLedger(folders.path);
  });
  afterEach(() => {
    ledger.close();
  });

  async function write(...events: JournalEvent[]): Promise<void> {
    const text = events.map(encodeLine).join('');
    await writeFile(join(folders.path, 'journal', `${events[0]!.s}.jsonl`), text, { flag: 'a' });
    await ledger.catchUp();
  }

  /** Numbers of the notes that a question is about. */
  async function found(query: Partial<NotesQuery>): Promise<number[]> {
    const notes = await ledger.explanation('notes', { most: 100, ...query }, false);
    return notes.map(({ id }) => Number(id.slice(17)));
  }

  const edit = (n: number, of: string, values: object): JournalEvent =>
    eventOf(B, n, { k: 'note-edited', p: { of, ...values } });

  it('have their latest text and ratings, each by itself, and when the text was written', async () => {
    const all = { before: 2, after: 3, question: 'Why?', chose: 'me', turnedDown: 'a queue', changed: true } as const;
    await write(lotEvent(A, 0), noteEvent(A, 1, { lots: [`${A}:0`], ...all }));
    await write(
      edit(5, `${A}:1`, { text: 'Later.' }),
      edit(6, `${A}:1`, { after: 5 }),
      edit(2, `${A}:1`, { text: 'Before.', changed: false }),
    );
    const [note] = await ledger.explanation('notes', { most: 1 }, false);
    const { lots, ...rest } = note!;
    assert.deepEqual(rest, {
      ...{ id: `${A}:1`, time: eventOf(A, 1).t, offset: 60, ...all, text: 'Later.', after: 5, changed: false },
      ...{ pasted: 0, seconds: 30, edited: eventOf(B, 5).t },
    });
    assert.deepEqual(
      lots.map(({ id, state }) => [id, state]),
      [[`${A}:0`, 'explained']],
    );
    // What was replaced is in no table any more, and an edit alone is no note.
    await write(edit(7, `${A}:0`, { text: 'of a lot' }));
    assert.deepEqual(await found({}), [1]);
    assert.doesNotMatch(ledger.dump(), /Before|It waits/u);
  });

  it('are found by file, by time and by words in any order and case, the newest first', async () => {
    await write(
      ...[lotEvent(A, 0), lotEvent(A, 1, OTHER)],
      noteEvent(A, 2, { lots: [`${A}:0`], text: 'Waits TWICE as long\nafter a failure' }),
      noteEvent(A, 3, { lots: [`${A}:0`, `${A}:1`], text: '50% of_it' }),
      noteEvent(A, 4, { lots: [`${A}:1`], text: '' }),
    );
    assert.deepEqual(await found({}), [4, 3, 2]);
    assert.deepEqual(await found({ most: 2 }), [4, 3]);
    assert.deepEqual([await found({ most: 0 }), await found({ most: -1 }), await found({ most: NaN })], [[], [], []]);
    assert.deepEqual(await found({ since: eventOf(A, 3).t }), [4, 3]);
    assert.deepEqual(await found({ uris: ['file:///nowhere', OTHER.uri] }), [4, 3]);
    assert.deepEqual(await found({ uris: [] }), []);
    assert.deepEqual(await found({ words: ' failure twice  RETRY.ts ' }), [2]);
    assert.deepEqual(await found({ words: 'screens' }), [4, 3]);
    // Of another disk, with the dots apart from the letter.
    assert.deepEqual(await found({ words: 'u\u{308}BER.ts' }), [4, 3]);
    assert.deepEqual(
      [await found({ words: '%' }), await found({ words: 'of_' }), await found({ words: 'ofxit' })],
      [[3], [3], []],
    );
    assert.deepEqual(await found({ words: 'twice', uris: [OTHER.uri] }), []);
  });

  it('are 500 at the most, and looked for among all', async () => {
    const many = Array.from({ length: 700 }, (_, at) => noteEvent(A, 1 + at, { lots: [`${A}:0`] }));
    await write(lotEvent(A, 0), ...many, noteEvent(A, 1_000, { lots: [`${A}:0`], text: 'Last.' }));
    assert.equal((await found({ most: 10_000 })).length, 500);
    assert.deepEqual(await found({ words: 'last', most: 1 }), [1_000]);
    const first = await found({ words: 'waits', most: 600 });
    assert.deepEqual([first.length, first[0], first.at(-1)], [500, 700, 201]);
  });
});

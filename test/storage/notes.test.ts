import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import type { NotesQuery } from '../../src/ports/explanations.ts';
import { packJournal } from '../../src/storage/journal/packedJournal.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import type { LedgerStore } from '../../src/storage/ledger/ledgerStore.ts';
import { lotEvent, noteEvent } from '../support/explainedEvents.ts';
import { eventOf, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { filesWith } from '../support/traces.ts';

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

  describe('had texts before', () => {
    const note = noteEvent(A, 1, { lots: [`${A}:0`], text: 'First.', after: 2 });
    const all = [edit(1, `${A}:1`, { text: 'Second.' }), edit(3, `${A}:1`, { text: 'Third.', after: 4 })];

    /** What the journals of a folder say of the texts before, with the ratings that they had. */
    async function earlier(id = `${A}:1`, most = 9): Promise<unknown[]> {
      const texts = await ledger.explanation('earlierTexts', { note: id, most }, false);
      return texts.map(({ text, after }) => [text, after]);
    }

    it('that are read from the journals of note and edits, the newest first', async () => {
      await write(lotEvent(A, 0), note);
      assert.deepEqual(await earlier(), []);
      await write(...all, edit(2, `${A}:1`, { after: 3 }), edit(4, `${A}:1`, { changed: true }));
      assert.deepEqual(await earlier(), [
        ['Second.', 3],
        ['First.', 2],
      ]);
      assert.deepEqual([await earlier(`${A}:1`, 1), await earlier(`${A}:1`, 0)], [[['Second.', 3]], []]);
      assert.deepEqual([await earlier(`${A}:0`), await earlier('nonsense')], [[], []]);
      const [first] = (await ledger.explanation('earlierTexts', { note: `${A}:1`, most: 9 }, false)).slice(-1);
      assert.deepEqual([first?.time, first?.offset], [note.t, note.o]);
      // One that is put back is the latest text, and takes nothing away.
      await write(edit(5, `${A}:1`, { text: 'First.' }));
      assert.deepEqual(await earlier(), [
        ['Third.', 4],
        ['Second.', 3],
        ['First.', 2],
      ]);
    });

    it('that are found in packed journals too, and by a ledger that was published', async () => {
      await write(lotEvent(A, 0), note);
      await write(...all);
      for (const session of [A, B]) {
        const path = join(folders.path, 'journal', `${session}.jsonl`);
        await writeFile(`${path}.gz`, packJournal(await readFile(path)));
        await rm(path);
      }
      await ledger.publish();
      ledger.close();
      ledger = await openLedger(folders.path);
      await ledger.catchUp();
      assert.deepEqual(await earlier(), [
        ['Second.', 2],
        ['First.', 2],
      ]);
    });

    it('which the ledger does not keep', async () => {
      await write(lotEvent(A, 0), note);
      await write(...all);
      await ledger.publish();
      assert.deepEqual(await filesWith(join(folders.path, 'ledger'), 'First.'), []);
      assert.equal((await filesWith(join(folders.path, 'ledger'), 'Third.')).length, 1);
    });

    it('of which those that can not be read any more are missing alone', async () => {
      await write(lotEvent(A, 0), note);
      await write(...all);
      const path = join(folders.path, 'journal', `${B}.jsonl`);
      await writeFile(path, (await readFile(path, 'utf8')).replace('Third.', 'Thirt.'));
      assert.deepEqual(await earlier(), [
        ['Second.', 2],
        ['First.', 2],
      ]);
      await rm(join(folders.path, 'journal', `${A}.jsonl`));
      assert.deepEqual(await earlier(), []);
    });

    it('that go when they are forgotten, whether an edit is or the note', async () => {
      await write(lotEvent(A, 0), note);
      await write(...all);
      const forget = (n: number, ids: object): JournalEvent =>
        eventOf(sessionOf('c'), n, { k: 'forgotten', p: { ids } });
      await write(forget(0, { [B]: '1' }));
      assert.deepEqual(await earlier(), [['First.', 2]]);
      await write(forget(1, { [A]: '1', [B]: '3' }));
      assert.deepEqual([await earlier(), await found({})], [[], []]);
    });
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

  it('are 2,000 at the most, more than eight weeks have, and looked for among all', async () => {
    const many = Array.from({ length: 2_200 }, (_, at) => noteEvent(A, 1 + at, { lots: [`${A}:0`] }));
    await write(lotEvent(A, 0), ...many, noteEvent(A, 3_000, { lots: [`${A}:0`], text: 'Last.' }));
    assert.equal((await found({ most: 10_000 })).length, 2_000);
    assert.deepEqual(await found({ words: 'last', most: 1 }), [3_000]);
    const first = await found({ words: 'waits', most: 2_100 });
    assert.deepEqual([first.length, first[0], first.at(-1)], [2_000, 2_200, 201]);
  });
});

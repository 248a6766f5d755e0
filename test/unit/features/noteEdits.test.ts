import assert from 'node:assert/strict';
import { LONGEST_NOTE, readNoteEdited } from '../../../src/domain/events/noteWritten.ts';
import { NoteEdits } from '../../../src/features/explanations/noteEdits.ts';
import { LONGEST_NOTE as LONGEST_ON_THE_WIRE } from '../../../src/protocol/explainingMessages.ts';
import { FakeExplanations, noteOf } from '../../support/fakeExplanations.ts';
import { FakeTime, MemoryJournal, MemoryLog, NOTHING_RECORDED } from '../../support/fakes.ts';

const NOTE = noteOf(1);

function setUp({ written = [NOTE], newer = false, isPaused = false } = {}) {
  const time = new FakeTime();
  const journal = new MemoryJournal(time);
  const explanations = Object.assign(new FakeExplanations(), { written });
  const edits = new NoteEdits({
    ...{ journal, explanations, clock: time, timers: time, log: new MemoryLog() },
    ledger: { acceptances: async () => ({ ...NOTHING_RECORDED, newer }) },
    pausing: { known: Promise.resolve(), isPaused },
  });
  const told: string[] = [];
  edits.onDidEdit((id) => told.push(id));
  return { time, journal, edits, told };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('a change of a note', () => {
  it('may be as long in the panel as in the journal', () => {
    assert.equal(LONGEST_ON_THE_WIRE, LONGEST_NOTE);
  });

  it('is written before it is acknowledged, with what is different alone', async () => {
    const { time, journal, edits, told } = setUp();
    let write = (): void => undefined;
    journal.written = new Promise((resolve) => (write = resolve));
    let isOver = false;
    const outcome = edits.edit(NOTE, { text: 'It waits twice as long.', after: 4 }).finally(() => (isOver = true));
    await settled();
    assert.deepEqual([isOver, told], [false, []]);
    write();
    const note = { ...NOTE, text: 'It waits twice as long.', edited: time.now() };
    assert.deepEqual(await outcome, { kind: 'done', note });
    assert.deepEqual([told, time.pending], [[NOTE.id], 0]);
    const payload = { of: NOTE.id, text: 'It waits twice as long.' };
    assert.deepEqual(
      journal.events.map(({ k, p }) => [k, p]),
      [['note-edited', payload]],
    );
    assert.deepEqual(readNoteEdited(journal.events[0]?.p), payload);
  });

  it('may be one of the rating alone', async () => {
    const { journal, edits } = setUp();
    const outcome = await edits.edit(NOTE, { text: NOTE.text, after: 5 });
    assert.equal('note' in outcome && outcome.note.after, 5);
    assert.deepEqual(journal.events[0]?.p, { of: NOTE.id, after: 5 });
  });

  it('begins from the note as it is, not as it was shown', async () => {
    const { journal, edits } = setUp({ written: [{ ...NOTE, text: 'Changed elsewhere.' }] });
    await edits.edit(NOTE, { text: NOTE.text });
    assert.deepEqual(journal.events[0]?.p, { of: NOTE.id, text: NOTE.text });
  });

  it('that changes nothing writes nothing', async () => {
    const { journal, edits, told } = setUp();
    assert.deepEqual(await edits.edit(NOTE, { text: NOTE.text, after: 4 }), { kind: 'no change', note: NOTE });
    assert.deepEqual([journal.events, told], [[], []]);
  });

  const refused = {
    'not found': { written: [noteOf(2)] },
    newer: { written: [], newer: true },
    paused: { isPaused: true },
  };
  for (const [kind, known] of Object.entries(refused)) {
    it(`that can not be taken writes nothing: ${kind}`, async () => {
      const { journal, edits } = setUp(known);
      assert.deepEqual(await edits.edit(NOTE, { text: 'New.' }), { kind });
      assert.deepEqual(journal.events, []);
    });
  }

  it('waits where the disk does not take it, and is told when it does', async () => {
    const { time, journal, edits, told } = setUp();
    let write = (): void => undefined;
    journal.written = new Promise((resolve) => (write = resolve));
    const outcome = edits.edit(NOTE, { text: 'New.' });
    await settled();
    time.advance(5_000);
    assert.equal((await outcome).kind, 'waiting');
    write();
    await settled();
    assert.deepEqual(told, [NOTE.id]);
  });
});

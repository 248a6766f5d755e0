import assert from 'node:assert/strict';
import type { Note, NoteText } from '../../../src/domain/debt/lot.ts';
import { ShownNotes } from '../../../src/host/panel/shownNotes.ts';
import { noteOf } from '../../support/fakeExplanations.ts';
import { FakeTime } from '../../support/fakes.ts';

/** Written on 16 November 2026, at 9:05 where it was ahead of UTC by an hour and a half. */
function textOf(text: string): NoteText {
  return { text, after: 3, time: Date.UTC(2026, 10, 16, 7, 35), offset: 90 };
}

function setUp() {
  const edited: [Note, string][] = [];
  const notes = new ShownNotes({
    clock: new FakeTime(),
    findNotes: async () => ({ notes: [noteOf(1)], more: false }),
    earlierTexts: async ({ id }) => ({ texts: [textOf(`Before ${id}`)], more: true }),
    editNote: async (note, { text }) => {
      edited.push([note, text]);
      return { ...note, text };
    },
  });
  return { notes, edited };
}

describe('the notes that a view was given', () => {
  it('can be changed, one after the other, and no others', async () => {
    const { notes, edited } = setUp();
    await assert.rejects(notes.edit(noteOf(1).id, { text: 'New.' }), /not shown any more/u);
    await notes.find('waits');
    assert.equal((await notes.edit(noteOf(1).id, { text: 'New.' })).note.text, 'New.');
    await notes.edit(noteOf(1).id, { text: 'Newer.' });
    assert.deepEqual(edited, [
      [noteOf(1), 'New.'],
      [{ ...noteOf(1), text: 'New.' }, 'Newer.'],
    ]);
    await assert.rejects(notes.edit(noteOf(2).id, { text: 'New.' }), /not shown any more/u);
  });

  it('are given back with a change that was under way, to a view that may then go on with it', async () => {
    const { notes, edited } = setUp();
    notes.add([noteOf(1), noteOf(2)]);
    notes.keep({ note: noteOf(1).id, text: 'Half', after: 4 });
    notes.clear();
    assert.deepEqual([notes.kept?.note.id, notes.kept?.text, notes.kept?.after], [noteOf(1).id, 'Half', 4]);
    await notes.edit(noteOf(1).id, { text: 'Whole.' });
    assert.equal(edited.length, 1);
    await assert.rejects(notes.edit(noteOf(2).id, { text: 'New.' }), /not shown any more/u);
    notes.keep(undefined);
    assert.equal(notes.kept, undefined);
    notes.keep({ note: 'never shown', text: 'x' });
    assert.equal(notes.kept, undefined);
  });

  it('are not given back with a change that was saved after the view was gone', async () => {
    const { notes } = setUp();
    notes.add([noteOf(1), noteOf(2)]);
    notes.keep({ note: noteOf(1).id, text: 'Whole.', after: noteOf(1).after });
    await notes.edit(noteOf(2).id, { text: 'Whole.' });
    await notes.edit(noteOf(1).id, { text: 'Half.' });
    assert.equal(notes.kept?.text, 'Whole.');
    await notes.edit(noteOf(1).id, { text: 'Whole.' });
    assert.equal(notes.kept, undefined);
  });

  it('had other texts before, which are told of no others', async () => {
    const { notes } = setUp();
    await assert.rejects(notes.earlierTexts(noteOf(1).id), /not shown any more/u);
    notes.add([noteOf(1)]);
    assert.deepEqual(await notes.earlierTexts(noteOf(1).id), {
      texts: [{ when: 'Nov 16, 09:05', after: 3, text: `Before ${noteOf(1).id}` }],
      more: true,
    });
  });

  it('are another view’s no more', async () => {
    const { notes, edited } = setUp();
    notes.add([noteOf(1)]);
    notes.clear();
    await assert.rejects(notes.edit(noteOf(1).id, { text: 'New.' }), /not shown any more/u);
    assert.deepEqual(edited, []);
  });
});

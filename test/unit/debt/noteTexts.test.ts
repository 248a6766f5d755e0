import assert from 'node:assert/strict';
import { noteTexts } from '../../../src/domain/debt/noteTexts.ts';
import type { JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import { noteEvent } from '../../support/explainedEvents.ts';
import { eventOf, sessionOf } from '../../support/ledger.ts';

const [A, B] = ['a', 'b'].map(sessionOf) as [string, string];

const note = noteEvent(A, 1, { lots: [`${A}:0`], text: 'First.', after: 2 });
const edit = (n: number, values: object, part: Partial<JournalEvent> = {}): JournalEvent =>
  eventOf(B, n, { k: 'note-edited', p: { of: `${A}:1`, ...values }, ...part });

describe('the texts that a note has had', () => {
  const told = (...events: JournalEvent[]): unknown[] =>
    noteTexts(events).map(({ text, after, time }) => [text, after, time]);

  it('come in the order of their edits, each with its time and the last rating that it got', () => {
    const events = [edit(9, { after: 4 }), edit(3, { text: 'Second.' }), note, edit(7, { text: 'Third.', after: 5 })];
    const later = [edit(5, { after: 3 }), edit(6, { after: 1 })];
    assert.deepEqual(told(...events, ...later), [
      ['First.', 2, note.t],
      ['Second.', 1, edit(3, {}).t],
      ['Third.', 4, edit(7, {}).t],
    ]);
  });

  it('are one where only ratings or the code were changed, or the same was written again', () => {
    assert.deepEqual(told(note, edit(2, { changed: true }), edit(3, { text: 'First.' }), edit(4, { after: 5 })), [
      ['First.', 5, note.t],
    ]);
  });

  it('begin with that of the note, whatever the clocks say', () => {
    assert.deepEqual(told(edit(0, { text: 'Second.' }, { h: 1, t: 1 }), note), [
      ['First.', 2, note.t],
      ['Second.', 2, 1],
    ]);
  });

  it('are none without the note, and leave out what can not be read', () => {
    assert.deepEqual(told(edit(2, { text: 'Second.' })), []);
    assert.deepEqual(told({ ...note, p: { lots: [] } }, edit(2, { text: 'Second.' })), []);
    assert.deepEqual(told(note, edit(2, { text: 7 }), edit(3, { after: 9 })), [['First.', 2, note.t]]);
  });
});

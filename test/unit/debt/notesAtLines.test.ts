import assert from 'node:assert/strict';
import { noteInFull, noteInOneLine } from '../../../src/domain/debt/noteWords.ts';
import { notesAtLines } from '../../../src/domain/debt/notesAtLines.ts';
import { lotOf, noteOf } from '../../support/fakeExplanations.ts';

const DAY = 86_400_000;

describe('notes beside lines', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => lotOf(1, { id }));

  it('stand at the lines of each of their lots, the newest where there are several', () => {
    const newest = noteOf(1, { id: 'newest', lots: [a!] });
    const older = noteOf(1, { id: 'older', lots: [a!, b!] });
    const places = notesAtLines(['b', undefined, 'a', 'a', 'b', 'unexplained'], [newest, older]);
    assert.deepEqual(
      places.map(({ note, lines }) => [note.id, lines]),
      [
        ['older', [0, 4]],
        ['newest', [2, 3]],
      ],
    );
  });

  it('are none where no line is of their lots', () => {
    assert.deepEqual(notesAtLines([undefined, 'a'], [noteOf(1, { lots: [c!] })]), []);
  });
});

describe('a note in words', () => {
  const written = noteOf(1);
  const now = (days: number) => ({ time: written.time + days * DAY, offset: written.offset });

  it('is one line of sixty characters', () => {
    const text = 'A\u202E  line\r\nand another one that is longer than what can be shown of it';
    assert.equal(
      noteInOneLine(noteOf(1, { text }), now(3)),
      'Explained 3 days ago: A line and another one that is longer than what can be shown…',
    );
    assert.equal(noteInOneLine(noteOf(1, { text: '  ' }), now(0)), 'Explained today');
  });

  it('tells its age by local days', () => {
    const ages = [0, 1, 2, 59, 60, 400, 715, 716, 1_100].map((days) =>
      noteInOneLine(noteOf(1, { text: '' }), now(days)).slice(10),
    );
    const spoken = [
      'today',
      'yesterday',
      '2 days ago',
      '59 days ago',
      '2 months ago',
      '13 months ago',
      '23 months ago',
      '2 years ago',
      '3 years ago',
    ];
    assert.deepEqual(ages, spoken);
    // It was half past midnight where it was written.
    const tenHoursLater = { time: written.time + 10 * 3_600_000, offset: 60 };
    assert.match(noteInOneLine(written, tenHoursLater), /today/u);
    assert.match(noteInOneLine(written, { time: written.time, offset: -600 }), /today/u);
    assert.match(noteInOneLine(written, { time: written.time + DAY - 1, offset: 60 }), /yesterday/u);
  });

  it('is all of it, with question and rating', () => {
    assert.deepEqual(noteInFull(noteOf(1, { text: 'One.\n\nTwo.' }), now(1)), [
      'Explained yesterday, understanding 4: I could find and fix a bug in it tonight without AI',
      'What happens when the third attempt fails?',
      'One.\n\nTwo.',
    ]);
    assert.deepEqual(noteInFull(noteOf(1, { text: '', question: undefined, after: undefined }), now(1)), [
      'Explained yesterday',
    ]);
  });
});

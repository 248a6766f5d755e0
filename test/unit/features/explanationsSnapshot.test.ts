import assert from 'node:assert/strict';
import * as v from 'valibot';
import {
  explanationsSnapshot,
  NO_EXPLANATIONS,
  type ExplanationsInput,
} from '../../../src/features/explanations/explanationsSnapshot.ts';
import { findEarlierTexts, findNotes, panelNoteText } from '../../../src/features/explanations/panelNotes.ts';
import { explainingSchema } from '../../../src/protocol/explainingMessages.ts';
import type { NoteText } from '../../../src/domain/debt/lot.ts';
import { FakeExplanations, lotOf, noteOf } from '../../support/fakeExplanations.ts';
import { FakeTime } from '../../support/fakes.ts';

/** Wednesday, 18 November 2026, 10:00 in Berlin. */
const NOW = Date.UTC(2026, 10, 18, 9);
const DAY = 86_400_000;

async function contentOf(said: Partial<FakeExplanations>, input: Partial<ExplanationsInput> = {}) {
  const explanations = Object.assign(new FakeExplanations(), said);
  const content = await explanationsSnapshot(explanations, {
    tasks: { rows: [], told: [], explained: [] },
    ...{ clock: new FakeTime(NOW), firstDay: 'monday', staged: undefined, file: undefined },
    ...input,
  });
  assert.ok(v.is(explainingSchema, content.shown));
  return content;
}

describe('what waits for an explanation', () => {
  it('is nothing where nothing is known', async () => {
    assert.deepEqual(await contentOf({}), NO_EXPLANATIONS);
    const block = { words: 'No-AI block Thu 09:00', detail: '90 minutes' };
    assert.deepEqual((await contentOf({}, { block })).shown, { ...NO_EXPLANATIONS.shown, block });
  });

  it('is a row a file, with all of its lines, since its oldest lot, in the order of what is owed', async () => {
    const { shown, lots } = await contentOf({
      known: [
        lotOf(1, { path: 'src/net/retry.ts', lines: 12, time: NOW - DAY }),
        lotOf(2, { path: 'parse.ts', lines: 1, area: 'other', class: 'repeatable', time: NOW - 20 * DAY }),
        lotOf(3, { path: 'src/net/retry.ts', lines: 5, time: NOW - 3 * DAY }),
      ],
      more: 7,
    });
    assert.deepEqual(
      shown.waiting.rows.map(({ name, directory, lines, owned, since }) => [name, directory, lines, owned, since]),
      [
        ['retry.ts', 'src/net', 17, 'net · core', '3 days'],
        ['parse.ts', '', 1, 'other · repeatable', '2 weeks'],
      ],
    );
    assert.deepEqual([shown.waiting.lines, shown.waiting.more], [18, 7]);
    assert.deepEqual(
      shown.waiting.rows.map(({ id }) => lots.get(id)),
      [[lotOf(1).id, lotOf(3).id], [lotOf(2).id]],
    );
  });

  it('keeps a file apart where its class was changed in between', async () => {
    const { shown } = await contentOf({ known: [lotOf(1), lotOf(2, { class: 'transient' })] });
    assert.deepEqual(
      shown.waiting.rows.map(({ owned }) => owned),
      ['net · core', 'net · transient'],
    );
  });

  it('tells of what lies staged, and not of none', async () => {
    const staged = { count: 2, lines: 1, repository: 'parcel desk' };
    assert.deepEqual((await contentOf({}, { staged })).shown.staged, {
      ...{ words: '2 to explain before the commit', detail: '1 line · parcel desk' },
    });
    const alone = { count: 1_200, lines: 31_000, repository: '' };
    assert.deepEqual((await contentOf({}, { staged: alone })).shown.staged, {
      ...{ words: '1,200 to explain before the commit', detail: '31,000 lines' },
    });
    assert.equal((await contentOf({}, { staged: { ...staged, count: 0 } })).shown.staged, undefined);
  });
});

describe('the notes that are shown', () => {
  it('are those of the file in front, under any of its names, and the newest three of others', async () => {
    const others = [1, 2, 3, 4].map((at) => noteOf(at, { lots: [lotOf(at, { path: `${String(at)}.ts` })] }));
    const hidden = noteOf(9, { lots: [lotOf(9, { uri: 'grasp-hidden:00' })] });
    const { shown, notes } = await contentOf(
      { written: [hidden, ...others, noteOf(8)] },
      { file: { name: 'retry.ts', uris: ['file:///work/app/src/net/retry.ts', 'grasp-hidden:00'] } },
    );
    assert.deepEqual(
      [shown.notes.ofFile?.file, shown.notes.ofFile?.notes.map(({ id }) => id), shown.notes.ofFile?.more],
      ['retry.ts', [hidden.id, noteOf(8).id], false],
    );
    assert.deepEqual(
      shown.notes.newest.map(({ id }) => id),
      others.slice(0, 3).map(({ id }) => id),
    );
    assert.deepEqual(notes.get(hidden.id), hidden);
    assert.equal(notes.size, 5);
  });

  it('are twenty of a file at most, and it says that there are more', async () => {
    const written = Array.from({ length: 30 }, (_, at) => noteOf(at));
    const { shown } = await contentOf(
      { written },
      { file: { name: 'retry.ts', uris: ['file:///work/app/src/net/retry.ts'] } },
    );
    assert.deepEqual([shown.notes.ofFile?.notes.length, shown.notes.ofFile?.more], [20, true]);
    assert.deepEqual(
      shown.notes.newest.map(({ id }) => id),
      written.slice(20, 23).map(({ id }) => id),
    );
  });

  it('have the day where they were written, when they were changed, and few of many paths', async () => {
    const lots = [1, 2, 3, 4, 5, 6, 7].map((at) => lotOf(at, { path: `${String(at)}.ts` }));
    const tokyo = { time: Date.UTC(2025, 11, 31, 20), offset: 540, edited: Date.UTC(2026, 10, 17, 23) };
    const { shown } = await contentOf({ written: [noteOf(1, { ...tokyo, lots: [...lots, lots[0]!] })] });
    const [note] = shown.notes.newest;
    assert.deepEqual([note?.when, note?.edited, note?.paths.length, note?.morePaths], ['Jan 1', 'Nov 18', 5, 2]);
  });

  it('are found by words, of which blank ones are none, fifty at most', async () => {
    const explanations = Object.assign(new FakeExplanations(), {
      written: Array.from({ length: 60 }, (_, at) => noteOf(at, { text: at % 2 === 0 ? 'even' : 'odd' })),
    });
    const even = await findNotes(explanations, ' even ');
    assert.deepEqual([even.notes.length, even.more], [30, false]);
    const all = await findNotes(explanations, '  ');
    assert.deepEqual([all.notes.length, all.more], [50, true]);
  });

  it('had texts before, thirty at most, each with the day and the time where it was written', async () => {
    const explanations = new FakeExplanations();
    const textOf = (at: number): NoteText => ({ text: String(at), after: 3, time: NOW - at * DAY, offset: 60 });
    explanations.earlier.set(
      noteOf(1).id,
      Array.from({ length: 31 }, (_, at) => textOf(at)),
    );
    const { texts, more } = await findEarlierTexts(explanations, noteOf(1));
    assert.deepEqual([texts.length, texts[29]?.text, more], [30, '29', true]);
    assert.deepEqual(await findEarlierTexts(explanations, noteOf(2)), { texts: [], more: false });
    const clock = new FakeTime(NOW);
    const when = (time: number, offset: number): string => panelNoteText({ ...textOf(0), time, offset }, clock).when;
    assert.deepEqual(panelNoteText(textOf(1), clock), { when: 'Nov 17, 10:00', after: 3, text: '1' });
    assert.equal(when(Date.UTC(2025, 11, 31, 20, 4), 540), 'Jan 1, 05:04');
    assert.equal(when(Date.UTC(2025, 11, 31, 20, 59, 59, 999), -570), 'Dec 31, 2025, 11:29');
    assert.equal(when(-1, 0), 'Dec 31, 1969, 23:59');
  });
});

describe('the weeks that are shown', () => {
  it('are none where nothing happened, and eight where something did', async () => {
    const commit = { uri: 'file:///p', commit: 'c'.repeat(40), authored: NOW - DAY, offset: 60 };
    const lines = { ai: 30, probable: 0, typed: 3, unseen: 4 };
    const { shown } = await contentOf({ commits: [{ ...commit, ...lines }] });
    assert.equal(shown.weeks.length, 8);
    const last = shown.weeks.at(-1)!;
    assert.deepEqual([last.since, last.ai, last.coverage, last.isHollow], ['Nov 16', 30, '89\u{A0}%', false]);
    assert.equal(shown.weeks[0]?.coverage, '');
  });

  it('count a commit once that two machines have taken down, by the one that knows most of it', async () => {
    const commit = { commit: 'c'.repeat(40), authored: NOW - DAY, offset: 60 };
    const written = { ...commit, uri: 'file:///here', ai: 30, probable: 0, typed: 3, unseen: 4 };
    const pulled = { ...commit, uri: 'file:///there', ai: 0, probable: 0, typed: 0, unseen: 37 };
    const other = { ...pulled, commit: 'd'.repeat(40), unseen: 3 };
    for (const commits of [
      [written, pulled, other],
      [other, pulled, written],
    ]) {
      const { ai, typed, unseen, coverage } = (await contentOf({ commits })).shown.weeks.at(-1)!;
      assert.deepEqual([ai, typed, unseen, coverage], [30, 3, 7, '82\u{A0}%']);
    }
  });

  it('say why there is no rating, as long as there may be one yet', async () => {
    const written = [
      ...[1, 2, 3, 4].map((at) => noteOf(at, { after: 4, time: NOW - 7 * DAY })),
      noteOf(5, { time: NOW - 14 * DAY }),
      noteOf(6),
    ];
    const { weeks } = (await contentOf({ written })).shown;
    assert.deepEqual(
      weeks.slice(-4).map(({ rating, mean }) => [rating, mean]),
      [
        ['no rated notes', undefined],
        ['not enough: 1 of 3 notes', undefined],
        ['4.0 from 4 notes', 4],
        ['not enough yet: 1 of 3 notes', undefined],
      ],
    );
  });

  it('have what explaining took and brought beside them', async () => {
    const { gate } = (await contentOf({ written: [noteOf(1, { seconds: 600, changed: true })] })).shown;
    assert.match(gate.words, /10 minutes of explaining; 1 of 1 explanation changed/u);
    assert.notEqual(gate.explained, '');
  });
});

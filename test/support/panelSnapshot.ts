import type { PanelExplaining, PanelNote, PanelWaiting, PanelWeek } from '../../src/protocol/explainingMessages.ts';
import type { PanelSnapshot } from '../../src/protocol/messages.ts';
import type { PanelTasks } from '../../src/protocol/taskMessages.ts';

/** A snapshot of a person with nothing recorded, changed in parts. */
export function panelSnapshot(
  explaining: Partial<PanelExplaining> = {},
  part: Partial<PanelSnapshot> = {},
): PanelSnapshot {
  return {
    revision: 1,
    today: { lines: 0, probable: 0, rows: [] },
    week: { since: 'Mon, Nov 16', lines: 0, probable: 0, earlierRows: [] },
    guesses: { count: 0, rows: [] },
    coverage: { words: 'Coverage: not enough yet', explained: '0 characters arrived this week in recorded files.' },
    everRecorded: true,
    damagedLines: 0,
    notice: '',
    problem: '',
    pause: '',
    explaining: {
      waiting: { lines: 0, rows: [], more: 0 },
      notes: { newest: [], ever: false },
      weeks: [],
      gate: { words: '', explained: '' },
      tasks: { rows: [], told: [], explained: [] },
      ...explaining,
    },
    ...part,
  };
}

export function waitingRow(at: number, part: Partial<PanelWaiting> = {}): PanelWaiting {
  return {
    id: `waiting ${'a'.repeat(16)}:${String(at)}`,
    name: `file${String(at)}.ts`,
    directory: 'src/net',
    lines: 12 + at,
    owned: 'net · core',
    since: '3 days',
    ...part,
  };
}

export function shownNote(at: number, part: Partial<PanelNote> = {}): PanelNote {
  return {
    id: `${'b'.repeat(16)}:${String(at)}`,
    paths: [`src/net/file${String(at)}.ts`],
    morePaths: 0,
    when: 'Nov 16',
    edited: '',
    after: 3,
    question: 'What happens when the third attempt also fails?',
    text: 'It waits twice as long before each attempt and gives the last error on.',
    ...part,
  };
}

function shownWeek(since: string, part: Partial<PanelWeek> = {}): PanelWeek {
  return {
    ...{ since, ai: 180, probable: 60, typed: 120, unseen: 30, coverage: '92\u{A0}%', isHollow: false },
    ...{ rated: 5, mean: 3.4, rating: '3.4 from 5 notes' },
    ...part,
  };
}

/** Eight weeks with a hollow one, one without commits, and the present one with too few notes. */
export function eightWeeks(): PanelWeek[] {
  return [
    shownWeek('Sep 28', { ai: 40, probable: 20, typed: 210, unseen: 12, mean: 3.8, rating: '3.8 from 5 notes' }),
    shownWeek('Oct 5', { ai: 90, typed: 180, mean: 3.6, rating: '3.6 from 5 notes' }),
    shownWeek('Oct 12', { ai: 20, probable: 10, typed: 30, unseen: 190, coverage: '24\u{A0}%', isHollow: true }),
    shownWeek('Oct 19', {
      ...{ ai: 0, probable: 0, typed: 0, unseen: 0, coverage: '' },
      ...{ rated: 0, mean: undefined, rating: 'no rated notes' },
    }),
    shownWeek('Oct 26', { ai: 310, mean: 2.7, rating: '2.7 from 5 notes' }),
    shownWeek('Nov 2', { ai: 270, typed: 60, mean: 2.9, rating: '2.9 from 5 notes' }),
    shownWeek('Nov 9', { mean: 3.2, rating: '3.2 from 5 notes' }),
    shownWeek('Nov 16', { ai: 60, typed: 40, rated: 1, mean: undefined, rating: 'not enough yet: 1 of 3 notes' }),
  ];
}

/** What somebody sees who has used it for a while. */
export function fullExplaining(): PanelExplaining {
  const long = Array.from({ length: 9 }, (_, at) => `${String(at + 1)}. It waits, tries again, and then gives up.`);
  return {
    staged: { words: '2 to explain before the commit', detail: '31 lines · parcel desk' },
    waiting: { lines: 250, rows: Array.from({ length: 20 }, (_, at) => waitingRow(at)), more: 0 },
    notes: {
      ofFile: {
        file: 'retry.ts',
        notes: [
          shownNote(1, { paths: ['src/net/retry.ts', 'src/net/backoff.ts'], edited: 'Nov 17', text: long.join('\n') }),
          shownNote(2, { paths: ['src/net/retry.ts'], after: 4, question: '' }),
        ],
        more: false,
      },
      newest: [shownNote(3, { paths: ['src/parse.ts'], after: undefined, text: 'A tokenizer by hand.' })],
      ever: true,
    },
    blocks: {
      words: 'Last block: 40 minutes, estimated 30',
      detail: 'Fix a bug · partly done',
      adds: 'It counts as a task without AI that takes longer than this.',
      weeks: eightWeeks().map(({ since }, at) => ({ since, held: at % 3 })),
    },
    weeks: eightWeeks(),
    gate: {
      words:
        'The last four weeks: 14 minutes of explaining; 3 of 11 explanations changed the code before it was committed.',
      explained: 'Minutes are the seconds of all explanations, from the question to the answer.',
    },
    tasks: comparedTasks(),
  };
}

/** Tasks of somebody who has compared for a while, and has one running. */
export function comparedTasks(): PanelTasks {
  return {
    running: { title: 'Parse dates without a year', detail: 'since 09:12 · estimate 45\u{A0}min · without AI' },
    rows: [
      { title: 'Retry with a longer pause', ai: 'with', estimate: '30\u{A0}min', actual: '52\u{A0}min' },
      { title: 'Tests for the tokenizer', ai: 'without', estimate: '1\u{A0}h', actual: '1\u{A0}h 10\u{A0}min' },
      { title: 'Find the leak', ai: 'with', estimate: '2\u{A0}h', actual: 'over 3\u{A0}h, not finished' },
    ],
    compared: {
      ...{ low: 0.9, median: 1.19, high: 1.58, felt: 0.8 },
      words:
        'With AI: 19\u{A0}% longer. With four chances in five it is between 10\u{A0}% less time and 58\u{A0}% longer.',
    },
    told: ['You felt that AI tasks take 20\u{A0}% less time (14 tasks).', 'About 4 more without AI.'],
    explained: ['Your estimates make tasks comparable.', 'You choose which tasks AI helps with.'],
  };
}

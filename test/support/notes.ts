import type { Lot, Note } from '../../src/domain/debt/lot.ts';

/** A lot of one file, explained and committed. */
export function lotOf(part: Partial<Lot> = {}): Lot {
  return {
    id: `${'a'.repeat(16)}:1`,
    uri: 'file:///work/app/src/net/retry.ts',
    folder: 'file:///work/app',
    path: 'src/net/retry.ts',
    time: Date.UTC(2026, 10, 18, 9),
    offset: 60,
    lines: 31,
    probable: 4,
    line: 11,
    area: 'net',
    class: 'core',
    state: 'explained',
    reason: undefined,
    commit: 'c'.repeat(40),
    ...part,
  };
}

/** A note with everything that a note can have. */
export function noteOf(part: Partial<Note> = {}): Note {
  return {
    id: `${'a'.repeat(16)}:2`,
    lots: [lotOf()],
    time: Date.UTC(2026, 10, 18, 23, 30),
    offset: 60,
    text: 'Retries three times, then **gives up**.',
    before: 2,
    after: 4,
    question: 'What happens when the third attempt fails?',
    chose: 'together',
    turnedDown: 'A queue, for it needs a server.',
    pasted: 0.25,
    seconds: 4711,
    changed: false,
    edited: undefined,
    ...part,
  };
}

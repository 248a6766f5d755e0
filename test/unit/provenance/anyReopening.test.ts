import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTelling } from '../../../src/domain/provenance/lineTexts.ts';
import { acceptedLine, RecordedLines, TYPED_LINE } from '../../support/recordedLines.ts';

const RUNS = 2_000;
const AUTHORS = ['before', 'typed', '00000000000000aa:1', '00000000000000aa:2'] as const;
type Author = (typeof AUTHORS)[number] | 'outside';

interface Line {
  readonly text: string;
  readonly by: Author;
}

/** Lines that are written again and again, and lines that are not. */
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.nat(40).map((n) => `const value${String(n)} = compute(${String(n)});`) },
  { weight: 2, arbitrary: fc.constantFrom('return undefined;', 'import all from "all";', '  break outOfHere;') },
  { weight: 2, arbitrary: fc.constantFrom('}', '{', 'else {', '});', '') },
);

const anyLines = (by: readonly Author[], maxLength: number): fc.Arbitrary<Line[]> =>
  fc.array(fc.record({ text: anyText, by: fc.constantFrom(...by) }), { maxLength });

/** Takes lines away, puts others there, and moves what was taken away. */
const anyEdit = (by: readonly Author[]) =>
  fc.record({
    at: fc.nat(60),
    remove: fc.nat(4),
    insert: anyLines(by, 4),
    back: fc.option(fc.nat(60), { nil: undefined }),
  });
type Edit = typeof anyEdit extends (...by: never) => fc.Arbitrary<infer T> ? T : never;

function edited(lines: readonly Line[], { at, remove, insert, back }: Edit): Line[] {
  const rest = [...lines];
  const taken = rest.splice(at % (rest.length + 1), remove, ...insert);
  if (back !== undefined) rest.splice(back % (rest.length + 1), 0, ...taken);
  return rest;
}

function record(recorded: RecordedLines, lines: readonly Line[]): void {
  recorded.record(
    lines.map(({ text }) => text),
    lines.map(({ text, by }) => {
      if (text.trim() === '' || by === 'before') return undefined;
      return by === 'typed' ? TYPED_LINE : acceptedLine(by);
    }),
  );
}

function authorsOf(recorded: RecordedLines, lines: readonly Line[]): string[] {
  return recorded.authors(lines.map(({ text }) => text));
}

describe('a file that is opened again', function () {
  // Hundreds of files; there may be other work for the machine.
  this.timeout(60_000);

  it('after any edits gives every line its author or none, and nobody’s text to somebody', () => {
    const scenario = fc.tuple(anyLines(['before'], 20), fc.array(anyEdit(AUTHORS.slice(1)), { maxLength: 8 }));
    fc.assert(
      fc.property(scenario, ([opened, edits]) => {
        const recorded = new RecordedLines();
        let lines = opened;
        for (const edit of edits) {
          lines = edited(lines, edit);
          record(recorded, lines);
        }
        authorsOf(recorded, lines).forEach((author, at) => {
          const { text = '', by = 'before' } = lines[at] ?? {};
          if (author === '-' || author === '?') return;
          // A short line may have come to stand where somebody's equal one stood.
          if (isTelling(text.trim())) assert.equal(author, by, text);
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('after any edits from outside gives a line only to who wrote that very text in it', () => {
    const scenario = fc.tuple(
      anyLines(['before'], 20),
      fc.array(anyEdit(AUTHORS.slice(1)), { maxLength: 8 }),
      fc.array(anyEdit(['outside']), { maxLength: 6 }),
    );
    fc.assert(
      fc.property(scenario, ([opened, edits, outside]) => {
        const recorded = new RecordedLines();
        const written = new Set<string>();
        const mixed = new Set<string>();
        let lines = opened;
        for (const edit of edits) {
          lines = edited(lines, edit);
          record(recorded, lines);
          for (const { text, by } of lines) {
            written.add(`${by} ${text.trim()}`);
            if (lines.some((other) => other.text.trim() === text.trim() && other.by !== by)) mixed.add(text.trim());
          }
        }
        const left = lines;
        lines = outside.reduce<Line[]>(edited, lines);
        authorsOf(recorded, lines).forEach((author, at) => {
          const { text = '', by = 'before' } = lines[at] ?? {};
          if (author === '-' || author === '?') return;
          assert.ok(written.has(`${author} ${text.trim()}`), `${author} never wrote ${text}`);
          const alike = left.filter((line) => line.text.trim() === text.trim());
          // Of a line that stood there once, and never beside an equal one of somebody else, there is no doubt. Where it did,
          // an edit from outside can put one into the place of the other, and nobody could tell.
          const isBeyondDoubt = alike.length === 1 && !mixed.has(text.trim()) && isTelling(text.trim());
          if (by !== 'outside' && isBeyondDoubt) assert.equal(author, by, text);
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('after some edits from outside knows at least 99 of 100 lines that are as they were', () => {
    const ordinary = fc.oneof(
      { weight: 13, arbitrary: fc.nat(1e6).map((n) => `const value${String(n)} = compute(${String(n)});`) },
      { weight: 1, arbitrary: fc.constantFrom('return undefined;', 'expect(result).toBe(true);') },
      { weight: 5, arbitrary: fc.constantFrom('}', '});', 'else {', '') },
    );
    const by = fc.constantFrom(...AUTHORS.slice(1));
    const blocks = fc.array(fc.tuple(by, fc.array(ordinary, { minLength: 1, maxLength: 12 })), {
      minLength: 20,
      maxLength: 40,
    });
    const changes = fc.array(
      fc.record({ at: fc.nat(400), remove: fc.nat(2), insert: anyLines(['outside'], 3), back: fc.constant(undefined) }),
      { maxLength: 3 },
    );
    let known = 0;
    let all = 0;
    for (const [written, outside] of fc.sample(fc.tuple(blocks, changes), { numRuns: 200, seed: 1 })) {
      const lines = written.flatMap(([author, texts]) => texts.map((text): Line => ({ text, by: author })));
      const recorded = new RecordedLines();
      record(recorded, lines);
      const later = outside.reduce<Line[]>(edited, lines);
      authorsOf(recorded, later).forEach((author, at) => {
        const line = later[at];
        if (line === undefined || line.by === 'outside' || line.text === '') return;
        all += 1;
        if (author === line.by) known += 1;
      });
    }
    assert.ok(known / all >= 0.99, `${String(known)} of ${String(all)}`);
  });
});

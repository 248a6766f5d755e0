import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UNKNOWN, type LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';
import { sharedByWindow, WrittenText, type Replacing, type SharedByWindow } from '../../support/writtenText.ts';

const TEXT = 'const first = one(1);\n\nconst second = two(2);\n}\nconst third = three(3);';

const TYPED: LineOrigin = { origin: 'typed', confidence: 'certain', evidence: 'editor', acceptance: undefined };
const EXTERNAL: LineOrigin = { ...TYPED, origin: 'external' };
const COMPLETION: LineOrigin = {
  origin: 'completion',
  confidence: 'certain',
  evidence: 'accept-mark',
  acceptance: 'id1',
};
const CORRECTED: LineOrigin = { ...COMPLETION, origin: 'typed', evidence: 'correction' };
const GUESS: LineOrigin = { ...UNKNOWN, confidence: 'guess', evidence: 'chat-hint', acceptance: 'id2' };

/** Begins a question; what it gives takes the answer. */
function ask(
  written: WrittenText,
  shared: SharedByWindow,
): (answer: readonly (LineOrigin | undefined)[], late?: boolean) => void {
  const { lines } = written;
  const question = written.provenance.ask(lines);
  return (answer, late = false) => {
    question?.answer(answer, shared.authors, late);
    written.provenance.answered(lines);
  };
}

function opened(text = TEXT, shared = sharedByWindow()) {
  const written = new WrittenText(text, shared);
  return { written, shared, ask: () => ask(written, shared) };
}

describe('a question about lines', () => {
  it('gives lines that nobody saw any author that is known, and leaves the others as they were', () => {
    const { written, ask } = opened();
    ask()([TYPED, undefined, COMPLETION, EXTERNAL]);
    assert.deepEqual(written.origins, ['typed', '-', 'completion', 'external', '-']);
    const lines = written.provenance.lineOrigins(written.lines);
    assert.deepEqual(lines[0], TYPED);
    assert.deepEqual(lines[2], COMPLETION);
  });

  it('tells a guess as one, with its id', () => {
    const { written, ask } = opened('const guessed = maybe(this);');
    ask()([GUESS]);
    assert.deepEqual(written.provenance.lineOrigins(written.lines), [GUESS]);
  });

  it('counts for lines wherever they stand when the answer comes', () => {
    const { written, ask } = opened();
    const answer = ask();
    assert.deepEqual(written.origins, ['-', '-', '-', '-', '-'], 'until then nothing is known');
    written.write('// new line\n', 'pasted', { offset: 0 });
    written.replace('const first = one(1);\n\n', '', 'typed');
    written.type(' // end');
    answer([TYPED, undefined, COMPLETION, undefined, COMPLETION]);
    assert.deepEqual(written.origins, ['pasted', 'completion', '-', 'completion']);
  });

  it('gives what was undone its author too', () => {
    const { written, ask } = opened();
    const answer = ask();
    written.replace('const second = two(2);\n', '', 'typed');
    answer([TYPED, undefined, COMPLETION]);
    assert.deepEqual(written.origins, ['typed', '-', '-', '-']);
    written.edit({ offset: TEXT.indexOf('const second'), insert: 'const second = two(2);\n' }, 'undo');
    assert.deepEqual(written.origins, ['typed', '-', 'completion', '-', '-']);
  });

  it('never takes a line away from whoever was seen to write it', () => {
    const { written, ask } = opened('');
    written.type('const mine = 1;');
    ask()([COMPLETION]);
    assert.deepEqual(written.origins, ['typed']);
  });

  it('takes for what was seen to come from elsewhere only what is beyond doubt', () => {
    const { written, ask } = opened('');
    written.write('const one = 1;\nconst two = 2;\nconst three = 3;', 'external');
    ask()([TYPED, { ...EXTERNAL, evidence: 'events' }, UNKNOWN]);
    assert.deepEqual(written.origins, ['typed', 'external', 'external']);
    ask()([UNKNOWN, COMPLETION, GUESS]);
    assert.deepEqual(written.origins, ['typed', 'completion', 'external']);
  });

  it('lets later evidence restate what the answer did not tell', () => {
    const { written, ask } = opened('');
    const key = written.edit({ offset: 0, insert: 'const one = 1;' });
    written.decide(key, 'external', { confidence: 'likely' });
    const answer = ask();
    answer([]);
    written.decide(key, 'agent', { confidence: 'likely', acceptance: 'id9' });
    assert.deepEqual(written.origins, ['agent']);
  });

  it('leaves a document of which all is lost as it is', () => {
    const { written, ask } = opened();
    written.provenance.apply({
      ...{ key: 'k', history: undefined, at: 0 },
      changes: [{ line: 0, character: 0, offset: 0, removed: undefined, inserted: '' }],
      comparison: { keptBy: () => [] } as never,
    });
    assert.deepEqual(written.provenance.settledOrigins(written.lines), []);
    ask()([TYPED, TYPED, TYPED, TYPED, TYPED]);
    assert.deepEqual(written.origins, ['unknown', '-', 'unknown', 'unknown', 'unknown']);
    assert.equal(written.provenance.mayLearn, false);
  });

  it('makes no more of the text than it was: lines of one author are one run again', () => {
    const lines = Array.from({ length: 20_000 }, (_, line) => `const line${String(line)} = ${String(line)};`);
    const { written, ask } = opened(lines.join('\n'));
    const answer = ask();
    written.type('x', 0);
    answer(lines.map(() => COMPLETION));
    assert.ok(written.provenance.runs().length < 10);
    assert.equal(written.origins.filter((origin) => origin === 'completion').length, 20_000);
  });

  it('tells the same however late the answer comes', () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    const change = fc.record({ from: fraction, remove: fraction, length: fc.nat(3), undo: fc.boolean() });
    const answers = fc.array(fc.constantFrom(TYPED, COMPLETION, EXTERNAL, undefined), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), answers, (changes, told) => {
        const [early, late] = [opened(), opened()];
        early.ask()(told);
        const answer = late.ask();
        for (const { written } of [early, late]) applyAll(written, changes);
        answer(told);
        assert.deepEqual(late.written.origins, early.written.origins);
      }),
      { numRuns: 500 },
    );
  });
});

/** Edits by letters that nothing else holds, some of them taken back at once. */
function applyAll(
  written: WrittenText,
  changes: readonly { from: number; remove: number; length: number; undo: boolean }[],
): void {
  changes.forEach(({ from, remove, length, undo }, index) => {
    const offset = Math.floor(from * written.text.length);
    const removed = written.text.slice(offset, offset + Math.floor(remove * 12));
    const insert = String.fromCodePoint(0x4e00 + index).repeat(length);
    const edit: Replacing = { offset, remove: removed, insert };
    written.decide(written.edit(edit), 'pasted');
    if (undo) written.edit({ offset, remove: insert, insert: removed }, 'undo');
  });
}

describe('an answer about an acceptance', () => {
  it('counts for all its text, and for what is said of it later', () => {
    const shared = sharedByWindow();
    const one = new WrittenText('', shared);
    one.write('const accepted = 1;', 'completion', { acceptance: 'id1' });
    const other = opened(TEXT, shared);
    other.ask()([COMPLETION]);
    one.restate('id1', 'typed');
    assert.deepEqual([one.origins[0], other.written.origins[0]], ['typed', 'typed']);
  });

  it('tells of corrections made elsewhere, and that they were taken back', () => {
    const shared = sharedByWindow();
    const one = new WrittenText('', shared);
    one.write('const accepted = 1;', 'completion', { acceptance: 'id1' });
    ask(one, shared)([CORRECTED]);
    assert.deepEqual(one.origins, ['typed']);
    one.decide('1', 'completion', { acceptance: 'id1' });
    assert.deepEqual(one.origins, ['typed'], 'the engineer has the last word');
    ask(one, shared)([COMPLETION]);
    assert.deepEqual(one.origins, ['completion']);
    ask(one, shared)([{ ...COMPLETION, confidence: 'likely' }]);
    assert.equal(one.provenance.lineOrigins(one.lines)[0]?.confidence, 'certain', 'evidence only gets stronger');
  });

  it('that is older than a correction here says nothing of it', () => {
    const shared = sharedByWindow();
    const one = new WrittenText('', shared);
    one.write('const accepted = 1;', 'completion', { acceptance: 'id1' });
    const answer = ask(one, shared);
    one.restate('id1', 'pasted');
    answer([COMPLETION], true);
    assert.deepEqual(one.origins, ['pasted']);
  });
});

describe('what may be written', () => {
  it('tells lines of which something is not decided yet', () => {
    const written = new WrittenText('');
    written.type('const mine = 1;\n');
    const key = written.edit({ offset: written.text.length, insert: 'const open = 2;' });
    const settled = (): (string | undefined)[] =>
      written.provenance.settledOrigins(written.lines).map((line) => (line === 'open' ? line : line?.origin));
    assert.deepEqual(settled(), ['typed', 'open']);
    written.decide(key, 'unknown');
    assert.deepEqual(settled(), ['typed', 'unknown']);
  });
});

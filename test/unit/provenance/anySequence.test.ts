// Whatever is edited, decided, undone and redone: each character has one author, which is that of the edit that brought it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Origin } from '../../../src/domain/attribution/origin.ts';
import { WrittenText } from '../../support/writtenText.ts';

const START = 'abcd efgh\nijkl mnop\nqrst uvwx';

/** A text whose every character knows who wrote it, found in the plainest way. */
interface State {
  readonly text: string;
  readonly by: readonly string[];
}

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
/** Characters that nothing else holds, so that no comparison finds any of them kept: a number for each edit. */
const edit = fc.record({
  kind: fc.constant('edit' as const),
  places: fc.array(fc.record({ from: fraction, remove: fraction, insert: fc.integer({ min: 0, max: 4 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
});
const decide = fc.record({
  kind: fc.constant('decide' as const),
  which: fraction,
  origin: fc.constantFrom<Origin>('typed', 'completion', 'pasted', 'unknown', 'external'),
});
const back = fc.record({
  kind: fc.constantFrom('undo' as const, 'redo' as const),
  steps: fc.integer({ min: 1, max: 4 }),
});
const sequence = fc.array(fc.oneof({ weight: 5, arbitrary: edit }, decide, { weight: 2, arbitrary: back }), {
  maxLength: 40,
});

type Made<T> = T extends fc.Arbitrary<infer Value> ? Value : never;
type Edit = Made<typeof edit>;
type Act = Made<typeof sequence>[number];

/** An editor that can take back several edits at once, with a plain record of who wrote what. */
class Editor {
  readonly written = new WrittenText(START);
  readonly #states: State[] = [{ text: START, by: Array.from({ length: START.length }, () => 'unseen') }];
  #now = 0;
  #count = 0;
  readonly decided = new Map<string, Origin>();
  readonly keys: string[] = [];

  get state(): State {
    return this.#states[this.#now] ?? assert.fail();
  }

  act(act: Act): void {
    if (act.kind === 'edit') this.edit(act);
    else if (act.kind === 'decide') this.decide(act.which, act.origin);
    else this.goBack(act.kind, act.steps);
  }

  edit({ places }: Edit): void {
    const letter = String.fromCodePoint(0x4e00 + (this.#count += 1));
    let { text, by } = this.state;
    let bound = text.length;
    const changes = places.flatMap(({ from, remove, insert }) => {
      const offset = Math.floor(from * bound);
      const length = Math.floor(remove * Math.min(bound - offset, 8));
      bound = Math.max(0, offset - 1);
      return [{ offset, remove: length, insert: letter.repeat(insert) }];
    });
    const inOrder = changes.filter(
      (change, index) => index === 0 || change.offset + change.remove < (changes[index - 1]?.offset ?? 0),
    );
    const key = this.written.edit(inOrder);
    for (const { offset, remove, insert } of inOrder) {
      text = text.slice(0, offset) + insert + text.slice(offset + remove);
      by = by.toSpliced(offset, remove, ...Array.from({ length: insert.length }, () => key));
    }
    this.keys.push(key);
    this.#states.splice(this.#now + 1, Infinity, { text, by });
    this.#now += 1;
  }

  decide(which: number, origin: Origin): void {
    const key = this.keys[Math.floor(which * this.keys.length)];
    if (key === undefined || this.decided.has(key)) return;
    this.decided.set(key, origin);
    this.written.decide(key, origin, origin === 'completion' ? { acceptance: key } : {});
  }

  /** As an editor does it: the whole text that several edits touched, in one change. */
  goBack(kind: 'undo' | 'redo', steps: number): void {
    const target = Math.max(0, Math.min(this.#states.length - 1, this.#now + (kind === 'undo' ? -steps : steps)));
    if (target === this.#now) return;
    const { text } = this.#states[target] ?? assert.fail();
    this.written.edit({ offset: 0, remove: this.written.text, insert: text }, kind);
    this.#now = target;
  }
}

function assertSame({ written, state, decided }: Editor): void {
  assert.equal(written.text, state.text);
  const runs = written.provenance.runs();
  assert.equal(runs.at(-1)?.length, Infinity);
  assert.ok(runs.every(({ length }) => length > 0));
  const told = written.authors.map(({ known }) => (typeof known === 'string' ? known : known.origin));
  const expected = state.by.map((key) => (key === 'unseen' ? key : (decided.get(key) ?? 'open')));
  assert.deepEqual(told, expected);
}

describe('any sequence of edits, decisions, undo and redo', () => {
  it('leaves each character with whoever wrote it, and nobody else', () => {
    fc.assert(
      fc.property(sequence, (acts) => {
        const editor = new Editor();
        for (const act of acts) {
          editor.act(act);
          assertSame(editor);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives the start back when all of it is undone', () => {
    fc.assert(
      fc.property(sequence, (acts) => {
        const editor = new Editor();
        for (const act of acts) if (act.kind !== 'undo' && act.kind !== 'redo') editor.act(act);
        editor.goBack('undo', Infinity);
        assert.deepEqual(new Set(editor.written.authors).size, 1);
        assert.equal(editor.written.text, START);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps one author a character also where a comparison finds text again, in any order of changes', () => {
    const alike = fc.stringMatching(/^[ab\n]{0,6}$/u);
    const change = fc.record({ from: fraction, remove: fraction, insert: alike });
    fc.assert(
      fc.property(fc.array(fc.record({ changes: fc.array(change, { maxLength: 3 }), undo: fc.boolean() })), (edits) => {
        const written = new WrittenText('ab\nba\nab');
        for (const { changes, undo } of edits) {
          let { length } = written.text;
          const inAnyOrder = changes.map(({ from, remove, insert }) => {
            const offset = Math.floor(from * length);
            const removed = Math.floor(remove * (length - offset));
            length += insert.length - removed;
            return { offset, remove: removed, insert };
          });
          written.decide(written.edit(inAnyOrder, undo ? 'undo' : undefined), undo ? 'restored' : 'pasted');
          assert.equal(written.authors.length, written.text.length);
          assert.equal(written.provenance.runs().at(-1)?.length, Infinity);
        }
      }),
      { numRuns: 500 },
    );
  });
});

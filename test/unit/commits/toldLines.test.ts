import assert from 'node:assert/strict';
import { saysAnything, toldLines, withTold, type CommitSays } from '../../../src/domain/commits/toldLines.ts';
import type { LineOrigin } from '../../../src/domain/provenance/lineOrigin.ts';

const NOTHING: CommitSays = { note: undefined, traced: new Map(), namesAgent: false };
const FILE = { path: 'a.ts', lines: ['one', '  ', 'three', 'four', 'five'], added: [{ first: 1, last: 4 }] };

function origin(part: Partial<LineOrigin>): LineOrigin {
  return { origin: 'agent', confidence: 'likely', evidence: 'git-ai-note', acceptance: undefined, ...part };
}

const NOTED = origin({});
const GUESS = origin({ origin: 'unknown', confidence: 'guess', evidence: 'commit-trailer' });

describe('what others say of the lines of a commit', () => {
  it('is probable where a note names AI, for lines that the commit added and that are not blank', () => {
    const note = new Map([['a.ts', [{ first: 1, last: 5, by: 'ai' as const }]]]);
    assert.deepEqual(toldLines({ ...NOTHING, note }, FILE), [NOTED, undefined, NOTED, NOTED, undefined]);
    assert.deepEqual(toldLines({ ...NOTHING, note }, { ...FILE, path: './a.ts' }), Array(5).fill(undefined));
  });

  it('takes a note before a record, and calls nothing typed', () => {
    const note = new Map([['a.ts', [{ first: 1, last: 1, by: 'human' as const }]]]);
    const traced = new Map([
      [
        'a.ts',
        [
          { first: 1, last: 3, by: 'ai' as const },
          { first: 4, last: 4, by: 'perhaps' as const },
        ],
      ],
    ]);
    assert.deepEqual(toldLines({ note, traced, namesAgent: true }, FILE), [
      ...[undefined, undefined, origin({ evidence: 'agent-trace' })],
      ...[origin({ origin: 'unknown', confidence: 'guess', evidence: 'agent-trace' }), undefined],
    ]);
  });

  it('is a guess for all of a commit of which only its authors speak', () => {
    const says = { ...NOTHING, namesAgent: true };
    assert.deepEqual(toldLines(says, FILE), [GUESS, undefined, GUESS, GUESS, undefined]);
    assert.deepEqual(toldLines({ ...says, note: new Map() }, FILE), Array(5).fill(undefined));
    assert.deepEqual(toldLines({ ...says, traced: new Map([['b.ts', []]]) }, FILE), Array(5).fill(undefined));
  });

  it('is nothing of a commit of which nobody speaks', () => {
    assert.ok(!saysAnything(NOTHING));
    assert.ok(!saysAnything({ ...NOTHING, note: new Map() }));
    assert.ok(saysAnything({ ...NOTHING, namesAgent: true }));
    assert.ok(saysAnything({ ...NOTHING, traced: new Map([['a.ts', []]]) }));
    assert.ok(saysAnything({ ...NOTHING, note: new Map([['a.ts', []]]) }));
  });

  it('is bounded by the file', () => {
    const says = { ...NOTHING, namesAgent: true };
    assert.equal(toldLines(says, { ...FILE, added: [{ first: 1, last: 999_999_999 }] }).length, 5);
  });
});

describe('what Grasp saw itself', () => {
  const typed = origin({ origin: 'typed', confidence: 'certain', evidence: 'events' });
  const external = origin({ origin: 'external', confidence: 'certain', evidence: 'events' });
  const restored = origin({ origin: 'restored', confidence: 'certain', evidence: 'editor' });
  const unknown = origin({ origin: 'unknown', confidence: undefined, evidence: undefined });
  const ownGuess = origin({ origin: 'unknown', confidence: 'guess', evidence: 'shape', acceptance: 'a' });
  const pasted = origin({ origin: 'pasted', confidence: 'certain', evidence: 'clipboard' });
  const certain = origin({ confidence: 'certain', evidence: 'editor', acceptance: 'b' });
  const known = [undefined, typed, external, restored, unknown, ownGuess, pasted, certain];

  it('outranks what is probable, but for what only says that nobody knows', () => {
    assert.deepEqual(withTold(known, Array(8).fill(NOTED)), [
      NOTED,
      typed,
      NOTED,
      NOTED,
      NOTED,
      NOTED,
      pasted,
      certain,
    ]);
  });

  it('outranks a guess of others by a guess of its own', () => {
    assert.deepEqual(withTold(known, Array(8).fill(GUESS)), [
      GUESS,
      typed,
      GUESS,
      restored,
      GUESS,
      ownGuess,
      pasted,
      certain,
    ]);
  });

  it('stays where nothing is said, and what was said before adds nothing', () => {
    assert.deepEqual(withTold(known, Array(8).fill(undefined)), known);
    assert.deepEqual(withTold([NOTED, GUESS], [NOTED, GUESS]), [NOTED, GUESS]);
  });
});

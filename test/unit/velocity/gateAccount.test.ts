import assert from 'node:assert/strict';
import type { PromptKind, PromptOutcome } from '../../../src/domain/events/prompted.ts';
import { gateAccount, gateInWords, GATE_SPAN } from '../../../src/domain/velocity/gateAccount.ts';

const NOW = Date.UTC(2026, 10, 18, 9);

function note(seconds: number, changed = false, time = NOW - 1_000) {
  return { seconds, changed, time };
}

function prompt(outcome: PromptOutcome, seconds: number, kind: PromptKind = 'commit', time = NOW - 1_000) {
  return { outcome, seconds, kind, time };
}

describe('what explaining took', () => {
  it('is the time of notes, and that of prompts of which nothing came', () => {
    const { seconds, prompts } = gateAccount({
      notes: [note(300), note(60)],
      prompts: [prompt('skipped', 20), prompt('ignored', 4, 'explain while fresh')],
      now: NOW,
    });
    assert.deepEqual([seconds, prompts], [384, 2]);
  });

  it('counts no second twice: an answer is in its note, and what was put off in the note that comes of it', () => {
    const prompts = [prompt('answered', 300), prompt('later', 90), prompt('answered', 40, 'explain while fresh')];
    assert.equal(gateAccount({ notes: [note(300)], prompts, now: NOW }).seconds, 300);
  });

  it('has the time of a plan, which is no note', () => {
    assert.equal(gateAccount({ notes: [], prompts: [prompt('answered', 50, 'plan')], now: NOW }).seconds, 50);
    assert.equal(gateAccount({ notes: [], prompts: [prompt('shown', 0, 'block')], now: NOW }).prompts, 0);
  });

  it('is that of the last four weeks, and nothing of a clock that was ahead', () => {
    const given = [NOW - GATE_SPAN, NOW + 1].flatMap((time) => [note(100, true, time)]);
    const prompts = [prompt('skipped', 100, 'commit', NOW - GATE_SPAN)];
    const account = gateAccount({ notes: [...given, note(7, true, NOW - GATE_SPAN + 1)], prompts, now: NOW });
    assert.deepEqual(account, { seconds: 7, notes: 1, changed: 1, prompts: 0 });
  });
});

describe('what explaining took and brought, in words', () => {
  const words = (notes: ReturnType<typeof note>[], prompts: ReturnType<typeof prompt>[] = []) =>
    gateInWords(gateAccount({ notes, prompts, now: NOW })).words;

  it('is nothing where nothing was asked', () => {
    assert.deepEqual(gateInWords(gateAccount({ notes: [], prompts: [], now: NOW })), { words: '', explained: '' });
  });

  it('has minutes, and of how many explanations the code was changed', () => {
    const notes = [...Array.from({ length: 3 }, () => note(80, true)), ...Array.from({ length: 8 }, () => note(75))];
    assert.equal(
      words(notes),
      'The last four weeks: 14 minutes of explaining; 3 of 11 explanations changed the code before it was committed.',
    );
  });

  it('is right for one of each, for less than a minute, and without a note', () => {
    assert.match(words([note(60, true)]), /: 1 minute of explaining; 1 of 1 explanation changed the code/u);
    assert.match(words([note(29)]), /: less than a minute of explaining; 0 of 1 explanation changed/u);
    assert.match(words([], [prompt('skipped', 90)]), /: 2 minutes of explaining; no explanation yet\.$/u);
  });
});

import assert from 'node:assert/strict';
import { AcceptKeyCheck } from '../../../src/features/accept-keys/acceptKeyCheck.ts';

const GUESS = { origin: 'completion', confidence: 'guess' } as const;

function setUp() {
  let told = 0;
  const check = new AcceptKeyCheck(() => (told += 1));
  const guess = (times: number): void => {
    for (let time = 0; time < times; time += 1) check.recorded(GUESS);
  };
  return { check, guess, told: () => told };
}

describe('the check of accept keys', () => {
  it('tells once when twenty guesses came and no mark', () => {
    const { guess, told } = setUp();
    guess(19);
    assert.equal(told(), 0);
    guess(1);
    assert.equal(told(), 1);
    guess(100);
    assert.equal(told(), 1);
  });

  it('is silent when a single mark came, before or among them', () => {
    const { check, guess, told } = setUp();
    guess(19);
    check.marked();
    guess(100);
    assert.equal(told(), 0);
  });

  it('counts guesses of completions alone', () => {
    const { check, told } = setUp();
    for (let time = 0; time < 30; time += 1) {
      check.recorded({ origin: 'completion', confidence: 'certain' });
      check.recorded({ origin: 'agent', confidence: 'guess' });
    }
    assert.equal(told(), 0);
  });
});

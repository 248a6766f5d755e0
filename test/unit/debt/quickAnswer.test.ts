import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isQuick } from '../../../src/domain/debt/gateStyle.ts';
import { QUICK_START, quickLine, readQuickAnswer } from '../../../src/domain/debt/quickAnswer.ts';
import { RATINGS } from '../../../src/domain/debt/rating.ts';

describe('an answer in one line', () => {
  const answers: [string, number, string][] = [
    ['4: retries twice', 4, 'retries twice'],
    ['4 retries twice', 4, 'retries twice'],
    ['  1 :  a : b ', 1, 'a : b'],
    ['5:x', 5, 'x'],
    ['3: 4: x', 3, '4: x'],
    ['2\t重试', 2, '重试'],
  ];
  for (const [line, rating, text] of answers) {
    it(`is a rating and a text: ${line}`, () => {
      assert.deepEqual(readQuickAnswer(line), { kind: 'answer', rating, text });
    });
  }

  for (const line of ['x', 'retries 4: twice', '10 retries', '3rd try', '0: x', '6: x', ':x', '', '-1: x', '4.5: x']) {
    it(`is told that it has no rating: ${line}`, () => {
      const read = readQuickAnswer(line);
      assert.match(read.kind === 'problem' ? read.words : '', /from 1 to 5/u);
    });
  }

  for (const line of ['4', '4:', '4: ', '4 …', QUICK_START]) {
    it(`is told that it says nothing: ${line}`, () => {
      const read = readQuickAnswer(line);
      assert.match(read.kind === 'problem' ? read.words : '', /what this code does/u);
    });
  }

  for (const [line, word] of [
    ['later', 'later'],
    [`${QUICK_START}page`, 'page'],
    [' 2 Skip ', 'skip'],
  ] as const) {
    it(`is a word in the place of one: ${line}`, () => {
      assert.deepEqual(readQuickAnswer(line), { kind: 'word', word });
    });
  }

  for (const line of ['3: skips a page', '3: later on it retries', '3: "skip"']) {
    it(`is no such word: ${line}`, () => {
      assert.equal(readQuickAnswer(line).kind, 'answer');
    });
  }

  it('is told that it is too long', () => {
    const read = readQuickAnswer(`4: ${'x'.repeat(20_001)}`);
    assert.match(read.kind === 'problem' ? read.words : '', /too long/u);
  });

  it('is there again as it was', () => {
    const ratings = fc.constantFrom(...RATINGS);
    fc.assert(
      fc.property(
        fc.string().filter((text) => /[a-z]/u.test(text) && !/^\s*(?:page|later|skip)\s*$/iu.test(text)),
        ratings,
        (text, rating) => {
          const shown = text.replaceAll(/\s+/gu, ' ').trim();
          assert.deepEqual(readQuickAnswer(quickLine(text, rating)), { kind: 'answer', rating, text: shown });
        },
      ),
    );
    assert.equal(quickLine('', undefined), QUICK_START);
    assert.equal(quickLine(' ', 5), '5: ');
  });
});

describe('the way to be asked', () => {
  const asked = (places: number, lines: number, others = 0) => ({
    places: Array.from({ length: places }),
    lines,
    others,
  });

  it('is one line for a single small place, where size decides', () => {
    assert.ok(isQuick('by size', asked(1, 30)));
    assert.ok(!isQuick('by size', asked(1, 31)));
    assert.ok(!isQuick('by size', asked(2, 4)));
    assert.ok(!isQuick('by size', asked(1, 4, 1)));
  });

  it('is what was chosen else', () => {
    assert.ok(isQuick('quick', asked(3, 400, 9)));
    assert.ok(!isQuick('page', asked(1, 1)));
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { quietUntil, readQuietHours } from '../../../src/domain/prompts/quietHours.ts';

const MINUTE = 60_000;
const at = (hour: number, minute = 0): number => Date.UTC(2026, 10, 18, hour, minute);

describe('quiet hours', () => {
  it('are read from a text, several of them, with and without white space', () => {
    const { ranges, notice } = readQuietHours(' 22:00-07:00, 12:00 – 13:30,9:05-24:00,');
    assert.deepEqual(ranges, [
      { from: 1_320, to: 420 },
      { from: 720, to: 810 },
      { from: 545, to: 1_440 },
    ]);
    assert.equal(notice, '');
    assert.deepEqual(readQuietHours(''), { ranges: [], notice: '' });
  });

  for (const text of ['25:99', 'abc', '-1:00-07:00', '22:00', '22:00-25:00', '24:00-07:00', '07:60-08:00', '9-17']) {
    it(`are none where the text is "${text}", and a sentence says so`, () => {
      const { ranges, notice } = readQuietHours(text);
      assert.deepEqual(ranges, []);
      assert.equal(
        notice,
        `The setting "grasp.prompts.quietHours" should have times such as "22:00-07:00", and not "${text}". No hour is quiet.`,
      );
    });
  }

  it('that end when they begin say nothing, and the others hold', () => {
    const { ranges, notice } = readQuietHours('08:00-08:00,22:00-07:00');
    assert.deepEqual(ranges, [{ from: 1_320, to: 420 }]);
    assert.match(notice, /not "08:00-08:00"\. All other hours in it are quiet\.$/u);
  });

  it('may be any text, of which a sentence repeats little', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000 }), (text) => {
        const { ranges, notice } = readQuietHours(text);
        assert.ok(ranges.length <= 50 && notice.length < 1_500);
        for (const { from, to } of ranges) assert.ok(from >= 0 && from < 1_440 && to >= 0 && to <= 1_440);
      }),
    );
  });

  it('cross midnight', () => {
    const { ranges } = readQuietHours('22:00-07:00');
    assert.equal(quietUntil(ranges, at(21, 59), 0), undefined);
    assert.equal(quietUntil(ranges, at(22), 0), at(31));
    assert.equal(quietUntil(ranges, at(3), 0), at(7));
    assert.equal(quietUntil(ranges, at(7), 0), undefined);
  });

  it('go by the clock on the wall, wherever that is', () => {
    const { ranges } = readQuietHours('12:00-13:00');
    assert.equal(quietUntil(ranges, at(11, 30), 60), at(12));
    assert.equal(quietUntil(ranges, at(12, 30), 60), undefined);
    assert.equal(quietUntil(ranges, at(17, 30), -330), at(18, 30));
  });

  it('end at the end of the day, or never for long', () => {
    assert.equal(quietUntil(readQuietHours('00:00-24:00').ranges, at(0), 0), at(24));
    assert.equal(quietUntil(readQuietHours('20:00-00:00').ranges, at(23, 59), 0), at(24));
  });

  it('hold exactly the minutes that they name', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(minute, minute, minute, offset, (from, to, now, ahead) => {
        fc.pre(from !== to);
        const held = new Set<number>();
        for (let one = from; one !== to; one = (one + 1) % 1_440) held.add(one);
        const time = at(0) + (now - ahead) * MINUTE;
        const until = quietUntil([{ from, to }], time, ahead);
        assert.equal(until !== undefined, held.has(now));
        if (until !== undefined) assert.equal(((((until - at(0)) / MINUTE + ahead) % 1_440) + 1_440) % 1_440, to);
      }),
    );
  });
});

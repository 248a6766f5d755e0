import assert from 'node:assert/strict';
import { isOffIn, readPromptSettings, withFolderOff } from '../../../src/domain/prompts/promptSettings.ts';

const GOOD = { perDay: 5, quietHours: '22:00-07:00', offIn: ['/home/me/work'] };

describe('the settings of prompts', () => {
  it('are taken as they are where they can be', () => {
    const { perDay, quietHours, offIn, notice } = readPromptSettings(GOOD);
    assert.deepEqual([perDay, offIn, notice], [5, ['/home/me/work'], '']);
    assert.deepEqual(quietHours, [{ from: 1_320, to: 420 }]);
    for (const bound of [0, 20]) assert.equal(readPromptSettings({ ...GOOD, perDay: bound }).perDay, bound);
  });

  it('count as not set where the number is out of range, and a sentence says so', () => {
    for (const perDay of [-1, 21, 2.5, NaN, Infinity]) {
      const read = readPromptSettings({ ...GOOD, perDay });
      assert.equal(read.perDay, 3);
      assert.equal(
        read.notice,
        `The setting "grasp.prompts.perDay" should be a whole number from 0 to 20, and not ${perDay}. 3 is used.`,
      );
    }
  });

  it('name folders by their absolute paths', () => {
    const read = readPromptSettings({ ...GOOD, quietHours: 'x', offIn: ['work', 7, 'C:\\work', '/a'] });
    assert.deepEqual(read.offIn, ['C:\\work', '/a']);
    assert.match(read.notice, /quietHours.*No hour is quiet\. .*offIn.*All others are in force\.$/u);
  });
});

describe('folders without prompts', () => {
  it('hold themselves and all within, and no neighbour', () => {
    assert.equal(isOffIn(['/home/me/work/'], '/home/me/work'), true);
    assert.equal(isOffIn(['/home/me/work'], '/home/me/work/a/b'), true);
    assert.equal(isOffIn(['/home/me/work'], '/home/me/workshop'), false);
    assert.equal(isOffIn(['/home/me/work'], '/home/me/Work'), false);
    assert.equal(isOffIn(['C:\\Code\\'], 'c:/code/a'), true);
    assert.equal(isOffIn(['/'], '/home'), true);
    assert.equal(isOffIn([], '/home'), false);
  });

  it('get one more once, and lose nothing that stands there', () => {
    assert.deepEqual(withFolderOff([7, '/a'], '/b'), [7, '/a', '/b']);
    assert.deepEqual(withFolderOff(['/a/'], '/a'), ['/a/']);
  });
});

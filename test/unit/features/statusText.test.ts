import assert from 'node:assert/strict';
import { statusText, type StatusState } from '../../../src/features/status/statusText.ts';

const QUIET: StatusState = {
  ...{ today: { lines: 31, probable: 12 }, folder: '/data/grasp', notice: '', problem: '', pause: '' },
};
const OFFER = { files: ['file:///a.ts', 'file:///b.ts'], lines: 40 };
const TODAY = '31 lines by AI accepted today, 12 of them probable';

function shown(part: Partial<StatusState> = {}) {
  return statusText({ ...QUIET, ...part });
}

describe('the item in the status bar', () => {
  it('is its icon alone where there is nothing to do', () => {
    const { text, label, tooltip, command } = shown();
    assert.deepEqual([text, label, command], ['$(mortar-board)', `Grasp: ${TODAY}`, 'grasp.showPanel']);
    assert.deepEqual([tooltip[0], tooltip.at(-1)], [TODAY, 'Kept in /data/grasp']);
    assert.equal(shown({ notice: 'Older.' }).label, 'Grasp: Older.');
  });

  it('shows what waits, and a click goes there', () => {
    const { text, label, tooltip, command } = shown({ toExplain: 2, offer: OFFER });
    assert.deepEqual([text, command], ['$(mortar-board) 2 to explain', 'grasp.explain']);
    assert.equal(label, `Grasp: 2 to explain. ${TODAY}`);
    assert.equal(tooltip[0], '2 places wait for your explanation.');
    assert.equal(shown({ toExplain: 1 }).tooltip[0], '1 place waits for your explanation.');
    assert.equal(shown({ toExplain: 1_204 }).text, '$(mortar-board) 1,204 to explain');
  });

  it('says in its tooltip alone when the next block without AI is', () => {
    const { text, label, tooltip, command } = shown({ block: 'Next no-AI block: Thu 09:00' });
    assert.deepEqual([text, label, command], ['$(mortar-board)', `Grasp: ${TODAY}`, 'grasp.showPanel']);
    assert.deepEqual(tooltip.slice(0, 2), [TODAY, 'Next no-AI block: Thu 09:00']);
    assert.deepEqual(shown({ block: '' }).tooltip, shown().tooltip);
  });

  it('says in its tooltip alone that AI is quieted', () => {
    const quiet = 'AI is quieted by settings until 10:40';
    const { text, label, tooltip } = shown({ quiet, block: 'Next no-AI block: Thu 09:00' });
    assert.deepEqual([text, label], ['$(mortar-board)', `Grasp: ${TODAY}`]);
    assert.deepEqual(tooltip.slice(0, 3), [TODAY, quiet, 'Next no-AI block: Thu 09:00']);
    assert.deepEqual(shown({ quiet: '' }).tooltip, shown().tooltip);
  });

  it('offers what is fresh where nothing waits', () => {
    for (const toExplain of [undefined, 0, -1, NaN, Infinity, 0.5]) {
      const { text, label, tooltip, command } = shown({ toExplain, offer: OFFER });
      assert.deepEqual([text, command], ['$(mortar-board) explain while fresh', 'grasp.explainWhileFresh']);
      assert.equal(label, `Grasp: explain while fresh. ${TODAY}`);
      assert.equal(tooltip[0], '40 lines by AI in 2 files, to explain while fresh if you like.');
    }
  });

  it('shows a problem before a pause, and a pause before all that may be asked', () => {
    const all = {
      problem: 'The journal can not be written.',
      pause: 'Paused until 10:00.',
      toExplain: 2,
      offer: OFFER,
    };
    const problem = shown(all);
    assert.deepEqual(
      [problem.text, problem.label, problem.command],
      ['$(warning) Grasp', 'Grasp: The journal can not be written.', 'grasp.showPanel'],
    );
    const pause = shown({ ...all, problem: '' });
    assert.deepEqual(
      [pause.text, pause.label, pause.command],
      ['$(debug-pause) Grasp', 'Grasp: Paused until 10:00.', 'grasp.showPanel'],
    );
    assert.equal(pause.tooltip[0], 'Paused until 10:00. Nothing is recorded, as you asked.');
  });

  it('counts a block down behind a problem and a pause, and before all that may be asked', () => {
    const noAi = { state: 'running', minutes: 42, until: '10:30', isLoud: false } as const;
    const { text, label, tooltip, command } = shown({ noAi, toExplain: 2, offer: OFFER });
    assert.deepEqual([text, command], ['$(clock) no-AI 42 min', 'grasp.noAiBlock']);
    assert.equal(label, `Grasp: block without AI, 42 minutes left. ${TODAY}`);
    assert.deepEqual(tooltip.slice(0, 2), [
      'Your block without AI ends at 10:30. Click to stop or pause it.',
      'Completions do not show by themselves until then.',
    ]);
    assert.equal(shown({ noAi: { ...noAi, state: 'paused' } }).text, '$(clock) no-AI paused');
    assert.equal(shown({ noAi: { ...noAi, state: 'open' } }).text, '$(clock) no-AI block');
    assert.match(shown({ noAi: { ...noAi, isLoud: true } }).tooltip[1] ?? '', /no way to keep completions quiet/u);
    assert.equal(shown({ noAi, pause: 'Paused.' }).text, '$(debug-pause) Grasp');
    assert.equal(shown({ noAi, commitWaits: true }).command, 'grasp.commitNow');
  });

  it('offers a plan before what may be explained, and behind what waits', () => {
    const planned = shown({ plan: 'billing', offer: OFFER });
    assert.deepEqual([planned.text, planned.command], ['$(mortar-board) plan first', 'grasp.writePlan']);
    assert.ok(planned.tooltip.some((one) => one.includes('AI begins to write in billing')));
    assert.equal(shown({ plan: 'billing', toExplain: 1 }).command, 'grasp.explain');
  });

  it('says no icon to a screen reader', () => {
    for (const part of [{}, { toExplain: 3 }, { offer: OFFER }, { problem: 'No.' }, { pause: 'Paused.' }]) {
      assert.ok(!shown(part).label.includes('$('));
    }
  });
});

import assert from 'node:assert/strict';
import * as v from 'valibot';
import { blockRuns, type BlockFact } from '../../../src/domain/blocks/blockRuns.ts';
import { withBlockTasks } from '../../../src/domain/blocks/blockTasks.ts';
import type { BlockRunSaid } from '../../../src/domain/events/blockRun.ts';
import { panelBlocks } from '../../../src/features/no-ai-block/panelBlocks.ts';
import { explainingSchema } from '../../../src/protocol/explainingMessages.ts';
import { FakeTime } from '../../support/fakes.ts';

/** Wednesday, 18 November 2026, 10:00 in Berlin. */
const NOW = Date.UTC(2026, 10, 18, 9);
const MINUTE = 60_000;
const DAY = 86_400_000;

function idOf(number: number): string {
  return `${'a'.repeat(16)}:${String(number)}`;
}

/** A block that was begun so many days ago, with what was said of it right after its end. */
function held(number: number, days: number, minutes: number, ...said: BlockRunSaid[]): BlockFact[] {
  const begun = NOW - days * DAY;
  const until = begun + minutes * MINUTE;
  const task = number === 2 ? { title: 'Fix a bug', estimate: 30 } : {};
  const later = said.map((one, at) => ({ ...one, id: idOf(100 * number + at), time: until, offset: 60 }));
  return [{ change: 'begun', until, ...task, id: idOf(number), time: begun, offset: 60 }, ...later];
}

function shown(...facts: BlockFact[][]) {
  const runs = blockRuns(facts.flat());
  const blocks = panelBlocks(runs, withBlockTasks([], runs), { clock: new FakeTime(NOW), firstDay: 'monday' });
  assert.ok(v.is(explainingSchema.entries.blocks, blocks));
  return blocks;
}

describe('blocks in the panel', () => {
  it('are not there where none was held, nor for one that still runs or was ended at once', () => {
    assert.equal(shown(), undefined);
    assert.equal(shown(held(1, 0, 20)), undefined);
    const begun = held(1, 1, 20);
    const stopped = { change: 'stopped', of: idOf(1), id: idOf(9), time: begun[0]!.time + 1_000, offset: 60 } as const;
    assert.equal(shown([...begun, stopped]), undefined);
  });

  it('are there where they were ended at once, and are said to have taken some minutes', () => {
    const begun = held(1, 1, 20);
    const stopped = { change: 'stopped', of: idOf(1), id: idOf(9), time: begun[0]!.time + 1_000, offset: 60 } as const;
    const debrief = { change: 'debriefed', of: idOf(1), outcome: 'done', minutes: 15, assisted: 0 } as const;
    const told = { ...debrief, id: idOf(10), time: NOW - MINUTE, offset: 60 };
    assert.equal(shown([...begun, stopped, told])?.words, 'Last block: 15 minutes');
  });

  it('are counted by local week, the oldest first, and nothing is said of a week without one', () => {
    const blocks = shown(held(1, 49, 90), held(2, 15, 90), held(3, 2, 20), held(4, 1, 45));
    assert.deepEqual(
      blocks?.weeks.map((week) => [week.since, week.held]),
      [
        ...[
          ['Sep 28', 1],
          ['Oct 5', 0],
          ['Oct 12', 0],
          ['Oct 19', 0],
        ],
        ...[
          ['Oct 26', 0],
          ['Nov 2', 1],
          ['Nov 9', 0],
          ['Nov 16', 2],
        ],
      ],
    );
    assert.deepEqual([blocks.words, blocks.detail, blocks.adds], ['Last block: 45 minutes', '', '']);
  });

  it('have what the last one took beside its estimate, and how it went', () => {
    const debrief = { change: 'debriefed', of: idOf(2), outcome: 'partly', minutes: 40, assisted: 3 } as const;
    const blocks = shown(held(2, 1, 45, debrief));
    assert.equal(blocks?.words, 'Last block: 40 minutes, estimated 30');
    assert.equal(blocks.detail, 'Fix a bug · partly done · 3 minutes with AI');
  });

  it('say what the last one adds to the comparison of tasks', () => {
    const debriefed = (number: number, part: object) =>
      ({ change: 'debriefed', of: idOf(number), outcome: 'done', minutes: 40, assisted: 0, ...part }) as BlockRunSaid;
    const adds = (part: object) => shown(held(2, 1, 45, debriefed(2, part)))?.adds;
    assert.equal(adds({}), 'It is the first task without AI in the comparison.');
    assert.equal(adds({ outcome: 'not' }), 'It counts as a task without AI that takes longer than this.');
    assert.equal(adds({ ai: 'much' }), 'With AI in it, it counts as a task with AI.');
    assert.equal(shown(held(2, 1, 45))?.adds, '');
    assert.equal(shown(held(3, 1, 45, debriefed(3, {})))?.adds, 'Without an estimate it is in no comparison.');
    const both = shown(
      held(2, 8, 45, debriefed(2, {})),
      held(3, 1, 45).map((fact) => ({ ...fact, estimate: 20 })),
      [{ ...debriefed(3, {}), id: idOf(900), time: NOW - DAY / 2, offset: 60 }],
    );
    assert.equal(both?.adds, 'It is one of 2 tasks without AI in the comparison.');
  });
});

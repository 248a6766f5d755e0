import assert from 'node:assert/strict';
import * as v from 'valibot';
import { ANCHORS, RATINGS } from '../../../src/domain/debt/rating.ts';
import { SKIP_REASONS } from '../../../src/domain/events/lotRecorded.ts';
import { CHOOSERS, LONGEST_NOTE } from '../../../src/domain/events/noteWritten.ts';
import { OWNERSHIP_CLASSES } from '../../../src/domain/ownership/area.ts';
import { explainSnapshot } from '../../../src/host/explain/explainSnapshot.ts';
import { EMPTY_DRAFT, type ExplainAsked, type ExplainPlace } from '../../../src/ports/explainPage.ts';
import {
  EXPLAIN_BOUNDS,
  EXPLAIN_HOST_EVENTS,
  EXPLAIN_REQUESTS,
  explainSnapshotSchema,
} from '../../../src/protocol/explainMessages.ts';

const PLACE: ExplainPlace = {
  ...{ id: 'a', path: 'src/a.ts', area: 'other', class: 'core', how: 'agent', lines: 1, more: 2 },
  shown: [{ kind: 'added', number: 1, text: 'x', isAsked: true }],
};
const ASKED: ExplainAsked = {
  ...{ purpose: 'commit', places: [PLACE], lines: 1, others: 0, question: 'Why?', plan: '', draft: EMPTY_DRAFT },
};
const NOW = { revision: 1, ask: 1, state: 'asking', draft: EMPTY_DRAFT } as const;

/** As it comes off the wire, where what is undefined is not there at all. */
function sent(message: unknown): unknown {
  return JSON.parse(JSON.stringify(message));
}

describe('the messages of the explain page', () => {
  const { body } = EXPLAIN_REQUESTS['explain.answer'];
  const accepts = (answer: unknown): boolean => v.is(body, { ask: 1, answer });

  it('bring a draft over as it was, with what was not given', () => {
    const parsed = v.parse(explainSnapshotSchema, sent(explainSnapshot(ASKED, NOW)));
    assert.deepEqual(parsed.draft, EMPTY_DRAFT);
    assert.deepEqual(parsed, explainSnapshot(ASKED, NOW));
  });

  it('take every rating, reason, chooser and class that there is, and no other', () => {
    for (const after of RATINGS) {
      assert.ok(accepts({ kind: 'saved', draft: { ...EMPTY_DRAFT, after }, forOthers: false }));
      assert.ok(ANCHORS[after] !== '');
    }
    for (const reason of SKIP_REASONS) assert.ok(accepts({ kind: 'skipped', reason, draft: EMPTY_DRAFT }));
    for (const chose of CHOOSERS) assert.ok(accepts({ kind: 'later', draft: { ...EMPTY_DRAFT, chose } }));
    for (const to of OWNERSHIP_CLASSES) {
      assert.ok(v.is(EXPLAIN_REQUESTS['explain.changeClass'].body, { ask: 1, place: 'a', to }));
    }
    assert.ok(!accepts({ kind: 'saved', draft: { ...EMPTY_DRAFT, after: 6 }, forOthers: false }));
    assert.ok(!accepts({ kind: 'skipped', reason: 'lazy', draft: EMPTY_DRAFT }));
    assert.ok(!accepts({ kind: 'closed', draft: EMPTY_DRAFT }));
  });

  it('take no note that could not be recorded, and no number that is none', () => {
    assert.equal(EXPLAIN_BOUNDS.note, LONGEST_NOTE);
    const keep = EXPLAIN_HOST_EVENTS['explain.keep'];
    assert.ok(v.is(keep, { ask: 1, draft: { ...EMPTY_DRAFT, text: 'x'.repeat(LONGEST_NOTE) } }));
    for (const part of [{ text: 'x'.repeat(LONGEST_NOTE + 1) }, { turnedDown: 'x'.repeat(2_001) }, { pasted: -1 }]) {
      assert.ok(!v.is(keep, { ask: 1, draft: { ...EMPTY_DRAFT, ...part } }), Object.keys(part)[0]);
    }
    assert.ok(!v.is(keep, { ask: 1, draft: { ...EMPTY_DRAFT, seconds: Number.NaN } }));
  });
});

describe('what the explain page shows of a question', () => {
  it('fits, however much there is, and counts what is left out', () => {
    const long = 'x'.repeat(30_000);
    const shown = Array.from({ length: 900 }, (_, number) => ({ ...PLACE.shown[0]!, number, text: long }));
    const place = { ...PLACE, path: long, area: long, how: long, shown };
    const asked = { ...ASKED, places: Array.from({ length: 5 }, () => place), question: long, plan: long };
    const draft = { ...EMPTY_DRAFT, text: long, turnedDown: long };
    const snapshot = v.parse(explainSnapshotSchema, sent(explainSnapshot(asked, { ...NOW, draft })));
    assert.equal(snapshot.places.length, 3);
    assert.equal(snapshot.others, 2);
    assert.equal(snapshot.places[0]?.more, 2 + 900 - EXPLAIN_BOUNDS.shownLines);
    assert.ok(snapshot.question.endsWith('…'));
  });
});

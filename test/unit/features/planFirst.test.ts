import assert from 'node:assert/strict';
import type { Plan } from '../../../src/domain/debt/lot.ts';
import { PLAN } from '../../../src/domain/events/planWritten.ts';
import { PlanFirst, type PlanFirstParts } from '../../../src/features/plan-first/planFirst.ts';
import { FakeTime, MemoryJournal, MemoryLog } from '../../support/fakes.ts';

const URI = 'file:///p/src/billing/total.ts';
const SEEN = { uri: URI, confidence: 'certain' } as const;

function planning(part: Partial<PlanFirstParts> = {}) {
  const time = new FakeTime();
  const journal = new MemoryJournal(time);
  const plans: Plan[] = [];
  const prompts: string[] = [];
  const plan = new PlanFirst({
    ...{ journal, clock: time, timers: time, log: new MemoryLog(), isPaused: () => false },
    explanations: { plans: (since) => Promise.resolve(plans.filter((one) => one.time >= since)) },
    budget: {
      mayPrompt: () => Promise.resolve({ may: true }),
      record: (_kind, { outcome }) => {
        prompts.push(outcome);
      },
    },
    ownedBy: async (uri) =>
      uri.includes('/billing/') ? { area: 'billing', class: 'core' } : { area: 'other', class: 'repeatable' },
    repositoryOf: () => Promise.resolve('/p'),
    ...part,
  });
  return { plan, time, journal, plans, prompts };
}

describe('a plan', () => {
  it('is offered when AI begins to write in core code, once a day and area', async () => {
    const { plan, time, prompts } = planning();
    await plan.recorded(SEEN);
    assert.equal(plan.offer, 'billing');
    plan.putOff();
    await plan.recorded(SEEN);
    assert.equal(plan.offer, undefined);
    time.advance(86_400_000);
    await plan.recorded(SEEN);
    assert.equal(plan.offer, 'billing');
    assert.deepEqual(prompts, ['shown', 'later', 'shown']);
  });

  it('is offered for no other code, for no guess, and where the budget does not allow it', async () => {
    const { plan } = planning();
    await plan.recorded({ ...SEEN, uri: 'file:///p/src/other.ts' });
    await plan.recorded({ ...SEEN, confidence: 'guess' });
    assert.equal(plan.offer, undefined);
    const refused = { mayPrompt: () => Promise.resolve({ may: false, reason: 'paused', from: undefined } as const) };
    const quiet = planning({ budget: { ...refused, record: () => undefined } }).plan;
    await quiet.recorded(SEEN);
    assert.equal(quiet.offer, undefined);
    const nowhere = planning({ repositoryOf: () => Promise.resolve(undefined) }).plan;
    await nowhere.recorded(SEEN);
    assert.equal(nowhere.offer, undefined);
  });

  it('is not offered where there is one of today, which is found again', async () => {
    const { plan, plans, time } = planning();
    const yesterday = time.now() - 20 * 3_600_000;
    plans.push({ area: 'billing', text: 'Old', time: yesterday, offset: 60 });
    assert.equal(await plan.planFor(['billing']), '');
    plans.push({ area: 'billing', text: 'Round once.', time: time.now() - 1, offset: 60 });
    assert.equal(await plan.planFor(['other', 'billing']), 'Round once.');
    assert.equal(await plan.planFor(['other']), '');
    await plan.recorded(SEEN);
    assert.equal(plan.offer, undefined);
  });

  it('goes away by itself, and counts as ignored then', async () => {
    const { plan, time, prompts } = planning();
    await plan.recorded(SEEN);
    time.advance(30 * 60_000);
    assert.equal(plan.offer, undefined);
    assert.deepEqual(prompts, ['shown', 'ignored']);
  });

  it('is written before it is acknowledged, without secrets, and ends its offer', async () => {
    const { plan, journal, prompts } = planning();
    await plan.recorded(SEEN);
    assert.equal(await plan.write('billing', ` Round once, with ghp_${'a1B2c3D4e5F6'.repeat(3)} `), '');
    const [event] = journal.events;
    assert.equal(event?.k, PLAN);
    assert.match(String(event.p['text']), /^Round once, with \S+$/u);
    assert.ok(!String(event.p['text']).includes('e5F6a1B2'));
    assert.deepEqual(prompts, ['shown', 'answered']);
  });

  it('is not written while Grasp is paused, nor acknowledged by a disk that does not take it', async () => {
    const paused = planning({ isPaused: () => true });
    assert.match(await paused.plan.write('billing', 'x'), /paused/u);
    assert.deepEqual(paused.journal.events, []);
    const full = planning();
    full.journal.written = new Promise(() => undefined);
    const answer = full.plan.write('billing', 'x');
    full.time.advance(10_000);
    assert.match(await answer, /can not be written now/u);
  });

  it('throws nothing where nobody can read the journals', async () => {
    const { plan } = planning({ explanations: { plans: () => Promise.reject(new Error('gone')) } });
    await plan.recorded(SEEN);
    assert.equal(plan.offer, undefined);
  });
});

import assert from 'node:assert/strict';
import { newAcceptance, type Acceptance } from '../../../src/domain/attribution/acceptance.ts';
import { corrected } from '../../../src/domain/attribution/correction.ts';
import { Corrections } from '../../../src/features/corrections/corrections.ts';
import { FakeLedger, FakeTime, MemoryJournal, MemoryLog, RECORDED } from '../../support/fakes.ts';
import { eventOf, sessionOf } from '../../support/ledger.ts';

const GUESS = newAcceptance(eventOf(sessionOf('a'), 1), { ...RECORDED, confidence: 'guess', signal: 'shape' });

function setUp(known: Partial<{ isPaused: boolean; newer: boolean; acceptances: readonly Acceptance[] }> = {}) {
  const { isPaused = false, newer = false, acceptances = [GUESS] } = known;
  const time = new FakeTime();
  const journal = new MemoryJournal(time);
  const ledger = new FakeLedger();
  const pausing = { known: Promise.resolve(), isPaused };
  const corrections = new Corrections({ journal, ledger, pausing, clock: time, timers: time, log: new MemoryLog() });
  const told: string[] = [];
  corrections.onDidCorrect((id) => told.push(id));
  /** Asks something, and lets the ledger answer. */
  const answered = async <T>(work: Promise<T>): Promise<T> => {
    await settled();
    await ledger.answer(undefined, { acceptances, newer });
    return work;
  };
  return { time, journal, corrections, told, answered };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('an answer', () => {
  it('is written before it is acknowledged', async () => {
    const { corrections, journal, told, answered, time } = setUp();
    let write = (): void => undefined;
    journal.written = new Promise((resolve) => (write = resolve));
    let isOver = false;
    const outcome = answered(corrections.correct(GUESS.id, 'ai')).finally(() => (isOver = true));
    await settled();
    await settled();
    assert.deepEqual([isOver, told], [false, []]);
    write();
    const { kind, ...rest } = await outcome;
    assert.deepEqual([kind, rest], ['done', { acceptance: corrected(GUESS, 'completion') }]);
    assert.deepEqual([told, time.pending], [[GUESS.id], 0]);
    assert.deepEqual(
      journal.events.map(({ k, p }) => [k, p]),
      [['acceptance-corrected', { of: GUESS.id, origin: 'completion' }]],
    );
  });

  it('is taken back by a record of its own', async () => {
    const { corrections, journal, answered } = setUp({ acceptances: [corrected(GUESS, 'typed')] });
    const outcome = await answered(corrections.correct(GUESS.id, 'as recorded'));
    assert.deepEqual(outcome, { kind: 'done', acceptance: GUESS });
    assert.deepEqual(journal.events[0]?.p, { of: GUESS.id, origin: 'as recorded' });
  });

  it('that changes nothing writes nothing', async () => {
    const recorded = setUp();
    assert.equal((await recorded.answered(recorded.corrections.correct(GUESS.id, 'as recorded'))).kind, 'no change');
    const said = setUp({ acceptances: [corrected(GUESS, 'typed')] });
    assert.equal((await said.answered(said.corrections.correct(GUESS.id, 'typed'))).kind, 'no change');
    assert.deepEqual([recorded.journal.events, said.journal.events], [[], []]);
  });

  const refused = {
    'not found': { acceptances: [] },
    newer: { acceptances: [], newer: true },
    paused: { isPaused: true },
  };
  for (const [kind, known] of Object.entries(refused)) {
    it(`that can not be taken writes nothing: ${kind}`, async () => {
      const { corrections, journal, answered } = setUp(known);
      assert.deepEqual(await answered(corrections.correct(GUESS.id, 'ai')), { kind });
      assert.deepEqual(journal.events, []);
    });
  }

  it('waits where the disk does not take it, and is told when it does', async () => {
    const { corrections, journal, told, answered, time } = setUp();
    let write = (): void => undefined;
    journal.written = new Promise((resolve) => (write = resolve));
    const outcome = answered(corrections.correct(GUESS.id, 'pasted'));
    await settled();
    await settled();
    time.advance(5_000);
    assert.equal((await outcome).kind, 'waiting');
    assert.deepEqual(told, []);
    write();
    await settled();
    assert.deepEqual(told, [GUESS.id]);
  });
});

describe('what is offered to be corrected', () => {
  async function recentOf(acceptances: readonly Acceptance[]): Promise<readonly Acceptance[]> {
    const { corrections, answered } = setUp({ acceptances });
    const recent = await answered(corrections.recent());
    assert.ok(recent !== 'newer');
    return recent;
  }

  it('has guesses first, the newest first among them, and nothing that was undone', async () => {
    const other = newAcceptance(eventOf(sessionOf('a'), 2), RECORDED);
    const acceptances = [
      { ...other, id: 'old' },
      { ...GUESS, id: 'old guess' },
      { ...GUESS, id: 'undone', state: 'reverted' as const },
      { ...corrected(GUESS, 'typed'), id: 'answered' },
      { ...GUESS, id: 'new guess' },
      { ...other, id: 'new' },
    ];
    assert.deepEqual(
      (await recentOf(acceptances)).map(({ id }) => id),
      ['new guess', 'old guess', 'new', 'answered', 'old'],
    );
  });

  it('is no more than anybody looks through', async () => {
    const guesses = Array.from({ length: 300 }, () => GUESS);
    const others = Array.from({ length: 300 }, () => corrected(GUESS, 'typed'));
    assert.equal((await recentOf([...guesses, ...others])).length, 200);
  });

  it('is nothing where a later version has written', async () => {
    const { corrections, answered } = setUp({ acceptances: [], newer: true });
    assert.equal(await answered(corrections.recent()), 'newer');
    assert.equal(await answered(corrections.find(GUESS.id)), 'newer');
  });
});

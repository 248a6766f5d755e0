import fc from 'fast-check';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { BLOCK_SKIP_REASONS } from '../../src/domain/events/blockPlanned.ts';
import { SKIP_REASONS } from '../../src/domain/events/lotRecorded.ts';
import { TASK_ENDS, TASK_KINDS } from '../../src/domain/events/taskTold.ts';
import { sessionOf } from './ledger.ts';

const [COMMIT_A, COMMIT_B, COMMIT_C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const commits = fc.constantFrom(COMMIT_A, COMMIT_B, COMMIT_C, 'd'.repeat(64));
const rating = fc.constantFrom(1, 2, 3, 4, 5);

/**
 * What events may say of lots, notes, commits and prompts of these sessions: lots that are recorded twice, things said of lots
 * and notes that come later or never, and what nobody can read.
 */
export function anyExplained(sessions: readonly string[]): fc.Arbitrary<Pick<JournalEvent, 'k' | 'p'>> {
  const of = fc.tuple(fc.constantFrom(...sessions, sessionOf('d')), fc.nat(12)).map(([s, n]) => `${s}:${String(n)}`);
  const lots = fc.array(of, { minLength: 1, maxLength: 4 });
  const text = fc.constantFrom('because it waits', 'since \u{1F980} it … is', 'of\0two parts', '');
  const maybe = <T>(what: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(what, { nil: undefined });
  const seconds = fc.nat(99);
  const kinds: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
    lot: anyLot(),
    'lots-skipped': fc.record({ lots, reason: fc.constantFrom(...SKIP_REASONS) }),
    'lots-committed': fc.record({ lots, commit: commits }),
    note: fc.record({
      ...{ lots, text, before: maybe(rating), after: maybe(rating), question: maybe(text), turnedDown: maybe(text) },
      ...{
        chose: maybe(fc.constantFrom('me', 'ai')),
        pasted: fc.constantFrom(0, 0.3, 1),
        seconds,
        changed: fc.boolean(),
      },
    }),
    'note-edited': fc.record({ of, text: maybe(text), after: maybe(rating), changed: maybe(fc.boolean()) }),
    commit: fc.record({
      ...{ uri: fc.constantFrom('file:///p', 'file:///q'), commit: commits, authored: fc.nat(5) },
      ...{ offset: fc.constant(60), replaces: maybe(fc.array(commits, { maxLength: 2 })) },
      ...{ typed: fc.nat(9), ai: fc.nat(9), probable: fc.nat(9), unseen: fc.nat(9) },
    }),
    'block-planned': anyBlockPlan(),
    'task-started': fc.record({
      ...{ title: text, kind: fc.constantFrom(...TASK_KINDS), estimate: fc.constantFrom(0, 1, 30.5), ai: fc.boolean() },
      confidence: maybe(fc.constantFrom(50, 90)),
    }),
    'task-ended': fc.record({
      ...{ of, as: fc.constantFrom(...TASK_ENDS), minutes: maybe(fc.constantFrom(0, 1, 45)) },
      felt: maybe(fc.constantFrom(0.5, 2)),
    }),
    'block-run': anyBlockRun(of),
    plan: fc.record({ area: fc.constantFrom('other', 'rules'), text }),
    prompted: fc.record({
      ...{ kind: fc.constantFrom('commit', 'plan'), asked: fc.boolean() },
      ...{ outcome: fc.constantFrom('answered', 'later'), seconds },
    }),
  };
  const readable = Object.entries(kinds).map(([k, payload]) => payload.map((p) => ({ k, p: withoutGaps(p) })));
  const unreadable = fc
    .constantFrom(...Object.keys(kinds))
    .map((k) => ({ k, p: { lots: ['nobody'], of: 7, uri: '' } }));
  return fc.oneof(...readable.map((arbitrary) => ({ arbitrary, weight: 4 })), { arbitrary: unreadable, weight: 1 });
}

function anyBlockPlan(): fc.Arbitrary<Record<string, unknown>> {
  const block = fc.constantFrom('2027-W10-tue-0900', '2027-W11-tue-0900');
  const date = fc.constantFrom('2027-03-09', '2027-04-01');
  return fc.oneof(
    fc.record({ change: fc.constant('moved'), of: block, to: date.map((day) => `${day}T14:00`) }),
    fc.record({ change: fc.constant('skipped'), of: block, reason: fc.constantFrom(...BLOCK_SKIP_REASONS) }),
    fc.record({ change: fc.constant('restored'), of: block }),
    fc.record({ change: fc.constant('frozen'), until: date }),
    fc.constant({ change: 'unfrozen' }),
    fc.record({
      ...{ change: fc.constant('exported'), uid: fc.constantFrom('one', 'of\0two parts'), sequence: fc.nat(3) },
      ...{ print: fc.constant('7'), schedule: fc.constant('tuesday 09:00, 90 minutes'), first: date },
    }),
  );
}

function anyBlockRun(of: fc.Arbitrary<string>): fc.Arbitrary<Record<string, unknown>> {
  const begun = { change: fc.constant('begun'), until: fc.nat(9), block: fc.constant('2027-W10-tue-0900') };
  return fc.oneof(
    fc.record(begun, { requiredKeys: ['change', 'until'] }),
    fc.record({ change: fc.constantFrom('stopped', 'paused', 'resumed'), of }),
    fc.record({ change: fc.constantFrom('away', 'counted'), of, from: fc.nat(9), to: fc.nat(9) }),
    fc.record({ change: fc.constant('debriefed'), of, outcome: fc.constant('partly'), assisted: fc.nat(9) }),
    fc.record({ change: fc.constant('looked-up'), of, what: fc.constant('Array.flat'), line: fc.constant(7) }),
  );
}

/** Few contents, so that many are the same. */
function anyLot(): fc.Arbitrary<Record<string, unknown>> {
  const names = fc.array(fc.constantFrom('AAAAAAAAAAA', 'BBBBBBBBBBA'), { minLength: 1, maxLength: 2 });
  return fc.record({
    ...{ uri: fc.constantFrom('file:///p/a', 'grasp-hidden:0123456789'), folder: fc.constant('file:///p') },
    ...{ key: fc.constantFrom('0'.repeat(16), '1'.repeat(16)), names: names.map((all) => all.join('')) },
    ...{ lines: fc.integer({ min: 1, max: 9 }), probable: fc.nat(9), line: fc.nat(9) },
    ...{ area: fc.constantFrom('other', 'rules'), class: fc.constantFrom('core', 'transient'), owes: fc.boolean() },
  });
}

/** As a line of a journal has it. */
function withoutGaps(payload: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
}

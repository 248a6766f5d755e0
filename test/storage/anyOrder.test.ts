import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { CONFIDENCES } from '../../src/domain/attribution/confidence.ts';
import { SIGNALS } from '../../src/domain/attribution/signals.ts';
import { AS_RECORDED, CHECKPOINTS, CORRECTED_ORIGINS } from '../../src/domain/events/acceptanceRecorded.ts';
import type { JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { encodeLine } from '../../src/storage/journal/journalLine.ts';
import { packJournal } from '../../src/storage/journal/packedJournal.ts';
import { anyExplained } from '../support/anyExplained.ts';
import { RECORDED } from '../support/fakes.ts';
import { eventOf, openLedger, sessionOf } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { assertLedgerIsWhole, dumpOf } from './chaos/oracle.ts';

const SESSIONS = ['a', 'b', 'c'].map(sessionOf);
const RUNS = 60;

/** Events of some sessions, with clocks that agree or do not; follow-ups name events that may come later, or never. */
const anyEvents = fc
  .array(fc.record({ session: fc.constantFrom(...SESSIONS), h: fc.integer({ min: 1, max: 20 }), what: anyWhat() }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((all) => {
    const next = new Map<string, number>();
    return all.map(({ session, h, what }) => {
      const n = next.get(session) ?? 0;
      next.set(session, n + 1);
      return eventOf(session, n, { h, ...what });
    });
  });

function anyWhat(): fc.Arbitrary<Partial<JournalEvent>> {
  const of = fc.tuple(fc.constantFrom(...SESSIONS, sessionOf('d')), fc.nat(12)).map(([s, n]) => `${s}:${String(n)}`);
  const places = fc.array(fc.record({ line: fc.nat(9), lines: fc.nat(9), characters: fc.nat(99) }), { minLength: 1 });
  const provider = fc.option(fc.constantFrom('one', 'two'), { nil: undefined });
  const uri = fc.constantFrom('file:///a', 'file:///b');
  const state = fc.constantFrom('kept', 'reverted', 'deleted');
  const origin = fc.constantFrom(...CORRECTED_ORIGINS, AS_RECORDED);
  const inserted = fc.constantFrom(0, 1, 999, 2 ** 31, 2 ** 32);
  const counted = inserted.map((one) => ({ edits: 1, inserted: one, removed: 0 }));
  const counts = fc.dictionary(fc.constantFrom('typed', 'unknown'), counted);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.oneof(
    fc.record({ places, provider, uri }).map((p) => ({ p: { ...RECORDED, ...p } })),
    fc.record({ of, places }).map((p) => ({ k: 'acceptance-grown', p })),
    fc.record({ of, state }).map((p) => ({ k: 'acceptance-state', p })),
    fc.record({ of, at: fc.constantFrom(...CHECKPOINTS), share }).map((p) => ({ k: 'acceptance-survival', p })),
    fc.record({ of, origin }).map((p) => ({ k: 'acceptance-corrected', p })),
    fc
      .record({ of, confidence: fc.constantFrom(...CONFIDENCES), signal: fc.constantFrom(...SIGNALS), provider })
      .map((p) => ({
        k: 'acceptance-upgraded',
        p: p.provider === undefined ? { of: p.of, confidence: p.confidence, signal: p.signal } : p,
      })),
    // Of days before and after midnight, wherever the engineer was.
    fc.record({ counts, o: fc.constantFrom(-720, 0, 840) }).map(({ counts, o }) => {
      return { k: 'edits', o, p: { uri: 'file:///a', language: 'typescript', counts } };
    }),
    anyLines().map((p) => ({ k: 'provenance', p })),
    { arbitrary: anyExplained(SESSIONS), weight: 6 },
    fc.constant({ k: 'dream', p: {} }),
    fc.record({ ids: forgottenIds() }).map((p) => ({ k: 'forgotten', p })),
    fc.constant({ k: 'forget-begun', p: {} }),
  );
}

/** Lines by several authors, some of them by acceptances that nobody knows, under two keys; and such that nobody can read. */
function anyLines(): fc.Arbitrary<Record<string, unknown>> {
  const names = fc.array(fc.constantFrom('AAAAAAAAAAA', 'BBBBBBBBBBA', '-_-_-_-_-_A'), { minLength: 1, maxLength: 3 });
  const by = fc.oneof(
    fc.tuple(fc.constantFrom(...SESSIONS), fc.nat(12)).map(([s, n]) => ({ of: `${s}:${String(n)}` })),
    fc.record({ origin: fc.constantFrom('typed', 'external'), confidence: fc.constantFrom('certain', 'guess') }),
    fc.record({ origin: fc.constantFrom('pasted', 'dreamt'), evidence: fc.constantFrom('clipboard', 'events') }),
    fc.constantFrom({ mixed: true }, { of: `${sessionOf('d')}:1`, confidence: 'guess' }),
  );
  const lines = fc.array(
    fc.tuple(by, names).map(([one, all]) => ({ ...one, names: all.join('') })),
    { maxLength: 3 },
  );
  const key = fc.constantFrom('0'.repeat(16), '1'.repeat(16));
  return fc.record({ uri: fc.constantFrom('file:///a', 'file:///b'), key, lines });
}

/** Of what came before or comes later, of what never was, and of what says itself that something is forgotten. */
function forgottenIds(): fc.Arbitrary<Record<string, string>> {
  const range = fc.tuple(fc.nat(6), fc.nat(6)).map(([first, more]) => `${String(first)}-${String(first + more)}`);
  return fc.dictionary(fc.constantFrom(...SESSIONS, sessionOf('d')), range, { maxKeys: 2 });
}

/** One line, and what happens after it is written: each file gets its lines in any order, some of them twice. */
const anySteps = fc.array(
  fc.record({
    event: fc.nat(),
    file: fc.constantFrom('1', '2', '3', '4'),
    then: fc.constantFrom('nothing', 'nothing', 'catch up', 'publish', 'open anew', 'pack'),
  }),
  { maxLength: 60 },
);

describe('the ledger, whatever the order', () => {
  const folders = temporaryFolder();

  it('in which files, lines and follow-ups come, is the one that all journals give', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvents, anySteps, async (events, steps) => {
        const folder = await mkdtemp(join(folders.path, 'run-'));
        await replay(folder, events, steps);
        await assertLedgerIsWhole(folder);
        // In one file, in order, once each, they give the same.
        const plain = await mkdtemp(join(folders.path, 'plain-'));
        await mkdir(join(plain, 'journal'));
        await writeFile(join(plain, 'journal', `${sessionOf('e')}.jsonl`), events.map(encodeLine).join(''));
        assert.equal(await dumpOf(folder, 'published'), await dumpOf(plain, 'journals'));
        await rm(folder, { recursive: true });
        await rm(plain, { recursive: true });
      }),
      { numRuns: RUNS },
    );
  });
});

type Steps = typeof anySteps extends fc.Arbitrary<infer T> ? T : never;

async function replay(folder: string, events: readonly JournalEvent[], steps: Steps): Promise<void> {
  const journals = join(folder, 'journal');
  await mkdir(journals);
  let ledger = await openLedger(folder);
  const texts = new Map<string, string>();
  const add = async (file: string, event: JournalEvent): Promise<void> => {
    const text = (texts.get(file) ?? '') + encodeLine(event);
    texts.set(file, text);
    await writeFile(join(journals, `${sessionOf(file)}.jsonl`), text);
  };
  for (const { event, file, then } of steps) {
    await add(file, events[event % events.length] ?? events[0]!);
    if (then === 'nothing') continue;
    await ledger.catchUp();
    if (then === 'publish') await ledger.publish();
    if (then === 'pack') await pack(journals, file, texts.get(file) ?? '');
    if (then !== 'open anew') continue;
    ledger.close();
    ledger = await openLedger(folder);
  }
  // What did not get its turn comes last.
  for (const [at, event] of events.entries()) await add(String(1 + (at % 4)), event);
  await ledger.catchUp();
  await ledger.publish();
  ledger.close();
}

/** Packs what a file has, once. What comes for it later makes it anew, with all that was in it, as its writer would. */
async function pack(journals: string, file: string, text: string): Promise<void> {
  const path = join(journals, `${sessionOf(file)}.jsonl`);
  try {
    await writeFile(`${path}.gz`, packJournal(Buffer.from(text)), { flag: 'wx' });
  } catch {
    return;
  }
  await rm(path);
}

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { newAcceptance, sumOf, type Acceptance } from '../../../src/domain/attribution/acceptance.ts';
import { corrected } from '../../../src/domain/attribution/correction.ts';
import { readAcceptanceFollowUp, readAcceptanceRecorded } from '../../../src/domain/events/acceptanceRecorded.ts';
import { eventId, type JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import { readProvenanceRecorded } from '../../../src/domain/events/provenanceRecorded.ts';
import { authorName } from '../../../src/domain/provenance/anchors.ts';
import { packedOrder } from '../../../src/storage/ledger/packedLines.ts';
import { readEditsCounted } from '../../../src/domain/events/editsCounted.ts';
import type { ArrivedText } from '../../../src/domain/velocity/coverage.ts';
import type { Origin } from '../../../src/domain/attribution/origin.ts';
import { explainedBy, type Told } from '../../support/explained.ts';
import { readAllJournals, type JournalContent } from '../../support/journals.ts';
import { openLedger } from '../../support/ledger.ts';

/** What a ledger says of one session. */
interface SessionDump {
  readonly name: string;
  readonly events: number;
  readonly seen: string;
  readonly forgotten: string;
}

export interface Dump extends Told {
  readonly sessions: readonly SessionDump[];
  readonly acceptances: readonly Acceptance[];
  readonly arrived: readonly ArrivedText[];
  readonly provenance: readonly RecordedFile[];
  readonly acceptancesEver: number;
  readonly events: number;
  readonly damagedLines: number;
}

/** Names of lines of one file, under one key, with those who wrote them; newest first. */
interface RecordedFile {
  readonly uri: string;
  readonly folder: string;
  readonly key: string;
  readonly events: readonly {
    readonly order: string;
    readonly lines: readonly (readonly [by: string, hashes: string])[];
  }[];
}

/**
 * Asserts that the ledger, opened as a window opens it, is the one that the journals give, that it has every event of the
 * journals once that is not forgotten, and what became of each acceptance as a plain replay of all events says. Gives what
 * the journals hold.
 */
export async function assertLedgerIsWhole(folder: string): Promise<JournalContent> {
  const all = await readAllJournals(join(folder, 'journal'));
  const dump = await dumpOf(folder, 'published');
  assert.equal(dump, await dumpOf(folder, 'journals'), 'the ledger is not the one that the journals give');
  const whole = JSON.parse(dump) as Dump;
  const { sessions, acceptances, arrived, provenance, acceptancesEver, events, damagedLines } = whole;
  const forgotten = new Set(sessions.flatMap(({ name, forgotten: ranges }) => idsOf(name, ranges)));
  const counting = (id: string): boolean => !forgotten.has(id);
  const content = { ...all, events: all.events.filter((event) => counting(eventId(event))) };
  assert.equal(events, content.events.length);
  assert.equal(damagedLines, content.damagedLines);
  const seen = sessions.flatMap((session) => idsOf(session.name, session.seen).filter(counting));
  assert.deepEqual(seen.sort(), content.events.map(eventId).sort());
  for (const { name, seen: ranges, events: count } of sessions) {
    assert.equal(count, idsOf(name, ranges).filter(counting).length, name);
  }
  const replayed = replay(content.events);
  assert.equal(acceptancesEver, replayed.length);
  assert.deepEqual(acceptances, replayed);
  assert.deepEqual(arrived, arrivedIn(content.events));
  assert.deepEqual(provenance, provenanceIn(content.events));
  const { lots, notes, commits, prompts, plans, blockPlans, blockRuns, tasks } = whole;
  assert.deepEqual(
    { lots, notes, commits, prompts, plans, blockPlans, blockRuns, tasks },
    JSON.parse(JSON.stringify(explainedBy(content.events))),
  );
  return content;
}

/** Asserts that every promised event is there, and each promised acceptance once among the answers. */
export async function assertKept(folder: string, promised: ReadonlyMap<string, 'acceptance' | 'other'>): Promise<void> {
  const { events } = await assertLedgerIsWhole(folder);
  const found = new Map(events.map((event) => [eventId(event), event.k]));
  const missing = [...promised.keys()].filter((id) => !found.has(id));
  assert.deepEqual(missing, [], `${String(missing.length)} of ${String(promised.size)} promised events are gone`);
  const misread = [...promised].filter(([id, what]) => (found.get(id) === 'acceptance') !== (what === 'acceptance'));
  assert.deepEqual(misread, []);
}

export async function dumpOf(folder: string, from: 'published' | 'journals'): Promise<string> {
  const ledger = await openLedger(folder, { from });
  try {
    await ledger.catchUp();
    return ledger.dump();
  } finally {
    ledger.close();
  }
}

function idsOf(name: string, numbers: string): string[] {
  const ranges = numbers === '' ? [] : numbers.split(',').map((range) => range.split('-').map(Number));
  return ranges.flatMap(([first = NaN, last = first]) =>
    Array.from({ length: last - first + 1 }, (_, at) => `${name}:${String(first + at)}`),
  );
}

/** The acceptances of ordered events, told the plainest way: what comes later wins, and the smaller share. */
function replay(events: readonly JournalEvent[]): Acceptance[] {
  const known = events.filter(({ v }) => v === 1);
  const found = new Map<string, Acceptance>();
  for (const event of known) {
    const recorded = event.k === 'acceptance' ? readAcceptanceRecorded(event.p) : undefined;
    if (recorded !== undefined) found.set(eventId(event), newAcceptance(event, recorded));
  }
  // After all of them: by the clock of another window a follow-up may come before what it follows.
  for (const event of known) {
    const before = found.get(String(event.p['of']));
    if (before !== undefined) found.set(before.id, followed(before, event));
  }
  return [...found.values()];
}

/** What edits brought, told the plainest way: a sum for each local day and origin. */
function arrivedIn(events: readonly JournalEvent[]): ArrivedText[] {
  const found: ArrivedText[] = [];
  for (const event of events) {
    const day = Math.floor((event.t + event.o * 60_000) / 86_400_000);
    for (const [name, { inserted }] of Object.entries(readEditsCounted(event)?.counts ?? {})) {
      if (inserted === 0 || inserted > 2 ** 31) continue;
      const origin = name as Origin;
      const at = found.findIndex((one) => one.day === day && one.origin === origin);
      found.push({ day, origin, characters: inserted + (found.splice(at, at < 0 ? 0 : 1)[0]?.characters ?? 0) });
    }
  }
  return found.sort((a, b) => a.day - b.day || (a.origin < b.origin ? -1 : 1));
}

/** What was recorded of lines, told the plainest way. It is less than what a ledger keeps at the most. */
function provenanceIn(events: readonly JournalEvent[]): RecordedFile[] {
  const found = new Map<string, RecordedFile>();
  for (const { v, k, p, ...place } of events.toReversed()) {
    const recorded = v === 1 && k === 'provenance' ? readProvenanceRecorded(p) : undefined;
    if (recorded === undefined) continue;
    const { uri, folder = '', key } = recorded;
    const lines = recorded.lines.map(({ names, ...by }) => [authorName(by), shortened(names)] as const);
    const name = JSON.stringify([uri, folder, key]);
    const before = found.get(name)?.events ?? [];
    if (lines.length === 0) continue;
    const order = packedOrder(place)?.toString('hex') ?? '';
    found.set(name, { uri, folder, key, events: [...before, { order, lines }] });
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, file]) => file);
}

/** The first 40 bits of each hash, in hexadecimal digits. */
function shortened(names: string): string {
  const hashes = names.match(/.{11}/gu) ?? [];
  return hashes.map((hash) => Buffer.from(hash, 'base64url').toString('hex', 0, 5)).join('');
}

function followed(before: Acceptance, event: JournalEvent): Acceptance {
  const followUp = readAcceptanceFollowUp(event.k, event.p);
  switch (followUp?.kind) {
    case 'acceptance-grown':
      return { ...before, ...sumOf(followUp.places) };
    case 'acceptance-state':
      return { ...before, state: followUp.state };
    case 'acceptance-survival': {
      // To four digits.
      const share = Math.min(Math.round(followUp.share * 10_000) / 10_000, before.survival[followUp.at] ?? 1);
      return { ...before, survival: { ...before.survival, [followUp.at]: share } };
    }
    case 'acceptance-corrected':
      return corrected(before, followUp.origin);
    default:
      return before;
  }
}

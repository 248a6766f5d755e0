import {
  ACCEPTANCE,
  ACCEPTANCE_GROWN,
  ACCEPTANCE_STATE,
  ACCEPTANCE_SURVIVAL,
  CHECKPOINTS,
} from '../../../src/domain/events/acceptanceRecorded.ts';
import { EDITS_COUNTED } from '../../../src/domain/events/editsCounted.ts';
import { eventId, type JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import { PROVENANCE } from '../../../src/domain/events/provenanceRecorded.ts';

type Add = (kind: string, payload: JournalEvent['p']) => JournalEvent;

/** An event to come. What it says may name one that was written before it. */
export interface Planned {
  /** milliseconds since 1970 UTC */
  readonly t: number;
  readonly write: (add: Add) => void;
}

interface Plan {
  readonly start: number;
  /** events; the last acceptance is written with all that became of it, so there may be a few more */
  readonly most: number;
  /** number of the week, in which work stays in a few files of one project */
  readonly week: number;
  readonly random: (below: number) => number;
}

export interface File {
  readonly uri: string;
  readonly folder: string;
  readonly language: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Between two acceptances somebody types for so long. */
const TYPING = 5 * MINUTE;
const AFTER = [30 * SECOND, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 25 * MINUTE];
const PROJECTS = ['parcel-desk', 'route-planner', 'label-service', 'depot', 'tariffs'];
/** Characters of a typed line, and names that a line has in the end: half-typed ones and those of brackets are some more. */
const LINE = 35;
const NAMES_A_LINE = 1.7;
export const KEY = '0123456789abcdef';
const PROVIDERS = ['GitHub.copilot', 'GitHub.copilot-chat', undefined];

/** Acceptances, what became of each, the minutes of typing around them, and who wrote the lines, in the order in which they happen. */
export function planSession({ start, most, week, random }: Plan): Planned[] {
  const planned: Planned[] = [];
  for (let t = start + MINUTE; planned.length < most - 2; t += TYPING) {
    planAcceptance(planned, t, fileOf(week, random), random);
  }
  return planned.sort((a, b) => a.t - b.t);
}

function planAcceptance(planned: Planned[], start: number, file: File, random: Plan['random']): void {
  let of = '';
  const plan = (after: number, kind: string, payload: () => JournalEvent['p']): void => {
    planned.push({ t: start + after, write: (add) => void add(kind, payload()) });
  };
  const provider = PROVIDERS[random(PROVIDERS.length)];
  const places = [{ line: random(400), lines: 1 + random(9), characters: 20 + random(300) }];
  const how = provider === undefined ? { signal: 'accept-mark' } : { signal: 'editor-reason', provider };
  const accepted = { ...file, origin: 'completion', confidence: 'certain', ...how, places };
  planned.push({ t: start, write: (add) => (of = eventId(add(ACCEPTANCE, accepted))) });
  if (random(10) === 0) plan(SECOND, ACCEPTANCE_GROWN, () => ({ of, places: [{ ...places[0], lines: 12 }] }));
  if (random(8) === 0)
    plan(random(TYPING), ACCEPTANCE_STATE, () => ({ of, state: random(2) ? 'reverted' : 'deleted' }));
  for (const [at, after] of AFTER.entries()) {
    const share = 1 - random(1_000) / 1_000;
    plan(after + 1, ACCEPTANCE_SURVIVAL, () => ({ of, at: CHECKPOINTS[at], share }));
  }
  for (let minute = 0; minute < 5; minute += 1) {
    const typed = { edits: 1 + random(200), inserted: random(400), removed: random(80) };
    const pasted = random(4) === 0 ? { pasted: { edits: 1, inserted: random(90), removed: 0 } } : {};
    plan(minute * MINUTE + 7, EDITS_COUNTED, () => ({ ...file, counts: { typed, ...pasted } }));
    const names = { typed: namesOf(typed.inserted / LINE, random), accepted: namesOf(places[0]?.lines ?? 0, random) };
    const own = { origin: 'typed', confidence: 'certain', evidence: 'events', names: names.typed };
    plan(minute * MINUTE + 8, PROVENANCE, () => {
      const lines = minute === 0 ? [{ of, names: names.accepted }, own] : [own];
      return { uri: file.uri, folder: file.folder, key: KEY, lines };
    });
  }
}

/** Names of so many lines, as hashes. */
function namesOf(lines: number, random: Plan['random']): string {
  const hash = (): string => Buffer.from(Array.from({ length: 8 }, () => random(256))).toString('base64url');
  return Array.from({ length: Math.ceil((lines + 0.1) * NAMES_A_LINE) }, hash).join('');
}

/** A week's work is in forty files; the next week's overlaps with it. A project changes about every quarter. */
export function fileOf(week: number, random: Plan['random']): File {
  const project = PROJECTS[Math.floor(week / 13) % PROJECTS.length] ?? '';
  const folder = `file:///home/engineer/projects/${project}`;
  const number = (week * 15 + random(40)) % 1_000;
  const uri = `${folder}/src/features/part${String(Math.floor(number / 20))}/module${String(number % 20)}.ts`;
  return { uri, folder, language: 'typescript' };
}

import { createHash } from 'node:crypto';
import { FORMAT_VERSION, type JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import { SESSION_SEALED } from '../../../src/domain/events/sessionSealed.ts';
import { SESSION_STARTED } from '../../../src/domain/events/sessionStarted.ts';
import { randomNumbers } from '../standIn/random.ts';
import { planExplaining } from './planExplaining.ts';
import { fileOf, planSession, type Planned } from './planSession.ts';

const EVENTS_A_YEAR = 85_000;
const DAY = 24 * 3_600_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Journal files that a working day leaves: two or three windows, some of which go on in a new file after a pause. */
const FILES_A_DAY = [3, 4, 4, 5];

/** One journal file, as its window wrote it. */
export interface WorkedSession {
  readonly name: string;
  readonly events: readonly JournalEvent[];
  /** of the last working day */
  readonly isLatest: boolean;
}

/**
 * What so many years of work leave, oldest first: about 330 events a working day, and some twenty more of what is
 * explained and committed, in four small files, up to `now`. The same in every run, but for the time.
 */
export function* workedYears(years: number, now: number): Generator<WorkedSession> {
  const days = workingDays(years, now);
  let written = 0;
  let files = 0;
  for (const [at, day] of days.entries()) {
    const random = randomNumbers(at);
    const left = Math.round(((at + 1) / days.length) * years * EVENTS_A_YEAR) - written;
    const parts = FILES_A_DAY[random(FILES_A_DAY.length)] ?? 1;
    const starts = Array.from({ length: parts }, (_, part) => day + (8 + part * 2) * HOUR + random(30 * MINUTE));
    const week = Math.floor(at / 5);
    const explaining = planExplaining({ starts, file: () => fileOf(week, random), random });
    for (const [part, start] of starts.entries()) {
      const name = sessionName((files += 1));
      const isLatest = at === days.length - 1;
      const share = Math.max(1, Math.round((left / parts) * (0.5 + random(100) / 100)));
      const planned = planSession({ start, most: share, week, random });
      const explained = explaining[part] ?? [];
      const all = [...planned, ...explained].sort((one, other) => one.t - other.t);
      const events = eventsOf(name, start, all, !isLatest || part === 0);
      written += events.length - explained.length;
      yield { name, events, isLatest };
    }
  }
}

/** Midnights, in UTC, of the days from Monday to Friday; the last one is over, so that nothing lies in the future. */
function workingDays(years: number, now: number): number[] {
  const days: number[] = [];
  const last = Math.floor(now / DAY) * DAY - DAY;
  for (let day = last - Math.round(years * 365.25 - 1) * DAY; day <= last; day += DAY) {
    if (![0, 6].includes(new Date(day).getUTCDay())) days.push(day);
  }
  return days;
}

/** As those of real sessions, the names do not follow the age. */
function sessionName(number: number): string {
  return createHash('sha256').update(String(number)).digest('hex').slice(0, 16);
}

function eventsOf(s: string, start: number, planned: readonly Planned[], sealed: boolean): JournalEvent[] {
  const events: JournalEvent[] = [];
  const add = (t: number, k: string, p: JournalEvent['p']): JournalEvent => {
    const event = { v: FORMAT_VERSION, s, n: events.length, t, h: t, z: 'Europe/Berlin', o: 60, k, p };
    events.push(event);
    return event;
  };
  add(start, SESSION_STARTED, { grasp: '0.1.0', vscode: '1.103.0', pid: 4321, host: 'workstation' });
  for (const { t, write } of planned) write((k, p) => add(t, k, p));
  if (sealed) add((planned.at(-1)?.t ?? start) + 1, SESSION_SEALED, { why: 'closed' });
  return events;
}

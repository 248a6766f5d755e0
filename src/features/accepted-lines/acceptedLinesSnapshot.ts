import type { Acceptance } from '../../domain/attribution/acceptance.ts';
import { confidenceWord } from '../../domain/attribution/confidence.ts';
import {
  acceptedByFile,
  countedLines,
  type AcceptedText,
  type FileTotal,
} from '../../domain/velocity/acceptedByFile.ts';
import { dayAndTime, shortDay, timeOfDay } from '../../domain/velocity/dateWords.ts';
import { localDay, weekStart, type FirstDay } from '../../domain/velocity/localWeek.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PanelRow, PanelSnapshot } from '../../protocol/messages.ts';

/** What local times of two places on one day can lie apart, in milliseconds. */
const ZONES_APART = 26 * 3_600_000;

/** The days that are shown, and a range of time in which all that happened on them lies. */
export interface ShownRange {
  /** local days as `localDay` counts them */
  readonly firstDay: number;
  readonly today: number;
  /** start of the first day, in milliseconds */
  readonly week: number;
  readonly since: number;
  readonly until: number;
}

/** From the first day of this local week to today, as the clock has it. */
export function shownRange(clock: Clock, firstDay: FirstDay): ShownRange {
  const now = clock.now();
  const week = weekStart(now, firstDay);
  return {
    firstDay: localDay(week, clock.offsetMinutes(week)),
    today: localDay(now, clock.offsetMinutes(now)),
    week,
    since: week - ZONES_APART,
    until: now + ZONES_APART,
  };
}

type ShownAcceptance = AcceptedText & Pick<Acceptance, 'offset' | 'reason'>;

export interface SnapshotInput {
  /** all acceptances of the range, and perhaps others */
  readonly accepted: readonly ShownAcceptance[];
  readonly range: ShownRange;
  readonly everRecorded: boolean;
  readonly damagedLines: number;
  readonly notice: string;
  readonly problem: string;
  /** in words, when this window is paused */
  readonly pause: string;
}

/** The place that a row of the panel opens. */
export interface RowTarget {
  readonly uri: string;
  readonly line: number;
}

/** What the panel shows, and which place each of its rows opens. The view gets ids only, never a path to open. */
export function acceptedLinesSnapshot(input: SnapshotInput): {
  snapshot: Omit<PanelSnapshot, 'revision'>;
  targets: ReadonlyMap<string, RowTarget>;
} {
  const { firstDay, today, week } = input.range;
  const dayOf = (one: { time: number; offset: number }): number => localDay(one.time, one.offset);
  const thisWeek = input.accepted.filter((one) => dayOf(one) >= firstDay && dayOf(one) <= today);
  const ofToday = thisWeek.filter((one) => dayOf(one) === today);
  const todayTotals = acceptedByFile(ofToday);
  const earlierTotals = acceptedByFile(thisWeek.filter((one) => dayOf(one) < today));
  const targets = new Map<string, RowTarget>();
  const rows = (
    totals: readonly FileTotal<ShownAcceptance>[],
    section: string,
    when: (at: number) => string,
  ): PanelRow[] =>
    totals.map((total) => {
      const row = toRow(total, section, when);
      targets.set(row.id, { uri: total.uri, line: total.line });
      return row;
    });
  const snapshot = {
    today: { lines: countedLines(ofToday).lines, rows: rows(todayTotals, 'today', timeOfDay) },
    week: {
      since: shortDay(week),
      lines: countedLines(thisWeek).lines,
      earlierRows: rows(earlierTotals, 'earlier', dayAndTime),
    },
    everRecorded: input.everRecorded,
    damagedLines: input.damagedLines,
    notice: input.notice,
    problem: input.problem,
    pause: input.pause,
  };
  return { snapshot, targets };
}

function toRow(total: FileTotal<ShownAcceptance>, section: string, when: (at: number) => string): PanelRow {
  const cut = total.path.lastIndexOf('/');
  return {
    id: [section, total.origin, total.confidence, total.uri].join(' '),
    name: total.path.slice(cut + 1),
    directory: cut < 0 ? '' : total.path.slice(0, cut),
    lines: total.lines,
    origin: total.origin,
    confidence: confidenceWord(total.confidence),
    reason: total.acceptances.at(-1)?.reason ?? '',
    when: when(total.time),
  };
}

import type { Acceptance } from '../../domain/attribution/acceptance.ts';
import { acceptedByFile, countedLines, isWaiting } from '../../domain/velocity/acceptedByFile.ts';
import { coverageOf, type ArrivedText } from '../../domain/velocity/coverage.ts';
import { dayAndTime, shortDay, timeOfDay } from '../../domain/velocity/dateWords.ts';
import { localDay, weekStart, type FirstDay } from '../../domain/velocity/localWeek.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PanelRow, PanelSnapshot } from '../../protocol/messages.ts';
import { coverageInWords } from './coverageInWords.ts';
import { fileRow, guessRow, type RowStyle } from './panelRows.ts';

/** Most guesses that are listed; the command lists more. */
const MOST_GUESSES = 10;

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

export interface SnapshotInput {
  /** all acceptances of the range, and perhaps others */
  readonly accepted: readonly Acceptance[];
  /** all else that arrived on the days of the range, and perhaps on others */
  readonly arrived: readonly ArrivedText[];
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

/** What the panel shows of accepted lines, and what its ids stand for. */
export interface AcceptedLinesContent {
  readonly snapshot: Omit<PanelSnapshot, 'revision' | 'explaining' | 'editing'>;
  /** the place that each row opens */
  readonly targets: ReadonlyMap<string, RowTarget>;
  /** ids of the acceptances that can be corrected */
  readonly entries: ReadonlySet<string>;
}

export function acceptedLinesSnapshot(input: SnapshotInput): AcceptedLinesContent {
  const { firstDay, today, week } = input.range;
  const dayOf = (one: { time: number; offset: number }): number => localDay(one.time, one.offset);
  const thisWeek = input.accepted.filter((one) => dayOf(one) >= firstDay && dayOf(one) <= today);
  const ofToday = thisWeek.filter((one) => dayOf(one) === today);
  const shown = new ShownRows();
  const waiting = thisWeek.filter(isWaiting).reverse();
  const guesses = waiting.slice(0, MOST_GUESSES);
  const snapshot = {
    today: { ...countedLines(ofToday), rows: shown.files(ofToday, { section: 'today', when: timeOfDay }) },
    week: {
      since: shortDay(week),
      ...countedLines(thisWeek),
      earlierRows: shown.files(
        thisWeek.filter((one) => dayOf(one) < today),
        { section: 'earlier', when: dayAndTime },
      ),
    },
    guesses: { count: waiting.length, rows: guesses.map((one) => shown.guess(one)) },
    coverage: coverageInWords(
      coverageOf(
        input.arrived.filter(({ day }) => day >= firstDay && day <= today),
        thisWeek,
      ),
      coverageOf(
        input.arrived.filter(({ day }) => day === today),
        ofToday,
      ),
    ),
    everRecorded: input.everRecorded,
    damagedLines: input.damagedLines,
    notice: input.notice,
    problem: input.problem,
    pause: input.pause,
  };
  return { snapshot, targets: shown.targets, entries: shown.entries };
}

/** Makes rows, and keeps what their ids stand for. */
class ShownRows {
  readonly targets = new Map<string, RowTarget>();
  readonly entries = new Set<string>();

  /** A row for each file, origin and confidence; guesses that wait have a list of their own. */
  files(accepted: readonly Acceptance[], style: RowStyle): PanelRow[] {
    const totals = acceptedByFile(accepted.filter((one) => !isWaiting(one)));
    return totals.map((total) => this.#keep(fileRow(total, style), total));
  }

  guess(one: Acceptance): PanelRow {
    return this.#keep(guessRow(one, { section: 'guess', when: dayAndTime }), one);
  }

  #keep(row: PanelRow, { uri, line }: RowTarget): PanelRow {
    this.targets.set(row.id, { uri, line });
    for (const { id } of row.entries) this.entries.add(id);
    return row;
  }
}

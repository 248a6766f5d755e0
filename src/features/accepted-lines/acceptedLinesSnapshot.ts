import { confidenceWord } from '../../domain/attribution/confidence.ts';
import {
  acceptedByFile,
  countedLines,
  type AcceptedText,
  type FileTotal,
} from '../../domain/velocity/acceptedByFile.ts';
import { dayAndTime, shortDay, timeOfDay } from '../../domain/velocity/dateWords.ts';
import { dayStart, weekStart, type FirstDay } from '../../domain/velocity/localWeek.ts';
import type { PanelRow, PanelSnapshot } from '../../protocol/messages.ts';

export interface SnapshotInput {
  /** all acceptances of this local week, and perhaps older ones */
  readonly accepted: readonly AcceptedText[];
  readonly now: number;
  readonly firstDay: FirstDay;
  readonly everRecorded: boolean;
  readonly problem: string;
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
  const today = dayStart(input.now);
  const week = weekStart(input.now, input.firstDay);
  const thisWeek = input.accepted.filter((one) => one.time >= week);
  const ofToday = thisWeek.filter((one) => one.time >= today);
  const todayTotals = acceptedByFile(ofToday);
  const earlierTotals = acceptedByFile(thisWeek.filter((one) => one.time < today));
  const targets = new Map<string, RowTarget>();
  const rows = (totals: readonly FileTotal[], section: string, when: (at: number) => string): PanelRow[] =>
    totals.map((total) => {
      const row = toRow(total, section, when);
      targets.set(row.id, { uri: total.uri, line: total.line });
      return row;
    });
  const snapshot = {
    today: { lines: countedLines(ofToday), rows: rows(todayTotals, 'today', timeOfDay) },
    week: {
      since: shortDay(week),
      lines: countedLines(thisWeek),
      earlierRows: rows(earlierTotals, 'earlier', dayAndTime),
    },
    everRecorded: input.everRecorded,
    problem: input.problem,
  };
  return { snapshot, targets };
}

function toRow(total: FileTotal, section: string, when: (at: number) => string): PanelRow {
  const cut = total.path.lastIndexOf('/');
  return {
    id: [section, total.origin, total.confidence, total.uri].join(' '),
    name: total.path.slice(cut + 1),
    directory: cut < 0 ? '' : total.path.slice(0, cut),
    lines: total.lines,
    origin: total.origin,
    confidence: confidenceWord(total.confidence),
    reason: total.reason,
    when: when(total.time),
  };
}

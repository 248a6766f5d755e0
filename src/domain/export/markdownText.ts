import { confidenceWord } from '../attribution/confidence.ts';
import type { Acceptance } from '../attribution/acceptance.ts';
import { CHECKPOINTS } from '../events/acceptanceRecorded.ts';
import { acceptedByFile, countedLines, probableInWords } from '../velocity/acceptedByFile.ts';
import { isoDay, isoTime } from '../velocity/isoDates.ts';
import { localDay, weekOfDay, type FirstDay } from '../velocity/localWeek.ts';

export interface MarkdownHead {
  /** wall clock, milliseconds since 1970 UTC, and what local time is ahead of it, in minutes */
  readonly exportedAt: number;
  readonly offset: number;
  readonly damagedLines: number;
  readonly firstDay: FirstDay;
}

/** Everything that is a sign to Markdown, or to what makes links of bare addresses. */
const SIGNS = /[\\`*_[\]{}<>|~&@:#$!^]|(?<=www)\./giu;
/** Characters that would end a line, or that turn or hide what is around them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text that stays what it is in Markdown, inside of a line or a table's cell. */
export function plainInMarkdown(text: string): string {
  return text.replaceAll(UNSEEN, '\u{FFFD}').replaceAll(SIGNS, String.raw`\$&`);
}

/** A text for people, piece by piece: totals by week and file, then all acceptances by day, oldest first. */
export function* markdownText(accepted: readonly Acceptance[], head: MarkdownHead): Generator<string> {
  yield `# What Grasp has recorded\n\n${counted(accepted.length, 'accepted completion')}, exported at ${isoTime(
    head.exportedAt,
    head.offset,
  )}. A guess enters no total; what was undone has left them, and so has what you said was none.\n`;
  if (head.damagedLines > 0) yield `\n${counted(head.damagedLines, 'damaged line')} left out.\n`;
  yield '\n## By week and file\n';
  const weeks = groupsOf(accepted, ({ time, offset }) => weekOfDay(localDay(time, offset), head.firstDay));
  for (const [week, ones] of weeks) yield* weekText(week, ones);
  yield '\n## By day\n';
  for (const [day, ones] of groupsOf(accepted, ({ time, offset }) => localDay(time, offset))) yield* dayText(day, ones);
}

function* weekText(week: number, accepted: readonly Acceptance[]): Generator<string> {
  yield `\n### Week of ${isoDay(week)}: ${totalInWords(accepted)}\n\n`;
  yield tableHead(['File', 'Lines', 'Acceptances', 'Origin', 'Confidence']);
  for (const total of acceptedByFile(accepted)) {
    const { path, lines, acceptances, origin, confidence } = total;
    yield tableRow([plainInMarkdown(path), lines, acceptances.length, origin, confidenceWord(confidence)]);
  }
}

function* dayText(day: number, accepted: readonly Acceptance[]): Generator<string> {
  yield `\n### ${isoDay(day)}: ${totalInWords(accepted)}\n\n`;
  yield tableHead([
    ...['Time', 'File', 'Line', 'Lines', 'Characters', 'Origin', 'Confidence', 'Recorded as', 'State', 'Still there'],
    'Offered by',
  ]);
  for (const one of accepted) {
    const time = isoTime(one.time, one.offset).slice(-14, -9);
    const { lines, characters, origin, recorded, state } = one;
    const provider = plainInMarkdown(one.provider ?? '');
    const before = recorded === undefined ? '' : `${recorded.origin}, ${confidenceWord(recorded.confidence)}`;
    yield tableRow([
      ...[time, plainInMarkdown(one.path), one.line + 1, lines, characters, origin, confidenceWord(one.confidence)],
      ...[before, state, survivalOf(one), provider],
    ]);
  }
}

function totalInWords(accepted: readonly Acceptance[]): string {
  const total = countedLines(accepted);
  return counted(total.lines, 'line') + probableInWords(total);
}

/** The share of an acceptance at the last checkpoint that was reached. */
function survivalOf({ survival }: Acceptance): string {
  const at = CHECKPOINTS.findLast((checkpoint) => survival[checkpoint] !== undefined);
  const share = at && survival[at];
  return share === undefined ? '' : `${String(Math.round(100 * share))} % (${at ?? ''})`;
}

/** In the order of the keys. */
function groupsOf(accepted: readonly Acceptance[], keyOf: (one: Acceptance) => number): [number, Acceptance[]][] {
  const groups = new Map<number, Acceptance[]>();
  for (const one of accepted) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups].sort(([a], [b]) => a - b);
}

function tableHead(names: readonly string[]): string {
  return tableRow(names) + tableRow(names.map(() => '---'));
}

function tableRow(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function counted(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
}

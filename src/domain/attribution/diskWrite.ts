import type { AgentReport } from './agentReport.ts';
import type { TextChange } from './editFact.ts';
import { equalRuns, Steps } from './equalRuns.ts';
import type { NewText, TextRun } from './newText.ts';
import { withPlainBreaks } from './shadowText.ts';
import { isVisible } from './visibleText.ts';

/** How much comparing a text with what git has may cost, in steps. */
const MOST_STEPS = 100_000;

/** The one change of whole lines that makes a text of another: those between the first and the last difference. */
export function hullOf(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before.charCodeAt(same) === after.charCodeAt(same)) same += 1;
  const head = same === 0 ? 0 : before.lastIndexOf('\n', same - 1) + 1;
  const tail = commonLinesAtEnd(before.slice(head), after.slice(head));
  return {
    line: breaksIn(before.slice(0, head)),
    character: 0,
    offset: head,
    removed: before.slice(head, before.length - tail),
    inserted: after.slice(head, after.length - tail),
  };
}

function commonLinesAtEnd(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  let lines = 0;
  for (let same = 1; same <= most; same += 1) {
    const [one, other] = [before.length - same, after.length - same];
    if (before.charCodeAt(one) !== after.charCodeAt(other)) break;
    if (beginsLine(before, one) && beginsLine(after, other)) lines = same;
  }
  return lines;
}

function beginsLine(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n';
}

/**
 * What a write brought without those lines that git has in the same place: they are back, whoever wrote them again.
 * @param after the text of the file after the write, in which the runs of `texts` stand
 */
export function notCommitted(texts: readonly NewText[], after: string, committed: readonly string[]): NewText[] {
  const kept = new Set(committed.flatMap((text) => keptLines(text, after)));
  return kept.size === 0 ? [...texts] : texts.flatMap((text) => withoutLines(text, after, kept));
}

/** The lines of which something new was left out, without the white space around them. */
export function linesLeftOut(all: readonly NewText[], kept: readonly NewText[]): ReadonlySet<string> {
  const runsOf = (texts: readonly NewText[]): TextRun[] => texts.flatMap(({ runs }) => runs).flatMap(linesOfRun);
  const isKept = new Set(runsOf(kept).map(({ offset }) => offset));
  const leftOut = runsOf(all).filter(({ offset }) => !isKept.has(offset));
  return new Set(leftOut.map(({ text }) => text.trim()));
}

/** The lines of a text, from 0, that another one has in the same order; none where to find them takes too long. */
function keptLines(before: string, after: string): number[] {
  const numbers = new Map<string, number>();
  const numberOf = (line: string): number => {
    const number = numbers.get(line) ?? numbers.size;
    numbers.set(line, number);
    return number;
  };
  const [old, now] = [before.split('\n').map(numberOf), after.split('\n').map(numberOf)];
  const runs = equalRuns(old, now, new Steps(MOST_STEPS)) ?? [];
  return runs.flatMap(({ to, count }) => Array.from({ length: count }, (_, index) => to + index));
}

function withoutLines(text: NewText, after: string, kept: ReadonlySet<number>): NewText[] {
  const left: TextRun[] = [];
  const lines = new Set<number>();
  let [at, line] = [0, 0];
  for (const run of text.runs.flatMap(linesOfRun)) {
    line += breaksIn(after.slice(at, run.offset));
    at = run.offset;
    if (kept.has(line)) continue;
    left.push(run);
    if (isVisible(run.text, 0, run.text.length)) lines.add(line);
  }
  if (lines.size === 0) return [];
  const touched = [...lines];
  return [
    {
      line: touched[0] ?? text.line,
      lastLine: touched.at(-1) ?? text.lastLine,
      lines: lines.size,
      characters: left.reduce((sum, run) => sum + run.text.length, 0),
      end: text.end,
      runs: left,
    },
  ];
}

/** What a run has of each line. */
function linesOfRun({ offset, text }: TextRun): TextRun[] {
  const runs: TextRun[] = [];
  for (let from = 0; from < text.length;) {
    const next = text.indexOf('\n', from) + 1 || text.length;
    runs.push({ offset: offset + from, text: text.slice(from, next) });
    from = next;
  }
  return runs;
}

/** The text of a file before some edits were made that stand in it, the latest last; `undefined` when one does not. */
export function beforeEdits(after: string, edits: AgentReport['edits']): string | undefined {
  let text = after;
  for (const { removed, inserted } of edits.toReversed()) {
    const [gone, come] = [withPlainBreaks(removed), withPlainBreaks(inserted)];
    const at = come === '' ? -1 : text.indexOf(come);
    // What stands there twice may be somebody else's at one of the places.
    if (at < 0 || text.includes(come, at + 1)) return undefined;
    text = text.slice(0, at) + gone + text.slice(at + come.length);
  }
  return text;
}

/** A write of which it is asked whether an agent reported it. */
export interface ReportableWrite {
  readonly after: string;
  readonly texts: readonly NewText[];
  /** the names that git would give to the file's content, in any form in which it may lie on the disk */
  readonly blobs: () => readonly string[];
}

/** Whether a report is of a write: of this very content, or each of its edits brought text that is new here. */
export function isReported({ blob, edits }: Pick<AgentReport, 'blob' | 'edits'>, write: ReportableWrite): boolean {
  if (blob !== undefined && write.blobs().includes(blob)) return true;
  const inserted = edits.map((edit) => withPlainBreaks(edit.inserted)).filter((text) => text.trim() !== '');
  return inserted.length > 0 && inserted.every((text) => isNewIn(text, write));
}

/** Whether a text stands somewhere in a file, and some of it there is new. */
function isNewIn(text: string, { after, texts }: ReportableWrite): boolean {
  for (let at = after.indexOf(text), looks = 0; at >= 0 && looks < MOST_LOOKS; looks += 1) {
    const end = at + text.length;
    const isNew = texts.some(({ runs }) => runs.some((run) => run.offset < end && at < run.offset + run.text.length));
    if (isNew) return true;
    at = after.indexOf(text, at + 1);
  }
  return false;
}

/** In how many places a reported text is looked for. */
const MOST_LOOKS = 1_000;

function breaksIn(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

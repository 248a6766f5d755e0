import type { AgentReport } from './agentReport.ts';
import { EditComparison } from './editComparison.ts';
import type { TextChange } from './editFact.ts';
import type { NewText, TextRun } from './newText.ts';
import { isVisible } from './visibleText.ts';

/**
 * What a write brought without those lines that git has in the same place: they are back, whoever wrote them again.
 * @param after the text of the file after the write, in which the runs of `texts` stand
 */
export function notCommitted(texts: readonly NewText[], after: string, committed: readonly string[]): NewText[] {
  let left = [...texts];
  for (const text of committed) {
    const whole: TextChange = { line: 0, character: 0, offset: 0, removed: text, inserted: after };
    const kept = new EditComparison([whole]).keptBy(whole);
    const isKept = (start: number, end: number): boolean =>
      kept.some(({ to, length }) => to <= start && end <= to + length);
    left = left.flatMap((one) => withoutLines(one, after, isKept));
  }
  return left;
}

function withoutLines(text: NewText, after: string, isKept: (start: number, end: number) => boolean): NewText[] {
  const left = text.runs.flatMap(linesOfRun).filter(({ offset }) => !isKept(...wholeLine(after, offset)));
  const lines = new Set<number>();
  let [at, line] = [0, 0];
  for (const run of left) {
    line += breaksIn(after.slice(at, run.offset));
    at = run.offset;
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

function wholeLine(text: string, offset: number): [number, number] {
  const end = text.indexOf('\n', offset);
  return [text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? text.length : end];
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
  const inserted = edits.map((edit) => edit.inserted.replaceAll(/\r\n?/gu, '\n')).filter((text) => text.trim() !== '');
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

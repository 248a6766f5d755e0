import type { Note } from '../debt/lot.ts';
import { isoDay, isoTime } from '../velocity/isoDates.ts';
import { localDay } from '../velocity/localWeek.ts';
import { plainInMarkdown } from './markdownText.ts';

/** Stands before the first note. */
export const NOTES_HEADING = '\n## Notes\n';

const NO_BREAK_SPACE = '\u{A0}';
/** What begins a list, or makes a heading or a rule of a line, and is no sign elsewhere. */
const LINE_START = /^(?:[-+=]|\d+(?=[.)]))/u;

/** A note for people: when, how well it is understood, of which files, and its text as a quotation in which nothing is a sign. */
export function noteText(note: Note): string {
  const { time, offset, edited, lots, text } = note;
  const when = `${isoDay(localDay(time, offset))} ${isoTime(time, offset).slice(-14, -9)}`;
  const change = edited === undefined ? '' : `edited ${isoDay(localDay(edited, offset))}`;
  const about = [understanding(note), change].filter((part) => part !== '').join(', ');
  const files = [...new Set(lots.map(({ path }) => path))].map(plainInMarkdown).join(', ');
  const parts = [`### ${when}${about === '' ? '' : `: ${about}`}`, files === '' ? '' : `In ${files}`, quoted(text)];
  return parts
    .filter((part) => part !== '')
    .map((part) => `\n${part}\n`)
    .join('');
}

function understanding({ before, after }: Note): string {
  if (before === undefined) return after === undefined ? '' : `understanding ${String(after)} of 5`;
  return after === undefined
    ? `understanding ${String(before)} of 5 before writing`
    : `understanding ${String(before)}, then ${String(after)} of 5`;
}

/** The lines of a text as they are, each in the quotation, without blank ones around them. */
function quoted(text: string): string {
  const all = text.split(/\r\n|[\n\r\u{2028}\u{2029}]/u).map(plainLine);
  const lines = all.slice(
    all.findIndex((line) => line !== ''),
    all.findLastIndex((line) => line !== '') + 1,
  );
  return lines.map((line, at) => quotedLine(line, lines[at + 1] ?? '')).join('\n');
}

function quotedLine(line: string, next: string): string {
  if (line === '') return '>';
  // A line that the next one goes on from ends where it ends.
  return next === '' ? `> ${line}` : `> ${line}\\`;
}

/** A line that begins nothing: spaces that set it in stay spaces, and make no code of it. */
function plainLine(line: string): string {
  const text = line.replaceAll('\t', '    ').trimEnd();
  const rest = text.trimStart();
  const indent = NO_BREAK_SPACE.repeat(text.length - rest.length);
  return indent + plainInMarkdown(rest).replace(LINE_START, escapedStart);
}

/** A number is no item of a list when what follows it is no sign. */
function escapedStart(start: string): string {
  return /\d/u.test(start) ? `${start}\\` : `\\${start}`;
}

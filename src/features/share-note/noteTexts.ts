import { plainInMarkdown } from '../../domain/export/markdownText.ts';
import type { Chooser } from '../../domain/events/noteWritten.ts';
import { isoDay } from '../../domain/velocity/isoDates.ts';
import { localDay } from '../../domain/velocity/localWeek.ts';
import { closedMarkdown } from './closedMarkdown.ts';
import type { SharedNote, SharedPlace } from './sharedNote.ts';

/** A title is no longer, in characters. */
const LONGEST_TITLE = 80;
/** Most files that are named; of the others only their number is. */
const MOST_PLACES = 50;

const CHOSEN: Readonly<Record<Chooser, string>> = {
  me: 'I chose the approach.',
  ai: 'The AI chose the approach.',
  together: 'The AI and I chose the approach together.',
};

/** Characters that end a line, or that turn or hide what is around them, or command a terminal. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
/** The same, but for what lays out a text of several lines. */
const UNSEEN_IN_TEXT = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A note to read. What the person wrote is their Markdown and stays it; names and what was asked stay text. */
export function noteMarkdown(note: SharedNote): string {
  const places = note.places.map(({ path }) => plainInMarkdown(path));
  const title =
    places.length === 1 ? places[0] : `${places[0] ?? 'code'} and ${counted(places.length - 1, 'other file')}`;
  return sections([
    `# What ${title ?? ''} does`,
    [...placeList(note), `- **Written:** ${dayOf(note)}`].join('\n'),
    ...(note.question === '' ? [] : [`**Asked:** ${plainInMarkdown(note.question)}`]),
    ownText(note.text, 'Nothing was written.'),
    ...choice(note),
  ]);
}

/** A record of a decision, with what is known of it and headings for the rest. */
export function adrText(note: SharedNote, number: number): string {
  return sections([
    `# ${String(number)}. ${plainInMarkdown(titleOf(note))}`,
    `Date: ${dayOf(note)}`,
    '## Status',
    'Accepted',
    '## Context',
    ...(note.question === '' ? [] : [`The question was: ${plainInMarkdown(note.question)}`]),
    placeList(note).join('\n'),
    '## Decision',
    ownText(note.text, 'To be written.'),
    ...choice(note),
    '## Consequences',
    'To be written: what becomes easier, and what becomes harder.',
  ]);
}

/** The first line of a note, as a title. */
export function titleOf({ text, places }: SharedNote): string {
  const first = text.split('\n').find((line) => /[\p{L}\p{N}]/u.test(line)) ?? `How ${places[0]?.path ?? 'it'} works`;
  const words = first
    .replaceAll(UNSEEN, ' ')
    .replace(/^[\s#>*+-]+/u, '')
    .trim();
  const end = Array.from(words).slice(0, LONGEST_TITLE).join('');
  return end.length < words.length ? `${end}…` : words;
}

/** A note for git: plain text, which terminals show. */
export function gitNoteText(note: SharedNote): string {
  const { places, question, chose, turnedDown, text } = note;
  const lines = [
    ...places.slice(0, MOST_PLACES).map(({ path, area, lines: ai }) => {
      return `File: ${oneLine(path)} (${counted(ai, 'line')} by AI, area ${oneLine(area)})`;
    }),
    ...morePlaces(places),
    ...(question === '' ? [] : [`Asked: ${oneLine(question)}`]),
    ...(chose === undefined ? [] : [CHOSEN[chose]]),
    ...(turnedDown === '' ? [] : [`Turned down: ${oneLine(turnedDown)}`]),
  ];
  const body = asGitKeepsIt(plainLines(text));
  return `${['Explained with Grasp', '', ...lines, ...(body === '' ? [] : ['', body])].join('\n')}\n`;
}

/** Without the blanks that git takes out of a note, so that it is known again. */
function asGitKeepsIt(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return lines
    .filter((line, at) => line !== '' || lines[at - 1] !== '')
    .join('\n')
    .trim();
}

function placeList({ places }: SharedNote): string[] {
  const named = places.slice(0, MOST_PLACES).map(({ path, area, lines }) => {
    return `- **File:** ${plainInMarkdown(path)} (${counted(lines, 'line')} by AI, area ${plainInMarkdown(area)})`;
  });
  return [...named, ...morePlaces(places).map((line) => `- ${line}`)];
}

function morePlaces(places: readonly SharedPlace[]): string[] {
  const more = places.length - MOST_PLACES;
  return more > 0 ? [`and ${counted(more, 'other file')}`] : [];
}

function choice({ chose, turnedDown }: SharedNote): string[] {
  return [
    ...(chose === undefined ? [] : [CHOSEN[chose]]),
    ...(turnedDown.trim() === '' ? [] : ['**Turned down:**', closedMarkdown(plainLines(turnedDown).trim())]),
  ];
}

function ownText(text: string, otherwise: string): string {
  const own = plainLines(text).trim();
  return own === '' ? otherwise : closedMarkdown(own);
}

/** Plain line breaks, and nothing that a screen would obey. */
function plainLines(text: string): string {
  return text.replaceAll(/\r\n?/gu, '\n').replaceAll(UNSEEN_IN_TEXT, '\u{FFFD}');
}

function oneLine(text: string): string {
  return text.replaceAll(UNSEEN, ' ').trim();
}

function sections(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function dayOf({ time, offset }: SharedNote): string {
  return isoDay(localDay(time, offset));
}

function counted(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
}

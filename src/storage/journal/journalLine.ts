import { readJournalEvent, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { checksum } from '../checksum.ts';

/** One line that could be read. */
export interface JournalLine {
  readonly event: JournalEvent;
  /** the JSON of the event as it was written: to be passed on as it is, whatever version wrote it */
  readonly json: string;
  /** its number in the text, from 1 */
  readonly number: number;
}

/** What a piece of a journal holds. */
export interface DecodedLines {
  readonly lines: JournalLine[];
  /** numbers, from 1, of the lines whose checksum or form is wrong; 0 when it is not known which */
  readonly damaged: number[];
}

/** A checksum and the blank after it, in characters. */
const CHECKSUM_LENGTH = 9;
/** Where a line begins: its checksum, a blank and the first field of the envelope. */
const LINE_START = /[0-9a-f]{8} \{"v":/gu;

/**
 * One line of a journal: the CRC-32 of the JSON text in eight hexadecimal digits, a blank, the JSON, a line feed. The
 * checksum tells a line that the disk or a crash damaged from one of a later version.
 */
export function encodeLine(event: JournalEvent): string {
  return encodeJson(JSON.stringify(event));
}

/** The line of an event whose JSON is there already. */
export function encodeJson(json: string): string {
  return `${checksum(json)} ${json}\n`;
}

/** The event of a line without its line feed, or `undefined` when the line is damaged. */
export function decodeLine(line: string): JournalEvent | undefined {
  const json = line.slice(CHECKSUM_LENGTH);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(json)) return undefined;
  try {
    return readJournalEvent(JSON.parse(json));
  } catch {
    return undefined;
  }
}

/**
 * The lines of a text of whole lines. A damaged line costs no other one, not even when its line feed is what rotted.
 * @param before lines that come before this text in its file
 */
export function decodeLines(text: string, before = 0): DecodedLines {
  const lines: JournalLine[] = [];
  const damaged: number[] = [];
  let number = before;
  for (const line of text.split('\n')) {
    number += 1;
    if (line === '') continue;
    const event = decodeLine(line);
    if (event === undefined) {
      damaged.push(number);
      lines.push(...salvage(line, number));
    } else {
      lines.push({ event, json: line.slice(CHECKSUM_LENGTH), number });
    }
  }
  return { lines, damaged };
}

/** Whole lines inside a damaged one: the last of them ends with it, each of the others one character before the next. */
function salvage(damaged: string, number: number): JournalLine[] {
  const starts = [...damaged.matchAll(LINE_START)].map(({ index }) => index);
  return starts.flatMap((start, at) => {
    const next = starts[at + 1];
    const line = damaged.slice(start, next === undefined ? undefined : next - 1);
    const event = decodeLine(line);
    return event === undefined ? [] : [{ event, json: line.slice(CHECKSUM_LENGTH), number }];
  });
}

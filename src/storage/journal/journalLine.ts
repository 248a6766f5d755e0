import { crc32 } from 'node:zlib';
import { readJournalEvent, type JournalEvent } from '../../domain/events/journalEvent.ts';

/** What a piece of a journal holds. */
export interface DecodedLines {
  readonly events: JournalEvent[];
  /** lines whose checksum or form is wrong */
  readonly damagedLines: number;
}

/** Where a line begins: its checksum, a blank and the first field of the envelope. */
const LINE_START = /[0-9a-f]{8} \{"v":/gu;

/**
 * One line of a journal: the CRC-32 of the JSON text in eight hexadecimal digits, a blank, the JSON, a line feed. The
 * checksum tells a line that the disk or a crash damaged from one of a later version.
 */
export function encodeLine(event: JournalEvent): string {
  const json = JSON.stringify(event);
  return `${checksum(json)} ${json}\n`;
}

/** The event of a line without its line feed, or `undefined` when the line is damaged. */
export function decodeLine(line: string): JournalEvent | undefined {
  const json = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(json)) return undefined;
  try {
    return readJournalEvent(JSON.parse(json));
  } catch {
    return undefined;
  }
}

/** The events of a text of whole lines. A damaged line costs no other one, not even when its line feed is what rotted. */
export function decodeLines(text: string): DecodedLines {
  const events: JournalEvent[] = [];
  let damagedLines = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const event = decodeLine(line);
    if (event === undefined) {
      damagedLines += 1;
      events.push(...salvage(line));
    } else {
      events.push(event);
    }
  }
  return { events, damagedLines };
}

/** Whole lines inside a damaged one: the last of them ends with it, each of the others one character before the next. */
function salvage(damaged: string): JournalEvent[] {
  const starts = [...damaged.matchAll(LINE_START)].map(({ index }) => index);
  const found = starts.map((start, at) => {
    const next = starts[at + 1];
    return decodeLine(damaged.slice(start, next === undefined ? undefined : next - 1));
  });
  return found.filter((event) => event !== undefined);
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

import { crc32 } from 'node:zlib';
import { readJournalEvent, type JournalEvent } from '../domain/events/journalEvent.ts';

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

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

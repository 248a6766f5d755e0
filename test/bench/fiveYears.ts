import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCEPTANCE, ACCEPTANCE_SURVIVAL, CHECKPOINTS } from '../../src/domain/events/acceptanceRecorded.ts';
import { EDITS_COUNTED } from '../../src/domain/events/editsCounted.ts';
import { eventId, FORMAT_VERSION, type JournalEvent } from '../../src/domain/events/journalEvent.ts';
import { SESSION_STARTED } from '../../src/domain/events/sessionStarted.ts';
import { encodeLine } from '../../src/storage/journalLine.ts';
import { randomNumbers } from './standIn/random.ts';

const EVENTS = 300_000;
const FILE_BYTES = 1_000_000;
const FIVE_YEARS = 5 * 365 * 24 * 3_600_000;
const PROJECT = 'file:///home/engineer/projects/parcel-desk';

export interface FiveYears {
  readonly events: number;
  readonly bytes: number;
  readonly files: number;
  readonly acceptances: number;
}

/** Writes what five years of work leave in a storage folder: about 240 events a working day, in files of 1 MB. */
export function writeFiveYears(storage: string): FiveYears {
  const folder = join(storage, 'journal');
  mkdirSync(folder, { recursive: true });
  const total = { events: 0, bytes: 0, files: 0, acceptances: 0 };
  while (total.events < EVENTS) {
    // As those of real sessions, the names of the files do not follow their age.
    const session = createHash('sha256').update(String(total.files)).digest('hex').slice(0, 16);
    const start = Date.now() - FIVE_YEARS + (total.events / EVENTS) * FIVE_YEARS;
    const { text, events, acceptances } = sessionText(session, start, EVENTS - total.events);
    writeFileSync(join(folder, `${session}.jsonl`), text);
    total.events += events;
    total.bytes += Buffer.byteLength(text);
    total.files += 1;
    total.acceptances += acceptances;
  }
  return total;
}

function sessionText(s: string, start: number, most: number): { text: string; events: number; acceptances: number } {
  const random = randomNumbers(Math.floor(start));
  const lines: string[] = [];
  let bytes = 0;
  let acceptances = 0;
  const write = (k: string, p: JournalEvent['p']): string => {
    const t = Math.floor(start) + lines.length * 60_000;
    const event = { v: FORMAT_VERSION, s, n: lines.length, t, h: t, z: 'Europe/Berlin', o: 60, k, p };
    const line = encodeLine(event);
    lines.push(line);
    bytes += line.length;
    return eventId(event);
  };
  write(SESSION_STARTED, { grasp: '0.1.0', vscode: '1.103.0', pid: 1 });
  while (bytes < FILE_BYTES && lines.length < most) {
    acceptances += 1;
    writeOneAcceptance(write, random);
  }
  return { text: lines.join(''), events: lines.length, acceptances };
}

/** An acceptance, what became of it, and the minutes of typing around it. */
function writeOneAcceptance(
  write: (k: string, p: JournalEvent['p']) => string,
  random: (below: number) => number,
): void {
  const uri = `${PROJECT}/src/features/part${String(random(40))}/module${String(random(20))}.ts`;
  const file = { uri, folder: PROJECT, language: 'typescript' };
  const places = [{ line: random(400), lines: 1 + random(9), characters: 20 + random(300) }];
  const of = write(ACCEPTANCE, { ...file, origin: 'completion', confidence: 'certain', signal: 'accept-mark', places });
  for (const at of CHECKPOINTS) write(ACCEPTANCE_SURVIVAL, { of, at, share: 1 - random(1_000) / 1_000 });
  for (let minute = 0; minute < 5; minute += 1) {
    const typed = { edits: 1 + random(200), inserted: random(400), removed: random(80) };
    write(EDITS_COUNTED, { ...file, counts: { typed, pasted: { edits: 1, inserted: random(90), removed: 0 } } });
  }
}

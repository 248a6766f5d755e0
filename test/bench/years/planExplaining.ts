import { createHash } from 'node:crypto';
import { COMMIT } from '../../../src/domain/events/commitLanded.ts';
import { eventId, type JournalEvent } from '../../../src/domain/events/journalEvent.ts';
import { LOT, LOTS_COMMITTED } from '../../../src/domain/events/lotRecorded.ts';
import { NOTE } from '../../../src/domain/events/noteWritten.ts';
import { PROMPTED } from '../../../src/domain/events/prompted.ts';
import { KEY, type File, type Planned } from './planSession.ts';

/** What somebody explains on a working day. */
const LOTS = 4;
const NOTES = 3;
const COMMITS = 6;
const PROMPTS = 3;
const NAMES_A_LOT = 40;
const NOTE_LENGTH = 200;

const MINUTE = 60_000;
const AREAS = ['core rules', 'screens', 'other'];
const WORDS = 'the retry waits twice as long after each failure because a busy server answers sooner so that way'.split(
  ' ',
);

interface Plan {
  /** the times of a day's sessions, by their beginnings, in milliseconds since 1970 UTC */
  readonly starts: readonly number[];
  readonly file: () => File;
  readonly random: (below: number) => number;
}

/** Lots, notes on them, commits and prompts of a day, by session: each names what was written before it in its session. */
export function planExplaining({ starts, file, random }: Plan): Planned[][] {
  return starts.map((start, part) => {
    const planned: Planned[] = [];
    const mine = (count: number): number[] => [...Array(count).keys()].filter((at) => at % starts.length === part);
    const lots: string[] = [];
    const at = (minute: number, write: Planned['write']): void => {
      planned.push({ t: start + minute * MINUTE, write });
    };
    for (const one of mine(LOTS)) at(20 + one, (add) => void lots.push(eventId(add(LOT, lotOf(file(), random)))));
    for (const one of mine(NOTES)) at(30 + one, (add) => lots.length > 0 && void add(NOTE, noteOn(lots, random)));
    for (const one of mine(PROMPTS)) {
      at(
        40 + one,
        (add) => void add(PROMPTED, { kind: 'commit', asked: true, outcome: 'answered', seconds: random(99) }),
      );
    }
    for (const one of mine(COMMITS)) {
      at(50 + one, (add) => {
        const commit = createHash('sha1')
          .update(`${String(start)} ${String(one)}`)
          .digest('hex');
        add(COMMIT, commitOf(commit, start + (50 + one) * MINUTE, file().folder, random));
        if (lots.length > 0) add(LOTS_COMMITTED, { lots: lots.splice(0), commit });
      });
    }
    return planned;
  });
}

function lotOf({ uri, folder }: File, random: Plan['random']): JournalEvent['p'] {
  const bytes = (): Buffer => Buffer.from(Array.from({ length: 8 }, () => random(256)));
  const names = Array.from({ length: NAMES_A_LOT }, () => bytes().toString('base64url')).join('');
  const counts = { lines: 5 + random(40), probable: random(5), line: random(400) };
  const owned = { area: AREAS[random(AREAS.length)], class: random(2) ? 'core' : 'repeatable', owes: true };
  return { uri, folder, key: KEY, names, ...counts, ...owned };
}

function noteOn(lots: readonly string[], random: Plan['random']): JournalEvent['p'] {
  let text = '';
  while (text.length < NOTE_LENGTH) text += `${WORDS[random(WORDS.length)] ?? ''} `;
  const ratings = { before: 1 + random(5), after: 1 + random(5) };
  const question = `What happens when ${WORDS[random(WORDS.length)] ?? ''} is empty?`;
  const how = {
    chose: 'together',
    turnedDown: 'a queue',
    pasted: 0,
    seconds: 30 + random(90),
    changed: random(9) === 0,
  };
  return { lots: [...lots], text: text.slice(0, NOTE_LENGTH), ...ratings, question, ...how };
}

function commitOf(commit: string, authored: number, uri: string, random: Plan['random']): JournalEvent['p'] {
  const lines = { typed: random(200), ai: random(150), probable: random(50), unseen: random(20) };
  return { uri, commit, authored, offset: 60, ...lines };
}

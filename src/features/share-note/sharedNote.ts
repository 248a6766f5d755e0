import type { Note } from '../../domain/debt/lot.ts';
import type { Chooser } from '../../domain/events/noteWritten.ts';
import { likelySecrets, withoutSecrets, type LikelySecret } from '../../domain/privacy/likelySecrets.ts';

/** A file of a note, with its lines that are AI's. */
export interface SharedPlace {
  /** for people */
  readonly path: string;
  readonly area: string;
  readonly lines: number;
}

/** All of a note that may ever leave: no rating, no seconds, no share of what was pasted is in it. */
export interface SharedNote {
  /** when it was written, in milliseconds since 1970 UTC, and what local time was ahead of UTC then, in minutes */
  readonly time: number;
  readonly offset: number;
  readonly places: readonly SharedPlace[];
  readonly text: string;
  readonly question: string;
  readonly chose: Chooser | undefined;
  readonly turnedDown: string;
}

/** What of a note is shared; of some of its lots only, where they are given. */
export function sharedNote(note: Note, lots = note.lots): SharedNote {
  const { time, offset, text, question = '', chose, turnedDown = '' } = note;
  const places = new Map<string, SharedPlace>();
  for (const { path, area, lines } of lots) {
    const key = JSON.stringify([path, area]);
    places.set(key, { path, area, lines: lines + (places.get(key)?.lines ?? 0) });
  }
  return { time, offset, places: [...places.values()], text, question, chose, turnedDown };
}

/** A likely secret of a note, by its text. */
export interface FoundSecret extends Pick<LikelySecret, 'kind'> {
  readonly secret: string;
}

/** What in a note is likely a secret, each once. */
export function secretsIn({ places, text, question, turnedDown }: SharedNote): readonly FoundSecret[] {
  const texts = [text, question, turnedDown, ...places.flatMap(({ path, area }) => [path, area])];
  const kinds = new Map<string, string>();
  for (const one of texts) {
    for (const { start, end, kind } of likelySecrets(one)) {
      const secret = one.slice(start, end);
      if (!kinds.has(secret)) kinds.set(secret, kind);
    }
  }
  return [...kinds].map(([secret, kind]) => ({ secret, kind }));
}

/** A note without what was found in it, wherever that stands. */
export function maskedNote(note: SharedNote, found: readonly FoundSecret[]): SharedNote {
  const hide = (text: string): string =>
    withoutSecrets(
      text,
      found.map(({ secret }) => secret),
    );
  return {
    ...note,
    ...{ text: hide(note.text), question: hide(note.question), turnedDown: hide(note.turnedDown) },
    places: note.places.map(({ path, area, lines }) => ({ path: hide(path), area: hide(area), lines })),
  };
}

import type { Confidence } from '../attribution/confidence.ts';
import type { Origin } from '../attribution/origin.ts';
import type { AcceptanceState } from '../events/acceptanceRecorded.ts';

/** Text that arrived in recorded files on one local day and is no acceptance. */
export interface ArrivedText {
  /** as `localDay` counts them */
  readonly day: number;
  readonly origin: Origin;
  /** UTF-16 code units that were inserted; line breaks count as one, white space counts */
  readonly characters: number;
}

/** Of how much text that arrived the origin is known. All values but the share in UTF-16 code units. */
export interface Coverage {
  readonly arrived: number;
  /** what nothing tells the origin of */
  readonly unknown: number;
  /** what came from the disk */
  readonly external: number;
  /** what may be a completion and waits for an answer */
  readonly guess: number;
  /** the rest as a share of all, from 0 to 1; `undefined` where too little arrived to say so */
  readonly share: number | undefined;
}

/**
 * Below this much text, in UTF-16 code units, a share says nothing: it is fifty lines of forty characters, and a
 * completion of five lines, known or not, moves it by ten points.
 */
export const ENOUGH_TEXT = 2_000;

/** What coverage needs of an acceptance. */
interface AcceptedCharacters {
  readonly confidence: Confidence;
  readonly state: AcceptanceState;
  readonly characters: number;
}

/**
 * The share of arrived text with a known origin: known / (known + unknown + external + guess). An acceptance is known
 * unless it is a guess; one that was undone is left out, as it is of all totals. Counts have all that edits inserted,
 * with what was there before and was sent again; acceptances have what is new.
 */
export function coverageOf(
  arrived: readonly Pick<ArrivedText, 'origin' | 'characters'>[],
  accepted: readonly AcceptedCharacters[],
): Coverage {
  const kept = accepted.filter(({ state }) => state !== 'reverted');
  const guess = charactersOf(kept.filter(({ confidence }) => confidence === 'guess'));
  const unknown = charactersOf(arrived.filter(({ origin }) => origin === 'unknown'));
  const external = charactersOf(arrived.filter(({ origin }) => origin === 'external'));
  const all = charactersOf(arrived) + charactersOf(kept);
  const share = all < ENOUGH_TEXT ? undefined : (all - unknown - external - guess) / all;
  return { arrived: all, unknown, external, guess, share };
}

function charactersOf(texts: readonly { readonly characters: number }[]): number {
  return texts.reduce((sum, { characters }) => sum + characters, 0);
}

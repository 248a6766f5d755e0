import type {
  AcceptanceRecorded,
  AcceptanceState,
  AcceptedPlace,
  Checkpoint,
  CorrectedOrigin,
} from '../events/acceptanceRecorded.ts';
import { filePath } from '../events/filePath.ts';
import { eventId, type JournalEvent } from '../events/journalEvent.ts';
import type { Confidence } from './confidence.ts';
import { evidenceOf, reasonInWords, strengthOf, type Signal } from './signals.ts';

/** Who produced a text, how sure that is, and why, in words. */
export interface Attribution<Origin> {
  readonly origin: Origin;
  readonly confidence: Confidence;
  readonly reason: string;
}

/** One AI insertion that the engineer kept at the moment it arrived, with what became of it. */
export interface Acceptance extends Attribution<CorrectedOrigin> {
  /** the same on every machine and after every rebuild */
  readonly id: string;
  readonly uri: string;
  /** relative to its workspace folder, with `/`; for a file outside of any folder the path of its URI */
  readonly path: string;
  /** milliseconds since 1970 UTC */
  readonly time: number;
  /** what local time was ahead of UTC at that moment and place, in minutes */
  readonly offset: number;
  /** what was recorded, where the engineer has said that it was something else, or that it was right */
  readonly recorded?: Attribution<AcceptanceRecorded['origin']>;
  /** non-blank lines with new text */
  readonly lines: number;
  /** new UTF-16 code units; text that was there before does not count */
  readonly characters: number;
  /** first of these lines, from 0, as it stood right after the acceptance */
  readonly line: number;
  readonly language: string;
  /** the extension that offered the completion, where the editor names it */
  readonly provider?: string;
  /** whether it was undone, or deleted since */
  readonly state: AcceptanceState;
  /** the share of its characters, white space aside, that was still there at each checkpoint that has been reached */
  readonly survival: Readonly<Partial<Record<Checkpoint, number>>>;
}

export interface AcceptanceQuery {
  /** one acceptance */
  readonly id?: string | undefined;
  /** earliest time, in milliseconds, inclusive */
  readonly since?: number | undefined;
  /** latest time, in milliseconds, exclusive */
  readonly until?: number | undefined;
  /** a file's path, absolute or relative to its workspace folder, or its URI */
  readonly path?: string | undefined;
  /** URIs under which the file that `path` names may be recorded besides */
  readonly uris?: readonly string[] | undefined;
  /** local days, both inclusive, of which it is asked as well what else arrived */
  readonly days?: { readonly first: number; readonly last: number } | undefined;
}

/** An acceptance as it was recorded, before anything became of it. */
export function newAcceptance(event: JournalEvent, recorded: AcceptanceRecorded): Acceptance {
  const { uri, places, provider } = recorded;
  return {
    id: eventId(event),
    uri,
    path: filePath(recorded),
    time: event.t,
    offset: event.o,
    origin: recorded.origin,
    confidence: recorded.confidence,
    reason: reasonInWords(recorded.signal),
    ...sumOf(places),
    language: recorded.language,
    ...(provider === undefined ? {} : { provider }),
    state: 'kept',
    survival: {},
  };
}

/** Later evidence for an acceptance. */
export interface Upgrade {
  readonly confidence: Confidence;
  readonly signal: Signal;
  /** empty where it names none */
  readonly provider: string;
}

/** An acceptance as it counts after later evidence, if that is surer than what was recorded. */
export function upgraded(acceptance: Acceptance, { confidence, signal, provider }: Upgrade): Acceptance {
  if (strengthOf(confidence) <= strengthOf(acceptance.confidence)) return acceptance;
  const { origin } = evidenceOf(signal);
  const named = provider === '' ? {} : { provider };
  return { ...acceptance, origin, confidence, reason: reasonInWords(signal), ...named };
}

/** The places of an acceptance, one a cursor, as one. */
export function sumOf(places: readonly AcceptedPlace[]): { line: number; lines: number; characters: number } {
  return {
    line: places[0]?.line ?? 0,
    lines: places.reduce((sum, place) => sum + place.lines, 0),
    characters: places.reduce((sum, place) => sum + place.characters, 0),
  };
}

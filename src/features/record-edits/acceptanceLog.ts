import type { Confidence } from '../../domain/attribution/confidence.ts';
import { reasonInWords } from '../../domain/attribution/signals.ts';
import {
  ACCEPTANCE,
  ACCEPTANCE_GROWN,
  ACCEPTANCE_STATE,
  readAcceptanceFollowUp,
  readAcceptanceRecorded,
  type AcceptanceFollowUp,
  type AcceptanceRecorded,
  type AcceptanceState,
  type Checkpoint,
} from '../../domain/events/acceptanceRecorded.ts';
import { EDITS_COUNTED, type EditsCounted } from '../../domain/events/editsCounted.ts';
import { eventId, type JournalEvent } from '../../domain/events/journalEvent.ts';
import { filePath, matchesPath } from '../../domain/events/filePath.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Logger } from '../../ports/logger.ts';
import { Emitter } from '../emitter.ts';

/** One AI insertion that the engineer kept at the moment it arrived, as other code may see it. */
export interface Acceptance {
  /** the same on every machine and after every rebuild */
  readonly id: string;
  readonly uri: string;
  /** relative to its workspace folder, with `/`; for a file outside of any folder the path of its URI */
  readonly path: string;
  /** milliseconds since 1970 UTC */
  readonly time: number;
  readonly origin: 'completion';
  readonly confidence: Confidence;
  /** why the confidence is what it is, in words */
  readonly reason: string;
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
  /** earliest time, in milliseconds, inclusive */
  readonly since?: number | undefined;
  /** latest time, in milliseconds, exclusive */
  readonly until?: number | undefined;
  /** a file's path, absolute or relative to its workspace folder, or its URI */
  readonly path?: string | undefined;
}

interface FoldedAcceptance {
  readonly event: JournalEvent;
  readonly recorded: AcceptanceRecorded;
  readonly later: AcceptanceFollowUp[];
}

/** Writes acceptances to the journal and reads them back. */
export class AcceptanceLog {
  readonly #journal: Journal;
  readonly #log: Logger;
  readonly #folded = new Map<string, FoldedAcceptance>();
  #source: readonly JournalEvent[] = [];
  #foldedEvents = 0;
  readonly #recorded: Emitter<Acceptance>;
  readonly #changed: Emitter<string>;
  readonly onDidRecord: Emitter<Acceptance>['listen'];
  /** fires with the id of an acceptance that has grown, or of which more is known */
  readonly onDidChange: Emitter<string>['listen'];

  constructor(journal: Journal, log: Logger) {
    this.#journal = journal;
    this.#log = log;
    const report = (error: unknown): void => {
      log.error('A listener for acceptances failed.', error);
    };
    this.#recorded = new Emitter(report);
    this.#changed = new Emitter(report);
    this.onDidRecord = this.#recorded.listen;
    this.onDidChange = this.#changed.listen;
  }

  /** Never throws and never waits: a fault in recording must not reach the typing path. Gives the acceptance's id. */
  record(recorded: AcceptanceRecorded): string {
    const { event, written } = this.#journal.append(ACCEPTANCE, recorded);
    this.#reportWhen(written, () => {
      this.#recorded.fire(toAcceptance(event, recorded, []));
    });
    return eventId(event);
  }

  followUp({ kind, ...payload }: AcceptanceFollowUp): void {
    this.#reportWhen(this.#journal.append(kind, payload).written, () => {
      this.#changed.fire(payload.of);
    });
  }

  recordCounts(counted: EditsCounted): void {
    this.#reportWhen(this.#journal.append(EDITS_COUNTED, { ...counted }).written, () => undefined);
  }

  /** Recorded acceptances, oldest first, of all windows and sessions, with what became of them. */
  async query(query: AcceptanceQuery = {}): Promise<Acceptance[]> {
    const { events } = await this.#journal.read();
    this.#fold(events);
    const found: Acceptance[] = [];
    for (const { event, recorded, later } of this.#folded.values()) {
      if (!isWithin(event.t, query)) continue;
      if (query.path !== undefined && !matchesPath(recorded, query.path)) continue;
      found.push(toAcceptance(event, recorded, later));
    }
    return found;
  }

  /** Takes in what was added since the last time; everything again when the journal gives another array. */
  #fold(events: readonly JournalEvent[]): void {
    if (events !== this.#source) {
      this.#folded.clear();
      this.#foldedEvents = 0;
      this.#source = events;
    }
    for (const event of events.slice(this.#foldedEvents)) {
      if (event.k === ACCEPTANCE) {
        // A later version's acceptance may look different. It stays in the journal for the version that knows it.
        const recorded = readAcceptanceRecorded(event.p);
        if (recorded !== undefined) this.#folded.set(eventId(event), { event, recorded, later: [] });
      } else {
        const followUp = readAcceptanceFollowUp(event.k, event.p);
        if (followUp !== undefined) this.#folded.get(followUp.of)?.later.push(followUp);
      }
    }
    this.#foldedEvents = events.length;
  }

  #reportWhen(written: Promise<void>, then: () => void): void {
    written.then(then, (error: unknown) => {
      this.#log.error('Something could not be recorded.', error);
    });
  }
}

function isWithin(time: number, { since, until }: AcceptanceQuery): boolean {
  return (since === undefined || time >= since) && (until === undefined || time < until);
}

function toAcceptance(
  event: JournalEvent,
  recorded: AcceptanceRecorded,
  later: readonly AcceptanceFollowUp[],
): Acceptance {
  let { places } = recorded;
  let state: AcceptanceState = 'kept';
  const survival: Partial<Record<Checkpoint, number>> = {};
  for (const followUp of later) {
    if (followUp.kind === ACCEPTANCE_GROWN) places = followUp.places;
    else if (followUp.kind === ACCEPTANCE_STATE) state = followUp.state;
    else survival[followUp.at] = followUp.share;
  }
  return {
    id: eventId(event),
    uri: recorded.uri,
    path: filePath(recorded),
    time: event.t,
    origin: recorded.origin,
    confidence: recorded.confidence,
    reason: reasonInWords(recorded.signal),
    lines: places.reduce((sum, place) => sum + place.lines, 0),
    characters: places.reduce((sum, place) => sum + place.characters, 0),
    line: places[0]?.line ?? 0,
    language: recorded.language,
    ...(recorded.provider === undefined ? {} : { provider: recorded.provider }),
    state,
    survival,
  };
}

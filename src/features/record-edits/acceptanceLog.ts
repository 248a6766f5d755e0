import type { Confidence } from '../../domain/attribution/confidence.ts';
import { reasonInWords } from '../../domain/attribution/signals.ts';
import { ACCEPTANCE, readAcceptanceRecorded, type AcceptanceRecorded } from '../../domain/events/acceptanceRecorded.ts';
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
}

export interface AcceptanceQuery {
  /** earliest time, in milliseconds, inclusive */
  readonly since?: number | undefined;
  /** latest time, in milliseconds, exclusive */
  readonly until?: number | undefined;
  /** a file's path, absolute or relative to its workspace folder, or its URI */
  readonly path?: string | undefined;
}

/** Writes acceptances to the journal and reads them back. */
export class AcceptanceLog {
  readonly #journal: Journal;
  readonly #log: Logger;
  readonly #recorded: Emitter<Acceptance>;
  readonly onDidRecord: Emitter<Acceptance>['listen'];

  constructor(journal: Journal, log: Logger) {
    this.#journal = journal;
    this.#log = log;
    this.#recorded = new Emitter((error) => {
      log.error('A listener for acceptances failed.', error);
    });
    this.onDidRecord = this.#recorded.listen;
  }

  /** Never throws and never waits: a fault in recording must not reach the typing path. */
  record(acceptance: AcceptanceRecorded): void {
    this.#journal.append(ACCEPTANCE, acceptance).then(
      (event) => {
        this.#recorded.fire(toAcceptance(event, acceptance));
      },
      (error: unknown) => {
        this.#log.error('An acceptance could not be recorded.', error);
      },
    );
  }

  /** Recorded acceptances, oldest first, of all windows and sessions. */
  async query(query: AcceptanceQuery = {}): Promise<Acceptance[]> {
    const { events } = await this.#journal.read();
    const found: Acceptance[] = [];
    for (const event of events) {
      if (event.k !== ACCEPTANCE || !isWithin(event.t, query)) continue;
      // A later version's acceptance may look different. It stays in the journal for the version that knows it.
      const recorded = readAcceptanceRecorded(event.p);
      if (recorded === undefined) continue;
      if (query.path !== undefined && !matchesPath(recorded, query.path)) continue;
      found.push(toAcceptance(event, recorded));
    }
    return found;
  }
}

function isWithin(time: number, { since, until }: AcceptanceQuery): boolean {
  return (since === undefined || time >= since) && (until === undefined || time < until);
}

function toAcceptance(event: JournalEvent, recorded: AcceptanceRecorded): Acceptance {
  const { places } = recorded;
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
  };
}

import { newAcceptance, type Acceptance } from '../../domain/attribution/acceptance.ts';
import {
  ACCEPTANCE,
  type AcceptanceFollowUp,
  type AcceptanceRecorded,
} from '../../domain/events/acceptanceRecorded.ts';
import { EDITS_COUNTED, type EditsCounted } from '../../domain/events/editsCounted.ts';
import type { FileName } from '../../domain/events/filePath.ts';
import { eventId } from '../../domain/events/journalEvent.ts';
import { PROVENANCE, type ProvenanceRecorded } from '../../domain/events/provenanceRecorded.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Logger } from '../../ports/logger.ts';
import { Emitter } from '../emitter.ts';

/** Writes to the journal what the editor was seen to do, and says when it is on the disk. */
export class AcceptanceLog {
  readonly #journal: Journal;
  readonly #log: Logger;
  readonly #nameOf: (file: FileName) => FileName;
  readonly #recorded: Emitter<Acceptance>;
  readonly #changed: Emitter<string>;
  readonly onDidRecord: Emitter<Acceptance>['listen'];
  /** fires with the id of an acceptance that has grown, or of which more is known */
  readonly onDidChange: Emitter<string>['listen'];

  /** @param nameOf the name under which a file is recorded */
  constructor(journal: Journal, log: Logger, nameOf: (file: FileName) => FileName = asItIs) {
    this.#nameOf = nameOf;
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
  record(seen: AcceptanceRecorded): string {
    const recorded = this.#named(seen);
    const { event, written } = this.#journal.append(ACCEPTANCE, recorded);
    this.#reportWhen(written, () => {
      this.#recorded.fire(newAcceptance(event, recorded));
    });
    return eventId(event);
  }

  followUp({ kind, ...payload }: AcceptanceFollowUp): void {
    this.#reportWhen(this.#journal.append(kind, payload).written, () => {
      this.#changed.fire(payload.of);
    });
  }

  recordCounts(counted: EditsCounted): void {
    this.#reportWhen(this.#journal.append(EDITS_COUNTED, this.#named({ ...counted })).written, () => undefined);
  }

  /** Records who wrote lines of a file; the event is about lines of a file that has its recorded name already. */
  recordLines(recorded: ProvenanceRecorded): void {
    this.#reportWhen(this.#journal.append(PROVENANCE, recorded).written, () => undefined);
  }

  #named<T extends FileName>(seen: T): T {
    return { ...seen, ...this.#nameOf(seen) };
  }

  #reportWhen(written: Promise<void>, then: () => void): void {
    written.then(then, (error: unknown) => {
      // A window that began paused drops what it held back.
      if (error instanceof Error && error.name === 'AbortError') return;
      this.#log.error('Something could not be recorded.', error);
    });
  }
}

function asItIs({ uri, folder }: FileName): FileName {
  return folder === undefined ? { uri } : { uri, folder };
}

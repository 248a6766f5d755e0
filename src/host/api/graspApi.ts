import type { Disposable } from '../../ports/disposable.ts';
import type { Acceptance } from '../../domain/attribution/acceptance.ts';
import type { AcceptanceLog } from '../../features/record-edits/acceptanceLog.ts';
import type { Ledger } from '../../ports/ledger.ts';

/** A point in time: milliseconds since 1970 UTC, or a date. */
export type Time = number | Date;

/** What other extensions may read of Grasp. Nothing in it changes what is recorded. */
export interface GraspApi {
  /**
   * Recorded acceptances, oldest first.
   * @param query.since earliest time, inclusive
   * @param query.until latest time, exclusive
   * @param query.path a file: its absolute path, its path in the workspace folder, or its URI
   * @throws TypeError when the query has a wrong form
   * @throws Error when they can not be read, or a later version of Grasp has written them
   */
  acceptances(query?: { since?: Time; until?: Time; path?: string }): Promise<readonly Acceptance[]>;
  /** Fires once for each acceptance of this window, after it has been written to the journal. */
  readonly onDidRecordAcceptance: (listener: (acceptance: Acceptance) => void) => Disposable;
}

/** What `activate()` returns. */
export interface GraspExports {
  /** @throws RangeError for a version that this Grasp does not have */
  getAPI(version: 1): GraspApi;
}

export function graspExports(
  acceptances: AcceptanceLog,
  ledger: Ledger,
  hiddenUris: (path: string) => Promise<readonly string[]>,
): GraspExports {
  const api: GraspApi = Object.freeze({
    acceptances: async (query: { since?: Time; until?: Time; path?: string } = {}) => {
      // Other extensions may be plain JavaScript: a wrong form is told, not guessed at.
      const path = text('path', query.path);
      const { acceptances: found, newer } = await ledger.acceptances({
        since: milliseconds('since', query.since),
        until: milliseconds('until', query.until),
        path,
        uris: path === undefined ? [] : await hiddenUris(path),
      });
      if (newer)
        throw new Error('A newer Grasp has written here. This one goes on recording, and needs an update to read.');
      return found;
    },
    onDidRecordAcceptance: acceptances.onDidRecord,
  });
  return Object.freeze({
    getAPI: (version: number) => {
      if (version !== 1) throw new RangeError(`Grasp has no API version ${String(version)}; there is version 1.`);
      return api;
    },
  });
}

function milliseconds(name: string, value: unknown): number | undefined {
  const time = value instanceof Date ? value.getTime() : value;
  if (time === undefined) return undefined;
  if (typeof time !== 'number' || Number.isNaN(time)) {
    throw new TypeError(`"${name}" must be a date or a number of milliseconds.`);
  }
  return time;
}

function text(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new TypeError(`"${name}" must be a string.`);
}

import type * as vscode from 'vscode';
import type { Disposable } from '../../ports/disposable.ts';
import type { Acceptance } from '../../domain/attribution/acceptance.ts';
import { provenanceRanges, type ProvenanceRange } from '../../domain/provenance/provenanceRanges.ts';
import type { ProvenanceKeeper } from '../../features/provenance/provenanceKeeper.ts';
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
  /**
   * Who wrote the lines of an open document, as it is now, top of the file first. Lines that are blank, or that Grasp has not
   * seen being written, are in no range; of a document that is not open or not recorded there is none. A moment after it
   * was opened it has those that were recorded before.
   * @param uri of the document, as `vscode.Uri` or as text
   * @throws TypeError when it is neither
   */
  provenance(uri: string | vscode.Uri): Promise<readonly ProvenanceRange[]>;
  /** Fires once for each acceptance of this window, after it has been written to the journal. */
  readonly onDidRecordAcceptance: (listener: (acceptance: Acceptance) => void) => Disposable;
}

/** What `activate()` returns. */
export interface GraspExports {
  /** @throws RangeError for a version that this Grasp does not have */
  getAPI(version: 1): GraspApi;
}

export function graspExports({
  acceptances,
  provenance,
  ledger,
  hiddenUris,
}: {
  readonly acceptances: AcceptanceLog;
  readonly provenance: ProvenanceKeeper;
  readonly ledger: Ledger;
  readonly hiddenUris: (path: string) => Promise<readonly string[]>;
}): GraspExports {
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
    provenance: (uri: string | vscode.Uri) =>
      Promise.resolve(uri).then((one) => provenanceRanges(provenance.lineOrigins(uriText(one)))),
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

function uriText(uri: string | vscode.Uri): string {
  // Not by its class, of which another extension may have another copy.
  const isUri = typeof uri === 'object' && (uri as vscode.Uri | null)?.scheme !== undefined;
  if (typeof uri !== 'string' && !isUri) throw new TypeError('"uri" must be a vscode.Uri or a string.');
  return uri.toString();
}

function text(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new TypeError(`"${name}" must be a string.`);
}

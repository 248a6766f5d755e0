import type { Acceptance } from '../attribution/acceptance.ts';
import { CHECKPOINTS } from '../events/acceptanceRecorded.ts';
import { readEditsCounted } from '../events/editsCounted.ts';
import { filePath } from '../events/filePath.ts';
import { eventId, type JournalEvent } from '../events/journalEvent.ts';
import { readSessionSealed } from '../events/sessionSealed.ts';
import { readSessionStarted } from '../events/sessionStarted.ts';
import { isoTime } from '../velocity/isoDates.ts';
import type { Cell } from './csv.ts';

export const ACCEPTANCE_COLUMNS = [
  ...['id', 'time', 'path', 'uri', 'language', 'origin', 'confidence', 'reason', 'lines', 'characters', 'line'],
  ...['state', 'provider', ...CHECKPOINTS.map((at) => `kept_${at}`), 'recorded_origin', 'recorded_confidence'],
];

export function acceptanceRow(one: Acceptance): Cell[] {
  return [
    ...[one.id, isoTime(one.time, one.offset), one.path, one.uri, one.language, one.origin, one.confidence, one.reason],
    // As the editor counts its lines.
    ...[one.lines, one.characters, one.line + 1, one.state, one.provider],
    ...CHECKPOINTS.map((at) => one.survival[at]),
    ...[one.recorded?.origin, one.recorded?.confidence],
  ];
}

export const EDIT_COLUMNS = ['id', 'time', 'path', 'uri', 'language', 'origin', 'edits', 'inserted', 'removed'];

/** A row for each origin of the edits that an event counts; none for any other event. */
export function editRows(event: JournalEvent): Cell[][] {
  const counted = readEditsCounted(event);
  if (counted === undefined) return [];
  const file = [eventId(event), isoTime(event.t, event.o), filePath(counted), counted.uri, counted.language];
  return Object.entries(counted.counts).map(([origin, { edits, inserted, removed }]) => [
    ...[...file, origin],
    ...[edits, inserted, removed],
  ]);
}

export const SESSION_COLUMNS = [
  ...['session', 'started', 'ended', 'events', 'grasp', 'vscode', 'host', 'pid', 'after', 'sealed'],
];

/** What the events of one session say of it, taken in one after the other. */
export class SessionRow {
  readonly #first: JournalEvent;
  #last: JournalEvent;
  #events = 0;
  #started: ReturnType<typeof readSessionStarted>;
  #sealed: ReturnType<typeof readSessionSealed>;

  constructor(first: JournalEvent) {
    this.#first = first;
    this.#last = first;
  }

  get session(): string {
    return this.#first.s;
  }

  take(event: JournalEvent): void {
    this.#last = event;
    this.#events += 1;
    this.#started ??= readSessionStarted(event);
    this.#sealed ??= readSessionSealed(event);
  }

  cells(): Cell[] {
    const [first, last, started] = [this.#first, this.#last, this.#started];
    return [
      ...[first.s, isoTime(first.t, first.o), isoTime(last.t, last.o), this.#events],
      ...[started?.grasp, started?.vscode, started?.host, started?.pid, started?.after, this.#sealed?.why],
    ];
  }
}

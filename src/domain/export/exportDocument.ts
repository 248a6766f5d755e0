import { eventId, readJournalEvent, type JournalEvent } from '../events/journalEvent.ts';

const FORMAT = 'grasp-export';
/** Version of the exported document; it grows when a reader of the earlier version would misread it. */
const VERSION = 1;

export interface ExportHead {
  /** wall clock, milliseconds since 1970 UTC */
  readonly exportedAt: number;
  /** lines of the journals whose checksum or form is wrong; they are not in the document */
  readonly damagedLines: number;
  /** the keys by which recorded lines are found again, where somebody chose to let them travel */
  readonly lineKeys?: readonly string[];
}

/** More keys than this are in no export. */
const MOST_KEYS = 64;

/** The document up to its first event. One event a line follows: readable, and comparable line by line. */
export function documentStart(head: ExportHead): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...head }).slice(0, -1)},"events":[`;
}

/** An event as it stands in the document: its JSON as it was written, of whatever version, with its id before it. */
export function documentLine(event: JournalEvent, json: string, isFirst: boolean): string {
  return `${isFirst ? '' : ','}\n{"id":"${eventId(event)}",${json.slice(1)}`;
}

export function documentEnd(isEmpty: boolean): string {
  return isEmpty ? ']}\n' : '\n]}\n';
}

/** An event of a document, or why it is none. */
export type DocumentEvent = { readonly event: JournalEvent; readonly json: string } | { readonly why: string };

/** Why a parsed document is no export, in words that follow its name; `undefined` when it is one. */
export function whyNoExport(document: unknown): string | undefined {
  const { format, version, events } = Object(document) as Record<string, unknown>;
  if (format !== FORMAT) return 'is JSON, but no export of Grasp.';
  if (typeof version === 'number' && version > VERSION) return 'comes from a later version of Grasp. Update this one.';
  if (version !== VERSION) return 'is an export of no version that there is.';
  return Array.isArray(events) ? undefined : 'is an export without a list of events.';
}

/** The line keys that a parsed document names, as texts of which nothing is believed yet. */
export function lineKeysIn(document: unknown): readonly string[] {
  const { lineKeys } = Object(document) as Record<string, unknown>;
  if (!Array.isArray(lineKeys)) return [];
  return lineKeys.slice(0, MOST_KEYS).filter((one) => typeof one === 'string');
}

/** An event from its line in a document, with its JSON as it was before the id was put before it. */
export function readDocumentLine(line: string): DocumentEvent {
  const written = /^\{"id":"(?<id>[0-9a-f]{16}:\d{1,16})",(?=")/u.exec(line);
  try {
    const json = written === null ? line : `{${line.slice(written[0].length)}`;
    const value: unknown = JSON.parse(json);
    if (written === null) return readDocumentEvent(value);
    return judged(readJournalEvent(value), json, written.groups?.['id']);
  } catch {
    return { why: 'it is not JSON' };
  }
}

/** An event from a document that was parsed as a whole. */
export function readDocumentEvent(value: unknown): DocumentEvent {
  if (typeof value !== 'object' || value === null) return NO_EVENT;
  const { id, ...fields } = value as Record<string, unknown>;
  try {
    return judged(readJournalEvent(fields), JSON.stringify(fields), id);
  } catch {
    // Writing it down is what fails first.
    return { why: 'it is nested too deep' };
  }
}

const NO_EVENT = { why: 'it has not the form of an event' };

function judged(event: JournalEvent | undefined, json: string, id: unknown): DocumentEvent {
  if (event === undefined) return NO_EVENT;
  return id === undefined || id === eventId(event) ? { event, json } : { why: 'its id is that of another event' };
}

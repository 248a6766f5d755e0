import * as v from 'valibot';
import { ORIGINS, type Origin } from '../attribution/origin.ts';
import { FORMAT_VERSION, type JournalEvent } from './journalEvent.ts';

/** Edits of one file that were no acceptance, summed by origin over at most a minute. */
export const EDITS_COUNTED = 'edits';

export interface OriginCount {
  /** change events */
  edits: number;
  /** UTF-16 code units that were inserted, and that were removed; line breaks count as one */
  inserted: number;
  removed: number;
}

export interface EditsCounted {
  readonly uri: string;
  readonly folder?: string;
  readonly language: string;
  readonly counts: Readonly<Partial<Record<Origin, OriginCount>>>;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const editsCountedSchema = v.object({
  uri: v.pipe(v.string(), v.minLength(1)),
  folder: v.optional(v.string()),
  language: v.string(),
  counts: v.record(v.picklist(ORIGINS), v.object({ edits: count, inserted: count, removed: count })),
});

/** The counts of an event; `undefined` for any other one, and for one of a later version that this one can not read. */
export function readEditsCounted({
  v: version,
  k,
  p,
}: JournalEvent): v.InferOutput<typeof editsCountedSchema> | undefined {
  if (k !== EDITS_COUNTED || version > FORMAT_VERSION) return undefined;
  const parsed = v.safeParse(editsCountedSchema, p);
  return parsed.success ? parsed.output : undefined;
}

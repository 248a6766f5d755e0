import * as v from 'valibot';
import { OWNERSHIP_CLASSES } from '../ownership/area.ts';
import { hashesSchema } from './provenanceRecorded.ts';

/** AI-written lines of one file that were first explained, skipped or committed together. */
export const LOT = 'lot';
/** Lots are in a commit; after a rewrite of history in another one, of which a further event tells. */
export const LOTS_COMMITTED = 'lots-committed';
/** The engineer does not explain lots, and says why. */
export const LOTS_SKIPPED = 'lots-skipped';

/** Why somebody does not explain something. */
export const SKIP_REASONS = ['known', 'trivial', 'no time', 'not mine', 'other'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** More lots are in no commit that anybody explains. */
export const MOST_LOTS = 2_000;
/** ids of the events that recorded them */
export const lotsSchema = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}:\d{1,9}$/u))),
  v.minLength(1),
  v.maxLength(MOST_LOTS),
);

const lotRecordedSchema = v.object({
  uri: v.pipe(v.string(), v.minLength(1)),
  folder: v.optional(v.string()),
  /** id of the key of the hashes */
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u)),
  /** keyed hashes of the names of its lines, one behind the other: the lot is known by them, wherever its lines go */
  names: hashesSchema,
  /** non-blank lines that are AI's, by what is certain and what is probable */
  lines: v.pipe(count, v.minValue(1)),
  probable: count,
  /** the first of them, from 0, as it stood then */
  line: count,
  area: v.pipe(v.string(), v.maxLength(200)),
  class: v.picklist(OWNERSHIP_CLASSES),
  /** whether it waits for an explanation: there were enough lines to be asked about, or the person put it off */
  owes: v.boolean(),
});

const lotsCommittedSchema = v.object({
  lots: lotsSchema,
  commit: v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/u)),
});

const lotsSkippedSchema = v.object({ lots: lotsSchema, reason: v.picklist(SKIP_REASONS) });

export type LotRecorded = v.InferOutput<typeof lotRecordedSchema>;
export type LotsCommitted = v.InferOutput<typeof lotsCommittedSchema>;
export type LotsSkipped = v.InferOutput<typeof lotsSkippedSchema>;

/** The payload of a lot, or `undefined` for one of a later version that this one can not read. */
export function readLotRecorded(payload: unknown): LotRecorded | undefined {
  const parsed = v.safeParse(lotRecordedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

export function readLotsCommitted(payload: unknown): LotsCommitted | undefined {
  const parsed = v.safeParse(lotsCommittedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

export function readLotsSkipped(payload: unknown): LotsSkipped | undefined {
  const parsed = v.safeParse(lotsSkippedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

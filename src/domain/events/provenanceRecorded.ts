import * as v from 'valibot';
import { CONFIDENCES } from '../attribution/confidence.ts';
import { ORIGINS } from '../attribution/origin.ts';
import { EVIDENCES } from '../provenance/author.ts';

/** Lines of one file of which it has become known who wrote them, by keyed hashes of their names. */
export const PROVENANCE = 'provenance';

/** How many names of lines one event holds at the most: what is more goes into the next one. */
export const MOST_NAMES = 4_000;
/** The length of one hash: 64 bits in base64url. */
export const HASH_LENGTH = 11;

/** Hashes, one behind the other. */
export const hashesSchema = v.pipe(
  v.string(),
  v.minLength(HASH_LENGTH),
  v.maxLength(MOST_NAMES * HASH_LENGTH),
  v.regex(/^[\w-]+$/u),
  v.check((text) => text.length % HASH_LENGTH === 0),
);

const linesSchema = v.union([
  v.object({
    /** id of the acceptance that the lines are of: what is known of it holds for them */
    of: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}:\d{1,9}$/u)),
    /** where it was one when this was written */
    confidence: v.optional(v.literal('guess')),
    names: hashesSchema,
  }),
  /** lines of one name by different authors */
  v.object({ mixed: v.literal(true), names: hashesSchema }),
  v.object({
    origin: v.picklist(ORIGINS),
    confidence: v.optional(v.picklist(CONFIDENCES)),
    evidence: v.optional(v.picklist(EVIDENCES)),
    names: hashesSchema,
  }),
]);

const provenanceRecordedSchema = v.object({
  uri: v.pipe(v.string(), v.minLength(1)),
  folder: v.optional(v.string()),
  /** id of the key of the hashes */
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u)),
  /** by author */
  lines: v.pipe(
    v.array(linesSchema),
    v.maxLength(MOST_NAMES),
    v.check((lines) => lines.reduce((sum, one) => sum + one.names.length, 0) <= MOST_NAMES * HASH_LENGTH),
  ),
});

export type ProvenanceRecorded = v.InferOutput<typeof provenanceRecordedSchema>;
type RecordedLines = ProvenanceRecorded['lines'][number];

/** Who is recorded as the author of lines. */
export type RecordedAuthor = RecordedLines extends infer Lines
  ? Lines extends RecordedLines
    ? Omit<Lines, 'names'>
    : never
  : never;

/** The payload of such an event, or `undefined` for one of a later version that this one can not read. */
export function readProvenanceRecorded(payload: unknown): ProvenanceRecorded | undefined {
  const parsed = v.safeParse(provenanceRecordedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

import * as v from 'valibot';
import { CONFIDENCES } from '../attribution/confidence.ts';
import { SIGNALS } from '../attribution/signals.ts';

/** One AI insertion that the engineer kept at the moment it arrived. */
export const ACCEPTANCE = 'acceptance';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const placeSchema = v.object({
  /** first line with new text, from 0, as it stood right after the acceptance */
  line: count,
  /** non-blank lines with at least one new character */
  lines: count,
  /** new UTF-16 code units */
  characters: count,
});

const acceptanceRecordedSchema = v.object({
  uri: v.pipe(v.string(), v.minLength(1)),
  /** the workspace folder that held the file, as a URI */
  folder: v.optional(v.string()),
  /** VS Code's language identifier */
  language: v.string(),
  origin: v.picklist(['completion']),
  confidence: v.picklist(CONFIDENCES),
  signal: v.picklist(SIGNALS),
  /** the extension that offered the completion, where the editor names it */
  provider: v.optional(v.string()),
  /** one a cursor; several for a completion that was accepted at several cursors */
  places: v.pipe(v.array(placeSchema), v.minLength(1)),
});

export type AcceptanceRecorded = v.InferOutput<typeof acceptanceRecordedSchema>;
export type AcceptedPlace = v.InferOutput<typeof placeSchema>;

/** The payload of an acceptance, or `undefined` for one of a later version that this one can not read. */
export function readAcceptanceRecorded(payload: unknown): AcceptanceRecorded | undefined {
  const parsed = v.safeParse(acceptanceRecordedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

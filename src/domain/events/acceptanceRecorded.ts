import * as v from 'valibot';
import { CONFIDENCES } from '../attribution/confidence.ts';
import { ACCEPTED_ORIGINS, SIGNALS } from '../attribution/signals.ts';

/** One AI insertion that the engineer kept at the moment it arrived. */
export const ACCEPTANCE = 'acceptance';
/** A completion that was accepted in parts has got another part: its places as they are now. */
export const ACCEPTANCE_GROWN = 'acceptance-grown';
/** An acceptance was undone, deleted, or has come back. */
export const ACCEPTANCE_STATE = 'acceptance-state';
/** How much of an acceptance was still there at a checkpoint. */
export const ACCEPTANCE_SURVIVAL = 'acceptance-survival';
/** Stronger evidence came in for an acceptance: what it tells counts instead of what was recorded, unless that was surer. */
export const ACCEPTANCE_UPGRADED = 'acceptance-upgraded';
/** The engineer said what an acceptance really was, or took that back. */
export const ACCEPTANCE_CORRECTED = 'acceptance-corrected';

export const ACCEPTANCE_STATES = ['kept', 'reverted', 'deleted'] as const;
/** `reverted` by undo, `deleted` in any other way; `kept` as long as a character is there */
export type AcceptanceState = (typeof ACCEPTANCE_STATES)[number];

/** Times after an acceptance, those of VS Code's own tracker, and the next commit. */
export const CHECKPOINTS = ['30s', '2min', '5min', '10min', '15min', 'commit'] as const;
export type Checkpoint = (typeof CHECKPOINTS)[number];

/** What an acceptance may really have been. */
export const CORRECTED_ORIGINS = ['typed', 'completion', 'agent', 'pasted'] as const;
export type CorrectedOrigin = (typeof CORRECTED_ORIGINS)[number];
/** Takes back what was said before: the acceptance is again what it was recorded as. */
export const AS_RECORDED = 'as recorded';
export type Correction = CorrectedOrigin | typeof AS_RECORDED;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** id of the event that recorded the acceptance */
const of = v.pipe(v.string(), v.minLength(1));

const placeSchema = v.object({
  /** first line with new text, from 0, as it stood right after the acceptance */
  line: count,
  /** non-blank lines with at least one new character */
  lines: count,
  /** new UTF-16 code units */
  characters: count,
});
const placesSchema = v.pipe(v.array(placeSchema), v.minLength(1));

const acceptanceRecordedSchema = v.object({
  uri: v.pipe(v.string(), v.minLength(1)),
  /** the workspace folder that held the file, as a URI */
  folder: v.optional(v.string()),
  /** VS Code's language identifier */
  language: v.string(),
  origin: v.picklist(ACCEPTED_ORIGINS),
  confidence: v.picklist(CONFIDENCES),
  signal: v.picklist(SIGNALS),
  /** the extension whose completion or edit it is, where the editor names it, or the agent, where that is known */
  provider: v.optional(v.string()),
  /** one a cursor, or one a place that an agent changed in one edit */
  places: placesSchema,
});

const followUpSchema = v.variant('kind', [
  v.object({ kind: v.literal(ACCEPTANCE_GROWN), of, places: placesSchema }),
  v.object({ kind: v.literal(ACCEPTANCE_STATE), of, state: v.picklist(ACCEPTANCE_STATES) }),
  v.object({
    kind: v.literal(ACCEPTANCE_SURVIVAL),
    of,
    at: v.picklist(CHECKPOINTS),
    /** kept characters that are not white space, as a share of those accepted, from 0 to 1 */
    share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  }),
  v.object({
    kind: v.literal(ACCEPTANCE_UPGRADED),
    of,
    confidence: v.picklist(CONFIDENCES),
    signal: v.picklist(SIGNALS),
    provider: v.optional(v.string()),
  }),
  v.object({ kind: v.literal(ACCEPTANCE_CORRECTED), of, origin: v.picklist([...CORRECTED_ORIGINS, AS_RECORDED]) }),
]);

const FOLLOW_UPS: ReadonlySet<string> = new Set([
  ACCEPTANCE_GROWN,
  ACCEPTANCE_STATE,
  ACCEPTANCE_SURVIVAL,
  ACCEPTANCE_UPGRADED,
  ACCEPTANCE_CORRECTED,
]);

export type AcceptanceRecorded = v.InferOutput<typeof acceptanceRecordedSchema>;
export type AcceptedPlace = v.InferOutput<typeof placeSchema>;
/** What may become of an acceptance after it was recorded. */
export type AcceptanceFollowUp = v.InferOutput<typeof followUpSchema>;

/** The payload of an acceptance, or `undefined` for one of a later version that this one can not read. */
export function readAcceptanceRecorded(payload: unknown): AcceptanceRecorded | undefined {
  const parsed = v.safeParse(acceptanceRecordedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

/** A follow-up from its event's kind and payload; `undefined` for any other event. */
export function readAcceptanceFollowUp(
  kind: string,
  payload: Readonly<Record<string, unknown>>,
): AcceptanceFollowUp | undefined {
  if (!FOLLOW_UPS.has(kind)) return undefined;
  const parsed = v.safeParse(followUpSchema, { ...payload, kind });
  return parsed.success ? parsed.output : undefined;
}

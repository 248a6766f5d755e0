import * as v from 'valibot';

/** Version of the wire format. Both ends come from the same package; another version means a stale view. */
const WIRE_VERSION = 1;

const wire = v.literal(WIRE_VERSION);
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const tag = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

export const REQUEST_ERRORS = ['unknown', 'refused', 'failed', 'invalid', 'timeout', 'disposed'] as const;
export type RequestErrorCode = (typeof REQUEST_ERRORS)[number];

export const envelopeSchema = v.variant('kind', [
  v.object({ v: wire, kind: v.literal('request'), id, tag, body: v.unknown() }),
  v.object({ v: wire, kind: v.literal('reply'), id, body: v.unknown() }),
  v.object({
    v: wire,
    kind: v.literal('error'),
    id,
    code: v.picklist(REQUEST_ERRORS),
    message: v.pipe(v.string(), v.maxLength(2_000)),
  }),
  v.object({ v: wire, kind: v.literal('event'), tag, body: v.unknown() }),
]);

type WithoutVersion<T> = T extends unknown ? Omit<T, 'v'> : never;
export type Envelope = v.InferOutput<typeof envelopeSchema>;

/** Stamps a message with the version of the wire. */
export function envelope(message: WithoutVersion<Envelope>): Envelope {
  return { v: WIRE_VERSION, ...message };
}

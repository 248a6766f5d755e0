import * as v from 'valibot';

/** The engineer was asked for something. */
export const PROMPTED = 'prompted';

/**
 * What somebody may be asked for: before a commit by Grasp's own key or hook, by an offer that nobody asked for, or told of a
 * block that they have scheduled.
 */
export const PROMPT_KINDS = ['commit', 'explain while fresh', 'plan', 'commit hook', 'block'] as const;
export type PromptKind = (typeof PROMPT_KINDS)[number];

/**
 * What came of it. `ignored` where it went away by itself. `shown` where it has only begun to show, and what comes of it
 * follows. `told` where nothing was asked: it was said that Grasp asks less from now on.
 */
export const PROMPT_OUTCOMES = ['answered', 'skipped', 'later', 'ignored', 'shown', 'told'] as const;
export type PromptOutcome = (typeof PROMPT_OUTCOMES)[number];

const promptedSchema = v.object({
  kind: v.picklist(PROMPT_KINDS),
  /** whether the person asked for it, as by committing through Grasp */
  asked: v.boolean(),
  outcome: v.picklist(PROMPT_OUTCOMES),
  /** that the person spent on it */
  seconds: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

export type Prompted = v.InferOutput<typeof promptedSchema>;

/** The payload of a prompt, or `undefined` for one of a later version that this one can not read. */
export function readPrompted(payload: unknown): Prompted | undefined {
  const parsed = v.safeParse(promptedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

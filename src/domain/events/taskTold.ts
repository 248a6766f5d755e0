import * as v from 'valibot';

/** The engineer began a piece of work, and said how long it would take. */
export const TASK_STARTED = 'task-started';
/** A piece of work ended: done, left unfinished, or not a task after all. */
export const TASK_ENDED = 'task-ended';

/** What sort of work a task is. */
export const TASK_KINDS = ['feature', 'fix', 'refactoring', 'tests', 'research', 'other'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_ENDS = ['done', 'unfinished', 'called off'] as const;
export type TaskEnd = (typeof TASK_ENDS)[number];

/** A longer title is none, in UTF-16 code units. */
export const LONGEST_TITLE = 200;
/** No task is longer than this, in minutes: a year of days of eight hours, and some more. */
export const MOST_MINUTES = 150_000;
/** How much longer than without AI work may be felt to take, and by its inverse how much shorter. */
export const MOST_FELT = 20;

const minutes = v.pipe(v.number(), v.minValue(1), v.maxValue(MOST_MINUTES));

const taskStartedSchema = v.object({
  /** in the engineer's words */
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_TITLE)),
  kind: v.picklist(TASK_KINDS),
  /** how long it is thought to take */
  estimate: minutes,
  /** how likely it is thought to take between half and twice the estimate, in percent */
  confidence: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100))),
  /** whether AI helps with it */
  ai: v.boolean(),
});

const taskEndedSchema = v.object({
  /** id of the event that started it */
  of: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}:\d{1,9}$/u)),
  as: v.picklist(TASK_ENDS),
  /** that were spent on it; absent where it was called off */
  minutes: v.optional(minutes),
  /** whether AI helped with it, where that came out differently than it was said at the start */
  ai: v.optional(v.boolean()),
  /** the time that it took by the time it would have taken without AI, as that feels: below 1 is faster */
  felt: v.optional(v.pipe(v.number(), v.minValue(1 / MOST_FELT), v.maxValue(MOST_FELT))),
});

export type TaskStarted = v.InferOutput<typeof taskStartedSchema>;
export type TaskEnded = v.InferOutput<typeof taskEndedSchema>;

/** The payload of the start of a task, or `undefined` for one that this version can not read. */
export function readTaskStarted(payload: unknown): TaskStarted | undefined {
  const parsed = v.safeParse(taskStartedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

export function readTaskEnded(payload: unknown): TaskEnded | undefined {
  const parsed = v.safeParse(taskEndedSchema, payload);
  if (!parsed.success) return undefined;
  const { as, minutes: spent } = parsed.output;
  return as === 'called off' || spent !== undefined ? parsed.output : undefined;
}

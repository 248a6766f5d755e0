import * as v from 'valibot';
import { TASK_KINDS } from './taskTold.ts';

/** Something was said or seen of a block without AI that runs, or ran. */
export const BLOCK_RUN = 'block-run';

/** What somebody looked up is a line, in UTF-16 code units. */
export const LONGEST_LOOK_UP = 500;

/** id of the event with which the block began */
const of = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}:\d{1,15}$/u));
const words = v.pipe(v.string(), v.maxLength(LONGEST_LOOK_UP));
const moment = v.pipe(v.number(), v.finite());

const minutes = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_440));
const scale = v.picklist([1, 2, 3, 4, 5]);

/** What somebody means to do in a block; all of it may be left out. */
export const blockTaskSchema = v.object({
  title: v.optional(words),
  kind: v.optional(v.picklist(TASK_KINDS)),
  /** how long they think that it takes */
  estimate: v.optional(minutes),
  /** how sure they are of that, 5 being the surest */
  confidence: v.optional(scale),
  /** what is there when it is done */
  done: v.optional(words),
});

/** How a block went, as somebody says; all but the outcome may be left out. */
export const debriefSchema = v.object({
  outcome: v.picklist(['done', 'partly', 'not']),
  minutes: v.optional(minutes),
  /** from 1, stuck, to 5, flowing */
  felt: v.optional(scale),
  /** from 1, calm, to 5 */
  stress: v.optional(scale),
  /** what they noticed that they no longer know */
  gone: v.optional(words),
  /** how much AI they used all the same */
  ai: v.optional(v.picklist(['none', 'little', 'much'])),
});

const blockRunSchema = v.variant('change', [
  v.object({
    change: v.literal('begun'),
    /** when it ends by plan, in milliseconds since 1970 UTC */
    until: moment,
    /** the scheduled block that it is, such as `2027-W10-tue-0900`; absent where it is none */
    block: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-W\d{2}-[a-z]{3}-\d{4}$/u))),
    ...blockTaskSchema.entries,
  }),
  /** before its planned end */
  v.object({ change: v.literal('stopped'), of }),
  v.object({ change: v.literal('paused'), of }),
  v.object({ change: v.literal('resumed'), of }),
  /** the clock was set back while it ran: by the clock as it is since, it ends then, in milliseconds since 1970 UTC */
  v.object({ change: v.literal('clock-set'), of, until: moment }),
  /** nobody was in any window; it is not counted as worked unless somebody says so */
  v.object({ change: v.literal('away'), of, from: moment, to: moment }),
  /** that was no absence: thinking, or a talk about the task */
  v.object({ change: v.literal('counted'), of, from: moment }),
  v.object({
    change: v.literal('debriefed'),
    of,
    ...debriefSchema.entries,
    /** in how many of its minutes something by AI was taken, as it is recorded */
    assisted: minutes,
  }),
  v.object({
    change: v.literal('looked-up'),
    of,
    what: v.pipe(words, v.minLength(1)),
    why: v.optional(words),
    found: v.optional(words),
    /** the file and line, from 1, for which it was needed */
    uri: v.optional(v.string()),
    folder: v.optional(v.string()),
    line: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  }),
]);

export type BlockTask = v.InferOutput<typeof blockTaskSchema>;
export type Debrief = v.InferOutput<typeof debriefSchema> & {
  /** in how many of its minutes something by AI was taken, as it is recorded */
  readonly assisted: number;
};

export type BlockRunSaid = v.InferOutput<typeof blockRunSchema>;

/** The payload of an event of a running block, or `undefined` for one of a later version that this one can not read. */
export function readBlockRun(payload: unknown): BlockRunSaid | undefined {
  const parsed = v.safeParse(blockRunSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

import * as v from 'valibot';

/** What the engineer means to do in an area, written before AI writes there. */
export const PLAN = 'plan';

/** A longer plan is none, in UTF-16 code units: it is two lines. */
export const LONGEST_PLAN = 2_000;

const planWrittenSchema = v.object({
  /** name of the area */
  area: v.pipe(v.string(), v.maxLength(200)),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_PLAN)),
});

export type PlanWritten = v.InferOutput<typeof planWrittenSchema>;

/** The payload of a plan, or `undefined` for one of a later version that this one can not read. */
export function readPlanWritten(payload: unknown): PlanWritten | undefined {
  const parsed = v.safeParse(planWrittenSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

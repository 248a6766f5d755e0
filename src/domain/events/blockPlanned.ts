import * as v from 'valibot';

/** Something was said of weekly blocks without AI that their schedule does not say. */
export const BLOCK_PLANNED = 'block-planned';

/** Why a block is skipped. */
export const BLOCK_SKIP_REASONS = ['no time', 'meeting', 'on call', 'away', 'other'] as const;
export type BlockSkipReason = (typeof BLOCK_SKIP_REASONS)[number];

/** a block by its week and time, such as `2027-W10-tue-0900` */
const of = v.pipe(v.string(), v.regex(/^\d{4}-W\d{2}-[a-z]{3}-\d{4}$/u));
const localDate = v.pipe(v.string(), v.isoDate());
const localTime = v.pipe(v.string(), v.isoDateTime());

const blockPlannedSchema = v.variant('change', [
  /** to a local time, such as `2027-03-11T14:00` */
  v.object({ change: v.literal('moved'), of, to: localTime }),
  v.object({ change: v.literal('skipped'), of, reason: v.picklist(BLOCK_SKIP_REASONS) }),
  /** it is held as scheduled after all */
  v.object({ change: v.literal('restored'), of }),
  /** none is held from now on, up to a local date on which they are again */
  v.object({ change: v.literal('frozen'), until: localDate }),
  v.object({ change: v.literal('unfrozen') }),
  v.object({
    change: v.literal('exported'),
    /** by which calendars know the blocks again */
    uid: v.pipe(v.string(), v.regex(/^[\w-]{1,60}$/u)),
    /** grows with each export that says something else */
    sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    /** of what was exported: differs when that does */
    print: v.pipe(v.string(), v.regex(/^[0-9a-f]{1,40}$/u)),
    /** as `scheduleText` gives it, and the local date of the first block */
    schedule: v.pipe(v.string(), v.regex(/^[a-z]+ \d{2}:\d{2}, \d{1,3} minutes$/u)),
    first: localDate,
  }),
]);

export type BlockPlanned = v.InferOutput<typeof blockPlannedSchema>;

/** The payload of a plan for blocks, or `undefined` for one of a later version that this one can not read. */
export function readBlockPlanned(payload: unknown): BlockPlanned | undefined {
  const parsed = v.safeParse(blockPlannedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

/** What a plan is about: of several about the same the latest holds. */
export function subjectOf(plan: BlockPlanned): string {
  if ('of' in plan) return plan.of;
  return plan.change === 'exported' ? 'export' : 'freeze';
}

import * as v from 'valibot';

/** A commit of the engineer's own, with whose the lines are that it added. */
export const COMMIT = 'commit';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/u));

const commitLandedSchema = v.object({
  /** the repository's top folder */
  uri: v.pipe(v.string(), v.minLength(1)),
  commit: name,
  /** author date, in milliseconds since 1970 UTC; what local time was ahead of UTC then, in minutes */
  authored: v.pipe(v.number(), v.finite()),
  offset: v.pipe(v.number(), v.safeInteger()),
  /** earlier ones that it stands for, after an amend or a rebase */
  replaces: v.optional(v.pipe(v.array(name), v.maxLength(100))),
  /** non-blank lines that no parent has, beside those of files that are left out: typed, AI's for certain, AI's probably, of unknown origin */
  typed: count,
  ai: count,
  probable: count,
  unseen: count,
});

export type CommitLanded = v.InferOutput<typeof commitLandedSchema>;

/** The payload of a commit, or `undefined` for one of a later version that this one can not read. */
export function readCommitLanded(payload: unknown): CommitLanded | undefined {
  const parsed = v.safeParse(commitLandedSchema, payload);
  return parsed.success ? parsed.output : undefined;
}

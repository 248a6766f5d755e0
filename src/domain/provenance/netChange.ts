/** One replacement, in the coordinates of the text right before it. */
export interface Step {
  readonly offset: number;
  readonly removed: string;
  readonly inserted: string;
}

/** A stretch of text that several steps have changed together: where it was before the first of them, and both texts. */
export interface Hunk {
  readonly from: number;
  readonly before: string;
  readonly after: string;
}

/**
 * What steps change together, found backwards: the hunks of all later steps, and one step before them. Hunks stand apart,
 * in order; what changes back is none. That is how VS Code joins what it undoes at once (`compressConsecutiveTextChanges`).
 */
export function withStepBefore(hunks: readonly Hunk[], step: Step): Hunk[] {
  const { offset, removed, inserted } = step;
  const end = offset + inserted.length;
  const grown = removed.length - inserted.length;
  const above: Hunk[] = [];
  const touched: Hunk[] = [];
  const below: Hunk[] = [];
  for (const hunk of hunks) {
    if (hunk.from + hunk.before.length < offset) above.push(hunk);
    else if (hunk.from <= end) touched.push(hunk);
    else below.push({ ...hunk, from: hunk.from + grown });
  }
  const joined = joinStep(touched, step);
  return joined.before === joined.after ? [...above, ...below] : [...above, joined, ...below];
}

function joinStep(touched: readonly Hunk[], { offset, removed, inserted }: Step): Hunk {
  const end = offset + inserted.length;
  const first = touched[0];
  const last = touched.at(-1);
  const head = first === undefined ? '' : first.before.slice(0, Math.max(0, offset - first.from));
  const tail = last === undefined ? '' : last.before.slice(Math.max(0, end - last.from));
  let after = '';
  let at = offset;
  for (const hunk of touched) {
    if (hunk.from > at) after += inserted.slice(at - offset, hunk.from - offset);
    after += hunk.after;
    at = Math.max(at, hunk.from + hunk.before.length);
  }
  if (at < end) after += inserted.slice(at - offset);
  return { from: Math.min(offset, first?.from ?? offset), before: head + removed + tail, after };
}

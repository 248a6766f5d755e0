/** Lines one after another; from 1, both ends belong to it. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Lines that a patch adds, by the hashes of the file before and after, as `changeName` joins them. */
export type AddedLines = ReadonlyMap<string, readonly LineRange[]>;

/** What a change of one file is called, wherever its name may be: by the hashes of its content. */
export function changeName(before: string, after: string): string {
  return `${before}..${after}`;
}

/**
 * The lines that a patch without context adds. Files are told apart by the full hashes of their content: whatever a name
 * holds, it is not looked at.
 *
 * @param patch of `git diff-tree --patch --unified=0 --full-index`
 */
export function addedLines(patch: string): AddedLines {
  const added = new Map<string, LineRange[]>();
  let ranges: LineRange[] | undefined;
  for (const line of linesOf(patch)) {
    // Text begins with a plus, a minus or a backslash, so it can not pass for a head.
    if (line.startsWith('diff ')) ranges = undefined;
    const { before, after } = /^index (?<before>[0-9a-f]+)\.\.(?<after>[0-9a-f]+)/u.exec(line)?.groups ?? {};
    if (before !== undefined && after !== undefined) {
      ranges = [];
      added.set(changeName(before, after), ranges);
    }
    const range = line.startsWith('@@ ') ? rangeOf(line) : undefined;
    if (range !== undefined) ranges?.push(range);
  }
  return added;
}

function rangeOf(head: string): LineRange | undefined {
  const { first, count = '1' } = /^@@ -[\d,]+ \+(?<first>\d+)(?:,(?<count>\d+))? @@/u.exec(head)?.groups ?? {};
  if (first === undefined || Number(count) === 0) return undefined;
  return { first: Number(first), last: Number(first) + Number(count) - 1 };
}

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    yield line;
    from += line.length + 1;
  }
}

/** Lines that are in each of several lists, as the lines of a merge are new that no parent has. Lists are in order. */
export function inEach(lists: readonly (readonly LineRange[])[]): readonly LineRange[] {
  return lists.slice(1).reduce(inBoth, lists[0] ?? []);
}

function inBoth(one: readonly LineRange[], other: readonly LineRange[]): LineRange[] {
  const both: LineRange[] = [];
  let at = 0;
  for (const { first, last } of one) {
    while (at < other.length && (other[at]?.last ?? 0) < first) at += 1;
    for (let next = at; next < other.length; next += 1) {
      const { first: from = 0, last: to = 0 } = other[next] ?? {};
      if (from > last) break;
      both.push({ first: Math.max(first, from), last: Math.min(last, to) });
    }
  }
  return both;
}

/** Somebody named in a commit. */
interface Named {
  readonly mail: string;
  /** milliseconds since 1970 UTC */
  readonly at: number;
  /** what local time was ahead of UTC then and there, in minutes */
  readonly offset: number;
}

/** What a commit says of itself. */
export interface CommitObject {
  readonly parents: readonly string[];
  readonly author: Named;
  readonly committer: Named;
  readonly message: string;
}

/** No message is read further, in UTF-16 code units. */
const LONGEST_MESSAGE = 100_000;
/** Nobody merges more. */
const MOST_PARENTS = 16;

/** A commit from its text as git stores it; `undefined` where that is none, or has more parents than anybody merges. */
export function readCommitObject(text: string): CommitObject | undefined {
  const end = text.indexOf('\n\n');
  const heads = (end < 0 ? text : text.slice(0, end)).split('\n');
  const author = named(heads, 'author');
  const committer = named(heads, 'committer');
  const parents = heads.flatMap((line) => /^parent (?<id>[0-9a-f]{40,64})$/u.exec(line)?.groups?.['id'] ?? []);
  if (author === undefined || committer === undefined || parents.length > MOST_PARENTS) return undefined;
  return { parents, author, committer, message: end < 0 ? '' : text.slice(end + 2, end + 2 + LONGEST_MESSAGE) };
}

function named(heads: readonly string[], role: 'author' | 'committer'): Named | undefined {
  const line = heads.find((one) => one.startsWith(`${role} `));
  const form = /<(?<mail>[^<>]*)> (?<seconds>\d{1,12}) (?<sign>[+-])(?<hours>\d{2})(?<minutes>\d{2})$/u;
  const { mail, seconds, sign, hours, minutes } = form.exec(line ?? '')?.groups ?? {};
  if (mail === undefined) return undefined;
  const offset = 60 * Number(hours) + Number(minutes);
  return { mail, at: 1_000 * Number(seconds), offset: sign === '-' ? 0 - offset : offset };
}

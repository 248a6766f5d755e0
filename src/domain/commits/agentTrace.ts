import { parseISO } from 'date-fns';
import * as v from 'valibot';
import { MOST_CLAIMS, type Claimed, type FileClaims, type LineClaim } from './lineClaims.ts';

/** Where the reference implementation of Agent Trace keeps its records, in the work tree. */
export const AGENT_TRACES = '.agent-trace/traces.jsonl';

/** A record that is longer is not read, in UTF-16 code units. */
const LONGEST_RECORD = 1_000_000;
/** How many records one reading takes. */
const MOST_RECORDS = 5_000;
/** Records of a commit are written by hooks that run right after it. So late they may be, in milliseconds. */
const RIGHT_AFTER = 60_000;

/** One record of Agent Trace, as far as it tells of lines in a repository of git. */
export interface AgentTrace {
  /** the commit that it names */
  readonly revision: string;
  /** milliseconds since 1970 UTC */
  readonly recordedAt: number;
  readonly files: FileClaims;
}

const contributorSchema = v.object({ type: v.picklist(['human', 'ai', 'mixed', 'unknown']) });
const lineNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const rangeSchema = v.pipe(
  v.object({ start_line: lineNumber, end_line: lineNumber, contributor: v.optional(contributorSchema) }),
  v.check(({ start_line: first, end_line: last }) => first <= last),
);
const conversationSchema = v.object({
  contributor: v.optional(contributorSchema),
  ranges: v.pipe(v.array(rangeSchema), v.maxLength(MOST_CLAIMS)),
});
const recordSchema = v.object({
  // The reference implementation writes "1.0".
  version: v.pipe(v.string(), v.regex(/^[01]\.\d{1,4}(?:\.\d{1,4})?$/u)),
  timestamp: v.pipe(v.string(), v.maxLength(40), v.isoTimestamp()),
  vcs: v.object({ type: v.literal('git'), revision: v.string() }),
  files: v.array(
    v.object({ path: v.pipe(v.string(), v.maxLength(4_096)), conversations: v.array(conversationSchema) }),
  ),
});

/** The records of some commits, in the order in which they were written, and how many lines are none though they name one. */
export interface AgentTraces {
  readonly traces: readonly AgentTrace[];
  readonly refused: number;
}

/**
 * The records that name one of some commits, from a file with one a line.
 *
 * @param commits full hashes
 */
export function readAgentTraces(text: string, commits: ReadonlySet<string>): AgentTraces {
  const traces: AgentTrace[] = [];
  let refused = 0;
  for (let from = 0; from < text.length && traces.length + refused < MOST_RECORDS;) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    from += line.length + 1;
    // What names other commits is not taken apart: such a file only grows.
    const revision = /"revision"\s*:\s*"(?<revision>[0-9a-f]{40,64})"/u.exec(line)?.groups?.['revision'];
    if (revision === undefined || !commits.has(revision)) continue;
    const trace = readRecord(line);
    if (trace === undefined) refused += 1;
    else if (commits.has(trace.revision)) traces.push(trace);
  }
  return { traces, refused };
}

function readRecord(line: string): AgentTrace | undefined {
  if (line.length > LONGEST_RECORD) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(recordSchema, json);
  if (!parsed.success) return undefined;
  const { vcs, timestamp, files } = parsed.output;
  const claims = new Map<string, LineClaim[]>();
  let count = 0;
  for (const { path, conversations } of files) {
    const ofFile = conversations.flatMap(claimsOf);
    count += ofFile.length;
    if (count > MOST_CLAIMS) return undefined;
    claims.set(path, [...(claims.get(path) ?? []), ...ofFile]);
  }
  return { revision: vcs.revision, recordedAt: parseISO(timestamp).getTime(), files: claims };
}

const CLAIMED: Record<v.InferOutput<typeof contributorSchema>['type'], Claimed | undefined> = {
  ai: 'ai',
  mixed: 'perhaps',
  human: 'human',
  unknown: undefined,
};

function claimsOf({ contributor, ranges }: v.InferOutput<typeof conversationSchema>): LineClaim[] {
  return ranges.flatMap(({ start_line: first, end_line: last, contributor: own = contributor }) => {
    const by = own && CLAIMED[own.type];
    return by === undefined ? [] : [{ first, last, by }];
  });
}

/** What tells which records are of a commit. */
export interface TracedCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** when it was committed, milliseconds since 1970 UTC */
  readonly committedAt: number;
}

/**
 * What records say of a commit's lines. By the specification a record names the commit that it is about; the reference
 * implementation names the one that was there when the edit was made, and the lines as they stood then, so a record of
 * the commit before is a hint and no more. What was recorded later is about later work, whatever it names.
 */
export function tracedLines(traces: readonly AgentTrace[], { id, parents, committedAt }: TracedCommit): FileClaims {
  const claims = new Map<string, LineClaim[]>();
  for (const { revision, recordedAt, files } of traces) {
    const isOfCommit = revision === id;
    if ((!isOfCommit && revision !== parents[0]) || recordedAt > committedAt + RIGHT_AFTER) continue;
    for (const [path, lines] of files) {
      const taken = isOfCommit ? lines : lines.map((claim) => (claim.by === 'ai' ? asHint(claim) : claim));
      claims.set(path, [...(claims.get(path) ?? []), ...taken]);
    }
  }
  return claims;
}

function asHint({ first, last }: LineClaim): LineClaim {
  return { first, last, by: 'perhaps' };
}

import * as v from 'valibot';
import { MOST_CLAIMS, type Claimed, type FileClaims, type LineClaim, type Refused } from './lineClaims.ts';

/** Where git-ai keeps its notes on commits. */
export const GIT_AI_NOTES = 'refs/notes/ai';

/** A note that is longer is not read, in UTF-16 code units: early ones hold whole conversations. */
export const LONGEST_NOTE = 1_000_000;

const LONGEST_PATH = 4_096;

/** The third version is the first one; the standard asks that no earlier form is guessed at. */
const metadataSchema = v.object({
  schema_version: v.pipe(v.string(), v.regex(/^authorship\/3\.\d{1,4}\.\d{1,4}$/u)),
  prompts: v.optional(v.record(v.string(), v.unknown())),
  sessions: v.optional(v.record(v.string(), v.unknown())),
});

/** Lines of the upper half of a note, and how far they have been read. */
interface Reading {
  readonly lines: readonly string[];
  readonly at: number;
}

/**
 * What a note of the Git AI Standard 3.0.0 says of a commit's lines. Keys of sessions and of prompts are AI where the
 * note itself has their record; what a person is named for is a person's. Lines that it does not name are not known to
 * git-ai.
 */
export function readGitAiNote(text: string): FileClaims | Refused {
  if (text.length > LONGEST_NOTE) return { refused: 'is too long to be read.' };
  const all = text.split(/\r?\n/u);
  const divider = all.indexOf('---');
  if (divider < 0) return { refused: 'has no line that ends its list of files.' };
  const known = readMetadata(all.slice(divider + 1).join('\n'));
  return 'refused' in known ? known : readAttestations(all.slice(0, divider), known.agents);
}

function readMetadata(text: string): { readonly agents: ReadonlySet<string> } | Refused {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { refused: 'has no JSON behind its list of files.' };
  }
  const parsed = v.safeParse(metadataSchema, json);
  if (!parsed.success) return { refused: 'is of no version that Grasp reads.' };
  const { prompts = {}, sessions = {} } = parsed.output;
  return { agents: new Set([...Object.keys(prompts), ...Object.keys(sessions)]) };
}

function readAttestations(lines: readonly string[], agents: ReadonlySet<string>): FileClaims | Refused {
  const files = new Map<string, LineClaim[]>();
  let claims: LineClaim[] | undefined;
  let count = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]?.trimEnd() ?? '';
    if (line === '') continue;
    if (!line.startsWith('  ')) {
      const file = readPath({ lines, at });
      if (file === undefined) return { refused: `names no file in line ${at + 1}.` };
      claims = files.get(file.path) ?? [];
      files.set(file.path, claims);
      ({ at } = file);
      continue;
    }
    const entry = readEntry(line, agents);
    if (entry === undefined || claims === undefined) return { refused: `can not be read in line ${at + 1}.` };
    count += entry.length;
    if (count > MOST_CLAIMS) return { refused: 'names too many ranges of lines.' };
    for (const claim of entry) claims.push(claim);
  }
  return files;
}

/** A path in quotes may go over several lines; there are no escapes in it. */
function readPath({ lines, at }: Reading): { readonly path: string; readonly at: number } | undefined {
  const [first = ''] = lines.slice(at, at + 1);
  if (!first.startsWith('"')) return first.length > LONGEST_PATH ? undefined : { path: first.trimEnd(), at };
  let path = first.slice(1);
  for (let line = at; path.length <= LONGEST_PATH; path += `\n${lines[line] ?? ''}`) {
    if (path.trimEnd().endsWith('"')) return { path: path.trimEnd().slice(0, -1), at: line };
    line += 1;
    if (line >= lines.length) return undefined;
  }
  return undefined;
}

/** The claims of one line; none for an author of whom the note has no record. */
function readEntry(line: string, agents: ReadonlySet<string>): LineClaim[] | undefined {
  const { key, ranges } = /^ {2}(?<key>[\w:]{1,200}) (?<ranges>[\d,-]+)$/u.exec(line)?.groups ?? {};
  if (key === undefined || ranges === undefined) return undefined;
  const by = authorOf(key, agents);
  const claims: LineClaim[] = [];
  for (const range of ranges.split(',')) {
    const lines = readRange(range);
    if (lines === undefined) return undefined;
    if (by !== undefined) claims.push({ ...lines, by });
  }
  return claims;
}

function readRange(range: string): Omit<LineClaim, 'by'> | undefined {
  const groups = /^(?<first>\d{1,9})(?:-(?<last>\d{1,9}))?$/u.exec(range)?.groups;
  const first = Number(groups?.['first'] ?? 0);
  const last = Number(groups?.['last'] ?? first);
  return first < 1 || last < first ? undefined : { first, last };
}

function authorOf(key: string, agents: ReadonlySet<string>): Claimed | undefined {
  if (key.startsWith('h_')) return 'human';
  // A session's key goes on with that of the single edit.
  const [session = ''] = key.split('::');
  return agents.has(session) ? 'ai' : undefined;
}

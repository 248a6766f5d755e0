import type { Confidence } from '../attribution/confidence.ts';
import type { Origin } from '../attribution/origin.ts';
import type { CommitEvidence } from '../provenance/author.ts';
import type { LineOrigin } from '../provenance/lineOrigin.ts';
import type { LineRange } from './addedLines.ts';
import { claimsByLine, type Claimed, type FileClaims } from './lineClaims.ts';

/** What others say of a commit. */
export interface CommitSays {
  /** of its note by git-ai; `undefined` where it has none */
  readonly note: FileClaims | undefined;
  /** of its records in Agent Trace */
  readonly traced: FileClaims;
  readonly namesAgent: boolean;
}

/** A file as it is in a commit. */
export interface CommittedFile {
  /** in the repository, with `/` */
  readonly path: string;
  readonly lines: readonly string[];
  /** that no parent of the commit has */
  readonly added: readonly LineRange[];
}

/** Whether others say anything of a commit that could tell of a line. */
export function saysAnything({ note, traced, namesAgent }: CommitSays): boolean {
  return (note?.size ?? 0) > 0 || traced.size > 0 || namesAgent;
}

/**
 * Who is said to have written the lines that a commit added. A note outranks a record; a commit that only names an agent
 * among its authors gives a guess for all its lines. `undefined` where nothing is said, and for what is said to be by a
 * person: nobody saw it written, so it is not called typed.
 */
export function toldLines(says: CommitSays, { path, lines, added }: CommittedFile): (LineOrigin | undefined)[] {
  const said = spokenOf(says, path, lines.length);
  const told = new Array<LineOrigin | undefined>(lines.length).fill(undefined);
  for (const { first, last } of added) {
    for (let line = first - 1; line < Math.min(last, lines.length); line += 1) {
      if ((lines[line] ?? '').trim() !== '') told[line] = said(line);
    }
  }
  return told;
}

/** What is said of a line of a file, whether the commit added it or not. */
function spokenOf(says: CommitSays, path: string, lines: number): (line: number) => LineOrigin | undefined {
  const noted = claimsByLine(says.note?.get(path) ?? [], lines);
  const traced = claimsByLine(says.traced.get(path) ?? [], lines);
  const isOnlyNamed = says.note === undefined && says.traced.size === 0 && says.namesAgent;
  const otherwise = isOnlyNamed ? toldBy('commit-trailer', 'perhaps') : undefined;
  return (line) => {
    const [note, trace] = [noted[line], traced[line]];
    if (note !== undefined) return toldBy('git-ai-note', note);
    return trace === undefined ? otherwise : toldBy('agent-trace', trace);
  };
}

function toldBy(evidence: CommitEvidence, by: Claimed): LineOrigin | undefined {
  if (by === 'human') return undefined;
  // A guess counts as unknown, here as everywhere.
  const [origin, confidence]: [Origin, Confidence] = by === 'ai' ? ['agent', 'likely'] : ['unknown', 'guess'];
  return { origin, confidence, evidence, acceptance: undefined };
}

/** What is known of lines, with what others say where Grasp itself knows nothing or less. */
export function withTold(
  known: readonly (LineOrigin | undefined)[],
  told: readonly (LineOrigin | undefined)[],
): (LineOrigin | undefined)[] {
  return told.map((one, line) => (one !== undefined && saysMore(one, known[line]) ? one : known[line]));
}

/** What Grasp saw itself outranks what others say; that a text came from the disk, or back, does not say who wrote it. */
function saysMore(told: LineOrigin, known: LineOrigin | undefined): boolean {
  if (known === undefined || known.origin === 'external') return true;
  if (told.confidence === 'guess') return known.origin === 'unknown' && known.confidence === undefined;
  return known.origin === 'unknown' || known.origin === 'restored';
}

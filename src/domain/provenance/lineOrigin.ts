import type { Confidence } from '../attribution/confidence.ts';
import { AS_RECORDED, type Correction } from '../events/acceptanceRecorded.ts';
import { isAi, type Origin } from '../attribution/origin.ts';
import { visibleCharacters } from '../attribution/visibleText.ts';
import { authorOf, type Author, type Decision, type Evidence } from './author.ts';
import { RunReader, type Run } from './authoredRuns.ts';

/** Who wrote a line, as far as somebody saw it. */
export interface LineOrigin {
  readonly origin: Origin;
  /** `undefined` for a line of unknown origin, unless there is a guess */
  readonly confidence: Confidence | undefined;
  /** what told the origin; `undefined` where it is unknown */
  readonly evidence: Evidence | undefined;
  /** id of the acceptance of which most of the line is */
  readonly acceptance: string | undefined;
}

/** Of a line of which nobody knows who wrote it. */
export const UNKNOWN: LineOrigin = {
  origin: 'unknown',
  confidence: undefined,
  evidence: undefined,
  acceptance: undefined,
};

/** What the journal says of an acceptance that lines are of. */
export interface AcceptanceNow {
  readonly origin: Origin;
  readonly confidence: Confidence;
  readonly signal: Evidence;
  /** what the engineer said of it last */
  readonly corrected: Correction | null;
}

/** The origin of lines of an acceptance: what the engineer said, else what was recorded; a guess counts as unknown. */
export function originOfAcceptance(
  acceptance: string,
  { origin, confidence, signal, corrected }: AcceptanceNow,
): LineOrigin {
  if (corrected !== null && corrected !== AS_RECORDED) {
    return { origin: corrected, confidence: 'certain', evidence: 'correction', acceptance };
  }
  return { origin: confidence === 'guess' ? 'unknown' : origin, confidence, evidence: signal, acceptance };
}

/** Characters beside white space, by author. */
export type Shares = ReadonlyMap<Author, number>;

export function sharesOf(text: string, runs: readonly Run[]): Shares {
  const shares = new Map<Author, number>();
  let at = 0;
  for (const { length, author } of runs) {
    const visible = visibleCharacters(text, at, Math.min(at + length, text.length));
    const found = authorOf(author);
    if (visible > 0) shares.set(found, (shares.get(found) ?? 0) + visible);
    at += length;
  }
  return shares;
}

/** The author of more than half of a text's characters beside white space, if there is one. */
export function mainAuthor(shares: Shares): Author | undefined {
  const all = sum(shares.values());
  return [...shares].find(([, visible]) => 2 * visible > all)?.[0];
}

/**
 * The origin of each line of a document: that of most of its characters beside white space. `undefined` for a blank line
 * and for one that was there before anybody looked.
 */
export function lineOrigins(lines: readonly string[], runs: Iterable<Run>): (LineOrigin | undefined)[] {
  const reader = new RunReader([...runs]);
  return lines.map((line) => {
    const inLine = reader.take(line.length);
    reader.skip(1);
    return originOf(sharesOf(line, inLine));
  });
}

/** The same, and `open` for a line of which something has not been decided yet. */
export function settledLineOrigins(lines: readonly string[], runs: Iterable<Run>): (LineOrigin | 'open' | undefined)[] {
  const reader = new RunReader([...runs]);
  return lines.map((line) => {
    const inLine = reader.take(line.length);
    reader.skip(1);
    const isOpen = inLine.some(({ author }) => authorOf(author).known === 'open');
    return isOpen ? 'open' : originOf(sharesOf(line, inLine));
  });
}

/** `unseen`, or an origin with the decisions that say so and what each of them has of a line. */
type Sums = Map<Origin | 'unseen', number>;

/** The rule for one line. */
function originOf(shares: Shares): LineOrigin | undefined {
  const told = [...shares].filter(([author]) => originSaidBy(author) !== 'tool');
  // What a tool changes in a line does not make it the tool's; what it wrote as a whole is.
  const counted = told.length > 0 ? told : [...shares];
  const sums: Sums = new Map();
  for (const [author, visible] of counted) {
    const origin = originSaidBy(author);
    sums.set(origin, (sums.get(origin) ?? 0) + visible);
  }
  const all = sum(sums.values());
  const origin = all === 0 ? 'unseen' : mostOf(sums, all);
  if (origin === 'unseen') return undefined;
  const decided = counted.flatMap(([{ known }, visible]) => (typeof known === 'string' ? [] : [{ known, visible }]));
  return origin === 'unknown' ? unknownOrGuess(decided, all) : withReason(origin, decided, all);
}

interface Decided {
  readonly known: Decision;
  readonly visible: number;
}

/** A guess counts as unknown, and what is not decided yet does. */
function originSaidBy({ known }: Author): Origin | 'unseen' {
  if (known === 'unseen') return 'unseen';
  return known === 'open' || known.confidence === 'guess' ? 'unknown' : known.origin;
}

function mostOf(sums: Sums, all: number): Origin | 'unseen' {
  for (const [origin, visible] of sums) if (2 * visible > all) return origin;
  const completion = sums.get('completion') ?? 0;
  const agent = sums.get('agent') ?? 0;
  if (2 * (completion + agent) <= all) return 'unknown';
  return agent > completion ? 'agent' : 'completion';
}

function withReason(origin: Origin, decided: readonly Decided[], all: number): LineOrigin {
  const isSame = ({ known }: Decided): boolean => known.origin === origin || (isAi(known.origin) && isAi(origin));
  const same = decided.filter((one) => isSame(one) && one.known.confidence !== 'guess');
  const certain = sum(same.map(({ known, visible }) => (known.confidence === 'certain' ? visible : 0)));
  const confidence = 2 * certain > all ? 'certain' : 'likely';
  const saying = same.filter(({ known }) => known.origin === origin && known.confidence === confidence);
  const main = largest(saying.length > 0 ? saying : same)?.known;
  return { origin, confidence, evidence: main?.evidence, acceptance: largest(same, hasAcceptance)?.known.acceptance };
}

/** A line of which most is a guess keeps the id, so that somebody can be asked. */
function unknownOrGuess(decided: readonly Decided[], all: number): LineOrigin {
  const guesses = decided.filter(({ known }) => known.confidence === 'guess' && known.origin !== 'unknown');
  const main = largest(guesses)?.known;
  if (main === undefined || 2 * sum(guesses.map(({ visible }) => visible)) <= all) return UNKNOWN;
  return { ...UNKNOWN, confidence: 'guess', evidence: main.evidence, acceptance: main.acceptance };
}

function hasAcceptance({ known }: Decided): boolean {
  return known.acceptance !== undefined;
}

function largest(decided: readonly Decided[], which: (one: Decided) => boolean = () => true): Decided | undefined {
  let found: Decided | undefined;
  for (const one of decided) if (which(one) && one.visible > (found?.visible ?? 0)) found = one;
  return found;
}

function sum(numbers: Iterable<number>): number {
  let all = 0;
  for (const one of numbers) all += one;
  return all;
}

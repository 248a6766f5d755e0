import type { LandedCommit, Note } from '../debt/lot.ts';
import { localDay, weekOfDay, type FirstDay } from './localWeek.ts';

/** So many weeks are compared, the present one included. */
const COMPARED_WEEKS = 8;
/** Fewer ratings than this have no mean: one hard file would be the week. */
export const ENOUGH_NOTES = 3;
/** With less of its lines known than this share a week says little of who wrote it. */
const ENOUGH_COVERAGE = 0.6;

const DAY = 86_400_000;
/** The furthest that local time is ahead of UTC anywhere, in milliseconds. */
const FURTHEST_AHEAD = 14 * 3_600_000;

/** What somebody's commits of one local week added, beside how well the somebody said to understand what was explained in it. */
export interface ComparedWeek {
  /** its first day, as `localDay` counts them */
  readonly firstDay: number;
  /** non-blank lines: by AI for certain, by AI probably, typed, of unknown origin */
  readonly ai: number;
  readonly probable: number;
  readonly typed: number;
  readonly unseen: number;
  /** lines of known origin as a share of all, from 0 to 1; `undefined` where none landed */
  readonly coverage: number | undefined;
  /** whether so little is known of its lines that nothing is to be read from it */
  readonly isHollow: boolean;
  /** notes of the week with a rating after writing */
  readonly rated: number;
  /** mean of these ratings, from 1 to 5; `undefined` for fewer than three */
  readonly mean: number | undefined;
}

/** The earliest moment that can lie in the weeks that are compared on a local day, wherever it was, in milliseconds. */
export function comparedSince(today: number, firstDay: FirstDay): number {
  return firstWeek(today, firstDay) * DAY - FURTHEST_AHEAD;
}

/**
 * Some commits, each once: two machines that both have a commit have both taken it down, and their histories may have been joined.
 * That one holds which knows most of its lines.
 */
export function eachOnce<One extends Pick<LandedCommit, 'commit' | 'unseen'>>(commits: readonly One[]): readonly One[] {
  const best = new Map<string, One>();
  for (const one of commits) {
    const before = best.get(one.commit);
    if (before === undefined || one.unseen < before.unseen) best.set(one.commit, one);
  }
  return [...best.values()];
}

/**
 * The last eight local weeks, oldest first; commits by their author date, notes by the time at which they were written, each
 * where its author was. What lies outside of these weeks is left out, so more may be given.
 * @param today local day, as `localDay` counts them
 */
export function weeksCompared(given: {
  readonly commits: readonly Pick<LandedCommit, 'authored' | 'offset' | 'ai' | 'probable' | 'typed' | 'unseen'>[];
  readonly notes: readonly Pick<Note, 'time' | 'offset' | 'after'>[];
  readonly today: number;
  readonly firstDay: FirstDay;
}): readonly ComparedWeek[] {
  const { commits, notes, today, firstDay } = given;
  const weekOf = (at: number, offset: number): number => weekOfDay(localDay(at, offset), firstDay);
  const first = firstWeek(today, firstDay);
  return Array.from({ length: COMPARED_WEEKS }, (_, at) => {
    const week = first + 7 * at;
    const landed = commits.filter(({ authored, offset }) => weekOf(authored, offset) === week);
    const written = notes.filter(({ time, offset }) => weekOf(time, offset) === week);
    return { firstDay: week, ...landedIn(landed), ...ratedIn(written) };
  });
}

function firstWeek(today: number, firstDay: FirstDay): number {
  return weekOfDay(today, firstDay) - 7 * (COMPARED_WEEKS - 1);
}

type Landed = Pick<ComparedWeek, 'ai' | 'probable' | 'typed' | 'unseen'>;

function landedIn(commits: readonly Landed[]): Landed & Pick<ComparedWeek, 'coverage' | 'isHollow'> {
  const sum = (of: keyof Landed): number => commits.reduce((lines, one) => lines + one[of], 0);
  const lines = { ai: sum('ai'), probable: sum('probable'), typed: sum('typed'), unseen: sum('unseen') };
  const known = lines.ai + lines.probable + lines.typed;
  const coverage = known + lines.unseen === 0 ? undefined : known / (known + lines.unseen);
  return { ...lines, coverage, isHollow: coverage !== undefined && coverage < ENOUGH_COVERAGE };
}

function ratedIn(notes: readonly Pick<Note, 'after'>[]): Pick<ComparedWeek, 'rated' | 'mean'> {
  const ratings = notes.map(({ after }) => after).filter((rating) => rating !== undefined);
  const rated = ratings.length;
  const mean = rated < ENOUGH_NOTES ? undefined : ratings.reduce((sum: number, one) => sum + one, 0) / rated;
  return { rated, mean };
}

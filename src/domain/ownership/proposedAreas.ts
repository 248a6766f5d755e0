import type { Area } from './area.ts';
import { globOfName } from './pathGlob.ts';
import { areaName } from './sourceFolder.ts';

/** What the latest commits of a repository did in a folder. */
export interface TouchedFolder {
  /** one or two names with `/` between; of one name: the files right in it, and no others where deeper ones are told of too */
  readonly folder: string;
  /** commits that touched a file of it */
  readonly commits: number;
  /** different calendar months of these commits */
  readonly months: number;
  /** different files that they touched */
  readonly files: number;
}

export interface ProposedArea {
  readonly area: Area;
  /** path of a file that it would mean, which need not be there */
  readonly example: string;
  /** a sentence for people */
  readonly reason: string;
}

const MOST_PROPOSALS = 5;
/** Of these at most so many are core: what is all core needs no areas. */
const MOST_CORE = 3;
/** What was touched as often and over as many months is lived with; of a younger history over all of its months. */
const OFTEN = 10;
const MANY_MONTHS = 3;
/** What was touched no more often is hardly lived with. */
const SELDOM = 2;

const GENERATED =
  /^(?:__generated__|generated|gen|dist|build|out|vendor|third_party|__snapshots__|snapshots|fixtures)$/iu;
const DOCUMENTS = /^(?:docs?|documentation|examples?|samples?|demos?)$/iu;
/** Folders of tools: `.github`, `.config`. */
const SETTINGS = /^\./u;
const TESTS = /^(?:tests?|specs?|__tests__|e2e|testing)$/iu;

/**
 * Areas that somebody may want to name, by what was done in a repository: those that matter most first. What is neither
 * lived with nor plainly of another kind is left to the area of all the rest.
 */
export function proposeAreas(history: readonly TouchedFolder[]): ProposedArea[] {
  const sorted = history.toSorted((a, b) => weightOf(b) - weightOf(a) || (a.folder < b.folder ? -1 : 1));
  const enough = Math.min(MANY_MONTHS, Math.max(...history.map(({ months }) => months)));
  const proposed = sorted.flatMap((folder) => {
    const found = folder.folder === '' ? undefined : judged(folder, enough);
    return found === undefined ? [] : [proposal(folder, history, found)];
  });
  const core = proposed.filter(({ area }) => area.class === 'core').slice(0, MOST_CORE);
  const others = proposed.filter(({ area }) => area.class !== 'core');
  return [...core, ...others].slice(0, MOST_PROPOSALS);
}

/** A folder of every month outweighs one that was touched as often in one. */
function weightOf({ commits, months }: TouchedFolder): number {
  return commits * months;
}

/** @param enough over so many months it must be touched to be lived with */
function judged(touched: TouchedFolder, enough: number): (Pick<Area, 'class'> & { reason: string }) | undefined {
  const { folder, commits, months } = touched;
  const isNamed = (form: RegExp): boolean => folder.split('/').some((name) => form.test(name));
  const often = `Touched by ${counted(commits, 'commit')} in ${counted(months, 'month')}`;
  if (isNamed(GENERATED))
    return { class: 'transient', reason: `${often}; by its name it holds what is made, not written.` };
  if (isNamed(TESTS)) return { class: 'repeatable', reason: `${often}; by its name it holds tests.` };
  if (isNamed(DOCUMENTS)) {
    const reason = `${often}; by its name it holds documents or examples.`;
    return { class: commits <= SELDOM ? 'transient' : 'repeatable', reason };
  }
  if (commits >= OFTEN && months >= enough && !isNamed(SETTINGS))
    return { class: 'core', reason: `${often}: you live with this code.` };
  if (commits <= SELDOM && touched.files > MANY_FILES) {
    const reason = `${often}, ${counted(touched.files, 'file')} at once: it came from elsewhere, or was made.`;
    return { class: 'transient', reason };
  }
  return undefined;
}

/** So many files in one or two commits were hardly written there. */
const MANY_FILES = 20;

function proposal(
  { folder }: TouchedFolder,
  history: readonly TouchedFolder[],
  found: Pick<Area, 'class'> & { reason: string },
): ProposedArea {
  const isWhole = !history.some((other) => other.folder.startsWith(`${folder}/`));
  const glob = `${globOfName(folder)}/${isWhole ? '**' : '*'}`;
  return { area: { name: areaName(folder), glob, class: found.class }, example: `${folder}/a`, reason: found.reason };
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

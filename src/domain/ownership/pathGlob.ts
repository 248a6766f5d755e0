import { Minimatch, type MinimatchOptions } from 'minimatch';
import { HALF_BRACKET, isBalanced } from '../privacy/exclusions.ts';

/** A longer pattern is none, in UTF-16 code units. */
const LONGEST = 500;
/** How many patterns one with braces may stand for. */
const MOST_PATTERNS = 100;

/** As in VS Code's own patterns: stars, question marks, braces and ranges, for names with a dot too, and nothing else. */
const OPTIONS: MinimatchOptions = {
  ...{ dot: true, nocomment: true, nonegate: true, noext: true },
  ...{ platform: 'linux', braceExpandMax: MOST_PATTERNS + 1 },
};

/** Whether a path in a repository, with `/`, is meant. */
export type MatchPath = (path: string) => boolean;

/** Why a pattern can not be used, in words that follow it; `undefined` for one that can. */
export function problemOfGlob(glob: string): string | undefined {
  if (glob === '') return 'is empty';
  if (glob.length > LONGEST) return 'is too long';
  if (glob.startsWith('!')) return 'begins with "!", and nothing can be taken away by a pattern';
  if (!isBalanced(glob)) return HALF_BRACKET;
  return patternsOf(glob).some(({ globSet }) => globSet.length > MOST_PATTERNS) ? 'stands for too many' : undefined;
}

/**
 * The paths that a pattern means; a folder that is named stands for all that is in it. Whoever wrote the pattern, and the
 * path: the cost is bounded, since no regular expression is made that goes back.
 */
export function pathMatcher(glob: string): MatchPath {
  const patterns = patternsOf(glob);
  return (path) => patterns.some((pattern) => pattern.match(path));
}

function patternsOf(glob: string): Minimatch[] {
  const plain = glob.replace(/^(?:\.?\/)+/u, '').replace(/\/$/u, '') || '**';
  // `src/*` means the files right in it.
  const isName = !/[*?[\]{}\\][^/]*$/u.test(plain);
  return (isName ? [plain, `${plain}/**`] : [plain]).map((one) => new Minimatch(one, OPTIONS));
}

/** A pattern for a name as it is: a character that means something in patterns becomes one that stands for any. */
export function globOfName(name: string): string {
  return name.replaceAll(/[*?[\]{}()!\\]/gu, '?');
}

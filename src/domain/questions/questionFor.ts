import { languageOf } from '../attribution/languageOf.ts';
import { askOfBranch } from './branch.ts';
import type { Change } from './change.ts';
import { codeLines } from './codeLines.ts';
import { askOfConcurrency } from './concurrency.ts';
import { askOfDependency } from './dependency.ts';
import { askOfErrorPath } from './errorPath.ts';
import { askOfPattern } from './pattern.ts';
import { askOfQuery } from './query.ts';
import { askOfRemovedCheck } from './removedCheck.ts';
import { askOfValues } from './values.ts';

/** What changed at a place, as a diff has it. */
export interface ChangedCode {
  /** path or name of the file, with `/` */
  readonly path: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The most telling first. */
const KINDS: readonly ((change: Change) => string)[] = [
  ...[askOfRemovedCheck, askOfConcurrency, askOfErrorPath, askOfQuery, askOfPattern, askOfDependency],
  ...[askOfBranch, askOfValues],
];

/** What has nothing to explain that a question could be drawn from. */
const PROSE = new Set(['markdown']);

const FALLBACK = 'What would break first if this was wrong, and how would you notice?';

/**
 * The question that the code itself raises; the same for the same code. Pieces of code that it repeats stand between grave
 * accents. Empty where there is no code to ask about.
 */
export function questionFor({ path, added, removed }: ChangedCode): string {
  const language = languageOf(path);
  if (PROSE.has(language)) return '';
  const change = { path, language, added: codeLines(added, language), removed: codeLines(removed, language) };
  if (![...change.added, ...change.removed].some(({ code }) => /[\p{L}\p{N}_"'`]/u.test(code))) return '';
  for (const ask of KINDS) {
    const question = ask(change);
    if (question !== '') return question;
  }
  return FALLBACK;
}

import { isAbsolute, relative } from 'node:path';
import { codeOf } from './hookFile.ts';

/**
 * How git runs Grasp's command before a commit: by the repository's own configuration, by its hook file, or by a hook file
 * in the work tree that git ignores, which husky writes anew whenever it is installed.
 */
export type CommitHookForm = 'config' | 'file' | 'husky';

/** Why nothing is done, in sentences for people. */
export interface CommitHookRefusal {
  readonly kind: 'refused';
  readonly why: string;
}

/** `isCurrent` is false for the text of another version of Grasp, which enabling renews. */
export type CommitHookState =
  | { readonly kind: 'on'; readonly how: CommitHookForm; readonly isCurrent: boolean }
  | { readonly kind: 'off' }
  | CommitHookRefusal;

export type CommitHookEnabled = { readonly kind: 'done' | 'already'; readonly how: CommitHookForm } | CommitHookRefusal;

export type CommitHookDisabled = { readonly kind: 'done' | 'nothing' } | CommitHookRefusal;

/** What is said behind each refusal of the hook: nobody who goes without it loses anything. */
export const ASKED_AFTERWARDS = 'What you commit in a terminal is asked about afterwards all the same.';

/** Two sentences: what is in the way, and what holds all the same. */
export function refusal(why: string, end: string): CommitHookRefusal {
  return { kind: 'refused', why: `${why} ${end}` };
}

/** A sentence about a hook file. @param why the end of the sentence */
export function aboutHook(top: string, path: string, why: string): string {
  const way = relative(top, path);
  const shown = way.startsWith('..') || isAbsolute(way) ? path : way;
  return `The hook ${plainPath(shown)} ${why}.`;
}

/** A path, or words of git's, on one line, for people to read. */
export function plainPath(path: string): string {
  return path.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

/** What the disk says no to is told; anything else is a fault of ours, and thrown. */
export async function orDisksNo<T>(end: string, act: () => Promise<T>): Promise<T | CommitHookRefusal> {
  try {
    return await act();
  } catch (error) {
    const code = codeOf(error);
    if (!/^E[A-Z0-9]+$/u.test(code)) throw error;
    return refusal(`The disk says no (${code}).`, end);
  }
}

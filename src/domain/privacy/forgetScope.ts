import { isPlace, type Place } from '../events/filePath.ts';
import type { JournalEvent } from '../events/journalEvent.ts';

/** What somebody wants forgotten. */
export type ForgetScope =
  | (Place & {
      readonly what: 'place';
      /** URIs of it as they may stand in a journal: its own, and with hidden names those of all that is in it */
      readonly uris: readonly string[];
    })
  /** wall clock in milliseconds; `until` is not in it */
  | { readonly what: 'time'; readonly from: number; readonly until: number }
  | { readonly what: 'everything' };

/** No payload that is taken in is nested deeper. */
const DEEPEST = 64;

/** Gives a test for what a scope is about, as far as an event says so itself. */
export function concernedBy(scope: ForgetScope): (event: JournalEvent) => boolean {
  if (scope.what === 'everything') return () => true;
  if (scope.what === 'time') return ({ t }) => t >= scope.from && t < scope.until;
  const uris = new Set(scope.uris);
  // Of any kind and version: also what this one does not understand can name a file.
  const isNamed = (text: string): boolean => uris.has(text) || isPlace(text, scope);
  return ({ p }) => someText(p, isNamed, DEEPEST);
}

/**
 * What may stand in a line that can not be read and is about the scope. Such a line goes with the others, since nobody
 * could say any more what is in it.
 */
export function tracesOf(scope: ForgetScope): readonly string[] {
  if (scope.what === 'place') return scope.uris;
  return scope.what === 'everything' ? [''] : [];
}

function someText(value: unknown, test: (text: string) => boolean, levels: number): boolean {
  if (typeof value === 'string') return test(value);
  if (typeof value !== 'object' || value === null || levels === 0) return false;
  return Object.values(value).some((inner) => someText(inner, test, levels - 1));
}

import type { FileName } from '../events/filePath.ts';

/** Something that somebody looked up in a block, in their own words. */
export interface LookUp {
  readonly what: string;
  readonly why: string | undefined;
  /** what they found */
  readonly found: string | undefined;
  /** where it was needed; absent where no file was open that may be recorded */
  readonly place: (FileName & { readonly line: number }) | undefined;
  /** in milliseconds */
  readonly time: number;
}

/** A look-up from one line of text, such as "Array.flat, for its depth": what was looked up, up to the first comma, and why. */
export function lookUpFrom(text: string): { readonly what: string; readonly why?: string } {
  const [what = '', ...rest] = text.split(',');
  const why = rest.join(',').trim();
  return what.trim() === '' || why === '' ? { what: text.trim() } : { what: what.trim(), why };
}

/** What was looked up more than once, in the words of the last time, the most frequent first. */
export function lookedUpAgain(lookUps: readonly Pick<LookUp, 'what'>[]): readonly string[] {
  const counted = new Map<string, { what: string; times: number }>();
  for (const { what } of lookUps) {
    const key = what.toLowerCase().replaceAll(/\s+/gu, ' ').trim();
    counted.set(key, { what, times: (counted.get(key)?.times ?? 0) + 1 });
  }
  const again = [...counted.values()].filter(({ times }) => times > 1);
  return again.sort((one, other) => other.times - one.times).map(({ what }) => what);
}

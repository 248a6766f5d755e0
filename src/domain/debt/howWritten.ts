import { confidenceWord } from '../attribution/confidence.ts';
import type { LineOrigin } from '../provenance/lineOrigin.ts';

/**
 * Whose lines are and how sure that is, for people, such as "agent, probable"; where they are not all alike, what most are
 * comes first. Empty where nothing is known.
 */
export function howWritten(origins: readonly (LineOrigin | undefined)[]): string {
  const known = origins.filter((one) => one !== undefined);
  const names = byNumber(known.map(({ origin }) => origin));
  const words = byNumber(
    known.flatMap(({ confidence }) => (confidence === undefined ? [] : [confidenceWord(confidence)])),
  );
  const sure = words.length > 1 ? `partly ${words[1] ?? ''}` : words[0];
  return [names.join(' and '), ...(sure === undefined ? [] : [sure])].filter((part) => part !== '').join(', ');
}

function byNumber(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([word]) => word);
}

import type { Change } from './change.ts';
import type { CodeLine } from './codeLines.ts';
import { quote } from './quote.ts';

/** Words that a line begins with, or holds, when it keeps something out or takes care of something that goes wrong. */
const CHECK =
  /\b(?:if|elif|elsif|unless|guard|assert\w{0,20}|validate\w{0,20}|verify\w{0,20}|ensure\w{0,20}|authoriz\w{0,20}|authoris\w{0,20}|sanitiz\w{0,20}|catch|except|rescue|finally|throw|raise|set -e)\b/u;

/** Asks about a check or the handling of an error that is gone, and that no added line has in its place. */
export function askOfRemovedCheck({ added, removed }: Change): string {
  const kept = new Set(added.map(squeezed));
  const left = countsOf(added);
  for (const line of removed) {
    const word = CHECK.exec(line.code)?.[0];
    if (word === undefined || kept.has(squeezed(line))) continue;
    const replacements = left.get(word) ?? 0;
    if (replacements === 0)
      return `What happens in the cases that ${quote(trimmed(line))} took care of, now that it is gone?`;
    left.set(word, replacements - 1);
  }
  return '';
}

/** How many added lines could be what became of a removed one, by their word. */
function countsOf(lines: readonly CodeLine[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of lines) {
    const word = CHECK.exec(code)?.[0];
    if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function squeezed({ text }: CodeLine): string {
  return text.replaceAll(/\s+/gu, '');
}

function trimmed({ text, code }: CodeLine): string {
  return text
    .slice(0, code.trimEnd().length)
    .replace(/^[\s}]+/u, '')
    .replace(/[\s{:;]+$/u, '');
}

import type { CodeLine } from './codeLines.ts';
import { expressionAt, findCode, textAfter, type Found } from './expressions.ts';
import { quote } from './quote.ts';

/** What changed at a place, taken apart. */
export interface Change {
  /** of VS Code */
  readonly language: string;
  readonly path: string;
  readonly added: readonly CodeLine[];
  readonly removed: readonly CodeLine[];
}

/** What a piece of code is asked about. */
export interface Sign {
  /** what it is known by, in the code without strings and comments */
  readonly pattern: RegExp;
  /** languages of VS Code in which it means that; all where there are none */
  readonly languages?: readonly string[];
  /** what of it the question repeats: the expression that begins there, the text behind it, the sign itself */
  readonly part: 'expression' | 'text' | 'sign';
  readonly ask: (quoted: string) => string;
}

/** The question of the first sign that is found, and that is whole; else empty. */
export function askBySigns(change: Change, signs: readonly Sign[]): string {
  for (const sign of signs) {
    if (sign.languages?.includes(change.language) === false) continue;
    const found = findCode(change.added, sign.pattern);
    const part = found === undefined ? '' : partOf(found, sign.part);
    if (part !== '') return sign.ask(quote(part));
  }
  return '';
}

function partOf(found: Found, part: Sign['part']): string {
  if (part === 'sign') return found.line.text.slice(found.at, found.end).trim();
  return part === 'expression' ? expressionAt(found) : textAfter(found);
}

export const JAVASCRIPT = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'vue', 'svelte'];
export const SHELL = ['shellscript'];

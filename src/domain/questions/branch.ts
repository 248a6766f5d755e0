import type { Change } from './change.ts';
import type { CodeLine } from './codeLines.ts';
import { conditionAfter, type Piece } from './expressions.ts';
import { quote } from './quote.ts';

const KEYWORD = /(?<![\w.$#-])(?:else if|elif|elsif|if let|if|unless|while|until|for|foreach|switch|match)\b(?=[\s(])/u;
/** In these, `case` is followed by what is looked at, and not by what it may be. */
const CASE_LANGUAGES: readonly string[] = ['ruby', 'shellscript'];
const CASE = /(?<![\w.$#-])case\b(?=\s)/u;
const ORDER = /\s(?:<|>)\s|[\w\s)\]](?:<=|>=)[\w\s(-]|\s-(?:lt|le|gt|ge)\s/u;

/** Asks about a condition, a loop or a choice that the lines bring; about its limit where it has one. */
export function askOfBranch({ added, language }: Change): string {
  for (const line of added) {
    const match = KEYWORD.exec(line.code) ?? (CASE_LANGUAGES.includes(language) ? CASE.exec(line.code) : null);
    if (match === null) continue;
    const condition = conditionAfter({ line, at: match.index, end: match.index + match[0].length });
    if (condition.text !== '') return questionOf(match[0], condition);
  }
  return askOfChoice(added);
}

function questionOf(keyword: string, condition: Piece): string {
  const quoted = quote(condition.text);
  if (keyword === 'switch' || keyword === 'match' || keyword === 'case') {
    return `What happens when ${quoted} is something that no case names?`;
  }
  const hasLimit = ORDER.test(condition.code);
  if (keyword === 'for' || keyword === 'foreach') {
    return hasLimit
      ? `What happens in the first and in the last round of ${quoted}, and when there is none?`
      : `What happens when ${quoted} has nothing to go through, or a million things?`;
  }
  if (keyword === 'while' || keyword === 'until') return `What ends ${quoted}, and what happens when nothing does?`;
  if (hasLimit) return `What happens when ${quoted} is exactly at its limit, and one beyond it?`;
  return `When does ${quoted} hold, and what happens when it does not?`;
}

/** A choice within an expression. */
function askOfChoice(lines: readonly CodeLine[]): string {
  for (const { text, code } of lines) {
    const mark = /\s\?\s[^:]{1,200}\s:\s/u.exec(code)?.index;
    if (mark === undefined || /\bextends\b/u.test(code)) continue;
    const start = beginningOf(code, mark);
    const condition = { text: text.slice(start, mark).trim(), code: code.slice(start, mark) };
    if (condition.text !== '') return questionOf('if', condition);
  }
  return '';
}

/** Where the condition begins that ends at a place: behind the bracket that it is in, an argument, an assignment or a `return`. */
function beginningOf(code: string, end: number): number {
  let depth = 0;
  for (let at = end - 1; at >= 0; at -= 1) {
    const character = code[at] ?? '';
    if (')]}'.includes(character)) depth += 1;
    if ('([{'.includes(character)) depth -= 1;
    if (depth < 0 || (depth === 0 && (character === ',' || character === ';'))) return at + 1;
    if (depth === 0 && /^(?:[^=!<>]=[^=]|=>|return\s)/u.test(code.slice(at, at + 7)))
      return at + (character === 'r' ? 6 : 2);
  }
  return 0;
}

import type { Change } from './change.ts';
import type { CodeLine } from './codeLines.ts';
import { conditionAfter, type Piece } from './expressions.ts';
import { quote } from './quote.ts';

const KEYWORD =
  /(?<![\w.$#-])(?:else if|elif|elsif|if let|if|unless|while|until|for|foreach|switch|match|case)\b(?=[\s(])/u;
const ORDER = /\s(?:<|>)\s|[\w\s)\]](?:<=|>=)[\w\s(-]|\s-(?:lt|le|gt|ge)\s/u;

/** Asks about a condition, a loop or a choice that the lines bring; about its limit where it has one. */
export function askOfBranch({ added }: Change): string {
  for (const line of added) {
    const match = KEYWORD.exec(line.code);
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
  return `What happens when ${quoted} is not as expected here?`;
}

/** A choice within an expression. */
function askOfChoice(lines: readonly CodeLine[]): string {
  for (const { text, code } of lines) {
    const match = /(?:[=(,]|\breturn)\s*([\w.!()[\]&|<>=\s]{1,120}?)\s\?\s[^:]{1,120}\s:\s/u.exec(code);
    const condition = match?.[1]?.trim() ?? '';
    if (match === null || condition === '') continue;
    const at = code.indexOf(condition, match.index);
    return questionOf('if', { text: text.slice(at, at + condition.length), code: condition });
  }
  return '';
}

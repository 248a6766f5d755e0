import { askBySigns, type Change, type Sign } from './change.ts';
import { quote } from './quote.ts';

const CHANGES = /\b(?:delete\s+from|update\s+[\w."]{1,60}\s+set|insert\s+into|drop\s+\w|alter\s+table|truncate\s)/iu;
const READS =
  /\bselect\s[^;]{0,300}?\bfrom\s|\bselect\s+[\w*.,\s"]{1,80}$|\bjoin\s+[\w."]{1,60}\s+on\b|\bwhere\s+[\w."]{1,60}\s*(?:[=<>]|in\s*\(|like\b|is\s+(?:not\s+)?null\b)/iu;

const SIGNS: readonly Sign[] = [
  {
    pattern:
      /\.(?:where|andWhere|orWhere|findMany|findFirst|findAll|findOne|find_by|find_each|filter_by|updateMany|deleteMany|update_all|delete_all|select_related|prefetch_related)\b|\bobjects\.(?:filter|exclude|get|annotate)\b/u,
    part: 'expression',
    ask: (it) => `Which rows does ${it} miss that you would expect, and what happens when there are a million of them?`,
  },
];

/** Asks about a query: of SQL in whatever language, since there it stands in texts, or of a library. */
export function askOfQuery(change: Change): string {
  const changing = sqlIn(change, CHANGES);
  if (changing !== '') return `Which rows could ${changing} reach that it should not?`;
  const reading = sqlIn(change, READS);
  if (reading !== '') return `Which rows does ${reading} miss that you would expect, or give twice?`;
  return askBySigns(change, SIGNS);
}

/** Outside of files of SQL, only what stands in a text counts: an `update` or `select` of code is something else. */
function sqlIn({ added, language }: Change, pattern: RegExp): string {
  for (const { text, code } of added) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const isInText =
      text.slice(match.index, match.index + match[0].length).trim() !==
      code.slice(match.index, match.index + match[0].length).trim();
    const isComment = code.trim() === '' && language !== 'python';
    if (language === 'sql' ? !isInText : isInText && !isComment)
      return quote(text.slice(match.index).replace(/["'`;)\s]+$/u, ''));
  }
  return '';
}

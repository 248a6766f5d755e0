import { askBySigns, type Change, type Sign } from './change.ts';
import { quote } from './quote.ts';

function ask(quoted: string): string {
  return `Which text does ${quoted} not match that you would expect it to?`;
}

const SIGNS: readonly Sign[] = [
  {
    pattern:
      /\bRegExp\s?\(|\bre\.(?:compile|match|search|fullmatch|sub|findall|finditer|split)\(|\bregexp\.\w{0,4}Compile\w{0,10}\(|\bRegex(?:Set)?(?:::new)?\s?\(|\bRegex\.(?:Is)?(?:Match|Replace)\w{0,4}\(|\bPattern\.compile\(|\bpreg_\w{1,20}\(|\bstd::regex\s?\w{0,30}[({]|\b(?:grep|sed)\s+(?:-\w{1,8}\s+){0,3}(?=["'])/u,
    part: 'text',
    ask,
  },
  { pattern: /=~\s?(?=[^\s/])/u, languages: ['shellscript'], part: 'expression', ask },
];

export function askOfPattern(change: Change): string {
  const [pattern] = change.added.flatMap(({ patterns }) => patterns);
  return pattern === undefined ? askBySigns(change, SIGNS) : ask(quote(`/${pattern}/`));
}

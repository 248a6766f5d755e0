import { askBySigns, SHELL, type Change, type Sign } from './change.ts';

function askAfter(quoted: string): string {
  return `What happens after ${quoted}: who learns of the error, and what is left half done?`;
}

const SIGNS: readonly Sign[] = [
  { pattern: /(?<![.\w])catch\b|\bexcept\b|(?:^|\s)rescue\b/u, part: 'expression', ask: askAfter },
  { pattern: /[\w.]{0,40}\.catch(?=\s?\()/u, part: 'sign', ask: askAfter },
  { pattern: /\bif\s[^{]{0,80}\berr\s?!=\s?nil/u, languages: ['go'], part: 'sign', ask: askAfter },
  {
    pattern: /[\w.:]{1,80}(?:\([^()]{0,80}\))?\.(?:unwrap|expect)\(/u,
    languages: ['rust'],
    part: 'expression',
    ask: (it) => `What happens when there is nothing to take at ${it}?`,
  },
  {
    pattern: /\|\|\s*(?:true|:)(?:\s|$)|\btrap\s|\bset\s\+e\b/u,
    languages: SHELL,
    part: 'expression',
    ask: (it) => `What happens when something goes wrong at ${it}, and who learns of it?`,
  },
  {
    pattern: /(?:^|[\s{(])(?:throw|raise|panic!?|bail!|Err)\b/u,
    part: 'expression',
    ask: (it) => `What happens to whoever called when ${it} is reached?`,
  },
];

export function askOfErrorPath(change: Change): string {
  return askBySigns(change, SIGNS);
}

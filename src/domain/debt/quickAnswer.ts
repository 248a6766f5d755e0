import { LONGEST_NOTE } from '../events/noteWritten.ts';
import { RATINGS, type Rating } from './rating.ts';

/** What stands in the line at first. */
export const QUICK_START = '3: ';
/** How to answer in one line. */
export const QUICK_FORM = 'rating 1-5, a colon, then what this code does';

/** What can be written in the place of an answer: the page shall ask, later shall, or it is to be skipped. */
export const QUICK_WORDS = ['page', 'later', 'skip'] as const;
export type QuickWord = (typeof QUICK_WORDS)[number];

/** An answer in one line, a word in the place of it, or what is missing in it, for people. */
export type QuickAnswer =
  | { readonly kind: 'word'; readonly word: QuickWord }
  | { readonly kind: 'answer'; readonly rating: Rating; readonly text: string }
  | { readonly kind: 'problem'; readonly words: string };

/** Reads "4: what it does", and the same with a blank for the colon. */
export function readQuickAnswer(line: string): QuickAnswer {
  const trimmed = line.trim();
  const said = trimmed
    .replace(/^[1-5]\s*:?/u, '')
    .trim()
    .toLowerCase();
  const word = QUICK_WORDS.find((one) => said === one);
  if (word !== undefined) return { kind: 'word', word };
  const rating = RATINGS.find((one) => trimmed.startsWith(String(one)));
  // "10 retries" begins with no rating, and neither does "3rd".
  const rest = rating === undefined ? '' : trimmed.slice(1).trimStart();
  const isApart = /^.(?:$|[\s:])/u.test(trimmed);
  if (rating === undefined || !isApart)
    return problem('Begin with how well you understand it, from 1 to 5, and a colon.');
  const text = (rest.startsWith(':') ? rest.slice(1) : rest).trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return problem('Say what this code does, in a few words.');
  if (text.length > LONGEST_NOTE) return problem('That is too long for one line. Open the page for it.');
  return { kind: 'answer', rating, text };
}

/** An answer as it stands in the line: what was given before, or the beginning of one. */
export function quickLine(text: string, rating: Rating | undefined): string {
  if (text.trim() === '') return rating === undefined ? QUICK_START : `${String(rating)}: `;
  return `${rating === undefined ? QUICK_START : `${String(rating)}: `}${text.replaceAll(/\s+/gu, ' ').trim()}`;
}

function problem(words: string): QuickAnswer {
  return { kind: 'problem', words };
}

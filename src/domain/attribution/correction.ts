import { AS_RECORDED, CORRECTED_ORIGINS, type Correction } from '../events/acceptanceRecorded.ts';
import type { Acceptance } from './acceptance.ts';
import { confidenceWord } from './confidence.ts';
import { isAi } from './origin.ts';

/** What the engineer can answer: an origin, `ai` for whatever kind of AI was recorded, or that nothing was said. */
export const ANSWERS = [...CORRECTED_ORIGINS, 'ai', AS_RECORDED] as const;
export type Answer = (typeof ANSWERS)[number];

/** The answers that are put to a person. Which kind of AI it was is told by what was recorded. */
export type OfferedAnswer = Exclude<Answer, 'completion' | 'agent'>;

const SAID_SO = 'You said so.';

/** An acceptance as it counts after a correction; the engineer's word is certain. Any earlier correction is over. */
export function corrected(acceptance: Acceptance, correction: Correction): Acceptance {
  const before = asRecorded(acceptance);
  if (correction === AS_RECORDED) return before;
  const { origin, confidence, reason } = before;
  const recorded = { origin, confidence, reason } as NonNullable<Acceptance['recorded']>;
  return { ...before, origin: correction, confidence: 'certain', reason: SAID_SO, recorded };
}

/** The correction that an answer stands for. */
export function correctionFor(answer: Answer, acceptance: Acceptance): Correction {
  return answer === 'ai' ? asRecorded(acceptance).origin : answer;
}

/** The answers that are offered for an acceptance: those that change something, and taking back what was said. */
export function answersTo({
  origin,
  confidence,
  recorded,
}: Pick<Acceptance, 'origin' | 'confidence' | 'recorded'>): OfferedAnswer[] {
  const answers: OfferedAnswer[] = [];
  if (origin !== 'typed') answers.push('typed');
  if (!isAi(origin) || confidence !== 'certain') answers.push('ai');
  if (origin !== 'pasted') answers.push('pasted');
  if (recorded !== undefined) answers.push(AS_RECORDED);
  return answers;
}

const ANSWER_WORDS: Record<OfferedAnswer, string> = {
  typed: 'That was me',
  ai: 'That was AI',
  pasted: 'That was pasted',
  [AS_RECORDED]: 'Undo',
};

export function answerInWords(answer: OfferedAnswer): string {
  return ANSWER_WORDS[answer];
}

/** What an acceptance counts as, for people, such as "completion, probable" or "typed, as you said". */
export function countsAs({
  origin,
  confidence,
  recorded,
}: Pick<Acceptance, 'origin' | 'confidence' | 'recorded'>): string {
  return `${origin}, ${recorded === undefined ? confidenceWord(confidence) : 'as you said'}`;
}

function asRecorded({ recorded, ...acceptance }: Acceptance): Acceptance {
  return recorded === undefined ? acceptance : { ...acceptance, ...recorded };
}

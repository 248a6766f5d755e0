import { AS_RECORDED, CORRECTED_ORIGINS, type Correction } from '../events/acceptanceRecorded.ts';
import type { Acceptance } from './acceptance.ts';

/** What the engineer can answer: an origin, `ai` for whatever kind of AI was recorded, or that nothing was said. */
export const ANSWERS = [...CORRECTED_ORIGINS, 'ai', AS_RECORDED] as const;
export type Answer = (typeof ANSWERS)[number];

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

function asRecorded({ recorded, ...acceptance }: Acceptance): Acceptance {
  return recorded === undefined ? acceptance : { ...acceptance, ...recorded };
}

/** Who produced a piece of text. */
export const ORIGINS = ['typed', 'completion', 'agent', 'pasted', 'tool', 'restored', 'external', 'unknown'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Whether a text of this origin was written by AI. */
export function isAi(origin: Origin): boolean {
  return origin === 'completion' || origin === 'agent';
}

/** Who produced a piece of text. */
export const ORIGINS = ['typed', 'completion', 'agent', 'pasted', 'tool', 'restored', 'external', 'unknown'] as const;
export type Origin = (typeof ORIGINS)[number];

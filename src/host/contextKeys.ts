/** The context keys that Grasp sets for the `when` clauses of its manifest. */
export const CONTEXT_KEYS = ['grasp.captureEnabled', 'grasp.commitKeyEnabled', 'grasp.inBlock'] as const;
export type ContextKey = (typeof CONTEXT_KEYS)[number];

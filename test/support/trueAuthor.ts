/** Who really wrote a text; of AI's, by the way in which it came. In the order of the table. */
export const TRUE_AUTHORS = [
  'completion by key',
  'completion by mouse',
  'edit by chat',
  'code block',
  'typed',
  'pasted',
  'tool',
  'restored',
  'external',
] as const;
export type TrueAuthor = (typeof TRUE_AUTHORS)[number];

export const BY_AI: ReadonlySet<TrueAuthor> = new Set(TRUE_AUTHORS.slice(0, 4));

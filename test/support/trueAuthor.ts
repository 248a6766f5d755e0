/** Who really wrote a text; of AI's, by the way in which it came. In the order of the table. */
export const TRUE_AUTHORS = [
  'completion by key',
  'completion by mouse',
  'edit by chat',
  'code block',
  'agent on the disk',
  'typed',
  'pasted',
  'tool',
  'restored',
  'git',
  'external',
  'own write beside an agent',
] as const;
export type TrueAuthor = (typeof TRUE_AUTHORS)[number];

export const BY_AI: ReadonlySet<TrueAuthor> = new Set(TRUE_AUTHORS.slice(0, 5));

/** The one case in which a person's text may be called AI's at probable, which the README states. */
export const STATED_CASE: TrueAuthor = 'own write beside an agent';

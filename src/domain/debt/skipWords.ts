import type { SkipReason } from '../events/lotRecorded.ts';

/** Why somebody does not explain something, in words to choose from. */
export const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  known: 'I know it already',
  trivial: 'There is nothing to explain',
  'no time': 'No time now',
  'not mine': 'It is not mine to explain',
  other: 'Another reason',
};

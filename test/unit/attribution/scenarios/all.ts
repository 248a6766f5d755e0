import type { Scenario } from '../../../support/scenario.ts';
import { completions } from './completions.ts';
import { diskWrites } from './diskWrites.ts';
import { otherEdits } from './otherEdits.ts';
import { ownEdits } from './ownEdits.ts';

/** What happens to a file in the life of an engineer, and what Grasp makes of it. */
export const SCENARIOS: readonly Scenario[] = [...completions, ...ownEdits, ...otherEdits, ...diskWrites];

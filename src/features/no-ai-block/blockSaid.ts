import type { TakeDownWords } from '../takeDown.ts';

/** What is said where something about blocks is not on the disk. */
export const BLOCK_WORDS: TakeDownWords = {
  paused: 'Grasp is paused and writes nothing. Resume it to change blocks.',
  waiting: 'The journal can not be written now. What you said is in memory, and is written when it can be.',
  failed: 'That could not be written; the log says more.',
  logged: 'What was said of blocks could not be written.',
};

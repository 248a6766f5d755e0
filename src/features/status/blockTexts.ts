import type { BlockStatus } from '../no-ai-block/blockStatus.ts';

const CHOOSE = 'grasp.noAiBlock';

/** What the status bar shows of a block: its text, the same in words for a screen reader, and what a click runs. */
export function blockText({ state, minutes }: BlockStatus): { text: string; words: string; command: string } {
  if (state === 'open') {
    return { text: '$(clock) no-AI block', words: 'your block without AI may be started', command: CHOOSE };
  }
  const left = minutes === 1 ? '1 minute' : `${String(minutes)} minutes`;
  const isPaused = state === 'paused';
  return {
    text: `$(clock) no-AI ${isPaused ? 'paused' : `${String(minutes)} min`}`,
    words: `block without AI${isPaused ? ', paused' : ''}, ${left} left`,
    command: CHOOSE,
  };
}

/** The same in sentences, with how it ends. */
export function blockSentences({ state, until, isLoud }: BlockStatus): readonly string[] {
  if (state === 'open')
    return [`It is time for your block without AI, until ${until}. Click to start it, or to move it.`];
  const ends = `Your block without AI ends at ${until}.`;
  const how = state === 'paused' ? 'It is paused. Click to go on, or to stop it.' : 'Click to stop or pause it.';
  const quiet = isLoud
    ? 'This editor has no way to keep completions quiet.'
    : 'Completions do not show by themselves until then.';
  return [`${ends} ${how}`, quiet];
}

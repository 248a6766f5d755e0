/** What told Grasp that a completion was accepted. The journal keeps the signal; its words are made when they are shown. */
export const SIGNALS = ['editor-reason', 'accept-mark'] as const;
export type Signal = (typeof SIGNALS)[number];

const WORDS: Record<Signal, string> = {
  'editor-reason': 'The editor itself reported that a completion was accepted here.',
  'accept-mark': 'You accepted a completion with the key for it, and this text arrived with that key.',
};

/** Why an acceptance has its confidence, in words for the engineer. */
export function reasonInWords(signal: Signal): string {
  return WORDS[signal];
}

/** What told Grasp that a completion was accepted. The journal keeps the signal; its words are made when they are shown. */
export const SIGNALS = ['editor-reason', 'accept-mark', 'accept-mark-or-list', 'shape'] as const;
export type Signal = (typeof SIGNALS)[number];

const WORDS: Record<Signal, string> = {
  'editor-reason': 'The editor itself reported that a completion was accepted here.',
  'accept-mark': 'You accepted a completion with the key for it, and this text arrived with that key.',
  'accept-mark-or-list':
    'You accepted grey text with the key for it, but your settings show the suggestion list as grey text too, and this is a single name as the list offers.',
  shape:
    'It arrived in one piece at your caret, as an accepted completion does. Nothing else tells where it came from.',
};

/** Why an acceptance has its confidence, in words for the engineer. */
export function reasonInWords(signal: Signal): string {
  return WORDS[signal];
}

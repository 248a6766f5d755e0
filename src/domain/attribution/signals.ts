import type { Confidence } from './confidence.ts';

/** The origins that an acceptance can have. */
export const ACCEPTED_ORIGINS = ['completion', 'agent'] as const;
export type AcceptedOrigin = (typeof ACCEPTED_ORIGINS)[number];

/** What told Grasp that AI wrote a text. The journal keeps the signal; its words are made when they are shown. */
export const SIGNALS = [
  ...['editor-reason', 'accept-mark', 'accept-mark-or-list', 'shape'],
  ...['editor-chat-reason', 'chat-documents', 'chat-documents-and-save', 'chat-hint'],
  ...['disk-write-during-agent', 'agent-report', 'agent-report-unseen'],
] as const;
export type Signal = (typeof SIGNALS)[number];

/** What a signal tells: who wrote the text, how sure that is, and why, in words for the engineer. */
interface Evidence {
  readonly origin: AcceptedOrigin;
  readonly confidence: Confidence;
  readonly words: string;
}

const EVIDENCE: Record<Signal, Evidence> = {
  'editor-reason': {
    origin: 'completion',
    confidence: 'certain',
    words: 'The editor itself reported that a completion was accepted here.',
  },
  'accept-mark': {
    origin: 'completion',
    confidence: 'certain',
    words: 'You accepted a completion with the key for it, and this text arrived with that key.',
  },
  'accept-mark-or-list': {
    origin: 'completion',
    confidence: 'guess',
    words:
      'You accepted grey text with the key for it, but your settings show the suggestion list as grey text too, and this could come from that list: a word, a call or a snippet.',
  },
  shape: {
    origin: 'completion',
    confidence: 'guess',
    words:
      'It arrived in one piece at your caret, as an accepted completion does. Nothing else tells where it came from.',
  },
  'editor-chat-reason': {
    origin: 'agent',
    confidence: 'certain',
    words: 'The editor itself reported that chat or an agent made this edit.',
  },
  'chat-documents': {
    origin: 'agent',
    confidence: 'likely',
    words:
      'VS Code had opened this file for its chat to edit, and did not count this edit among yours in the text that it keeps from before.',
  },
  'chat-documents-and-save': {
    origin: 'agent',
    confidence: 'likely',
    words:
      'VS Code had opened this file for its chat to edit, did not count this edit among yours, and saved the file by itself right after.',
  },
  'chat-hint': {
    origin: 'agent',
    confidence: 'guess',
    words:
      'It came into a file that VS Code keeps open for its chat, in a way that is unlike your edits. Nothing else tells where it came from.',
  },
  'disk-write-during-agent': {
    origin: 'agent',
    confidence: 'likely',
    words:
      'It was written to the file on the disk while an agent was at work in your terminal, and neither by a save, nor by git, nor by another command that you had just called there.',
  },
  'agent-report': {
    origin: 'agent',
    confidence: 'certain',
    words: 'The agent itself reported this edit, and the file has the very text that it reported.',
  },
  'agent-report-unseen': {
    origin: 'agent',
    confidence: 'guess',
    words:
      'The agent itself reported that it wrote this file, which nobody saw. This is what was not committed before: some of it may have been yours.',
  },
};

export function evidenceOf(signal: Signal): Evidence {
  return EVIDENCE[signal];
}

/** Why an acceptance has its confidence, in words for the engineer. */
export function reasonInWords(signal: Signal): string {
  return EVIDENCE[signal].words;
}

const STRENGTH: Record<Confidence, number> = { guess: 0, likely: 1, certain: 2 };

/** A number that is greater the surer something is. */
export function strengthOf(confidence: Confidence): number {
  return STRENGTH[confidence];
}

const BY_CHAT: ReadonlySet<Signal> = new Set([
  'editor-chat-reason',
  'chat-documents',
  'chat-documents-and-save',
  'chat-hint',
]);

/** Whether a signal is of an edit that VS Code's own chat made in the editor. */
export function isByChat(signal: Signal): boolean {
  return BY_CHAT.has(signal);
}

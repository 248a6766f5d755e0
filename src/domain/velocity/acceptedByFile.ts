import type { Confidence } from '../attribution/confidence.ts';

/** What is summed; an acceptance, as far as this sum needs it. */
export interface AcceptedText {
  readonly uri: string;
  readonly path: string;
  readonly time: number;
  readonly origin: string;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly lines: number;
  readonly line: number;
  readonly state: 'kept' | 'reverted' | 'deleted';
}

/** All acceptances of one file that share origin and confidence. */
export interface FileTotal {
  readonly uri: string;
  readonly path: string;
  readonly origin: string;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly lines: number;
  readonly acceptances: number;
  /** time and first line of the newest one */
  readonly time: number;
  readonly line: number;
}

/**
 * Sums accepted lines per file, origin and confidence, never across confidences; newest first, as the order of what is
 * given has it: a clock that was set back does not make anything older. What was undone was not accepted after all and
 * is left out; what was deleted later was.
 */
export function acceptedByFile(accepted: readonly AcceptedText[]): FileTotal[] {
  const totals = new Map<string, FileTotal>();
  for (const one of accepted) {
    if (one.state === 'reverted') continue;
    const key = JSON.stringify([one.uri, one.origin, one.confidence]);
    const before = totals.get(key);
    // Set anew, so that the map's order is that of the newest of each.
    totals.delete(key);
    totals.set(key, {
      uri: one.uri,
      path: one.path,
      origin: one.origin,
      confidence: one.confidence,
      reason: one.reason,
      lines: (before?.lines ?? 0) + one.lines,
      acceptances: (before?.acceptances ?? 0) + 1,
      time: one.time,
      line: one.line,
    });
  }
  return [...totals.values()].reverse();
}

/** Lines that enter totals: a guess enters none, nor does what was undone. */
export function countedLines(accepted: readonly Pick<AcceptedText, 'confidence' | 'lines' | 'state'>[]): number {
  const counted = accepted.filter(({ confidence, state }) => confidence !== 'guess' && state !== 'reverted');
  return counted.reduce((sum, one) => sum + one.lines, 0);
}

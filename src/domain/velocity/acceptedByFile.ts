import type { Confidence } from '../attribution/confidence.ts';
import { isAi, type Origin } from '../attribution/origin.ts';

/** What is summed; an acceptance, as far as this sum needs it. */
export interface AcceptedText {
  readonly uri: string;
  readonly path: string;
  readonly time: number;
  readonly origin: Origin;
  readonly confidence: Confidence;
  readonly lines: number;
  readonly line: number;
  readonly state: 'kept' | 'reverted' | 'deleted';
}

/** All acceptances of one file that share origin and confidence. */
export interface FileTotal<T extends AcceptedText> {
  readonly uri: string;
  readonly path: string;
  readonly origin: Origin;
  readonly confidence: Confidence;
  readonly lines: number;
  /** oldest first */
  readonly acceptances: readonly T[];
  /** time and first line of the newest one */
  readonly time: number;
  readonly line: number;
}

/** Lines by AI, and how many of them are only probable. */
export interface LineTotal {
  readonly lines: number;
  readonly probable: number;
}

/**
 * Sums accepted lines per file, origin and confidence, never across confidences; newest first, as the order of what is
 * given has it: a clock that was set back does not make anything older. What was undone was not accepted after all and
 * is left out; what was deleted later was.
 */
export function acceptedByFile<T extends AcceptedText>(accepted: readonly T[]): FileTotal<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of accepted) {
    if (one.state === 'reverted') continue;
    const key = JSON.stringify([one.uri, one.origin, one.confidence]);
    const group = groups.get(key);
    // Set anew, so that the map's order is that of the newest of each.
    groups.delete(key);
    group?.push(one);
    groups.set(key, group ?? [one]);
  }
  return [...groups.values()].reverse().map(toTotal);
}

function toTotal<T extends AcceptedText>(acceptances: readonly [T, ...T[]]): FileTotal<T> {
  const { uri, path, origin, confidence, time, line } = acceptances.at(-1) ?? acceptances[0];
  const lines = acceptances.reduce((sum, one) => sum + one.lines, 0);
  return { uri, path, origin, confidence, lines, acceptances, time, line };
}

/** The lines that enter totals: those by AI that are no guess and were not undone. */
export function countedLines(
  accepted: readonly Pick<AcceptedText, 'origin' | 'confidence' | 'lines' | 'state'>[],
): LineTotal {
  const counted = accepted.filter(({ origin, confidence, state }) => {
    return isAi(origin) && confidence !== 'guess' && state !== 'reverted';
  });
  const sum = (all: typeof counted): number => all.reduce((lines, one) => lines + one.lines, 0);
  return { lines: sum(counted), probable: sum(counted.filter(({ confidence }) => confidence === 'likely')) };
}

/** Whether the engineer has not said yet what a guess was. What was undone needs no answer. */
export function isWaiting({ confidence, state }: Pick<AcceptedText, 'confidence' | 'state'>): boolean {
  return confidence === 'guess' && state !== 'reverted';
}

/** The lines of a total that are only probable, such as ", 4 of them probable"; empty when all are certain. */
export function probableInWords({ lines, probable }: LineTotal): string {
  if (probable === 0) return '';
  return probable === lines ? ', all of them probable' : `, ${probable.toLocaleString('en')} of them probable`;
}

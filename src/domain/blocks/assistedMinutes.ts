import { countedLines, type AcceptedText } from '../velocity/acceptedByFile.ts';
import { partsOf, type BlockRun } from './blockRuns.ts';

const MINUTE = 60_000;

/**
 * The minutes of a block in which something by AI was taken all the same, certainly or probably. A guess is none, and what was
 * undone is none.
 */
export function assistedMinutes(
  accepted: readonly Pick<AcceptedText, 'origin' | 'confidence' | 'lines' | 'state' | 'time'>[],
  run: BlockRun,
): number {
  const counted = accepted.filter((one) => countedLines([one]).lines > 0);
  const minutes = partsOf(run).map(({ from, to }) => {
    const within = counted.filter(({ time }) => time >= from && time < to);
    return new Set(within.map(({ time }) => Math.floor((time - from) / MINUTE))).size;
  });
  return minutes.reduce((sum, one) => sum + one, 0);
}

/**
 * For people, such as "with AI in 3 of them"; empty where there was none.
 *
 * @param worked minutes of the block without its pauses, in which AI may have been taken as well
 */
export function assistedInWords(minutes: number, worked: number): string {
  if (minutes === 0) return '';
  if (worked <= 1) return 'with AI in it';
  if (minutes >= worked) return 'with AI in all of them';
  return minutes === 1 ? 'with AI in one of them' : `with AI in ${String(minutes)} of them`;
}

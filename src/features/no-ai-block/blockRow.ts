import { dateInWords, detailInWords, whenInWords } from '../../domain/blocks/blockWords.ts';
import { frozenUntil } from '../../domain/blocks/plannedBlocks.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PanelExplaining } from '../../protocol/explainingMessages.ts';
import type { BlockPlanner } from './blockPlanner.ts';

/** The row of the panel about the next block; `undefined` where none is scheduled. */
export function blockRow(
  planner: Pick<BlockPlanner, 'asked' | 'current'>,
  clock: Pick<Clock, 'offsetMinutes'>,
): NonNullable<PanelExplaining['block']> | undefined {
  const { asked, current } = planner;
  if (asked === undefined) return undefined;
  const until = frozenUntil(asked);
  const frozen =
    until === undefined ? '' : `frozen until ${dateInWords(until, asked.now, clock.offsetMinutes(asked.now))}`;
  if (current === undefined) return { words: 'No-AI blocks', detail: frozen };
  const detail = [detailInWords(current, asked.now), frozen].filter((one) => one !== '').join(' · ');
  return { words: `No-AI block ${whenInWords(current, asked.now)}`, detail };
}

/** The same as a sentence for the status bar; empty where none is scheduled. */
export function blockInWords(planner: Pick<BlockPlanner, 'asked' | 'current'>): string {
  const { asked, current } = planner;
  if (asked === undefined || current === undefined) return '';
  const when = whenInWords(current, asked.now);
  return current.start <= asked.now ? `No-AI block ${when}` : `Next no-AI block: ${when}`;
}

import { dateInWords, detailInWords, whenInWords } from '../../domain/blocks/blockWords.ts';
import { frozenUntil } from '../../domain/blocks/plannedBlocks.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PanelExplaining } from '../../protocol/explainingMessages.ts';
import type { BlockPlanner } from './blockPlanner.ts';
import type { BlockRunner } from './blockRunner.ts';

/** Until its time is over it may be started again. */
const STOPPED = 'stopped early';

export interface NextBlockParts {
  readonly planner: Pick<BlockPlanner, 'asked' | 'current'>;
  readonly runner: Pick<BlockRunner, 'current' | 'hasBegun'>;
}

/** The row of the panel about the next block; `undefined` where none is scheduled. */
export function blockRow(
  { planner, runner }: NextBlockParts,
  clock: Pick<Clock, 'offsetMinutes'>,
): NonNullable<PanelExplaining['block']> | undefined {
  const { asked, current } = planner;
  if (asked === undefined) return undefined;
  const until = frozenUntil(asked);
  const frozen =
    until === undefined ? '' : `frozen until ${dateInWords(until, asked.now, clock.offsetMinutes(asked.now))}`;
  if (current === undefined) return { words: 'No-AI blocks', detail: frozen };
  const stopped = isStopped(current.id, runner) ? STOPPED : '';
  const detail = [detailInWords(current, asked.now), stopped, frozen].filter((one) => one !== '').join(' · ');
  return { words: `No-AI block ${whenInWords(current, asked.now)}`, detail };
}

/** The same as a sentence for the status bar; empty where none is scheduled. */
export function blockInWords({ planner, runner }: NextBlockParts): string {
  const { asked, current } = planner;
  if (asked === undefined || current === undefined) return '';
  const when = whenInWords(current, asked.now);
  if (current.start > asked.now) return `Next no-AI block: ${when}`;
  return `No-AI block ${when}${isStopped(current.id, runner) ? `, ${STOPPED}` : ''}`;
}

function isStopped(block: string, runner: NextBlockParts['runner']): boolean {
  return runner.current === undefined && runner.hasBegun(block);
}

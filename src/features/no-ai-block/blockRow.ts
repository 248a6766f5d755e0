import { dateInWords, detailInWords, whenInWords } from '../../domain/blocks/blockWords.ts';
import { frozenUntil, type PlannedBlock } from '../../domain/blocks/plannedBlocks.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PanelExplaining } from '../../protocol/explainingMessages.ts';
import type { BlockPlanner } from './blockPlanner.ts';
import type { BlockRunner } from './blockRunner.ts';

/** Until its time is over it may be started again. */
const STOPPED = 'stopped early';
/** It was begun for less than its time, or the clock was set back while it ran. */
const OVER = 'over already';

export interface NextBlockParts {
  readonly planner: Pick<BlockPlanner, 'asked' | 'current'>;
  readonly runner: Pick<BlockRunner, 'current' | 'runOf'>;
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
  const detail = [detailInWords(current, asked.now), endInWords(current, runner), frozen]
    .filter((one) => one !== '')
    .join(' · ');
  return { words: `No-AI block ${whenInWords(current, asked.now)}`, detail };
}

/** The same as a sentence for the status bar; empty where none is scheduled. */
export function blockInWords({ planner, runner }: NextBlockParts): string {
  const { asked, current } = planner;
  if (asked === undefined || current === undefined) return '';
  const when = whenInWords(current, asked.now);
  if (current.start > asked.now) return `Next no-AI block: ${when}`;
  return [`No-AI block ${when}`, endInWords(current, runner)].filter((one) => one !== '').join(', ');
}

/** How a block has ended before its time is over; empty where it has not. */
function endInWords(block: Pick<PlannedBlock, 'id' | 'start' | 'state'>, runner: NextBlockParts['runner']): string {
  const run = runner.runOf(block);
  if (run === undefined || runner.current !== undefined) return '';
  return run.stopped === undefined ? OVER : STOPPED;
}

import { timeOfDay } from '../../domain/velocity/dateWords.ts';
import type { AiQuiet } from './aiQuiet.ts';
import type { BlockPlanner } from './blockPlanner.ts';
import type { BlockRunner } from './blockRunner.ts';

const MINUTE = 60_000;

/** A block without AI as the status bar shows it. */
export interface BlockStatus {
  /** `open`: it is its time, and it may be started */
  readonly state: 'running' | 'paused' | 'open';
  /** what is left of it, a minute that has begun being one */
  readonly minutes: number;
  /** local time at which it ends by plan, such as "10:30" */
  readonly until: string;
  /** whether this editor can not keep completions quiet */
  readonly isLoud: boolean;
}

/** The block that runs, or that may be started now; `undefined` where there is neither. */
export function blockStatus({
  planner,
  runner,
  quiet,
}: {
  readonly planner: Pick<BlockPlanner, 'asked' | 'current'>;
  readonly runner: Pick<BlockRunner, 'current' | 'runOf'>;
  readonly quiet: Pick<AiQuiet, 'canNot'>;
}): BlockStatus | undefined {
  const { current: running } = runner;
  if (running !== undefined) {
    const state = running.pausedSince === undefined ? 'running' : 'paused';
    return { state, ...remaining(running.left, running.until), isLoud: quiet.canNot };
  }
  const { asked, current } = planner;
  if (asked === undefined || current === undefined) return undefined;
  if (current.start > asked.now || runner.runOf(current) !== undefined) return undefined;
  return { state: 'open', ...remaining(current.end - asked.now, current.end), isLoud: false };
}

function remaining(left: number, until: number): Pick<BlockStatus, 'minutes' | 'until'> {
  return { minutes: Math.ceil(left / MINUTE), until: timeOfDay(until) };
}

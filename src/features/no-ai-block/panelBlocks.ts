import type { BlockRun } from '../../domain/blocks/blockRuns.ts';
import { blockWeeks, heldBlocks, minutesOf } from '../../domain/blocks/heldBlocks.ts';
import type { Debrief } from '../../domain/events/blockRun.ts';
import { dateOfDay } from '../../domain/velocity/dateWords.ts';
import { localDay, type FirstDay } from '../../domain/velocity/localWeek.ts';
import { comparedSince } from '../../domain/velocity/weeksCompared.ts';
import { usesAi, type Task } from '../../domain/velocity/task.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PanelExplaining } from '../../protocol/explainingMessages.ts';

const OUTCOMES: Readonly<Record<Debrief['outcome'], string>> = {
  done: 'done',
  partly: 'partly done',
  not: 'not done yet',
};

/**
 * The last blocks as the panel shows them; `undefined` where there were none in eight weeks.
 *
 * @param tasks all that are compared, with what blocks add to them
 */
export function panelBlocks(
  runs: readonly BlockRun[],
  tasks: readonly Task[],
  { clock, firstDay }: { readonly clock: Clock; readonly firstDay: FirstDay },
): PanelExplaining['blocks'] {
  const now = clock.now();
  const today = localDay(now, clock.offsetMinutes(now));
  const since = comparedSince(today, firstDay);
  const held = heldBlocks(
    runs.filter(({ begun }) => begun >= since),
    now,
  );
  const last = held.at(-1);
  if (last === undefined) return undefined;
  const weeks = blockWeeks(held, today, firstDay);
  return {
    ...lastInWords(last, now),
    adds: addsInWords(last, tasks),
    weeks: weeks.map((week) => ({ since: dateOfDay(week.firstDay, today), held: week.held })),
  };
}

function lastInWords(run: BlockRun, now: number): { readonly words: string; readonly detail: string } {
  const { task, debrief } = run;
  const minutes = minutesOf(run, now);
  const estimate = task.estimate === undefined ? '' : `, estimated ${String(task.estimate)}`;
  const outcome = debrief === undefined ? '' : OUTCOMES[debrief.outcome];
  const detail = [task.title ?? '', outcome, withAi(debrief?.assisted ?? 0)];
  return {
    words: `Last block: ${minutes === 1 ? '1 minute' : `${String(minutes)} minutes`}${estimate}`,
    detail: detail.filter((one) => one !== '').join(' · '),
  };
}

/** What a block adds to the comparison of tasks; empty before it was looked back at, and where a task that was told of has it. */
function addsInWords({ id, task: { estimate }, debrief }: BlockRun, tasks: readonly Task[]): string {
  if (debrief === undefined) return '';
  if (!estimate) return 'Without an estimate it is in no comparison.';
  const task = tasks.find((one) => one.id === id);
  if (task === undefined) return '';
  if (usesAi(task)) return 'With AI in it, it counts as a task with AI.';
  if (task.end?.as !== 'done') return 'It counts as a task without AI that takes longer than this.';
  const alike = tasks.filter((one) => !usesAi(one) && one.end?.as === 'done').length;
  return alike === 1
    ? 'It is the first task without AI in the comparison.'
    : `It is one of ${String(alike)} tasks without AI in the comparison.`;
}

function withAi(minutes: number): string {
  if (minutes === 0) return '';
  return minutes === 1 ? '1 minute with AI' : `${String(minutes)} minutes with AI`;
}

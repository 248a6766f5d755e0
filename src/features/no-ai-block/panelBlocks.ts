import { blockRuns, workedBy, type BlockRun } from '../../domain/blocks/blockRuns.ts';
import { blockWeeks, heldBlocks } from '../../domain/blocks/heldBlocks.ts';
import type { Debrief } from '../../domain/events/blockRun.ts';
import { dateOfDay } from '../../domain/velocity/dateWords.ts';
import { localDay, type FirstDay } from '../../domain/velocity/localWeek.ts';
import { comparedSince } from '../../domain/velocity/weeksCompared.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Explanations } from '../../ports/explanations.ts';
import type { PanelExplaining } from '../../protocol/explainingMessages.ts';

const MINUTE = 60_000;
const OUTCOMES: Readonly<Record<Debrief['outcome'], string>> = {
  done: 'done',
  partly: 'partly done',
  not: 'not done yet',
};

/** The last blocks as the panel shows them; `undefined` where there were none in eight weeks. Rejects when they can not be read. */
export async function panelBlocks(
  explanations: Pick<Explanations, 'blockRuns'>,
  { clock, firstDay }: { readonly clock: Clock; readonly firstDay: FirstDay },
): Promise<PanelExplaining['blocks']> {
  const now = clock.now();
  const today = localDay(now, clock.offsetMinutes(now));
  const held = heldBlocks(blockRuns(await explanations.blockRuns(comparedSince(today, firstDay))), now);
  const last = held.at(-1);
  if (last === undefined) return undefined;
  const weeks = blockWeeks(held, today, firstDay);
  return {
    ...lastInWords(last, now),
    weeks: weeks.map((week) => ({ since: dateOfDay(week.firstDay, today), held: week.held })),
  };
}

function lastInWords(run: BlockRun, now: number): { readonly words: string; readonly detail: string } {
  const { task, debrief } = run;
  const minutes = debrief?.minutes ?? Math.round(workedBy(run, now) / MINUTE);
  const estimate = task.estimate === undefined ? '' : `, estimated ${String(task.estimate)}`;
  const outcome = debrief === undefined ? '' : OUTCOMES[debrief.outcome];
  const detail = [task.title ?? '', outcome, withAi(debrief?.assisted ?? 0)];
  return {
    words: `Last block: ${minutes === 1 ? '1 minute' : `${String(minutes)} minutes`}${estimate}`,
    detail: detail.filter((one) => one !== '').join(' · '),
  };
}

function withAi(minutes: number): string {
  if (minutes === 0) return '';
  return minutes === 1 ? '1 minute with AI' : `${String(minutes)} minutes with AI`;
}

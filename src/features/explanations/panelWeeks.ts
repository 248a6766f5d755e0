import { dateOfDay } from '../../domain/velocity/dateWords.ts';
import { ENOUGH_NOTES, type ComparedWeek } from '../../domain/velocity/weeksCompared.ts';
import type { PanelWeek } from '../../protocol/explainingMessages.ts';

/** Compared weeks as the panel shows them; none where nothing happened in any. */
export function panelWeeks(weeks: readonly ComparedWeek[], today: number): PanelWeek[] {
  if (weeks.every(({ coverage, rated }) => coverage === undefined && rated === 0)) return [];
  return weeks.map((week, at) => {
    const { firstDay, ai, probable, typed, unseen, coverage, isHollow, rated, mean } = week;
    return {
      since: dateOfDay(firstDay, today),
      ...{ ai, probable, typed, unseen, isHollow, rated, mean },
      // Rounded down: all is said only of all.
      coverage: coverage === undefined ? '' : `${String(Math.floor(100 * coverage))}\u{A0}%`,
      rating: ratingInWords(week, at === weeks.length - 1),
    };
  });
}

function ratingInWords({ rated, mean }: ComparedWeek, isPresent: boolean): string {
  if (mean !== undefined) return `${mean.toFixed(1)} from ${rated.toLocaleString('en')} notes`;
  if (rated === 0 && !isPresent) return 'no rated notes';
  return `not enough${isPresent ? ' yet' : ''}: ${String(rated)} of ${String(ENOUGH_NOTES)} notes`;
}

import type { Lot } from './lot.ts';

/** The core areas in which lines by AI wait for an explanation, with how many do, the most first. */
export function coreAreasOwed(
  lots: readonly Pick<Lot, 'area' | 'class' | 'lines' | 'state'>[],
): readonly { readonly area: string; readonly lines: number }[] {
  const lines = new Map<string, number>();
  for (const lot of lots) {
    if (lot.class !== 'core' || lot.state !== 'owed') continue;
    lines.set(lot.area, (lines.get(lot.area) ?? 0) + lot.lines);
  }
  return [...lines].map(([area, sum]) => ({ area, lines: sum })).toSorted((one, other) => other.lines - one.lines);
}

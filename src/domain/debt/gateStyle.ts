/** How somebody is asked for an explanation: on a page, in one line, or by how much is asked about. */
export const GATE_STYLES = ['page', 'quick', 'by size'] as const;
export type GateStyle = (typeof GATE_STYLES)[number];

/** One line is enough for so many lines of code, in one place. */
const MOST_QUICK_LINES = 30;

/** How much is asked about. */
export interface AskedSize {
  readonly places: readonly unknown[];
  readonly lines: number;
  readonly others: number;
}

/** Whether one line is the way to ask. */
export function isQuick(style: GateStyle, { places, lines, others }: AskedSize): boolean {
  if (style !== 'by size') return style === 'quick';
  return places.length === 1 && others === 0 && lines <= MOST_QUICK_LINES;
}

import { scaleLinear } from 'd3-scale';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { PanelWeek } from '../../src/protocol/explainingMessages.ts';
import { inLines, inNumbers } from '../shared/words.ts';

/** Lengths in CSS pixels. */
const ROW = 24;
const HEAD = 20;
const BAR = 14;
const MARK = 4;
const WIDE = { label: 48, rating: 50, value: 26, gap: 12 };
/** In a narrow panel the bars need what there is. */
const NARROW = { label: 42, rating: 34, value: 24, gap: 8 };
/** A picture with less room is drawn as in a narrow panel. */
const NARROW_BELOW = 220;
/** What a letter of an axis takes at most, and what its foot does. */
const LETTER = 6;
const FOOT = 12;

/** What a bar is made of, from its foot on. */
export const PARTS = [
  { part: 'ai', words: 'AI, certain' },
  { part: 'probable', words: 'AI, probable' },
  { part: 'typed', words: 'typed' },
  { part: 'unseen', words: 'unseen' },
] as const;
type Part = (typeof PARTS)[number]['part'];

/** The fills that tell parts apart without colour, for this page once. */
function fillsTemplate(): SVGTemplateResult {
  const pattern = (part: Part, path: string): SVGTemplateResult => {
    return svg`<pattern id="fill-${part}" class="part ${part}" width="6" height="6" patternUnits="userSpaceOnUse">
      <path d=${path} />
    </pattern>`;
  };
  return svg`<defs>
    ${pattern('probable', 'M-1 1L1 -1M0 6L6 0M5 7L7 5')}
    ${pattern('typed', 'M0 1.5H6M0 4.5H6')}
    ${pattern('unseen', 'M1 1h1M4 4h1')}
  </defs>`;
}

/** Bars of the weeks with the mean rating beside each, drawn for a width in CSS pixels. */
export function weeksChart(weeks: readonly PanelWeek[], width: number): SVGTemplateResult {
  const { label, rating, value, gap } = width < NARROW_BELOW ? NARROW : WIDE;
  const end = width - gap - rating - value;
  const most = Math.max(1, ...weeks.map(totalOf));
  const lines = scaleLinear([0, most], [label, end]).nice(2);
  const ratings = scaleLinear([1, 5], [end + gap + MARK, end + gap + rating - MARK]);
  const yOf = (at: number): number => HEAD + at * ROW + ROW / 2;
  const height = HEAD + weeks.length * ROW;
  return svg`<svg class="weeks" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img"
    aria-labelledby="weeks-title weeks-told">
    <title id="weeks-title">Lines that you committed in each of ${String(weeks.length)} weeks, and how well you said to understand them</title>
    <desc id="weeks-told">${toldOf(weeks)}</desc>
    ${fillsTemplate()}
    <text class="axis" x=${label} y="12">0</text>
    <text class="axis end" x=${end} y="12">${axisEnd(lines.domain()[1] ?? most, end - label - FOOT)}</text>
    <text class="axis middle" x=${ratings(1)} y="12">1</text>
    <text class="axis middle" x=${ratings(5)} y="12">5</text>
    <path class="grid" d=${[1, 2, 3, 4, 5].map((one) => `M${ratings(one)} ${HEAD}V${height}`).join('')} />
    <path class="trend" d=${trendOf(weeks, ratings, yOf)} />
    ${weeks.map((week, at) => weekTemplate(week, { lines, ratings, y: yOf(at), width }))}
  </svg>`;
}

/** A sample of a part's fill, for the legend. */
export function sampleTemplate(part: Part): SVGTemplateResult {
  return svg`<svg class="sample" width="14" height="14" aria-hidden="true">${barTemplate(part, { x: 1, y: 1, width: 12, height: 12 }, false)}</svg>`;
}

type Scale = (value: number) => number;

function weekTemplate(
  week: PanelWeek,
  { lines, ratings, y, width }: { lines: Scale; ratings: Scale; y: number; width: number },
): SVGTemplateResult {
  let before = 0;
  const bars = PARTS.filter(({ part }) => week[part] > 0).map(({ part }) => {
    const [from, to] = [lines(before), lines(before + week[part])];
    before += week[part];
    // However few lines there are of a part, it is seen.
    const box = { x: from, y: y - BAR / 2, width: Math.max(to - from, 1), height: BAR };
    return barTemplate(part, box, week.isHollow);
  });
  const { mean } = week;
  const mark = `mark ${week.isHollow ? 'hollow' : ''}`;
  return svg`<text x="0" y=${y + 4}>${week.since}</text>
    ${bars}
    ${mean === undefined ? nothing : svg`<circle class=${mark} cx=${ratings(mean)} cy=${y} r=${MARK} />`}
    <text class="end" x=${width} y=${y + 4}>${mean === undefined ? '–' : mean.toFixed(1)}</text>`;
}

function barTemplate(part: Part, box: { x: number; y: number; width: number; height: number }, isHollow: boolean) {
  const { x, y, width, height } = box;
  const fill = isHollow ? 'none' : part === 'ai' ? 'currentColor' : `url(#fill-${part})`;
  return svg`<rect class="part ${part} ${isHollow ? 'hollow' : ''}" x=${x} y=${y} width=${width} height=${height} fill=${fill} />`;
}

/** From mean to mean of weeks that follow each other; none is drawn to a week without one, or of which too little is known. */
function trendOf(weeks: readonly PanelWeek[], ratings: Scale, yOf: (at: number) => number): string {
  return weeks
    .map((week, at) => {
      const next = weeks[at + 1];
      if (week.mean === undefined || next?.mean === undefined || week.isHollow || next.isHollow) return '';
      return `M${String(ratings(week.mean))} ${String(yOf(at))}L${String(ratings(next.mean))} ${String(yOf(at + 1))}`;
    })
    .join('');
}

/** With its unit where there is room for that. */
function axisEnd(value: number, room: number): string {
  const words = inLines(value);
  return words.length * LETTER > room ? inNumbers(value) : words;
}

function toldOf(weeks: readonly PanelWeek[]): string {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined) return '';
  const parts = PARTS.map(({ part, words }) => `${inNumbers(last[part])} ${words}`).join(', ');
  return `From the week of ${first.since} to this one. This week: ${parts}; rating: ${last.rating}. The table has all numbers.`;
}

function totalOf({ ai, probable, typed, unseen }: PanelWeek): number {
  return ai + probable + typed + unseen;
}

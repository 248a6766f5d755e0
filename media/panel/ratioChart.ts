import { scaleLinear } from 'd3-scale';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { PanelTasks } from '../../src/protocol/taskMessages.ts';

/** Lengths in CSS pixels. */
const [HEAD, BAR, FOOT, SIDE, MARK] = [18, 14, 4, 12, 4];
/** Ratios that are named, the outer ones where they are in the picture. */
const TICKS = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];

/** The range of a ratio as a bar with its middle, and what was felt, drawn for a width in CSS pixels. */
export function ratioChart(compared: NonNullable<PanelTasks['compared']>, width: number): SVGTemplateResult {
  const { low, median, high, felt, words } = compared;
  const all = [low, high, felt ?? 1].map(Math.log2);
  // As far to one side as to the other, so that a bar beside the middle looks like one.
  const reach = Math.max(1.2, ...all.map(Math.abs));
  const x = scaleLinear([-reach, reach], [SIDE, width - SIDE]);
  const at = (ratio: number): number => x(Math.log2(ratio));
  const height = HEAD + BAR + FOOT;
  const middle = HEAD + BAR / 2;
  const ticks = TICKS.filter((tick) => Math.abs(Math.log2(tick)) <= reach);
  return svg`<svg class="ratio" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img"
    aria-labelledby="ratio-title ratio-told">
    <title id="ratio-title">The time with AI by the time without</title>
    <desc id="ratio-told">${words}</desc>
    <defs>
      <pattern id="fill-ratio" class="part" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1 1L1 -1M0 6L6 0M5 7L7 5" />
      </pattern>
    </defs>
    ${ticks.map((tick) => svg`<text class="axis middle" x=${at(tick)} y="12">${tickInWords(tick)}</text>`)}
    <path class="grid" d=${ticks.map((tick) => `M${String(at(tick))} ${String(HEAD)}V${String(height)}`).join('')} />
    <rect class="part" x=${at(low)} y=${HEAD} width=${Math.max(at(high) - at(low), 1)} height=${BAR} fill="url(#fill-ratio)" />
    <circle class="mark" cx=${at(median)} cy=${middle} r=${MARK} />
    ${felt === undefined ? nothing : feltTemplate(at(felt), middle)}
  </svg>`;
}

/** The mark of what was felt, for the legend. */
export function feltSample(): SVGTemplateResult {
  return svg`<svg class="sample" width="14" height="14" aria-hidden="true">${feltTemplate(7, 7)}</svg>`;
}

function feltTemplate(x: number, y: number): SVGTemplateResult {
  return svg`<path class="felt" d=${`M${String(x)} ${String(y - 6)}L${String(x + 6)} ${String(y)}L${String(x)} ${String(y + 6)}L${String(x - 6)} ${String(y)}Z`} />`;
}

function tickInWords(tick: number): string {
  return tick < 1 ? `1/${String(1 / tick)}` : tick === 1 ? 'same' : `${String(tick)}×`;
}

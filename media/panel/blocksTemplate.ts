import { html, nothing, type TemplateResult } from 'lit';
import type { PanelExplaining } from '../../src/protocol/explainingMessages.ts';

/** More than this in a week look alike. */
const MOST_DOTS = 3;

/** The last block without AI, and how many there were week by week. A week without one is an open dot, and no more than that. */
export function blocksTemplate({ words, detail, adds, weeks }: NonNullable<PanelExplaining['blocks']>): TemplateResult {
  const label = weeks.map(({ since, held }) => `${since}: ${held === 0 ? 'none' : String(held)}`).join(', ');
  return html`<section class="blocks" aria-labelledby="blocks">
    <h2 id="blocks">Blocks without AI</h2>
    <p class="quiet">${words}</p>
    ${[detail, adds].map((said) => (said === '' ? nothing : html`<p class="quiet">${said}</p>`))}
    <p class="quiet dots" role="img" aria-label="Blocks by week, ${label}">
      ${weeks.map(({ since, held }) => html`<span class="week" title="Week of ${since}: ${held}">${dots(held)}</span>`)}
    </p>
  </section>`;
}

function dots(held: number): TemplateResult[] {
  if (held === 0) return [html`<span class="block"></span>`];
  return Array.from({ length: Math.min(held, MOST_DOTS) }, () => html`<span class="block held"></span>`);
}

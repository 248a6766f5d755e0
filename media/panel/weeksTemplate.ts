import { html, nothing, type TemplateResult } from 'lit';
import type { PanelExplaining, PanelWeek } from '../../src/protocol/explainingMessages.ts';
import { PARTS, sampleTemplate, weeksChart } from './weeksChart.ts';
import { inNumbers } from '../shared/words.ts';

export interface WeeksActions {
  /** shows the numbers in a table, or drawn again */
  readonly toggleTable: () => void;
}

export interface WeeksState {
  readonly isTable: boolean;
  /** what there is room for, in CSS pixels */
  readonly width: number;
}

/** Lines of the last weeks beside how well they are understood, and what explaining took and brought. */
export function weeksTemplate(
  { weeks, gate }: Pick<PanelExplaining, 'weeks' | 'gate'>,
  { isTable, width }: WeeksState,
  { toggleTable }: WeeksActions,
): TemplateResult {
  return html`<section class="compared" aria-labelledby="weeks">
    <h2 id="weeks">Last eight weeks</h2>
    ${
      weeks.length === 0
        ? emptyTemplate()
        : html`${isTable ? tableTemplate(weeks) : pictureTemplate(weeks, width)}
            <button class="link" @click=${toggleTable}>${isTable ? 'Show as picture' : 'Show as table'}</button>`
    }
    ${gate.words === '' ? nothing : gateTemplate(gate)}
  </section>`;
}

function emptyTemplate(): TemplateResult {
  return html`<p class="quiet">
      The lines that you commit appear here week by week, by who wrote them, and beside them how well you say you
      understand what you explained: from three notes a week on.
    </p>
    <p class="quiet">To try it: commit something in a repository that is open in this window.</p>`;
}

function gateTemplate({ words, explained }: PanelExplaining['gate']): TemplateResult {
  return html`<details class="coverage gate">
    <summary>${words}</summary>
    <p class="quiet">${explained}</p>
  </details>`;
}

function pictureTemplate(weeks: readonly PanelWeek[], width: number): TemplateResult {
  const present = weeks.at(-1);
  return html`<div class="picture">${weeksChart(weeks, width)}</div>
    <ul class="legend" aria-label="In the picture">
      ${PARTS.map(({ part, words }) => html`<li>${sampleTemplate(part)} ${words}</li>`)}
      <li><span class="dot" aria-hidden="true"></span> mean rating, 1 to 5</li>
    </ul>
    ${
      present === undefined || present.mean !== undefined
        ? nothing
        : html`<p class="quiet">Rating this week: ${present.rating}.</p>`
    }
    ${
      weeks.some(({ isHollow }) => isHollow)
        ? html`<p class="quiet">
            Hollow: who wrote the lines is known for less than 60&nbsp;% of them, so nothing is to be read from that
            week.
          </p>`
        : nothing
    }`;
}

function tableTemplate(weeks: readonly PanelWeek[]): TemplateResult {
  return html`<div class="scrolled" role="region" aria-label="Last eight weeks as a table" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Week of</th>
          <th scope="col" class="said">mean rating</th>
          ${PARTS.map(({ words }) => html`<th scope="col">${words}</th>`)}
          <th scope="col">known</th>
        </tr>
      </thead>
      <tbody>
        ${weeks.map(
          (week) =>
            html`<tr>
              <th scope="row">${week.since}</th>
              <td class="said">${week.rating}</td>
              ${PARTS.map(({ part }) => html`<td>${inNumbers(week[part])}</td>`)}
              <td>${week.coverage === '' ? '–' : week.coverage}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

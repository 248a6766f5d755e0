import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelExplaining, PanelWaiting } from '../../src/protocol/explainingMessages.ts';
import { inLines, inNumbers } from '../shared/words.ts';

/** So many rows are shown until somebody wants to see all. */
const FEW = 8;

export interface NextActions {
  readonly explainRow: (row: PanelWaiting) => void;
  readonly explainStaged: () => void;
  /** asks what to do about the weekly block */
  readonly chooseBlock: () => void;
  /** shows all that waits, or few again */
  readonly showAll: () => void;
}

/** What waits for an explanation: what lies staged first, then what was committed. Then the next block without AI. */
export function nextTemplate(
  { staged, waiting, block }: Pick<PanelExplaining, 'staged' | 'waiting' | 'block'>,
  { showsAll, actions }: { readonly showsAll: boolean; readonly actions: NextActions },
): TemplateResult {
  const rows = showsAll ? waiting.rows : waiting.rows.slice(0, FEW);
  const isEmpty = staged === undefined && waiting.rows.length === 0;
  return html`<section class="next" aria-labelledby="next">
    <h2 id="next">Next</h2>
    ${isEmpty ? emptyTemplate() : nothing}
    ${
      isEmpty
        ? nothing
        : html`<ul class="rows" aria-label="To explain">
            ${staged === undefined ? nothing : stagedTemplate(staged, actions)}
            ${repeat(
              rows,
              ({ id }) => id,
              (row) => waitingTemplate(row, actions),
            )}
          </ul>`
    }
    ${moreTemplate(waiting, showsAll, actions)} ${block === undefined ? nothing : blockTemplate(block, actions)}
  </section>`;
}

/** The first row that was not shown while there were few. */
export const FIRST_OF_MORE = `.next .waiting:nth-child(${String(FEW + 1)} of .waiting) .row`;

function emptyTemplate(): TemplateResult {
  return html`<p class="quiet">
    Nothing waits. Lines by AI that you commit without an explanation wait here, those that matter most first.
  </p>`;
}

function stagedTemplate({ words, detail }: NonNullable<PanelExplaining['staged']>, { explainStaged }: NextActions) {
  return html`<li class="item">
    <button class="row" data-row="staged" title="Explain what is staged" @click=${explainStaged}>
      <span class="file name">${words}</span>
      <span class="detail full">${detail}</span>
    </button>
  </li>`;
}

function blockTemplate({ words, detail }: NonNullable<PanelExplaining['block']>, { chooseBlock }: NextActions) {
  return html`<ul class="rows" aria-label="No-AI block">
    <li class="item">
      <button class="row" data-row="block" title="Move, skip, freeze or schedule" @click=${chooseBlock}>
        <span class="file name">${words}</span>
        <span class="detail full">${detail}</span>
      </button>
    </li>
  </ul>`;
}

function waitingTemplate(row: PanelWaiting, { explainRow }: NextActions): TemplateResult {
  const place = row.directory === '' ? row.name : `${row.directory}/${row.name}`;
  const explain = (): void => {
    explainRow(row);
  };
  return html`<li class="item waiting">
    <button class="row" data-row=${row.id} title="Explain ${place}" @click=${explain}>
      <span class="file"><span class="name">${row.name}</span> <span class="directory">${row.directory}</span></span>
      <span class="lines">${inLines(row.lines)}</span>
      <span class="detail">${row.owned}</span>
      <span class="when">${row.since}</span>
    </button>
  </li>`;
}

function moreTemplate({ rows, more }: PanelExplaining['waiting'], showsAll: boolean, { showAll }: NextActions) {
  const hidden = rows.length - FEW;
  const older =
    more > 0 && (showsAll || hidden <= 0)
      ? html`<p class="quiet">
          ${inNumbers(more)} older ${more === 1 ? 'piece waits' : 'pieces wait'} besides; they follow as these are done.
        </p>`
      : nothing;
  if (hidden <= 0) return older;
  const words = showsAll ? 'Show fewer' : `And ${inNumbers(hidden)} more`;
  return html`<button class="link" aria-expanded=${showsAll ? 'true' : 'false'} @click=${showAll}>${words}</button>
    ${older}`;
}

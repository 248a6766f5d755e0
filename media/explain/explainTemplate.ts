import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { answerTemplate } from './answerTemplate.ts';
import type { ExplainPageActs, PageState } from './explainActs.ts';
import { placeTemplate } from './placeTemplate.ts';
import { headline, WENT_ON } from './words.ts';

/** The whole page. */
export function explainTemplate(state: PageState, acts: ExplainPageActs): TemplateResult {
  return html`
    ${contentTemplate(state, acts)}
    <p class="unseen" role="status">${state.said}</p>
  `;
}

function contentTemplate(state: PageState, acts: ExplainPageActs): TemplateResult {
  const { snapshot, done, wentOn } = state;
  if (done !== '')
    return html`<h1>Explain</h1>
      <p class="done">${done}</p>`;
  if (snapshot.places.length === 0) return nothingTemplate(acts);
  const of = snapshot.places.length;
  return html`
    <h1>${headline(snapshot)}</h1>
    ${wentOn ? html`<p class="quiet">${WENT_ON}</p>` : nothing}
    ${snapshot.plan === '' ? nothing : html`<p class="plan">You planned: ${snapshot.plan}</p>`}
    ${repeat(
      snapshot.places,
      ({ id }) => id,
      (place, at) => placeTemplate(place, { at, of }, acts),
    )}
    ${answerTemplate(state, acts)}
  `;
}

/** After a change of class there may be nothing left to ask about. */
function nothingTemplate(acts: ExplainPageActs): TemplateResult {
  return html`<h1>Nothing left to explain here</h1>
    <p>As these files are classed now, nobody needs an explanation of them.</p>
    <div class="foot">
      <button id="close" class="action primary" @click=${acts.close}>Close <kbd>Esc</kbd></button>
    </div>`;
}

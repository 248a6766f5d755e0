import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { OWNERSHIP_CLASSES } from '../../src/domain/ownership/area.ts';
import type { PlaceShown } from '../../src/protocol/explainMessages.ts';
import { inLines } from '../shared/words.ts';
import type { ExplainPageActs } from './explainActs.ts';
import { CLASS_WORDS, visible } from './words.ts';

type ShownLine = PlaceShown['shown'][number];

const SIGNS: Readonly<Record<ShownLine['kind'], string>> = { added: '+', removed: '−', context: ' ' };
const SAID: Readonly<Record<ShownLine['kind'], string>> = { added: 'added', removed: 'removed', context: '' };

/** A place that is asked about: where, what it counts as, whose it is, and its lines. */
export function placeTemplate(
  place: PlaceShown,
  { at, of }: { readonly at: number; readonly of: number },
  acts: ExplainPageActs,
): TemplateResult {
  const id = `place-${String(at)}`;
  const path = visible(place.path);
  const open = (): void => {
    acts.openDiff(place.id);
  };
  return html`<section class="place" aria-labelledby=${id} data-place=${place.id}>
    <div class="where">
      <h2 id=${id}><bdi>${path}</bdi></h2>
      ${of === 1 ? nothing : html`<span class="quiet">${at + 1} of ${of}</span>`}
    </div>
    <div class="facts">
      ${classTemplate(place, path, acts)}
      <span>${visible(place.area)} · ${place.how} · ${inLines(place.lines)}</span>
      <button class="action" @click=${open}>
        Open diff ${at === 0 ? html`<kbd>D</kbd>` : nothing}<span class="unseen"> of ${path}</span>
      </button>
    </div>
    <div class="hunk" role="group" tabindex="0" aria-label="Code of ${path}">
      ${place.shown.map(lineTemplate)}
      ${place.more === 0 ? nothing : html`<p class="quiet">And ${inLines(place.more)} more: the diff has all.</p>`}
    </div>
  </section>`;
}

function classTemplate(place: PlaceShown, path: string, acts: ExplainPageActs): TemplateResult {
  const change = (event: Event): void => {
    const to = OWNERSHIP_CLASSES.find((one) => one === (event.target as HTMLSelectElement).value);
    if (to !== undefined) acts.changeClass(place.id, to);
  };
  return html`<select class="class" aria-label="Class of ${path}" @change=${change}>
    ${OWNERSHIP_CLASSES.map(
      (one) =>
        html`<option value=${one} title=${CLASS_WORDS[one]} .selected=${live(one === place.class)}>${one}</option>`,
    )}
  </select>`;
}

function lineTemplate({ kind, number, text, isAsked }: ShownLine): TemplateResult {
  const said = [SAID[kind], isAsked ? 'by AI, asked about' : ''].filter((words) => words !== '').join(', ');
  // The parts stand close together: white space between them would be shown.
  return html`<div class="line ${kind} ${isAsked ? 'asked' : ''}">
    <span class="number">${number}</span
    ><span class="sign" aria-hidden="true">${SIGNS[kind]}</span
    >${said === '' ? nothing : html`<span class="unseen">${said}: </span>`}<code>${visible(text)}</code>
  </div>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ANCHORS, RATINGS, type Rating } from '../../src/domain/debt/rating.ts';
import type { ExplainPageActs } from './explainActs.ts';

interface RatingShown {
  readonly when: 'before' | 'after';
  readonly words: string;
  readonly chosen: Rating | undefined;
  /** what to do where it is missing; else empty */
  readonly missing: string;
}

/** A rating of understanding from 1 to 5. The browser's own radio buttons bring arrow keys, and one stop of the Tab key. */
export function ratingTemplate(shown: RatingShown, acts: ExplainPageActs): TemplateResult {
  const { when, words, chosen, missing } = shown;
  const goOn = (event: Event): void => {
    // A click with a mouse or a finger is a choice; one that an arrow key made may be on its way to another one.
    if (event instanceof MouseEvent && event.detail > 0) acts.rated(when);
  };
  const enter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    const at = Number((event.target as HTMLInputElement).value);
    const rating = RATINGS.find((one) => one === at);
    if (rating !== undefined) acts.rate(when, rating);
    acts.rated(when);
    event.preventDefault();
  };
  return html`<fieldset
    class="rating"
    data-rating=${when}
    aria-describedby="${when}-words"
    @click=${goOn}
    @keydown=${enter}
  >
    <legend>${words}</legend>
    <div class="choices">${RATINGS.map((rating) => choiceTemplate(rating, shown, acts))}</div>
    <p id="${when}-words" class="anchor ${chosen === undefined ? 'quiet' : ''}">
      ${chosen === undefined ? html`Keys <kbd>1</kbd> to <kbd>5</kbd>` : `${String(chosen)}: ${ANCHORS[chosen]}`}
    </p>
    ${missing === '' ? nothing : html`<p class="missing" role="alert">${missing}</p>`}
  </fieldset>`;
}

function choiceTemplate(rating: Rating, { when, chosen }: RatingShown, acts: ExplainPageActs): TemplateResult {
  const choose = (): void => {
    acts.rate(when, rating);
  };
  return html`<label class="choice" title=${ANCHORS[rating]}>
    <input
      type="radio"
      name=${when}
      value=${rating}
      aria-label="${String(rating)}: ${ANCHORS[rating]}"
      .checked=${live(chosen === rating)}
      @change=${choose}
    />
    <span aria-hidden="true">${rating}</span>
  </label>`;
}

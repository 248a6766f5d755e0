import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { CHOOSERS, type Chooser } from '../../src/domain/events/noteWritten.ts';
import { EXPLAIN_BOUNDS } from '../../src/protocol/explainMessages.ts';
import { withCode } from '../shared/withCode.ts';
import { inNumbers } from '../shared/words.ts';
import type { ExplainPageActs, PageState } from './explainActs.ts';
import { ratingTemplate } from './ratingTemplate.ts';
import {
  CHOOSER_WORDS,
  closingWords,
  laterWords,
  primaryKey,
  saveWords,
  SKIP_WORDS,
  spentWords,
  visible,
} from './words.ts';

const NO_NOTE = 'A sentence or two is needed: what does it do, and why this way?';
const NO_AFTER = 'One rating is missing: how well do you understand it now?';

/** All that the person gives: ratings, the note, who chose, and what to do with it. */
export function answerTemplate(state: PageState, acts: ExplainPageActs): TemplateResult {
  const { draft, missing } = state;
  return html`
    ${ratingTemplate(
      { when: 'before', words: 'How well do you understand it?', chosen: draft.before, missing: '' },
      acts,
    )}
    ${noteTemplate(state, acts)}
    <div class="choosing">${chooserTemplate(draft.chose, acts)} ${turnedDownTemplate(draft.turnedDown, acts)}</div>
    ${ratingTemplate(
      { when: 'after', words: 'And now?', chosen: draft.after, missing: missing === 'after' ? NO_AFTER : '' },
      acts,
    )}
    ${othersTemplate(state, acts)} ${failureTemplate(state)} ${footTemplate(state, acts)}
  `;
}

function noteTemplate({ snapshot, draft, missing }: PageState, acts: ExplainPageActs): TemplateResult {
  const { question } = snapshot;
  const isMissing = missing === 'note';
  const type = (event: Event): void => {
    acts.change({ text: (event.target as HTMLTextAreaElement).value });
  };
  const paste = ({ clipboardData }: ClipboardEvent): void => {
    acts.paste(clipboardData?.getData('text/plain').length ?? 0);
  };
  const drop = ({ dataTransfer }: DragEvent): void => {
    acts.paste(dataTransfer?.getData('text/plain').length ?? 0);
  };
  return html`<div class="note">
    <label for="note">${question === '' ? 'What does it do, and why this way?' : withCode(visible(question))}</label>
    <textarea
      id="note"
      rows="4"
      maxlength=${EXPLAIN_BOUNDS.note}
      aria-required="true"
      aria-invalid=${isMissing ? 'true' : 'false'}
      aria-describedby=${isMissing ? 'note-missing' : 'note-hint'}
      .value=${live(draft.text)}
      @input=${type}
      @paste=${paste}
      @drop=${drop}
    ></textarea>
    ${
      isMissing
        ? html`<p id="note-missing" class="missing" role="alert">${NO_NOTE}</p>`
        : html`<p id="note-hint" class="quiet">In your own words. <kbd>Esc</kbd> leaves the text.</p>`
    }
  </div>`;
}

function chooserTemplate(chosen: Chooser | undefined, acts: ExplainPageActs): TemplateResult {
  return html`<fieldset class="chooser">
    <legend>Who chose the approach?</legend>
    <div class="choices">
      ${CHOOSERS.map((one) => {
        const choose = (): void => {
          acts.change({ chose: one });
        };
        return html`<label class="option"
          ><input type="radio" name="chose" value=${one} .checked=${live(chosen === one)} @change=${choose} />${
            CHOOSER_WORDS[one]
          }</label
        >`;
      })}
    </div>
  </fieldset>`;
}

function turnedDownTemplate(text: string, acts: ExplainPageActs): TemplateResult {
  const type = (event: Event): void => {
    acts.change({ turnedDown: (event.target as HTMLInputElement).value });
  };
  return html`<div class="turned-down">
    <label for="turned-down">Turned down <span class="quiet">(if anything)</span></label>
    <input id="turned-down" type="text" maxlength=${EXPLAIN_BOUNDS.turnedDown} .value=${live(text)} @input=${type} />
  </div>`;
}

function othersTemplate({ snapshot, forOthers }: PageState, acts: ExplainPageActs): TemplateResult | typeof nothing {
  const { others } = snapshot;
  if (others === 0) return nothing;
  const choose = (event: Event): void => {
    acts.forOthers((event.target as HTMLInputElement).checked);
  };
  return html`<label class="option others"
    ><input id="others" type="checkbox" .checked=${live(forOthers)} @change=${choose} />
    <span>The same for the other ${others === 1 ? 'one' : inNumbers(others)} <kbd>A</kbd></span></label
  >`;
}

function failureTemplate({ failure }: PageState): TemplateResult | typeof nothing {
  return failure === '' ? nothing : html`<p class="notice" role="alert">${failure} What you gave is kept.</p>`;
}

function footTemplate(state: PageState, acts: ExplainPageActs): TemplateResult {
  const { snapshot, isBusy, isSkipping, draft } = state;
  const busy = isBusy ? 'true' : 'false';
  const later = laterWords(snapshot);
  const offer = (): void => {
    acts.offerSkip(!isSkipping);
  };
  return html`<div class="foot">
      <button id="save" class="action primary" aria-disabled=${busy} @click=${acts.save}>
        ${isBusy ? 'Saving…' : html`${saveWords(snapshot)} <kbd>${primaryKey()}</kbd>`}
      </button>
      <button id="later" class="action" aria-disabled=${busy} @click=${acts.later}>
        ${later.words} <kbd>${later.key}</kbd>
      </button>
      <button
        id="skip"
        class="action"
        aria-disabled=${busy}
        aria-expanded=${isSkipping ? 'true' : 'false'}
        @click=${offer}
      >
        Skip… <kbd>S</kbd>
      </button>
    </div>
    ${isSkipping ? skipTemplate(busy, acts) : nothing}
    <p class="quiet spent">
      ${spentWords(draft.seconds)} · yours alone, stored on this machine · <kbd>Esc</kbd> ${closingWords(snapshot)}
    </p>`;
}

function skipTemplate(busy: string, acts: ExplainPageActs): TemplateResult {
  return html`<div class="reasons" role="group" aria-labelledby="why">
    <p id="why">
      Why skip it? <span class="quiet"><kbd>Esc</kbd> goes back.</span>
    </p>
    <div class="choices">
      ${SKIP_WORDS.map(({ reason, key, words }) => {
        const skip = (): void => {
          acts.skip(reason);
        };
        return html`<button class="action" data-reason=${reason} aria-disabled=${busy} @click=${skip}>
          ${words} <kbd>${key}</kbd>
        </button>`;
      })}
    </div>
  </div>`;
}

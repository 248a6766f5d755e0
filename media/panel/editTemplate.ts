import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ANCHORS, RATINGS, type Rating } from '../../src/domain/debt/rating.ts';
import { LONGEST_NOTE, type PanelNote } from '../../src/protocol/explainingMessages.ts';

/** A change of a note that is not saved yet. */
export interface NoteEdit {
  /** as it was when the change began */
  readonly note: PanelNote;
  readonly text: string;
  readonly after: Rating | undefined;
  /** why it could not be saved, in words; empty unless it was tried */
  readonly failure: string;
  readonly isSaving: boolean;
}

export interface EditActions {
  readonly write: (text: string) => void;
  readonly rate: (rating: Rating) => void;
  readonly save: () => void;
  /** goes back, and keeps what was written for the next time */
  readonly leave: () => void;
  /** throws it away */
  readonly cancel: () => void;
}

/** The form that changes a note: its text and its rating. Ctrl or Cmd and Enter saves, Escape goes back without loss. */
export function editTemplate(edit: NoteEdit, actions: EditActions): TemplateResult {
  const write = (event: InputEvent): void => {
    actions.write((event.target as HTMLTextAreaElement).value);
  };
  const named = edit.note.paths[0] ?? 'the note';
  return html`<div class="editing" role="group" aria-label="Edit: ${named}" @keydown=${keysOf(actions)}>
    <textarea
      aria-label="Your explanation"
      rows="6"
      maxlength=${LONGEST_NOTE}
      .value=${live(edit.text)}
      @input=${write}
    ></textarea>
    <fieldset>
      <legend>How well do you understand it?</legend>
      <div class="ratings">${RATINGS.map((rating) => ratingTemplate(rating, edit, actions))}</div>
      <p class="quiet" role="status">${edit.after === undefined ? 'Not rated.' : ANCHORS[edit.after]}</p>
    </fieldset>
    ${edit.failure === '' ? nothing : html`<p class="failed" role="alert">${edit.failure}</p>`}
    <div class="answers">
      <button class="action primary" title="Ctrl+Enter, on a Mac Cmd+Enter" @click=${actions.save}>
        ${edit.isSaving ? 'Saving…' : 'Save'}
      </button>
      <button class="action" @click=${actions.cancel}>Cancel</button>
    </div>
  </div>`;
}

function ratingTemplate(rating: Rating, { after }: NoteEdit, { rate }: EditActions): TemplateResult {
  const choose = (): void => {
    rate(rating);
  };
  return html`<label title=${ANCHORS[rating]}>
    <input
      type="radio"
      name="after"
      aria-label="${String(rating)}: ${ANCHORS[rating]}"
      .checked=${live(rating === after)}
      @change=${choose}
    />${String(rating)}
  </label>`;
}

function keysOf({ save, leave }: EditActions): (event: KeyboardEvent) => void {
  return (event) => {
    // What a person composes with several keys ends with Enter or Escape of its own.
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

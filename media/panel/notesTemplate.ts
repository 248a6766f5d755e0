import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { MOST_WORDS, type PanelExplaining, type PanelNote } from '../../src/protocol/explainingMessages.ts';
import type { NoteEdit } from './editTemplate.ts';
import type { NoteHistory } from './historyControl.ts';
import { noteTemplate, type NoteActions } from './noteTemplate.ts';
import { inNumbers } from '../shared/words.ts';

/** What a search gave. */
export interface FoundNotes {
  readonly notes: readonly PanelNote[];
  readonly more: boolean;
}

export interface NotesState {
  /** lists of the snapshot; while a note is being changed as they were when that began, so that nothing moves away */
  readonly lists: PanelExplaining['notes'];
  readonly words: string;
  /** `undefined` where nothing is searched for, and until the first answer */
  readonly found: FoundNotes | undefined;
  /** why the search failed, in words; else empty */
  readonly failure: string;
  readonly unfolded: ReadonlySet<string>;
  readonly edit: NoteEdit | undefined;
  /** texts that one of the notes had before; `undefined` where nobody asked for them */
  readonly history: NoteHistory | undefined;
}

export interface NotesActions extends NoteActions {
  readonly search: (words: string) => void;
  /** searches without waiting for more to be typed */
  readonly searchNow: () => void;
}

/** Notes of the file in the active editor and the newest ones, or those that have the words. */
export function notesTemplate(state: NotesState, actions: NotesActions): TemplateResult {
  const { lists, found } = state;
  return html`<section class="notes" aria-labelledby="notes">
    <h2 id="notes">Notes</h2>
    ${
      lists.ever
        ? html`${searchTemplate(state, actions)} ${pinnedTemplate(state, actions)}
          ${found === undefined ? shelvesTemplate(state, actions) : listTemplate('Found notes', found.notes, state, actions)}`
        : emptyTemplate()
    }
  </section>`;
}

function emptyTemplate(): TemplateResult {
  return html`<p class="quiet">
    Your explanations appear here once you have written one, to be searched and changed. Those of the file in front of
    you come first.
  </p>`;
}

function searchTemplate(state: NotesState, { search, searchNow }: NotesActions): TemplateResult {
  const type = (event: InputEvent): void => {
    search((event.target as HTMLInputElement).value);
  };
  const enter = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.isComposing) searchNow();
  };
  return html`<input
      type="search"
      class="search"
      aria-label="Search notes"
      placeholder="Search notes by word, path or area"
      maxlength=${MOST_WORDS}
      spellcheck="false"
      .value=${live(state.words)}
      @input=${type}
      @keydown=${enter}
    />
    <p class="quiet told" role="status">${toldOf(state)}</p>`;
}

function toldOf({ found, failure }: NotesState): string {
  if (failure !== '') return failure;
  if (found === undefined) return '';
  const count = found.notes.length;
  if (count === 0) return 'No note has these words.';
  if (found.more) return `The newest ${inNumbers(count)} with these words; one more word shows fewer.`;
  return count === 1 ? '1 note' : `${inNumbers(count)} notes`;
}

/** What is being changed is never out of sight, whatever is searched for meanwhile. */
function pinnedTemplate(state: NotesState, actions: NotesActions): TemplateResult | typeof nothing {
  const { edit, found, lists } = state;
  if (edit === undefined) return nothing;
  const listed = found?.notes ?? [...(lists.ofFile?.notes ?? []), ...lists.newest];
  if (listed.some(({ id }) => id === edit.note.id)) return nothing;
  return listTemplate('Being changed', [edit.note], state, actions);
}

function shelvesTemplate(state: NotesState, actions: NotesActions): TemplateResult {
  const { ofFile, newest } = state.lists;
  return html`
    ${
      ofFile === undefined
        ? nothing
        : html`<h3>In ${ofFile.file}</h3>
            ${listTemplate(`Notes in ${ofFile.file}`, ofFile.notes, state, actions)}
            ${ofFile.more ? html`<p class="quiet">There are older ones; search for the file to see them.</p>` : nothing}`
    }
    ${
      newest.length === 0
        ? nothing
        : html`<h3>${ofFile === undefined ? 'Newest' : 'Newest elsewhere'}</h3>
            ${listTemplate('Newest notes', newest, state, actions)}`
    }
  `;
}

function listTemplate(
  label: string,
  notes: readonly PanelNote[],
  { edit, unfolded, history }: NotesState,
  actions: NotesActions,
): TemplateResult | typeof nothing {
  if (notes.length === 0) return nothing;
  return html`<ul class="rows" aria-label=${label}>
    ${repeat(
      notes,
      ({ id }) => id,
      (note) => {
        const ofNote = history?.note.id === note.id ? history : undefined;
        return noteTemplate(note, { edit, unfolded, history: ofNote }, actions);
      },
    )}
  </ul>`;
}

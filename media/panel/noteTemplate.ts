import { html, nothing, type TemplateResult } from 'lit';
import { ANCHORS } from '../../src/domain/debt/rating.ts';
import type { PanelNote } from '../../src/protocol/explainingMessages.ts';
import { editTemplate, type EditActions, type NoteEdit } from './editTemplate.ts';
import { foldableTemplate, type FoldActions } from './foldableTemplate.ts';
import type { HistoryActions } from './historyControl.ts';
import { historyButton, historyTemplate, type HistoryState } from './historyTemplate.ts';
import { withCode } from '../shared/withCode.ts';
import { inNumbers } from '../shared/words.ts';

export interface NoteActions extends EditActions, FoldActions, HistoryActions {
  readonly edit: (note: PanelNote) => void;
}

/** A note, or the form that changes it. */
export function noteTemplate(
  note: PanelNote,
  { edit, ...state }: HistoryState & { readonly edit: NoteEdit | undefined },
  actions: NoteActions,
): TemplateResult {
  const { id, when, edited, after, question } = note;
  return html`<li class="note" data-note=${id}>
    <p class="paths">${pathsInWords(note)}</p>
    <p class="quiet">${when}${edited === '' ? nothing : html` · edited ${edited}`}</p>
    ${after === undefined ? nothing : html`<p class="quiet">${String(after)} · ${ANCHORS[after]}</p>`}
    ${question === '' ? nothing : html`<p class="question">${withCode(question)}</p>`}
    ${edit?.note.id === id ? editTemplate(edit, actions) : textTemplate(note, state, actions)}
  </li>`;
}

function textTemplate(note: PanelNote, { history, unfolded }: HistoryState, actions: NoteActions): TemplateResult {
  const { id, text, edited } = note;
  const named = `${note.paths[0] ?? 'the note'}, ${note.when}`;
  const edit = (): void => {
    actions.edit(note);
  };
  const buttons = html`<button class="action edit" aria-label="Edit: ${named}" @click=${edit}>Edit</button>
    ${edited === '' ? nothing : historyButton(note, history !== undefined, named, actions)}`;
  return html`${foldableTemplate({ id, text, named, isUnfolded: unfolded.has(id), buttons }, actions)}
  ${history === undefined || edited === '' ? nothing : historyTemplate(note, history, { unfolded, named }, actions)}`;
}

function pathsInWords({ paths, morePaths }: PanelNote): string {
  const named = paths.join(', ');
  return morePaths === 0 ? named : `${named} and ${inNumbers(morePaths)} more`;
}

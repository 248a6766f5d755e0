import { html, nothing, type TemplateResult } from 'lit';
import { ANCHORS } from '../../src/domain/debt/rating.ts';
import type { PanelNote } from '../../src/protocol/explainingMessages.ts';
import { editTemplate, type EditActions, type NoteEdit } from './editTemplate.ts';
import { withCode } from '../shared/withCode.ts';
import { inNumbers } from '../shared/words.ts';

/** A longer text is folded, by UTF-16 code units and by lines. */
const LONG = 280;
const MANY_LINES = 6;

export interface NoteActions extends EditActions {
  readonly fold: (note: PanelNote) => void;
  readonly edit: (note: PanelNote) => void;
}

/** A note, or the form that changes it. */
export function noteTemplate(
  note: PanelNote,
  { edit, isUnfolded }: { readonly edit: NoteEdit | undefined; readonly isUnfolded: boolean },
  actions: NoteActions,
): TemplateResult {
  const { id, when, edited, after, question } = note;
  return html`<li class="note" data-note=${id}>
    <p class="paths">${pathsInWords(note)}</p>
    <p class="quiet">${when}${edited === '' ? nothing : html` · edited ${edited}`}</p>
    ${after === undefined ? nothing : html`<p class="quiet">${String(after)} · ${ANCHORS[after]}</p>`}
    ${question === '' ? nothing : html`<p class="question">${withCode(question)}</p>`}
    ${edit?.note.id === id ? editTemplate(edit, actions) : textTemplate(note, isUnfolded, actions)}
  </li>`;
}

function textTemplate(note: PanelNote, isUnfolded: boolean, actions: NoteActions): TemplateResult {
  const short = shortened(note.text);
  const isLong = short !== note.text;
  const named = `${note.paths[0] ?? 'the note'}, ${note.when}`;
  const fold = (): void => {
    actions.fold(note);
  };
  const edit = (): void => {
    actions.edit(note);
  };
  const words = isUnfolded ? 'Show less' : 'Show all';
  return html`<p class="words">${isUnfolded ? note.text : short}</p>
    <div class="answers">
      ${
        isLong
          ? html`<button
              class="action"
              aria-label="${words}: ${named}"
              aria-expanded=${isUnfolded ? 'true' : 'false'}
              @click=${fold}
            >
              ${words}
            </button>`
          : nothing
      }
      <button class="action edit" aria-label="Edit: ${named}" @click=${edit}>Edit</button>
    </div>`;
}

function pathsInWords({ paths, morePaths }: PanelNote): string {
  const named = paths.join(', ');
  return morePaths === 0 ? named : `${named} and ${inNumbers(morePaths)} more`;
}

/** The beginning of a long text, whole words of it where there are any; a text that is not long as it is. */
function shortened(text: string): string {
  const lines = text.split('\n', MANY_LINES + 1);
  const few = lines.slice(0, MANY_LINES).join('\n');
  if (few.length <= LONG) return lines.length > MANY_LINES ? `${few} …` : text;
  const cut = few.lastIndexOf(' ', LONG);
  return `${few.slice(0, cut < LONG / 2 ? LONG : cut)} …`;
}

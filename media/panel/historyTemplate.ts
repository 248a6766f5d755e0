import { html, nothing, type TemplateResult } from 'lit';
import { ANCHORS } from '../../src/domain/debt/rating.ts';
import type { PanelNote, PanelNoteText } from '../../src/protocol/explainingMessages.ts';
import { foldableTemplate, type FoldActions } from './foldableTemplate.ts';
import type { HistoryActions, NoteHistory } from './historyControl.ts';

/** What is drawn of the texts that a note had before. */
export interface HistoryState {
  /** `undefined` where those of this note are not shown */
  readonly history: NoteHistory | undefined;
  readonly unfolded: ReadonlySet<string>;
}

/** The button that shows the texts that a note had before. */
export function historyButton(note: PanelNote, isShown: boolean, named: string, { toggleHistory }: HistoryActions) {
  const toggle = (): void => {
    toggleHistory(note);
  };
  return html`<button
    class="action history"
    aria-label="Earlier texts: ${named}"
    aria-expanded=${isShown ? 'true' : 'false'}
    @click=${toggle}
  >
    Earlier texts
  </button>`;
}

/** The texts that a note had before, newest first, each with a button that puts it back. */
export function historyTemplate(
  note: PanelNote,
  { texts, more, failure, said }: NoteHistory,
  { unfolded, named }: Pick<HistoryState, 'unfolded'> & { readonly named: string },
  actions: HistoryActions & FoldActions,
): TemplateResult {
  return html`<div class="earlier">
    <p class="quiet" role="status">${texts === undefined && failure === '' ? 'Reading…' : said}</p>
    ${failure === '' ? nothing : html`<p class="failed" role="alert">${failure}</p>`}
    ${texts?.length === 0 ? html`<p class="quiet">No earlier text is there any more.</p>` : nothing}
    ${
      texts === undefined || texts.length === 0
        ? nothing
        : html`<ul aria-label="Earlier texts, newest first: ${named}">
            ${texts.map((one, at) => {
              // Counted from the oldest: a further text leaves the others what they are called.
              const id = `${note.id} ${String(texts.length - at)}`;
              return earlierTemplate(note, one, { id, isUnfolded: unfolded.has(id) }, actions);
            })}
          </ul>`
    }
    ${more ? html`<p class="quiet">There are older ones. An export as JSON has all of them.</p>` : nothing}
  </div>`;
}

function earlierTemplate(
  note: PanelNote,
  earlier: PanelNoteText,
  { id, isUnfolded }: { readonly id: string; readonly isUnfolded: boolean },
  actions: HistoryActions & FoldActions,
): TemplateResult {
  const { when, after, text } = earlier;
  const putBack = (): void => {
    actions.putBack(note, earlier);
  };
  const button = html`<button class="action" aria-label="Put back: the text of ${when}" @click=${putBack}>
    Put back
  </button>`;
  return html`<li>
    <p class="quiet">${when}</p>
    ${after === undefined ? nothing : html`<p class="quiet">${String(after)} · ${ANCHORS[after]}</p>`}
    ${foldableTemplate({ id, text, named: `the text of ${when}`, isUnfolded, buttons: button }, actions)}
  </li>`;
}

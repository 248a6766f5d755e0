import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelAnswer, PanelEntry, PanelRow } from '../../src/protocol/messages.ts';
import { inLines, inNumbers } from '../shared/words.ts';

/** What the person can do with a row. */
export interface RowActions {
  readonly open: (row: PanelRow) => void;
  /** shows or hides how Grasp knows */
  readonly explain: (row: PanelRow) => void;
  readonly correct: (entry: PanelEntry['id'], answer: PanelAnswer) => void;
}

interface RowState {
  /** a guess shows its answers at once */
  readonly isGuess: boolean;
  readonly isExplained: boolean;
}

const HOW = 'How do you know?';

/** A row with its file, a button for how Grasp knows, and the answers that correct it. */
export function rowTemplate(row: PanelRow, { isGuess, isExplained }: RowState, actions: RowActions): TemplateResult {
  const place = row.directory === '' ? row.name : `${row.directory}/${row.name}`;
  const open = (): void => {
    actions.open(row);
  };
  const explain = (): void => {
    actions.explain(row);
  };
  const named = `${place}, ${inLines(row.lines)}`;
  return html`<li>
    <div class="item">
      <button class="row" data-row=${row.id} title=${place} @click=${open}>
        <span class="file"><span class="name">${row.name}</span> <span class="directory">${row.directory}</span></span>
        <span class="lines">${inLines(row.lines)}</span>
        <span class="detail">${row.origin} · ${row.confidence}</span>
        <span class="when">${row.when}</span>
      </button>
      <button
        class="how"
        title=${HOW}
        aria-label="${HOW} ${named}"
        aria-expanded=${isExplained ? 'true' : 'false'}
        @click=${explain}
      >
        ?
      </button>
    </div>
    ${repeat(
      row.entries,
      ({ id }) => id,
      (entry) => entryTemplate(entry, { isGuess, isExplained, place }, actions.correct),
    )}
    ${isExplained && row.more > 0 ? html`<p class="entry quiet">And ${inNumbers(row.more)} older.</p>` : nothing}
  </li>`;
}

function entryTemplate(
  entry: PanelEntry,
  { isGuess, isExplained, place }: RowState & { readonly place: string },
  correct: RowActions['correct'],
): TemplateResult | typeof nothing {
  if (!isGuess && !isExplained) return nothing;
  const { id, which, when, reason, answers } = entry;
  return html`<div class="entry" data-entry=${id}>
    ${isGuess ? nothing : html`<p>${which} · ${when}</p>`}
    ${isExplained ? html`<p class="quiet">${reason}</p>` : nothing}
    <div class="answers">
      ${answers.map(({ answer, words }) => answerTemplate(answer, words, { id, place, which, correct }))}
    </div>
  </div>`;
}

function answerTemplate(
  answer: PanelAnswer,
  words: string,
  of: { id: string; place: string; which: string; correct: RowActions['correct'] },
): TemplateResult {
  const say = (): void => {
    of.correct(of.id, answer);
  };
  const label = `${words}: ${of.place}, ${of.which.toLowerCase()}`;
  return html`<button class="action" aria-label=${label} @click=${say}>${words}</button>`;
}

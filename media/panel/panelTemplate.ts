import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelExplaining } from '../../src/protocol/explainingMessages.ts';
import type { PanelRow, PanelSnapshot } from '../../src/protocol/messages.ts';
import { blocksTemplate } from './blocksTemplate.ts';
import { nextTemplate, type NextActions } from './nextTemplate.ts';
import { notesTemplate, type NotesActions, type NotesState } from './notesTemplate.ts';
import { rowTemplate, type RowActions } from './rowTemplate.ts';
import { tasksTemplate, type TasksActions } from './tasksTemplate.ts';
import { weeksTemplate, type WeeksActions, type WeeksState } from './weeksTemplate.ts';
import { inLines, inNumbers } from '../shared/words.ts';

export interface PanelActions extends RowActions, NextActions, WeeksActions, TasksActions {
  readonly notes: NotesActions;
  readonly showLog: () => void;
  readonly resume: () => void;
}

/** What the view itself knows, until it is made anew. */
export interface ViewState {
  /** outcome of the last act, if it did not work; else empty */
  readonly failure: string;
  /** ids of the rows that show how Grasp knows */
  readonly explained: ReadonlySet<string>;
  /** the acceptance that was just corrected, and in words what it counts as now */
  readonly said: { readonly entry: string; readonly words: string; readonly undone: boolean } | undefined;
  /** whether all that waits for an explanation is shown */
  readonly showsAll: boolean;
  readonly notes: NotesState;
  readonly weeks: WeeksState;
}

/** The whole panel for a snapshot. */
export function panelTemplate(snapshot: PanelSnapshot, state: ViewState, actions: PanelActions): TemplateResult {
  return html`
    ${snapshot.problem === '' ? nothing : problemTemplate(snapshot.problem, actions)}
    ${snapshot.pause === '' ? nothing : pauseTemplate(snapshot.pause, actions)}
    ${snapshot.notice === '' ? nothing : html`<p class="notice" role="status">${snapshot.notice}</p>`}
    ${state.failure === '' ? nothing : html`<p class="notice" role="alert">${state.failure}</p>`}
    ${snapshot.everRecorded ? nothing : emptyTemplate()}
    ${snapshot.everRecorded || isAnything(snapshot.explaining) ? filledTemplate(snapshot, state, actions) : nothing}
    ${snapshot.damagedLines === 0 ? nothing : html`<p class="quiet">${damagedInWords(snapshot.damagedLines)}</p>`}
  `;
}

function problemTemplate(problem: string, actions: PanelActions): TemplateResult {
  return html`<div class="notice" role="alert">
    <p>${problem}</p>
    <button class="action" @click=${actions.showLog}>Show log</button>
  </div>`;
}

function pauseTemplate(pause: string, actions: PanelActions): TemplateResult {
  return html`<div class="notice calm" role="status">
    <p>${pause} Nothing is recorded.</p>
    <button class="action" @click=${actions.resume}>Resume</button>
  </div>`;
}

function emptyTemplate(): TemplateResult {
  return html`<section class="empty">
    <h2>Nothing recorded yet</h2>
    <p>
      Each AI completion that you accept, and each edit by chat, appears here under its file as soon as it is in your
      text.
    </p>
    <p>To try it: begin a line in a code file, wait for the grey text of your AI tool, press <kbd>Tab</kbd>.</p>
    <p class="quiet">Grasp keeps counts and your own notes, never your code. Nothing leaves this machine.</p>
  </section>`;
}

/** Whether there is anything of explanations, which others' records of commits may bring before any acceptance. */
function isAnything({ staged, waiting, block, blocks, notes, weeks, tasks }: PanelExplaining): boolean {
  if (tasks.running !== undefined || tasks.rows.length > 0) return true;
  const isBlock = block !== undefined || blocks !== undefined;
  return isBlock || staged !== undefined || waiting.rows.length > 0 || notes.ever || weeks.length > 0;
}

function filledTemplate(snapshot: PanelSnapshot, state: ViewState, actions: PanelActions): TemplateResult {
  const { everRecorded, explaining } = snapshot;
  return html`
    ${everRecorded ? totalsTemplate(snapshot) : nothing}
    ${nextTemplate(explaining, { showsAll: state.showsAll, actions })}
    ${everRecorded ? acceptedTemplate(snapshot, state, actions) : nothing} ${notesTemplate(state.notes, actions.notes)}
    ${weeksTemplate(explaining, state.weeks, actions)} ${tasksTemplate(explaining.tasks, state.weeks.width, actions)}
    ${explaining.blocks === undefined ? nothing : blocksTemplate(explaining.blocks)}
  `;
}

function totalsTemplate({ today, week, coverage, guesses }: PanelSnapshot): TemplateResult {
  return html`
    <section aria-labelledby="accepted">
      <h2 id="accepted">Accepted from AI</h2>
      <dl class="totals">
        <div>
          <dt>Today</dt>
          <dd>${totalTemplate(today)}</dd>
        </div>
        <div>
          <dt>This week <span class="quiet">since ${week.since}</span></dt>
          <dd>${totalTemplate(week)}</dd>
        </div>
      </dl>
      <details class="coverage">
        <summary>${coverage.words}</summary>
        <p class="quiet">${coverage.explained}</p>
      </details>
      ${today.rows.length + guesses.count > 0 ? nothing : html`<p class="quiet">Nothing accepted today.</p>`}
    </section>
  `;
}

function acceptedTemplate(snapshot: PanelSnapshot, state: ViewState, actions: PanelActions): TemplateResult {
  const { today, week } = snapshot;
  return html`
    ${state.said === undefined ? nothing : saidTemplate(state.said, actions)}
    ${guessesTemplate(snapshot.guesses, state, actions)}
    ${rowsTemplate('today', 'Today by file', today.rows, { state, actions })}
    ${rowsTemplate('earlier', 'Earlier this week', week.earlierRows, { state, actions })}
  `;
}

function totalTemplate({ lines, probable }: { readonly lines: number; readonly probable: number }): TemplateResult {
  const certain = lines - probable;
  const parts = probable === 0 ? 'all certain' : `${inNumbers(certain)} certain, ${inNumbers(probable)} probable`;
  return html`${inLines(lines)}${lines === 0 ? nothing : html`<span class="parts">${parts}</span>`}`;
}

function saidTemplate({ entry, words, undone }: NonNullable<ViewState['said']>, { correct }: PanelActions) {
  const undo = (): void => {
    correct(entry, 'as recorded');
  };
  return html`<div class="notice calm said" role="status">
    <p>${words}.</p>
    ${undone ? nothing : html`<button class="action" aria-label="Undo: ${words}" @click=${undo}>Undo</button>`}
  </div>`;
}

function guessesTemplate({ count, rows }: PanelSnapshot['guesses'], state: ViewState, actions: PanelActions) {
  if (count === 0) return nothing;
  const more = count - rows.length;
  return html`
    <section aria-labelledby="guesses">
      <h2 id="guesses">${count === 1 ? '1 guess to answer' : `${inNumbers(count)} guesses to answer`}</h2>
      <p class="quiet">
        ${
          count === 1
            ? 'It may be by AI, and enters no total until you say what it was.'
            : 'They may be by AI, and enter no total until you say what they were.'
        }
      </p>
      <ul class="rows" aria-labelledby="guesses">
        ${repeat(
          rows,
          ({ id }) => id,
          (row) => rowTemplate(row, { isGuess: true, isExplained: state.explained.has(row.id) }, actions),
        )}
      </ul>
      ${more === 0 ? nothing : html`<p class="quiet">And ${inNumbers(more)} older: “Grasp: Correct Origin…” has all.</p>`}
    </section>
  `;
}

function rowsTemplate(
  id: string,
  title: string,
  rows: readonly PanelRow[],
  { state, actions }: { readonly state: ViewState; readonly actions: PanelActions },
) {
  if (rows.length === 0) return nothing;
  return html`<section aria-labelledby=${id}>
    <h2 id=${id}>${title}</h2>
    <ul class="rows" aria-labelledby=${id}>
      ${repeat(
        rows,
        ({ id }) => id,
        (row) => rowTemplate(row, { isGuess: false, isExplained: state.explained.has(row.id) }, actions),
      )}
    </ul>
  </section>`;
}

function damagedInWords(lines: number): string {
  return lines === 1
    ? 'One line of the journals is damaged and left out. All others are kept.'
    : `${inNumbers(lines)} lines of the journals are damaged and left out. All others are kept.`;
}
